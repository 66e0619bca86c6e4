"""A workflow that moves money moves it once."""

from __future__ import annotations

import json
import re
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
from policies.references import mentioned
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
_NAMED: Final = re.compile(r":stateMachine:([\w-]+)")
_ASKED: Final = ("StartSyncExecution", "startSyncExecution")


def check(machine: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A machine that is named for a payout, a refund or another move of money, and that no caller waits for,
    is of the type STANDARD.

    What is started asynchronously in an express machine runs once or more often (Step Functions Developer
    Guide, "Choosing workflow type"), and leaves no history by which it is found again.
    """
    name = machine.get("name")
    named = words(machine.name, *([str(name)] if is_known(name) and name else [])) & _MOVES
    if not named or _is_waited_for(machine, configuration):
        yield NOT_APPLICABLE
        return
    kind = machine.get("type")
    if not is_known(kind):
        yield unknown(f"type is {kind}, which only the plan can tell")
    elif kind == "EXPRESS":
        yield fail(f"type is 'EXPRESS', and its name tells of {min(named)}: a start may run it twice")


def _is_waited_for(machine: Resource, configuration: Configuration) -> bool:
    """Whether something starts executions of the machine and waits for them."""
    waited = _waited_for(configuration)
    return (machine.stack, machine.block) in waited or ("", str(machine.get("name"))) in waited


@recalled
def _waited_for(configuration: Configuration) -> frozenset[tuple[str, str]]:
    """What is started by something that waits for its end: by stack and block, or by name."""
    found: set[tuple[str, str]] = set()
    for element in configuration.of(
        "aws_iam_policy",
        "aws_iam_role_policy",
        "aws_api_gateway_integration",
        "aws_apigatewayv2_integration",
    ):
        texts = [text for _, text in element.strings()]
        if any(word in text for text in texts for word in _ASKED):
            for text in texts:
                found.update((element.stack, address) for address in mentioned(text))
                found.update(("", name) for name in _NAMED.findall(text))
    return frozenset(found)


def _machine(kind: str | None, name: str = "payout-zq7", **more: Mapping[str, Any]) -> Terraform:
    machine = {"name": name, "type": kind, "definition": definition_text(tell={"Type": "Fail"})}
    return {"resource": {MACHINE: {"example": machine}, **more}}


def _waited(for_what: str) -> Terraform:
    """An express machine, and a role that starts one and waits for it."""
    statement = {"Effect": "Allow", "Action": "states:StartSyncExecution", "Resource": for_what}
    policy = {"role": "r", "policy": json.dumps({"Statement": statement})}
    return _machine("EXPRESS", aws_iam_role_policy={"caller": policy})


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
        failing=(
            _machine("EXPRESS"),
            _machine("EXPRESS", "pay-refund-zq7"),
            _waited(f"${{{MACHINE}.other.arn}}"),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            _waited(f"${{{MACHINE}.example.arn}}"),
        ),
        unknown=(Status.UNKNOWN, _machine("${var.kind}")),
    ),
)
