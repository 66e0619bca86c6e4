"""Old versions and abandoned uploads of every bucket end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.buckets import each_setting
from policies.resource import Resource

_LIFECYCLE: Final = "aws_s3_bucket_lifecycle_configuration"
_VERSIONING: Final = "aws_s3_bucket_versioning"
_OLD: Final = "noncurrent_version_expiration.noncurrent_days"
_ENDS: Final = {
    _OLD: 7,
    "abort_incomplete_multipart_upload.days_after_initiation": 1,
}
"""What ends, and after how many days at the least: what is overwritten on Friday night is there on Monday."""


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An Enabled rule for the whole bucket expires noncurrent versions, and one aborts multipart uploads.

    Each has to do so: a bucket has one lifecycle configuration, so the last one applied stands.
    """
    versioned = bucket.blocks("versioning") or configuration.related(bucket, _VERSIONING, "bucket")
    may = bool(versioned) or bucket.type != "aws_s3_bucket"
    yield from each_setting(bucket, configuration, _LIFECYCLE, lambda related: _ends(related, may=may))


def _ends(related: Resource, *, may: bool) -> Iterator[Judgement]:
    """may: whether it may have versions; of a bucket without versioning `s3-versioning` tells."""
    generated = list(expect.written_out(related, "rule"))
    rules = [replace(related, values=rule) for rule in expect.written_blocks(related, "rule")]
    whole = [rule for rule in rules if _covers_everything(rule)]
    for attribute, least in _ENDS.items():
        if attribute == _OLD and not may:
            continue
        verdicts = [_verdict(rule, attribute, least) for rule in whole]
        if None not in verdicts:
            said = next(
                (verdict for verdict in verdicts if verdict and verdict.status is Status.UNKNOWN), None
            )
            yield from generated or [said or fail(f"no Enabled rule for the whole bucket sets {attribute}")]


def _covers_everything(rule: Resource) -> bool:
    """Whether no filter narrows it; an empty filter and an empty prefix do not."""
    filters = {key: value for block in rule.blocks("filter") for key, value in block.items()}
    return not any([rule.get("prefix"), *filters.values()])


def _verdict(rule: Resource, attribute: str, least: int) -> Judgement | None:
    """None where the rule is enabled and sets the attribute; otherwise what keeps it from that."""
    said = [
        *expect.one_of(rule, "status", ("Enabled",)),
        *expect.between(rule, attribute, least),
    ]
    failed = [judgement for judgement in said if judgement.status is Status.FAIL]
    return next(iter(failed or said), None)


def _rules(*rules: object, bucket: str = "${aws_s3_bucket.example.id}") -> Terraform:
    return resources(
        aws_s3_bucket={},
        aws_s3_bucket_versioning={"bucket": "${aws_s3_bucket.example.id}"},
        aws_s3_bucket_lifecycle_configuration={"bucket": bucket, "rule": list(rules)},
    )


def _unversioned(*rules: object) -> Terraform:
    stack = _rules(*rules)["resource"]
    return {"resource": {kind: found for kind, found in stack.items() if kind != _VERSIONING}}


_EXPIRE: Final[Mapping[str, Any]] = {
    "status": "Enabled",
    "noncurrent_version_expiration": {"noncurrent_days": 30},
}
_ABORT: Final[Mapping[str, Any]] = {
    "status": "Enabled",
    "abort_incomplete_multipart_upload": [{"days_after_initiation": 7}],
}
_BOTH: Final[Mapping[str, Any]] = {**_EXPIRE, **_ABORT}

RULE = Rule(
    id="s3-lifecycle",
    title="Buckets expire noncurrent versions and abort unfinished uploads",
    severity=Severity.MEDIUM,
    types=("aws_s3_bucket", _LIFECYCLE),
    scope="configuration",
    check=check,
    rationale=(
        "With versioning, what was deleted stays: data is kept beyond its retention, and parts of uploads "
        "that nobody finished are kept and paid for, unseen, for ever."
    ),
    remediation=(
        "Add an S3BucketLifecycleConfiguration with an Enabled rule, an empty filter, "
        "noncurrent_version_expiration and abort_incomplete_multipart_upload."
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12", "nist-800-53-r5:SI-12(3)"),
    requirements=("R44", "R90"),
    examples=Examples(
        passing=(
            _unversioned(_ABORT),
            _rules(_BOTH),
            _rules({**_BOTH, "filter": {}}),
            _rules({**_BOTH, "filter": [{"prefix": ""}]}),
            _rules(_EXPIRE, {**_ABORT, "prefix": ""}),
            _rules({**_BOTH, "filter": {"prefix": "temporary/"}}, _BOTH),
        ),
        failing=(
            resources(aws_s3_bucket={}),
            _rules(_BOTH, bucket="${aws_s3_bucket.another.id}"),
            _rules(_EXPIRE),
            _rules(_ABORT),
            _rules({**_BOTH, "status": "Disabled"}),
            _rules(_EXPIRE, {**_ABORT, "status": "Disabled"}),
            _rules({**_BOTH, "filter": {"prefix": "temporary/"}}),
            _rules({**_BOTH, "filter": {"tag": {"key": "Temporary", "value": "yes"}}}),
            _rules({**_BOTH, "filter": [{"and": [{"prefix": "", "object_size_greater_than": 9}]}]}),
            _rules({"status": "Enabled", "expiration": {"days": 365}}, _ABORT),
            _rules(_ABORT, {**_EXPIRE, "noncurrent_version_expiration": {"noncurrent_days": 1}}),
            _rules({**_BOTH, "noncurrent_version_expiration": {"newer_noncurrent_versions": 3}}),
        ),
        absent=(Status.FAIL, _rules()),
        unknown=(Status.UNKNOWN, _rules({**_BOTH, "status": "${var.status}"})),
    ),
)
