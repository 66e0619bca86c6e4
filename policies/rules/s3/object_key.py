"""What a stack puts into a bucket is encrypted as the bucket says, or under another key of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_KEY, _KIND = "kms_key_id", "server_side_encryption"
_OF_KMS: Final = ("aws:kms", "aws:kms:dsse")


def check(item: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It says nothing, so that the bucket's default stands, or names KMS and a customer-managed key.

    What an upload says comes before the default (S3 User Guide, "Setting default server-side encryption
    behavior").
    """
    if item.get(_KEY) is not None:
        yield from expect.customer_key(item, configuration, _KEY)
    if item.get(_KIND) is not None:
        yield from expect.one_of(item, _KIND, _OF_KMS)


def _object(**values: object) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            "aws_s3_object": {"example": {"bucket": "${aws_s3_bucket.code.id}", "key": "code.zip", **values}},
        }
    }


RULE = Rule(
    id="s3-object-key",
    title="Objects are encrypted as their bucket says, or under a customer-managed key",
    severity=Severity.MEDIUM,
    types=("aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"),
    scope="configuration",
    check=check,
    rationale=(
        "An object that names AWS's own key is read by whoever may read the bucket, whatever the policy of "
        "the bucket's key says, and stays so until it is written anew."
    ),
    remediation="Leave kms_key_id and server_side_encryption out, or set them to the KmsKey of the region.",
    controls=("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    examples=Examples(
        passing=(
            _object(kms_key_id="${aws_kms_key.ops.arn}"),
            _object(kms_key_id="${aws_kms_key.ops.arn}", server_side_encryption="aws:kms"),
        ),
        failing=(
            _object(kms_key_id="alias/aws/s3"),
            _object(server_side_encryption="AES256"),
        ),
        absent=(Status.PASS, _object()),
        unknown=(Status.UNKNOWN, resources(aws_s3_object={"kms_key_id": "${var.key}"})),
    ),
)
