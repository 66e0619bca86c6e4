"""The functions of one application agree on which regions there are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known

_FUNCTION: Final = "aws_lambda_function"
_VARIABLES: Final = "environment.variables"
_REGIONS: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d(?:\s*,\s*[a-z]{2}(?:-[a-z]+)+-\d)*")

_Told = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A variable that lists regions lists the same to each function of the stack that has it.

    Where most of them agree, only the others fail.
    """
    variables = function.get(_VARIABLES)
    if isinstance(variables, str):
        yield unknown(f"{_VARIABLES} is {variables}, which only the plan can tell")
        return
    told = _told(configuration)
    mine = {
        name: value
        for name, value in (variables.items() if isinstance(variables, Mapping) else ())
        if len(told.get((function.stack, name), ())) > 1
    }
    if not mine:
        yield NOT_APPLICABLE
    for name, value in mine.items():
        regions = _regions(value)
        if not is_known(value):
            yield unknown(f"{name} is {value}, which only the plan can tell")
            continue
        said = Counter(told[function.stack, name].values())
        most = max(said.values())
        if said[regions] < most or list(said.values()).count(most) > 1:
            other = next(address for address, each in told[function.stack, name].items() if each != regions)
            yield fail(f"{name} is {value}, and something else for {other}", name)


@recalled
def _told(configuration: Configuration) -> _Told:
    """The regions that a variable lists, by stack and name, for each function that has it."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for function in configuration.of(_FUNCTION):
        variables = function.get(_VARIABLES)
        for name, value in variables.items() if isinstance(variables, Mapping) else ():
            if not is_known(value) or _REGIONS.fullmatch(str(value)):
                found[function.stack, name][function.address] = _regions(value)
    return {
        place: by_function
        for place, by_function in found.items()
        if any(_REGIONS.fullmatch(",".join(each)) for each in by_function.values())
    }


def _regions(value: object) -> tuple[str, ...]:
    return tuple(sorted(part.strip() for part in str(value).split(",")))


def _functions(*values: object, name: str = "HOME_REGIONS") -> Terraform:
    told = [{"environment": {"variables": {name: value}}} for value in values]
    names = ("example", "heartbeat", "takeover")
    return {"resource": {_FUNCTION: dict(zip(names, told, strict=False))}}


_BOTH, _ONE = "xx-test-1,xx-test-2", "xx-test-1"

RULE = Rule(
    id="functions-agreed-regions",
    title="The functions of a stack agree on which regions there are",
    severity=Severity.HIGH,
    types=(_FUNCTION,),
    scope="configuration",
    check=check,
    rationale=(
        "One function takes over a region of which another has never heard: what lay open there is owned, "
        "and nobody resumes it. Where both regions have the fault, they agree with each other."
    ),
    remediation="Give each function the same list of regions, from the settings of the system.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    requirements=("R8", "R79"),
    examples=Examples(
        passing=(
            _functions(_BOTH, _BOTH, _BOTH),
            _functions(_BOTH, "xx-test-2, xx-test-1"),
            _functions(_BOTH, _BOTH, _ONE),
        ),
        failing=(
            _functions(_ONE, _BOTH, _BOTH),
            _functions(_ONE, _BOTH),
            _functions("xx-test-1,xx-test-3", _BOTH, _BOTH),
        ),
        absent=(Status.NOT_APPLICABLE, _functions(_BOTH)),
        unknown=(Status.UNKNOWN, _functions("${var.regions}", _BOTH)),
    ),
)
