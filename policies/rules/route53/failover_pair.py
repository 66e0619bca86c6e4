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
from policies.rules.route53._records import RECORD, asks_its_target, target_of
from policies.values import is_known

_CHECK: Final = "aws_route53_health_check"
_ROLE: Final = "failover_routing_policy.type"


def check(record: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Another record of the name has the other role, and leads elsewhere; the record has a health check,
    which asks its target, or another name that leads there, and an alias heeds the health of its target. To
    the secondary callers are led whether it is well or not, so that its alias is enough.
    """
    role = record.get(_ROLE)
    if role is None:
        yield NOT_APPLICABLE
        return
    name = record.get("name")
    named = [each for each in configuration.having(RECORD, "name", name) if each is not record]
    others = [each.get(_ROLE) for each in named]
    wanted = "SECONDARY" if role == "PRIMARY" else "PRIMARY"
    if not is_known(role) or not is_known(name):
        yield unknown("only the plan can tell which record is the other one of the name")
    elif wanted not in others:
        yield fail(f"no {RECORD} of the name has the role {wanted}")
    target = target_of(record, configuration)
    same = [each.address for each in named if target_of(each, configuration) == target and target]
    if role == "SECONDARY" and same:
        yield fail(f"it leads to the same target as {', '.join(same)}: nothing fails over", "same target")
    if record.get("alias") is not None:
        yield from expect.true(record, "alias.evaluate_target_health")
    asked = record.get("health_check_id")
    health = configuration.target(record, asked)
    if asked is None and role == "SECONDARY" and record.get("alias") is not None:
        return
    if asked is None:
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
    heeds: bool = True,
    leads: str = "lb.example.com",
    roles: tuple[str, str] = ("PRIMARY", "SECONDARY"),
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
                "example": {**both, "failover_routing_policy": {"type": roles[0]}, **named},
                "other": {
                    **both,
                    "alias": {**alias, "name": "lb-2.example.com"},
                    "failover_routing_policy": {"type": roles[1]},
                    "health_check_id": "${aws_route53_health_check.two.id}",
                    **other,
                },
            },
        }
    }


def _asking(balancer: str) -> Terraform:
    """A check that asks a load balancer by its own name."""
    made = _records(fqdn=f"${{aws_lb.{balancer}.dns_name}}")["resource"]
    led = {"name": "${aws_lb.one.dns_name}", "evaluate_target_health": True}
    records = {**made[RECORD], "example": {**made[RECORD]["example"], "alias": led}}
    return {"resource": {**made, "aws_lb": {"one": {}, "two": {}}, RECORD: records}}


_SWAPPED: Final = ("SECONDARY", "PRIMARY")

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
        passing=(_records(), _records(None, roles=_SWAPPED), _asking("one")),
        failing=(
            _records(name="other.example.com"),
            _records(failover_routing_policy={"type": "PRIMARY"}),
            _records(None),
            _records(fqdn="pay.example.com"),
            _records(heeds=False),
            _records(leads="other-lb.example.com"),
            _records("${aws_route53_health_check.two.id}", name="two.example.com"),
            _records(roles=_SWAPPED, alias={"name": "lb.example.com", "evaluate_target_health": True}),
            _asking("two"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {RECORD: {"example": {"name": "pay.example.com"}}}}),
        unknown=(Status.UNKNOWN, _records("${var.check}")),
    ),
)
