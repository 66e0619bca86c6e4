"""Logs of the last months are read at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.buckets import settings
from policies.resource import Resource
from policies.rules.s3.log_archive import READABLE, archiving
from policies.rules.s3.log_retention import keeps_logs

_LIFECYCLE: Final = "aws_s3_bucket_lifecycle_configuration"


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule moves the objects of a bucket of logs into an archive that takes hours to give them back before
    they are three months old (PCI DSS 4.0.1, 10.5.1).
    """
    if not keeps_logs(bucket, configuration):
        yield NOT_APPLICABLE
        return
    for lifecycle in settings(bucket, configuration, _LIFECYCLE):
        yield from expect.written_out(lifecycle, "rule")
        for transition in archiving(lifecycle):
            for judgement in expect.between(transition, "days", READABLE):
                yield replace(judgement, message=f"{lifecycle.address}: transition.{judgement.message}")


def _archived(days: object, storage: str = "GLACIER", kind: str = "aws_cloudtrail") -> Terraform:
    rule = {"status": "Enabled", "transition": [{"days": days, "storage_class": storage}]}
    return resources(
        aws_s3_bucket={"bucket": "trail-zq7"},
        aws_s3_bucket_lifecycle_configuration={"bucket": "${aws_s3_bucket.example.id}", "rule": [rule]},
        **{kind: {"s3_bucket_name": "${aws_s3_bucket.example.id}"}},
    )


RULE = Rule(
    id="s3-logs-at-hand",
    title="Logs in buckets are at hand for three months before they go into an archive",
    severity=Severity.LOW,
    types=("aws_s3_bucket",),
    scope="configuration",
    check=check,
    rationale="Who looks for an intruder reads the last months, and not in the hours that an archive takes.",
    remediation="Set days=90 or more in the transition to GLACIER or DEEP_ARCHIVE, or use GLACIER_IR.",
    controls=("pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-11"),
    requirements=("R90", "C11"),
    examples=Examples(
        passing=(
            _archived(90),
            _archived("180", "DEEP_ARCHIVE"),
            _archived(30, "GLACIER_IR"),
            _archived(30, "STANDARD_IA"),
        ),
        failing=(_archived(30), _archived("7", "DEEP_ARCHIVE")),
        absent=(Status.NOT_APPLICABLE, _archived(30, kind="aws_cloudwatch_log_group")),
        unknown=(Status.UNKNOWN, _archived("${var.days}")),
    ),
)
