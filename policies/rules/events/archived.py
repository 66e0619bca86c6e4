"""Events can be replayed."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource


def check(bus: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An archive names the bus; `events-archive` judges how long it keeps events."""
    if not configuration.naming(bus, "aws_cloudwatch_event_archive", "event_source_arn"):
        yield fail("no aws_cloudwatch_event_archive names it")


def _bus(source: str) -> Terraform:
    return {
        "resource": {
            "aws_cloudwatch_event_bus": {
                "example": {"name": "payments-zq7"},
                "other": {"name": "audit-zq7"},
            },
            "aws_cloudwatch_event_archive": {"kept": {"event_source_arn": source, "retention_days": 7}},
        }
    }


RULE = Rule(
    id="events-archived",
    title="Every event bus has an archive",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_event_bus",),
    scope="configuration",
    check=check,
    rationale="After a failover, events are replayed from the archive.",
    remediation="Add a CloudwatchEventArchive with event_source_arn of the bus.",
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-10(2)", "nist-800-53-r5:SI-12"),
    requirements=("R70", "R78"),
    examples=Examples(
        passing=(
            _bus("${aws_cloudwatch_event_bus.example.arn}"),
            _bus("arn:aws:events:xx-test-1:999988887777:event-bus/payments-zq7"),
        ),
        failing=(
            _bus("${aws_cloudwatch_event_bus.other.arn}"),
            _bus("arn:aws:events:xx-test-2:999988887777:event-bus/payments-zq7"),
            _bus("arn:aws:events:xx-test-1:999988887777:event-bus/default"),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_event_bus={"name": "payments-zq7"})),
        unknown=(Status.FAIL, _bus("${var.bus}")),
    ),
)
