"""Flow logs stay readable for ninety days, then are archived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.buckets import flow_logs, settings
from policies.resource import Resource

_LIFECYCLE: Final = "aws_s3_bucket_lifecycle_configuration"
_ARCHIVE: Final = ("GLACIER", "DEEP_ARCHIVE")
READABLE, _YEAR = 90, 365
"""Days for which logs have to be at hand (PCI DSS 4.0.1, 10.5.1: three months), and may be."""


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A rule that is on moves the objects of a bucket of flow logs into an archive, after 90 days or more and
    within a year; none archives them earlier.

    Each lifecycle, because a bucket has one: the one that is applied last stands.
    """
    if bucket not in flow_logs(configuration):
        yield NOT_APPLICABLE
        return
    lifecycles = settings(bucket, configuration, _LIFECYCLE)
    if not lifecycles:
        yield fail("it has no lifecycle: its logs are never archived")
    for lifecycle in lifecycles:
        generated = tuple(expect.written_out(lifecycle, "rule"))
        found = tuple(archiving(lifecycle))
        if not found:
            yield from generated or (fail(f"{lifecycle.address} archives nothing", lifecycle.address),)
        for transition in found:
            for judgement in expect.between(transition, "days", READABLE, _YEAR):
                yield replace(judgement, message=f"{lifecycle.address}: transition.{judgement.message}")


def archiving(lifecycle: Resource) -> Iterator[Resource]:
    """The transitions into an archive of the rules that are on, each taken for a resource of its own."""
    for values in expect.written_blocks(lifecycle, "rule"):
        rule = replace(lifecycle, values=values)
        for transition in () if rule.get("status") == "Disabled" else rule.blocks("transition"):
            if transition.get("storage_class") in _ARCHIVE:
                yield replace(lifecycle, values=transition)


def _archived(
    days: object = 90, storage: str = "GLACIER", status: str = "Enabled", kind: str = "s3"
) -> Terraform:
    moved = [{"days": days, "storage_class": storage}]
    rule = {"status": status, "filter": {"prefix": ""}, "transition": moved}
    return resources(
        aws_s3_bucket={"bucket": "flow-zq7"},
        aws_flow_log={"log_destination_type": kind, "log_destination": "${aws_s3_bucket.example.arn}/flow/"},
        aws_s3_bucket_lifecycle_configuration={"bucket": "${aws_s3_bucket.example.id}", "rule": [rule]},
    )


RULE = Rule(
    id="s3-log-archive",
    title="Flow logs are at hand for 90 days, and then archived",
    severity=Severity.LOW,
    types=("aws_s3_bucket",),
    scope="configuration",
    check=check,
    rationale=(
        "Who looks for an intruder reads the last months of traffic, and not in the hours that an archive "
        "takes to give it back. What is older is read once in years, and costs a sixth there."
    ),
    remediation=(
        "Give the S3BucketLifecycleConfiguration a transition to GLACIER with days=90, for the whole bucket."
    ),
    controls=("pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-11"),
    requirements=("R90", "C11"),
    examples=Examples(
        passing=(_archived(), _archived(180), _archived("90", "DEEP_ARCHIVE")),
        failing=(
            _archived(30),
            _archived(400),
            _archived(status="Disabled"),
            _archived(storage="STANDARD_IA"),
            resources(
                aws_s3_bucket={"bucket": "flow-zq7"},
                aws_flow_log={
                    "log_destination_type": "s3",
                    "log_destination": "${aws_s3_bucket.example.arn}",
                },
            ),
        ),
        absent=(Status.NOT_APPLICABLE, _archived(30, kind="cloud-watch-logs")),
        unknown=(Status.UNKNOWN, _archived("${var.days}")),
    ),
)
