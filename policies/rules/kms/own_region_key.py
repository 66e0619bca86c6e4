"""What is encrypted uses a key of the region it lies in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from policies.arn import read_arn
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
from policies.related.buckets import bucket_of
from policies.resource import Resource
from policies.values import is_known

_NAMES_A_KEY: Final = re.compile(
    r"(?:^|_)(?:kms_(?:\w+_)?key(?:_id|_arn|_identifier)?|key_arn|encryption_key(?:_arn)?)$"
)
"""kms_key_id, kms_key_arn, kms_master_key_id, replica_kms_key_id, kms_key_identifier, key_arn of EKS, ..."""


_REPLICAS: Final = ("aws_kms_replica_external_key", "aws_kms_replica_key")


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each attribute that names a key names one of its own region; a replica's, of the replica's region."""
    replica = {"primary_key_arn": None} if user.type in _REPLICAS else {}  # of a key elsewhere, by its nature
    named = list(_keys({**user.values, **replica}, user.region, user, configuration))
    if not named:
        yield NOT_APPLICABLE
    for attribute, value, region in named:
        yield from _judge(user, configuration, attribute, value, region)


def _judge(
    user: Resource, configuration: Configuration, attribute: str, value: str, region: str
) -> Iterator[Judgement]:
    target = configuration.target(user, value)
    arn = read_arn(value)
    if arn is not None and arn.service == "kms":
        place = configuration.target(user, arn.region)
        found = place.region if place is not None else arn.region if is_known(arn.region) else ""
    elif target is None and is_known(value):  # an id or an alias: KMS looks for it in the caller's region
        return
    elif target is not None and target.type.removeprefix("data.").startswith("aws_kms_"):
        found = target.region
    elif target is not None and target.type != "data.terraform_remote_state":
        yield fail(f"{attribute} refers to {target.address}, which is no KMS key", f"{attribute}: {value}")
        return
    else:
        found = ""
    if not (found and region):
        yield unknown(f"{attribute} is {value}; only the plan can tell whether it is of the same region")
    elif found != region:
        yield fail(
            f"{attribute} is a key of {found}, and what it encrypts lies in {region}", f"{attribute}: {value}"
        )


@cache
def _names_a_key(attribute: str) -> bool:
    return _NAMES_A_KEY.search(attribute) is not None


def _keys(
    values: Mapping[str, Any], region: str, user: Resource, configuration: Configuration
) -> Iterator[tuple[str, str, str]]:
    """Every (attribute, value, region where the key is to be) at any depth."""
    own = values.get("region_name") or values.get("region")  # a replica of a table or of a secret
    if isinstance(own, str):
        region = own if is_known(own) else ""
    for attribute, value in values.items():
        if isinstance(value, str):
            if _names_a_key(attribute):
                yield attribute, value, region
            continue
        for block in value if isinstance(value, list) else [value]:
            if isinstance(block, dict | Mapping):
                place = region
                if attribute == "destination" and "bucket" in block:
                    bucket = bucket_of(user, configuration, block["bucket"])
                    place = bucket.region if bucket is not None else ""
                yield from _keys(block, place, user, configuration)


def _two_regions(**types: Mapping[str, Any]) -> Terraform:
    """Keys `near` and `far`, and a bucket `far`; what else is given is near."""
    resource: dict[str, dict[str, Any]] = {
        "aws_kms_key": {"near": {}, "far": {"region": "xx-test-2"}},
        "aws_kms_alias": {"far": {"region": "xx-test-2", "target_key_id": "${aws_kms_key.far.key_id}"}},
        "aws_s3_bucket": {"far": {"region": "xx-test-2", "bucket": "receipts-far-zq7"}},
    }
    return {"resource": resource | {kind: {"example": dict(values)} for kind, values in types.items()}}


def _replication(bucket: str, key: str) -> Terraform:
    destination = {"bucket": bucket, "encryption_configuration": {"replica_kms_key_id": key}}
    return _two_regions(
        aws_s3_bucket_replication_configuration={
            "rule": [{"id": "other", "status": "Disabled"}, {"destination": [destination]}]
        }
    )


_NEAR, _FAR = "${aws_kms_key.near.arn}", "${aws_kms_key.far.arn}"

RULE = Rule(
    id="kms-own-region-key",
    title="Data is encrypted with a KMS key of its own region",
    severity=Severity.HIGH,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "KMS keys are regional. A key of another region is refused when it is applied, or, where it is not, "
        "makes one region fail with the other and moves control over resident data across the border."
    ),
    remediation="Pass the region's own key to the construct; for a replica, that of the replica's region.",
    controls=("pci-dss-4.0.1:3.6.1.4", "nist-800-53-r5:SC-12", "nist-800-53-r5:SC-28(3)"),
    requirements=("R37", "R62", "R74", "R80"),
    examples=Examples(
        passing=(
            _two_regions(aws_sns_topic={"kms_master_key_id": _NEAR}),
            _two_regions(aws_sns_topic={"kms_master_key_id": "alias/ops-zq7"}),
            _two_regions(aws_cloudwatch_log_group={"region": "xx-test-2", "kms_key_id": _FAR}),
            _two_regions(
                aws_dynamodb_table={
                    "server_side_encryption": {"kms_key_arn": _NEAR},
                    "replica": [{"region_name": "xx-test-2", "kms_key_arn": _FAR}],
                }
            ),
            _two_regions(
                aws_kms_replica_key={"primary_key_arn": _FAR}, aws_sns_topic={"kms_master_key_id": _NEAR}
            ),
            _replication("${aws_s3_bucket.far.arn}", _FAR),
            _replication("arn:aws:s3:::receipts-far-zq7", "${aws_kms_alias.far.target_key_arn}"),
        ),
        failing=(
            _two_regions(aws_sns_topic={"kms_master_key_id": _FAR}),
            _two_regions(aws_sns_topic={"kms_master_key_id": "${aws_kms_alias.far.arn}"}),
            _two_regions(aws_sns_topic={"kms_master_key_id": "${aws_s3_bucket.far.arn}"}),
            _two_regions(
                aws_sqs_queue={"kms_master_key_id": "arn:aws:kms:xx-test-2:${local.account}:alias/ops-zq7"}
            ),
            _two_regions(aws_cloudwatch_log_group={"region": "xx-test-2", "kms_key_id": _NEAR}),
            _two_regions(aws_dynamodb_table={"server_side_encryption": [{"kms_key_arn": _FAR}]}),
            _two_regions(
                aws_dynamodb_table={
                    "server_side_encryption": {"kms_key_arn": _NEAR},
                    "replica": [
                        {"region_name": "xx-test-2", "kms_key_arn": _FAR},
                        {"region_name": "xx-test-3", "kms_key_arn": _FAR},
                    ],
                }
            ),
            _replication("${aws_s3_bucket.far.arn}", _NEAR),
            _replication("arn:aws:s3:::${aws_s3_bucket.far.id}", _NEAR),
        ),
        absent=(Status.NOT_APPLICABLE, _two_regions(aws_sns_topic={"name": "alerts-zq7"})),
        unknown=(Status.UNKNOWN, _two_regions(aws_sns_topic={"kms_master_key_id": "${var.key}"})),
    ),
)
