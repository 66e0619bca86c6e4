"""Replication carries everything, encrypted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.buckets import REPLICATION, bucket_of, in_bucket, settings
from policies.resource import Resource
from policies.values import as_list, is_known

_ENABLED: Final = (
    "status",
    "source_selection_criteria.sse_kms_encrypted_objects.status",
)
_MODIFIED: Final = "source_selection_criteria.replica_modifications.status"
_ALL: Final = (None, "")
_PARTS: Final = ("prefix", "filter.prefix", "filter.tag", "filter.and")
_COLD: Final = ("DEEP_ARCHIVE", "GLACIER")
"""Where an object is readable hours after it is asked for (S3 User Guide, "Storage classes")."""


def check(replication: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Every rule is complete, of all objects, and its copies are readable at once; the role is one; both ends
    have their versioning before.

    Deletions and the time limit are told by `s3-replication-time`. No attribute leads from here to the
    versioning that S3 asks of both ends, so depends_on has to, wherever it is in the same stack.
    """
    if replication.type == "aws_s3_bucket":
        yield from in_bucket(replication, REPLICATION, lambda found: check(found, configuration))
        return
    yield from _role(replication, configuration)
    if not replication.blocks("rule") and is_known(replication.get("rule")):
        yield fail("it has no rule")
    yield from expect.each_block(replication, "rule", "id", lambda rule: _complete(rule, configuration))
    yield from _both_ways(replication, configuration)
    yield from _ordered(replication, configuration)


def _complete(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    for attribute in _ENABLED:
        yield from expect.one_of(rule, attribute, ("Enabled",))
    for part in _PARTS:
        if rule.get(part) not in _ALL:
            yield fail(f"{part} is {rule.get(part)}: what else there is, is not copied", part)
    if (stored := rule.get("destination.storage_class")) in _COLD:
        yield fail(f"its copies are {stored}: they are readable after hours", "storage_class")
    yield from expect.customer_key(
        rule, configuration, "destination.encryption_configuration.replica_kms_key_id"
    )
    value = rule.get("destination.bucket")
    if value is None:
        yield fail("destination.bucket is not set")
    elif not is_known(value) and bucket_of(rule, configuration, value) is None:
        yield unknown(f"destination.bucket is {value}, which only the plan can tell")


def _both_ways(replication: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a destination replicates back, what is changed of a replica goes back too.

    S3 User Guide, "Replicating metadata changes with replica modification sync".
    """
    source = bucket_of(replication, configuration, replication.get("bucket"))
    for rule in (replace(replication, values=block) for block in replication.blocks("rule")):
        other = bucket_of(rule, configuration, rule.get("destination.bucket"))
        if source is None or other is None or other is source:
            continue
        ends = {
            bucket_of(each, configuration, destination.get("bucket"))
            for each in settings(other, configuration, REPLICATION)
            for destination in each.blocks("rule.destination")
        }
        if source in ends:
            yield from expect.one_of(rule, _MODIFIED, ("Enabled",))


def _role(replication: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = replication.get("role")
    target = configuration.target(replication, value)
    if value is None:
        yield fail("role is not set")
    elif target is not None and target.type == "data.terraform_remote_state":
        yield unknown(f"role is read from a state outside this configuration: {value}")
    elif target is not None and target.type.removeprefix("data.") != "aws_iam_role":
        yield fail(f"role refers to {target.address}, which is no role")
    elif target is None and ":role/" not in str(value):
        yield (fail if is_known(value) else unknown)(f"role is {value}, which is no ARN of a role")


def _ordered(replication: Resource, configuration: Configuration) -> Iterator[Judgement]:
    source = bucket_of(replication, configuration, replication.get("bucket"))
    waits = as_list(replication.values.get("depends_on"))
    ends = [
        bucket_of(replication, configuration, end.get("bucket"))
        for end in replication.blocks("rule.destination")
    ]
    if source is not None and source in ends:
        yield fail("the bucket replicates to itself")
    for bucket in dict.fromkeys([source, *ends]):
        if bucket is None:
            continue
        versionings = configuration.related(bucket, "aws_s3_bucket_versioning", "bucket")
        for versioning in versionings:
            if versioning.stack == replication.stack and versioning.address not in waits:
                yield fail(f"depends_on does not name {versioning.address}")


_STATUS: Final = {"status": "Enabled"}
_KEY: Final = {"replica_kms_key_id": "${aws_kms_key.far.arn}"}
_FAR: Final[Mapping[str, Any]] = {
    "bucket": "${aws_s3_bucket.far.arn}",
    "encryption_configuration": _KEY,
}
_RULE: Final[Mapping[str, Any]] = {
    "id": "far",
    "status": "Enabled",
    "filter": {"prefix": ""},
    "source_selection_criteria": {"sse_kms_encrypted_objects": _STATUS},
    "destination": _FAR,
}
_BOTH_ENDS: Final = ["aws_s3_bucket_versioning.near", "aws_s3_bucket_versioning.far"]


def _replicated(*rules: Mapping[str, Any], **changed: Any) -> Terraform:  # noqa: ANN401
    replication = {
        "bucket": "${aws_s3_bucket.near.id}",
        "role": "${aws_iam_role.replication.arn}",
        "depends_on": _BOTH_ENDS,
        "rule": list(rules),
    }
    return {
        "resource": {
            "aws_kms_key": {"far": {"region": "xx-test-2"}},
            "aws_iam_role": {"replication": {}},
            "aws_s3_bucket": {"near": {}, "far": {"region": "xx-test-2"}},
            "aws_s3_bucket_versioning": {
                "near": {"bucket": "${aws_s3_bucket.near.id}"},
                "far": {"bucket": "${aws_s3_bucket.far.id}", "region": "xx-test-2"},
            },
            "aws_s3_bucket_replication_configuration": {"example": replication | changed},
        }
    }


def _both(**criteria: Any) -> Terraform:  # noqa: ANN401
    """Two buckets that replicate to each other."""
    chosen = {**_RULE["source_selection_criteria"], **criteria}
    there = _replicated({**_RULE, "source_selection_criteria": chosen})
    back = {
        "bucket": "${aws_s3_bucket.far.id}",
        "rule": {"destination": {"bucket": "${aws_s3_bucket.near.arn}"}},
    }
    ways = {**there["resource"][REPLICATION], "back": back}
    return {"resource": {**there["resource"], REPLICATION: ways}}


def _without(block: str) -> Terraform:
    return _replicated({**_RULE, "destination": {key: item for key, item in _FAR.items() if key != block}})


RULE = Rule(
    id="s3-replication",
    title="Replication is complete: all objects, encrypted ones too",
    severity=Severity.HIGH,
    types=(REPLICATION, "aws_s3_bucket"),
    scope="configuration",
    check=check,
    rationale=(
        "Replication leaves out what is encrypted with KMS unless it is told otherwise, and fails at first "
        "apply where versioning comes later. A copy of a part, or one in an archive, is none when the "
        "region is lost."
    ),
    remediation=(
        "Give each rule of the S3BucketReplicationConfigurationA an empty filter, status, "
        "encrypted objects and a replica key; no storage class of an archive; "
        "depends_on=[versioning of both ends]."
    ),
    controls=(
        "pci-dss-4.0.1:10.3.3",
        "nist-800-53-r5:CP-9(5)",
        "nist-800-53-r5:CP-6",
        "nist-800-53-r5:SC-28",
    ),
    requirements=("R74", "R103", "R14"),
    examples=Examples(
        passing=(
            _replicated(_RULE),
            _replicated({**_RULE, "destination": [_FAR]}, role="arn:aws:iam::${local.account}:role/r-zq7"),
            _both(replica_modifications=_STATUS),
        ),
        failing=(
            _both(),
            _replicated(),
            _replicated({**_RULE, "status": "Disabled"}),
            _replicated(_RULE, {**_RULE, "status": "Disabled"}),
            _replicated({key: item for key, item in _RULE.items() if key != "source_selection_criteria"}),
            _replicated({**_RULE, "source_selection_criteria": {"replica_modifications": _STATUS}}),
            _without("encryption_configuration"),
            _without("bucket"),
            _replicated({**_RULE, "filter": {"prefix": "paid/"}}),
            _replicated({**_RULE, "filter": {"tag": {"key": "kept", "value": "yes"}}}),
            _replicated({**_RULE, "prefix": "paid/"}),
            _replicated({**_RULE, "destination": {**_FAR, "storage_class": "GLACIER"}}),
            _replicated({**_RULE, "destination": {**_FAR, "bucket": "${aws_s3_bucket.near.arn}"}}),
            _replicated(_RULE, role="${aws_s3_bucket.near.arn}"),
            _replicated(_RULE, role=None),
            _replicated(_RULE, depends_on=[]),
            _replicated(_RULE, depends_on=_BOTH_ENDS[:1]),
        ),
        absent=(Status.FAIL, resources(aws_s3_bucket_replication_configuration={"bucket": "receipts"})),
        unknown=(Status.UNKNOWN, _replicated({**_RULE, "status": "${var.status}"})),
    ),
)
