"""Which key encrypts what, and how a call on something encrypted uses its key.

Sources: DynamoDB Developer Guide, "DynamoDB encryption at rest: Usage notes"; SQS and SNS Developer Guides,
"Key management"; S3 User Guide, "Using server-side encryption with AWS KMS keys"; Secrets Manager User Guide,
"Secret encryption and decryption". Event buses and state machines use their keys themselves. This is what
AWS has callers be granted; the emulated AWS asks for the least of it (emulator/fidelity/keys.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from rehearsal.calls import Call, called, through

_KEYS: Final[Mapping[str, str]] = {
    "aws_dynamodb_table": "server_side_encryption.kms_key_arn",
    "aws_dynamodb_table_replica": "kms_key_arn",
    "aws_sqs_queue": "kms_master_key_id",
    "aws_sns_topic": "kms_master_key_id",
    "aws_cloudwatch_log_group": "kms_key_id",
    "data.aws_secretsmanager_secret": "kms_key_id",
}
_BUCKET_KEY: Final = "rule.apply_server_side_encryption_by_default.kms_master_key_id"
_WITHIN: Final = re.compile(r"/(?:index|stream)/.*$|(?<=:::)([^/]+)/.*$")
_USED_BY: Final = ("dynamodb", "s3", "secretsmanager", "sns", "sqs")
_READS: Final = re.compile(r"[a-z0-9]+:(?:BatchGet|Describe|Get|List|Query|Scan)")


class Keys:
    """The keys of a configuration's resources."""

    def __init__(self, configuration: Configuration) -> None:
        self._keys = {
            str(resource.get("arn")): str(resource.get(attribute))
            for kind, attribute in _KEYS.items()
            for resource in configuration.of(kind)
            if resource.get(attribute)
        }
        for bucket in configuration.of("aws_s3_bucket_server_side_encryption_configuration"):
            self._keys[f"arn:aws:s3:::{bucket.get('bucket')}"] = str(bucket.get(_BUCKET_KEY))

    def of(self, arn: str) -> str | None:
        """The key of what has this ARN, or of the table or bucket that it lies in."""
        return self._keys.get(_WITHIN.sub(r"\1", arn))

    def uses(self, call: Call) -> Iterator[Call]:
        """What the service of a call does with the key of what it is on, in the name of the caller."""
        service = call.action.partition(":")[0]
        key = self.of(call.resource)
        if key is None or service not in _USED_BY:
            return
        actions = ("kms:Decrypt",) if _READS.match(call.action) else ("kms:Decrypt", "kms:GenerateDataKey")
        for use in called(call.role, actions, key):
            yield through(use, service)
