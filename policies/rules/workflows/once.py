"""A workflow that moves money moves it once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import definition_text
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
from policies.related.machines import MACHINE
from policies.related.words import words
from policies.resource import Resource
from policies.values import is_known

_MOVES: Final = frozenset(
    {
        *("payout", "payouts", "withdrawal", "withdrawals", "withdraw", "disbursement", "disbursements"),
        *("refund", "refunds", "settlement", "settlements", "transfer", "transfers", "remittance"),
        *("chargeback", "chargebacks", "topup", "topups"),
    }
)
"""Words for what moves money by itself. An authorization waits for its caller."""
_ASKED: Final = ("StartSyncExecution", "startSyncExecution")


def check(machine: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A machine that is named for a payout, a refund or another move of money, and that no caller waits for,
    is of the type STANDARD.

    What is started asynchronously in an express machine runs once or more often (Step Functions Developer
    Guide, "Choosing workflow type"), and leaves no history by which it is found again.
    """
    name = machine.get("name")
    named = words(machine.name, *([str(name)] if is_known(name) and name else [])) & _MOVES
    if not named or _is_waited_for(configuration):
        yield NOT_APPLICABLE
        return
    kind = machine.get("type")
    if not is_known(kind):
        yield unknown(f"type is {kind}, which only the plan can tell")
    elif kind == "EXPRESS":
        yield fail(f"type is 'EXPRESS', and its name tells of {min(named)}: a start may run it twice")


@recalled
def _is_waited_for(configuration: Configuration) -> bool:
    """Whether something of the configuration starts executions and waits for them."""
    return any(
        word in text
        for element in configuration.of(
            "aws_iam_policy",
            "aws_iam_role_policy",
            "aws_api_gateway_integration",
            "aws_apigatewayv2_integration",
        )
        for _, text in element.strings()
        for word in _ASKED
    )


def _machine(kind: str | None, name: str = "payout-zq7", **more: Mapping[str, Any]) -> Terraform:
    machine = {"name": name, "type": kind, "definition": definition_text(tell={"Type": "Fail"})}
    return {"resource": {MACHINE: {"example": machine}, **more}}


_WAITING: Final = json.dumps(
    {"Statement": {"Effect": "Allow", "Action": "states:StartSyncExecution", "Resource": "*"}}
)

RULE = Rule(
    id="workflows-once",
    title="Workflows that move money are standard ones",
    severity=Severity.HIGH,
    types=(MACHINE,),
    scope="configuration",
    check=check,
    rationale="An express execution that is started asynchronously may run twice: a customer is paid twice.",
    remediation="Set type='STANDARD', and name each execution by the payment, so that it starts once.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10", "nist-800-53-r5:AU-10"),
    requirements=("R69",),
    examples=Examples(
        passing=(_machine("STANDARD"), _machine(None)),
        failing=(_machine("EXPRESS"), _machine("EXPRESS", "pay-refund-zq7")),
        absent=(
            Status.NOT_APPLICABLE,
            _machine("EXPRESS", aws_iam_role_policy={"caller": {"role": "r", "policy": _WAITING}}),
        ),
        unknown=(Status.UNKNOWN, _machine("${var.kind}")),
    ),
)
