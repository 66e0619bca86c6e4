"""Values that a stack is given: defaults of variables that say what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from policies.configuration import Configuration, recalled
from policies.resource import Resource


def is_described(user: Resource, value: object, configuration: Configuration) -> bool:
    """Whether the value, standing in `user`, is, or lies within, the default of a variable of its stack that
    has a description: what belongs to others is told by name there.
    """
    said = _defaults(configuration).get(user.stack, "")
    return isinstance(value, str) and bool(value) and value in said


@recalled
def _defaults(configuration: Configuration) -> Mapping[str, str]:
    """The defaults of the described variables, each in lines of its own, by stack."""
    found: dict[str, list[str]] = defaultdict(list)
    for variable in configuration.of("variable"):
        if variable.get("description"):
            found[variable.stack] += (text for path, text in variable.strings() if path.startswith("default"))
    return {stack: "\n".join(texts) for stack, texts in found.items()}
