"""Every bus has an archive, and the archive forgets in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_WEEK: Final = 7


def check(bus: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each archive of the bus keeps events for a stated number of days, a week at least:
    what failed on a Friday is replayed on Monday.

    Unset and 0 both mean for ever (EventBridge API, CreateArchive).
    """
    archives = configuration.naming(bus, "aws_cloudwatch_event_archive", "event_source_arn")
    if not archives:
        yield NOT_APPLICABLE  # `events-archived` asks for one
    for archive in archives:
        for judgement in expect.between(archive, "retention_days", _WEEK):
            yield replace(judgement, message=f"{archive.address}: {judgement.message}")


def _bus(source: str = "${aws_cloudwatch_event_bus.example.arn}", **archive: object) -> Terraform:
    return {
        "resource": {
            "aws_cloudwatch_event_bus": {
                "example": {"name": "payments-zq7"},
                "other": {"name": "audit-zq7"},
            },
            "aws_cloudwatch_event_archive": {"kept": {"event_source_arn": source, **archive}},
        }
    }


RULE = Rule(
    id="events-archive",
    title="Archives of event buses keep events for a week or more, and not for ever",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_event_bus",),
    scope="configuration",
    check=check,
    rationale=(
        "After a failover, events are replayed from the archive. One that never forgets keeps account "
        "data beyond every limit."
    ),
    remediation=("Set retention_days of the CloudwatchEventArchive to 7 or more."),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:CP-10(2)", "nist-800-53-r5:SI-12"),
    requirements=("R70", "R78"),
    examples=Examples(
        passing=(
            _bus(retention_days=7),
            _bus("arn:aws:events:xx-test-1:999988887777:event-bus/payments-zq7", retention_days="30"),
        ),
        failing=(
            _bus(retention_days=0),
            _bus(retention_days=1),
        ),
        absent=(Status.FAIL, _bus()),
        unknown=(Status.UNKNOWN, _bus(retention_days="${var.days}")),
    ),
)
