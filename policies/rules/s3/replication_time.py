"""Replication carries deletions, and everything within fifteen minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.buckets import REPLICATION, in_bucket
from policies.resource import Resource

_ENABLED: Final = (
    "delete_marker_replication.status",
    "destination.replication_time.status",
    "destination.metrics.status",
)
_MINUTES: Final = ("destination.replication_time.time.minutes", "destination.metrics.event_threshold.minutes")


def check(replication: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Every rule carries delete markers, and has a time limit and metrics of it.

    Nothing but 15 minutes is valid for replication time (S3 User Guide, "Meeting compliance requirements with
    S3 Replication Time Control").
    """
    if replication.type == "aws_s3_bucket":
        yield from in_bucket(replication, REPLICATION, lambda found: check(found, configuration))
        return
    yield from expect.each_block(replication, "rule", "id", _timed)


def _timed(rule: Resource) -> Iterator[Judgement]:
    for attribute in _ENABLED:
        yield from expect.one_of(rule, attribute, ("Enabled",))
    for attribute in _MINUTES:
        yield from expect.between(rule, attribute, 15, 15)


_STATUS: Final = {"status": "Enabled"}
_TIMED: Final[Mapping[str, Any]] = {
    "replication_time": {**_STATUS, "time": {"minutes": 15}},
    "metrics": [{**_STATUS, "event_threshold": [{"minutes": 15}]}],
}


def _replicated(markers: object = "Enabled", **destination: object) -> Terraform:
    rule = {
        "id": "far",
        "delete_marker_replication": {"status": markers},
        "destination": {**_TIMED, **destination},
    }
    return resources(aws_s3_bucket_replication_configuration={"rule": [rule]})


RULE = Rule(
    id="s3-replication-time",
    title="Replication has a time limit, and carries deletions",
    severity=Severity.HIGH,
    types=(REPLICATION, "aws_s3_bucket"),
    scope="configuration",
    check=check,
    rationale="Replication says nothing about its delay without metrics, and promises none without a limit.",
    remediation=(
        "Give each rule of the S3BucketReplicationConfigurationA delete_marker_replication, and "
        "replication_time and metrics of 15 minutes."
    ),
    controls=("pci-dss-4.0.1:10.3.3", "nist-800-53-r5:CP-9(5)", "nist-800-53-r5:CP-6"),
    requirements=("R74", "R103"),
    examples=Examples(
        passing=(_replicated(),),
        failing=(
            _replicated("Disabled"),
            _replicated(None),
            _replicated(replication_time=None),
            _replicated(metrics=None),
            _replicated(metrics=_STATUS),
        ),
        absent=(Status.FAIL, resources(aws_s3_bucket_replication_configuration={"rule": [{"id": "far"}]})),
        unknown=(Status.UNKNOWN, _replicated("${var.status}")),
    ),
)
