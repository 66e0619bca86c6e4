"""What every payment starts can be started as often as there are payments; what moves money back, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.related.machines import MACHINE
from policies.resource import Resource

_FUNCTION: Final = "aws_lambda_function"
_KINDS: Final = {
    "PAYMENT_WORKFLOW": "EXPRESS",
    "SETTLEMENT_WORKFLOW": "STANDARD",
    "REFUND_WORKFLOW": "STANDARD",
}
"""The variable that a function starts a machine by, and the machine's type. Step Functions Developer Guide,
"Service quotas": 1,300 standard executions at once and 300 a second, 6,000 express ones a second; "Choosing
workflow type": the name of a standard execution starts it once, an express one may run twice."""


def check(machine: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The machine is of the type that those need who start it."""
    started, hidden = _starts(configuration)
    wanted = started.get(machine, set())
    if not wanted:
        yield unknown(f"whether {hidden[0]} is it, only the plan can tell") if hidden else NOT_APPLICABLE
    for kind in sorted(wanted):
        yield from expect.one_of(machine, "type", (kind,))


@recalled
def _starts(configuration: Configuration) -> tuple[Mapping[Resource, set[str]], tuple[object, ...]]:
    """The types that functions need each machine to be of; what only the plan can tell that they start."""
    started: dict[Resource, set[str]] = defaultdict(set)
    hidden: list[object] = []
    for function in configuration.of(_FUNCTION):
        for variable, kind in _KINDS.items():
            value = function.get(f"environment.variables.{variable}")
            for machine in configuration.named(function, value):
                started[machine].add(kind)
            if (
                value is not None
                and ":stateMachine:" not in str(value)
                and configuration.target(function, value) is None
            ):
                hidden.append(value)
    return started, tuple(hidden)


def _started(variable: str, kind: str | None, arn: str = "${aws_sfn_state_machine.example.arn}") -> Terraform:
    machine = {"name": "payment-zq7"} | ({"type": kind} if kind else {})
    return {
        "resource": {
            _FUNCTION: {"ingest": {"environment": [{"variables": {variable: arn}}]}},
            MACHINE: {"example": machine},
        }
    }


_ARN: Final = "arn:aws:states:xx-test-1:999988887777:stateMachine:payment-zq7"

RULE = Rule(
    id="workflows-kind",
    title="Payments run in express state machines, settlements and refunds in standard ones",
    severity=Severity.HIGH,
    types=(MACHINE,),
    scope="configuration",
    check=check,
    rationale=(
        "Standard executions start a few hundred times a second, two orders below the load of a region. "
        "Express ones may run twice under one name, which is no way to pay out."
    ),
    remediation="Set type='EXPRESS' on the machine of payments, 'STANDARD' on all others.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-6"),
    requirements=("R77", "R69"),
    examples=Examples(
        passing=(
            _started("PAYMENT_WORKFLOW", "EXPRESS"),
            _started("PAYMENT_WORKFLOW", "EXPRESS", _ARN),
            _started("REFUND_WORKFLOW", "STANDARD"),
        ),
        failing=(
            _started("PAYMENT_WORKFLOW", "STANDARD"),
            _started("PAYMENT_WORKFLOW", None),
            _started("SETTLEMENT_WORKFLOW", "EXPRESS", _ARN),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {MACHINE: {"example": {"name": "payment-zq7"}}}}),
        unknown=(Status.UNKNOWN, _started("PAYMENT_WORKFLOW", "EXPRESS", "${var.machine}")),
    ),
)
