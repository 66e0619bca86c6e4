"""No function is stopped by what is reserved for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_RESERVED: Final = "reserved_concurrent_executions"


def check(function: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """What is reserved is 1 or more; -1 reserves nothing, 0 stops the function (Lambda Developer Guide,
    "Configuring reserved concurrency for a function"). `functions-own-share` asks for a reservation.
    """
    if expect.number(function.get(_RESERVED)) == -1 or function.get(_RESERVED) is None:
        yield NOT_APPLICABLE
    else:
        yield from expect.between(function, _RESERVED, 1)


def _function(concurrency: object) -> Terraform:
    return resources(aws_lambda_function={_RESERVED: concurrency})


RULE = Rule(
    id="functions-reserved-concurrency",
    title="Reserved concurrency stops no function",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    check=check,
    rationale="A function of which 0 may run at once is called in vain: each call is throttled.",
    remediation="Set reserved_concurrent_executions to 1 or more, or leave it out.",
    controls=("pci-dss-4.0.1:2.2.6", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-6"),
    requirements=("R48", "R49", "C5"),
    examples=Examples(
        passing=(_function(1), _function(5), _function("300")),
        failing=(_function(0), _function("0"), _function(-2), _function(True)),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.concurrency}")),
    ),
)
