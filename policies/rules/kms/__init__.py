"""Rules about KMS keys."""

from typing import Final

KEYS: Final = ("aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key", "aws_kms_replica_external_key")
"""Every resource that is a key with a policy and a waiting period of its own."""
