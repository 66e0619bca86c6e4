"""A name whose callers are shared out has two records, of which one at least takes some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

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
from policies.related.shares import as_promised
from policies.resource import Resource
from policies.rules.route53._records import asks_its_target, leads_to
from policies.values import is_known

_RECORD: Final = "aws_route53_record"
_CHECK: Final = "aws_route53_health_check"
_WEIGHT: Final = "weighted_routing_policy.weight"
_IDENTIFIER: Final = "set_identifier"
_MOST: Final = 255


def check(record: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Another record of the name leads elsewhere; weights are 0 to 255, what the system promises, and not 0
    in all: Route 53 would then share callers out evenly (Developer Guide, "Values specific for weighted
    records"). The record has a health check, which asks another name that leads to the same target, and an
    alias heeds the health of it.
    """
    if record.get("weighted_routing_policy") is None:
        yield NOT_APPLICABLE
        return
    yield from expect.apart(_WEIGHT, expect.between(record, _WEIGHT, 0, _MOST))
    yield from as_promised(record, record, record.get(_WEIGHT))
    name = record.get("name")
    if not is_known(name):
        yield unknown(f"name is {name}, which only the plan can tell")
        return
    records = configuration.having(_RECORD, "name", name)
    yield from _of_all(record, records, configuration)
    if record.get("alias") is not None:
        yield from expect.true(record, "alias.evaluate_target_health")
    asked = record.get("health_check_id")
    health = configuration.target(record, asked)
    if asked is None:
        yield fail("health_check_id is not set: callers are led to a region that fails", "health_check_id")
    elif health is None or health.type != _CHECK:
        yield unknown(f"health_check_id is {asked}, which only the plan can tell")
    elif health.get("fqdn") == name:
        yield fail(f"{health.address} asks the name itself, which leads to whichever region answers", "fqdn")
    else:
        yield from asks_its_target(record, health, configuration)


def _of_all(
    record: Resource, records: tuple[Resource, ...], configuration: Configuration
) -> Iterator[Judgement]:
    others = [each for each in records if each is not record]
    if not others:
        yield fail("no other record has the name, to share callers with", "records")
    if any(each.get("weighted_routing_policy") is None for each in others):
        yield fail("another record of the name has no weight: Route 53 refuses both", "routing")
    if any(each.get(_IDENTIFIER) == record.get(_IDENTIFIER) for each in others):
        yield fail(f"another record of the name is called {record.get(_IDENTIFIER)} as well", _IDENTIFIER)
    for other in others:
        same = leads_to(other) == leads_to(record) and other.stack == record.stack
        target = configuration.target(record, leads_to(record))
        if same or (target is not None and target is configuration.target(other, leads_to(other))):
            yield fail(f"{other.address} leads to the same target", "target")
        if other.get("health_check_id") is not None and other.get("health_check_id") == record.get(
            "health_check_id"
        ):
            yield fail(f"{other.address} has the same health check", "same check")
    weights = [each.get(_WEIGHT) for each in records]
    if all(is_known(weight) and expect.number(weight) == 0 for weight in weights):
        yield fail("every record of the name has the weight 0: callers are shared out evenly", "all 0")


def _records(
    weights: tuple[object, object] = (100, 0),
    health: object = "${aws_route53_health_check.one.id}",
    fqdn: str = "one.example.com",
    *,
    heeds: bool = True,
    leads: str = "lb-0.example.com",
    **other: object,
) -> Terraform:
    def record(number: int, **values: object) -> dict[str, Any]:
        return {
            "name": "pay.example.com",
            _IDENTIFIER: f"side-{number}",
            "weighted_routing_policy": {"weight": weights[number]},
            "alias": {"name": f"lb-{number}.example.com", "evaluate_target_health": heeds},
            **values,
        }

    named = {} if health is None else {"health_check_id": health}
    second = {"health_check_id": "${aws_route53_health_check.two.id}", **other}
    return {
        "resource": {
            _CHECK: {"one": {"fqdn": fqdn}, "two": {"fqdn": "two.example.com"}},
            _RECORD: {
                "own": {"name": "one.example.com", "alias": {"name": leads}},
                "example": record(0, **named),
                "other": record(1, **second),
            },
        }
    }


RULE = Rule(
    id="route53-weighted-pair",
    title="Names that are shared out have records with weights, targets and health checks of their own",
    severity=Severity.HIGH,
    types=(_RECORD,),
    scope="configuration",
    check=check,
    rationale=(
        "Without the second record, or with both at 0, traffic goes where the phase of the migration does "
        "not want it; without a health check of its own target, callers are led to a region that does not "
        "answer."
    ),
    remediation=(
        "Add a Route53Record of the name with another set_identifier, weight and target, and a "
        "Route53HealthCheck of the region's own name for each, whose record leads to the same target; leave "
        "one weight above 0, and both as the phase says."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-22"),
    requirements=("R129", "R132", "R133", "C29"),
    examples=Examples(
        passing=(_records(), _records((50, 50)), _records((0, 100))),
        failing=(
            _records((0, 0)),
            _records((256, 100)),
            _records((-1, 100)),
            _records(name="other.example.com"),
            _records(set_identifier="side-0"),
            _records(weighted_routing_policy=None),
            _records(alias={"name": "lb-0.example.com", "evaluate_target_health": True}),
            _records(health_check_id="${aws_route53_health_check.one.id}"),
            _records(health=None),
            _records(fqdn="pay.example.com"),
            _records(heeds=False),
            _records(leads="lb-1.example.com"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {_RECORD: {"example": {"name": "pay.example.com"}}}}),
        unknown=(Status.UNKNOWN, _records(health="${var.check}")),
    ),
)
