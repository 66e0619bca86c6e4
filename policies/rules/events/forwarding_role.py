"""The role of a rule that forwards events reaches no other bus."""

from __future__ import annotations

from collections.abc import Iterator

from policies import examples
from policies.configuration import Configuration
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
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.events._targets import is_bus


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The role may put events on the buses that its targets name, on each of them, and do nothing else."""
    forwards = is_bus(target, configuration)
    if forwards is False:
        yield NOT_APPLICABLE
        return
    value = target.get("role_arn")
    if value is None and forwards is None:
        yield unknown("role_arn is not set; whether its target is a bus, only the plan can tell")
        return
    if value is None:
        yield fail("role_arn is not set: EventBridge may put no event on a bus of another region")
        return
    role = configuration.target(target, value)
    allowed = granted(role, configuration) if role is not None and role.type == "aws_iam_role" else None
    if role is None or allowed is None:
        yield unknown(f"what the role {value} may do, only the plan can tell")
        return
    buses = {
        str(other.get("arn"))
        for other in configuration.of("aws_cloudwatch_event_target", stack=target.stack)
        if configuration.target(other, other.get("role_arn")) is role
    }
    reached = {bus for _, statement in allowed for bus in statement.resources}
    actions = {action for _, statement in allowed for action in statement.actions}
    for action in sorted(actions - {"events:PutEvents"}):
        yield fail(f"its role may also {action}", action)
    for bus in sorted(reached - buses):
        yield fail(f"its role reaches {bus}, where no rule forwards to", bus)
    if str(target.get("arn")) not in reached:
        yield fail("its role may not put events on the bus that it names")


_BUS = "arn:aws:events:xx-test-2:999988887777:event-bus/payments-zq7"


def _forward(*resources: str, action: object = "events:PutEvents", role: str | None = "r") -> Terraform:
    allow = {"Effect": "Allow", "Action": action, "Resource": list(resources)}
    target = {"arn": _BUS, "role_arn": f"${{aws_iam_role.{role}.arn}}"} if role else {"arn": _BUS}
    return {
        "resource": {
            **examples.role("r", allow),
            "aws_cloudwatch_event_target": {"example": target},
        }
    }


RULE = Rule(
    id="events-forwarding-role",
    title="Rules forward under a role that reaches their buses only",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_event_target",),
    scope="configuration",
    check=check,
    rationale=(
        "A role that EventBridge takes on may be used by whoever may write a rule. One that reaches more "
        "buses than it forwards to lets forged payment events into regions that nobody meant."
    ),
    remediation="Allow events:PutEvents on exactly the ARNs of the buses that the role's targets name.",
    controls=("pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-6"),
    requirements=("R70", "R76"),
    examples=Examples(
        passing=(_forward(_BUS),),
        failing=(
            _forward(_BUS, _BUS.replace("test-2", "test-3")),
            _forward("*"),
            _forward(_BUS.replace("test-2", "test-3")),
            _forward(_BUS, action=["events:PutEvents", "events:PutRule"]),
        ),
        absent=(Status.FAIL, _forward(_BUS, role=None)),
        unknown=(Status.UNKNOWN, _forward(_BUS, role="elsewhere")),
    ),
)
