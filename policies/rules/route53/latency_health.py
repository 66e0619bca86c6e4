"""The nearest region is answered with only while it is well."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
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


def check(record: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A latency record has a health check, and evaluates its target where it is an alias."""
    if not record.blocks("latency_routing_policy"):
        yield NOT_APPLICABLE
        return
    value = record.get("health_check_id")
    target = configuration.target(record, value)
    if not value:
        yield fail("health_check_id is not set: a dead region keeps its callers")
    elif target is None or target.type.startswith("data."):
        yield unknown(f"health_check_id is {value}, which only the plan can tell")
    elif target.type != "aws_route53_health_check":
        yield fail(f"health_check_id refers to {target.address}, which is no health check")
    if record.blocks("alias"):
        yield from expect.true(record, "alias.evaluate_target_health")


def _record(
    check_id: str = "${aws_route53_health_check.example.id}", *, evaluated: object = True
) -> Terraform:
    return resources(
        aws_route53_health_check={},
        aws_route53_record={
            "latency_routing_policy": {"region": "xx-test-1"},
            "health_check_id": check_id,
            "alias": {"name": "target.example.com", "evaluate_target_health": evaluated},
        },
    )


RULE = Rule(
    id="route53-latency-health",
    title="Latency records have health checks",
    severity=Severity.HIGH,
    types=("aws_route53_record",),
    scope="configuration",
    check=check,
    rationale=(
        "Latency says which region is near, not which is alive. API Gateway's own health, which an alias can "
        "follow, is that of the service and not of what stands behind it."
    ),
    remediation="Set health_check_id=check.id and evaluate_target_health=True on the Route53Record.",
    controls=(
        "pci-dss-4.0.1:10.7.2",
        "nist-800-53-r5:CP-7",
        "nist-800-53-r5:CP-10(4)",
        "nist-800-53-r5:SC-36",
    ),
    requirements=("R72", "R78"),
    examples=Examples(
        passing=(_record(), _record(evaluated="true")),
        failing=(
            _record(""),
            _record("${aws_route53_record.example.id}"),
            _record(evaluated=False),
            resources(aws_route53_record={"latency_routing_policy": [{"region": "xx-test-1"}]}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_route53_record={"type": "A"})),
        unknown=(Status.UNKNOWN, _record("${var.check}")),
    ),
)
