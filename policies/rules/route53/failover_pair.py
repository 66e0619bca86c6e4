"""A name that fails over has two records, each with a check that asks what the record leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
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
from policies.resource import Resource
from policies.rules.route53._records import RECORD, asks_its_target
from policies.values import is_known

_CHECK: Final = "aws_route53_health_check"
_ROLE: Final = "failover_routing_policy.type"


def check(record: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Another record of the name has the other role; the record has a health check, which asks another
    name that leads to the same target, and an alias heeds the health of its target.
    """
    role = record.get(_ROLE)
    if role is None:
        yield NOT_APPLICABLE
        return
    name = record.get("name")
    others = [each.get(_ROLE) for each in configuration.having(RECORD, "name", name) if each is not record]
    wanted = "SECONDARY" if role == "PRIMARY" else "PRIMARY"
    if not is_known(role) or not is_known(name):
        yield unknown("only the plan can tell which record is the other one of the name")
    elif wanted not in others:
        yield fail(f"no {RECORD} of the name has the role {wanted}")
    if record.get("alias") is not None:
        yield from expect.true(record, "alias.evaluate_target_health")
    asked = record.get("health_check_id")
    health = configuration.target(record, asked)
    if asked is None:
        # where the first is gone, the second is answered whatever its check says (Route 53 Developer Guide,
        # "How Amazon Route 53 chooses records when health checking is configured")
        heeds = record.get("alias.evaluate_target_health") if role == "SECONDARY" else None
        if not is_known(heeds):
            yield unknown("health_check_id is not set, and only the plan can tell whether its alias heeds")
        elif not expect.is_true(heeds):
            yield fail("health_check_id is not set", "health_check_id")
    elif health is None or health.type != _CHECK:
        yield unknown(f"health_check_id is {asked}, which only the plan can tell")
    elif health.get("fqdn") == name:
        yield fail(f"{health.address} asks the name itself, which leads to whichever region answers")
    else:
        yield from asks_its_target(record, health, configuration)


def _records(
    health: object = "${aws_route53_health_check.one.id}",
    fqdn: str = "one.example.com",
    *,
    role: str = "PRIMARY",
    heeds: bool = True,
    leads: str = "lb.example.com",
    **other: object,
) -> Terraform:
    alias = {"name": "lb.example.com", "evaluate_target_health": heeds}
    both = {"name": "pay.example.com", "alias": alias}
    own = {"name": "one.example.com", "alias": {"name": leads}}
    named = {} if health is None else {"health_check_id": health}
    return {
        "resource": {
            _CHECK: {"one": {"fqdn": fqdn}, "two": {"fqdn": "two.example.com"}},
            RECORD: {
                "own": own,
                "example": {**both, "failover_routing_policy": {"type": role}, **named},
                "other": {
                    **both,
                    "failover_routing_policy": {"type": {"PRIMARY": "SECONDARY"}.get(role, "PRIMARY")},
                    "health_check_id": "${aws_route53_health_check.two.id}",
                    **other,
                },
            },
        }
    }


RULE = Rule(
    id="route53-failover-pair",
    title="Names that fail over have two records, each with a health check of its own target",
    severity=Severity.HIGH,
    types=(RECORD,),
    scope="configuration",
    check=check,
    rationale=(
        "Without the second record nobody answers when the first fails. A check of the shared name asks "
        "whichever region answers, and so finds the primary well because the standby is. A check of the "
        "other region takes the wrong record out, and callers are led to what is lost."
    ),
    remediation=(
        "Add a Route53Record of the name with the other type of failover_routing_policy, set "
        "evaluate_target_health=True, and name a Route53HealthCheck whose fqdn is that of a record with the "
        "same target."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-22"),
    requirements=("R106", "R107"),
    examples=Examples(
        passing=(_records(), _records(role="SECONDARY", health=None)),
        failing=(
            _records(name="other.example.com"),
            _records(failover_routing_policy={"type": "PRIMARY"}),
            _records(None),
            _records(fqdn="pay.example.com"),
            _records(heeds=False),
            _records(role="SECONDARY", health=None, heeds=False),
            _records(leads="other-lb.example.com"),
            _records("${aws_route53_health_check.two.id}", name="two.example.com"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {RECORD: {"example": {"name": "pay.example.com"}}}}),
        unknown=(Status.UNKNOWN, _records("${var.check}")),
    ),
)
