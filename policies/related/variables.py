"""What functions are given: values in their environment, or in the parameters that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from policies.configuration import Configuration
from policies.resource import Resource

PREFIX: Final = "PARAMETER_"
"""What begins the name of a variable that names the parameter with the value."""
PARAMETER: Final = "aws_ssm_parameter"


class Given(NamedTuple):
    """A value, and the element in which it stands: only in its stack the value means the same."""

    holder: Resource
    value: object


def parameter(function: Resource, name: object, configuration: Configuration) -> Resource | None:
    """The parameter of the function's region that `name`, standing in the function, names."""
    found = configuration.target(function, name)
    named = (found,) if found is not None else configuration.having(PARAMETER, "name", str(name))
    return next((each for each in named if each.type == PARAMETER and each.region == function.region), None)


def variables(function: Resource, configuration: Configuration) -> Mapping[str, Given]:
    """The variables of a function by the names that its code reads them by; none where they are hidden."""
    told = function.get("environment.variables")
    return dict(
        _given(function, name, value, configuration)
        for name, value in (told.items() if isinstance(told, Mapping) else ())
    )


def _given(function: Resource, name: str, value: object, configuration: Configuration) -> tuple[str, Given]:
    found = parameter(function, value, configuration) if name.startswith(PREFIX) else None
    if found is None:
        return name, Given(function, value)
    return name.removeprefix(PREFIX), Given(found, found.get("value"))
