"""A function runs its own code."""

from __future__ import annotations

import re
from collections import defaultdict
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
_WORD: Final = re.compile(r"[a-z]+")
_ARGUMENTS: Final = ("handler", "filename")
"""What says which code a function runs."""


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No handler or package is called like another function, which runs it too, and not like this one."""
    told = {argument: function.get(argument) for argument in _ARGUMENTS}
    if not any(told.values()):
        yield NOT_APPLICABLE
        return
    own = _words(function.get("function_name"))
    for argument, value in told.items():
        if not is_known(value):
            yield unknown(f"{argument} is {value}, which only the plan can tell")
            continue
        code = _words(_module(argument, str(value or "")))
        for other in _by_code(configuration).get((function.region, argument, str(value)), ())[:_FIRST]:
            if code and code <= _words(other.get("function_name")) and not code & own:
                yield fail(f"{argument} is {value}, the code of {other.address}", argument)
                break


_FIRST: Final = 8
"""Of those that share code, the first that are looked at: what many share is called like none of them."""


@recalled
def _by_code(configuration: Configuration) -> Mapping[tuple[str, str, str], list[Resource]]:
    """The functions by region and by what they run."""
    found: dict[tuple[str, str, str], list[Resource]] = defaultdict(list)
    for function in configuration.of(_FUNCTION):
        for argument in _ARGUMENTS:
            found[function.region, argument, str(function.get(argument))].append(function)
    return found


def _module(argument: str, value: str) -> str:
    """The last part of a path, without its ending: the module of a handler, the name of a package."""
    before = value.rpartition(".")[0]
    return re.split(r"[./]" if argument == "handler" else "/", before)[-1]


def _words(name: object) -> frozenset[str]:
    return frozenset(_WORD.findall(str(name)))


def _two(**example: object) -> Terraform:
    said = {"function_name": "pay-capture-zq7", "handler": "capture.handler", "filename": "lib/capture.zip"}
    refund = {"function_name": "pay-refund-zq7", "handler": "refund.handler", "filename": "lib/refund.zip"}
    return {"resource": {_FUNCTION: {"example": {**said, **example}, "refund": refund}}}


RULE = Rule(
    id="functions-own-handler",
    title="Functions run code of their own",
    severity=Severity.HIGH,
    types=(_FUNCTION,),
    scope="configuration",
    check=check,
    rationale="A function with the handler of another one starts, answers, and does the other one's work.",
    remediation="Set handler and filename to the function's own module and package.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-6"),
    requirements=("R65",),
    examples=Examples(
        passing=(
            _two(),
            _two(handler="index.handler", filename="lib/all.zip"),
            _two(function_name="pay-refund-worker-zq7", handler="refund.handler"),
        ),
        failing=(
            _two(handler="refund.handler"),
            _two(filename="lib/refund.zip"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {_FUNCTION: {"example": {"function_name": "a"}}}}),
        unknown=(Status.UNKNOWN, _two(handler="${var.handler}")),
    ),
)
