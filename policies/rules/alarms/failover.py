"""When callers are led elsewhere, operators hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched

_CHECK: Final = "aws_route53_health_check"
_RECORD: Final = "aws_route53_record"
_ROUTINGS: Final = ("failover_routing_policy", "weighted_routing_policy")
_STATUS: Final = Metric("AWS/Route53", "HealthCheckStatus", "HealthCheckId")


def check(health: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of a health check on which a failover or weighted record depends, an alarm goes off where its status is
    low.
    """
    records = configuration.related(health, _RECORD, "health_check_id")
    if not any(record.blocks(routing) for record in records for routing in _ROUTINGS):
        yield NOT_APPLICABLE
        return
    yield from unwatched(health, configuration, _STATUS, How(direction="Less"))


def _failover(watched: str, comparison: str = "LessThanThreshold", policy: str = "failover") -> Terraform:
    how = {"failover": {"type": "PRIMARY"}, "weighted": {"weight": 50}, "latency": {"region": "xx-test-1"}}
    return {
        "resource": {
            _CHECK: {"example": {"fqdn": "one.example.com"}, "other": {"fqdn": "two.example.com"}},
            _RECORD: {
                "pay": {
                    "name": "pay.example.com",
                    "health_check_id": f"${{{_CHECK}.example.id}}",
                    f"{policy}_routing_policy": how[policy],
                }
            },
            ALARM: {
                "endpoint": {
                    "namespace": _STATUS.namespace,
                    "metric_name": _STATUS.name,
                    "dimensions": {_STATUS.dimension: watched},
                    "comparison_operator": comparison,
                }
            },
        }
    }


RULE = Rule(
    id="alarms-failover",
    title="Health checks that lead callers elsewhere have an alarm",
    severity=Severity.HIGH,
    types=(_CHECK,),
    scope="configuration",
    check=check,
    rationale=(
        "DNS leads callers elsewhere without a word. Unless operators are told, the standby carries the "
        "payments alone until it fails as well, or is already down when the primary needs it."
    ),
    remediation=(
        "Add a CloudwatchMetricAlarm on HealthCheckStatus below 1 with the check's id as HealthCheckId, in "
        "the region where Route 53 keeps its metrics."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R109", "R112"),
    examples=Examples(
        passing=(
            _failover(f"${{{_CHECK}.example.id}}"),
            _failover(f"${{{_CHECK}.example.id}}", policy="weighted"),
        ),
        failing=(
            _failover(f"${{{_CHECK}.other.id}}"),
            _failover(f"${{{_CHECK}.example.id}}", "GreaterThanThreshold"),
            _failover(f"${{{_CHECK}.other.id}}", policy="weighted"),
        ),
        absent=(Status.NOT_APPLICABLE, _failover(f"${{{_CHECK}.other.id}}", policy="latency")),
        unknown=(Status.UNKNOWN, _failover("${var.check}")),
    ),
)
