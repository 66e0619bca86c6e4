"""Keys: which one encrypts a store."""

from __future__ import annotations

from typing import Final

from policies.configuration import Configuration
from policies.related.buckets import settings
from policies.resource import Resource

CONTEXTS: Final = ("kms:EncryptionContext:aws:states:stateMachineArn", "kms:EncryptionContext:SourceArn")
"""What binds the use of a key in the name of a role: the machine, and the logs that it writes."""

_KEYS: Final = (
    "server_side_encryption.kms_key_arn",
    "encrypt_at_rest.kms_key_id",
    "kms_key_id",
    "kms_key_arn",
)


def key_of(store: Resource, configuration: Configuration) -> Resource | str | None:
    """The key that encrypts a store: its element, the text that names it, or None where none is set."""
    if store.type == "aws_s3_bucket":
        holders = settings(store, configuration, "aws_s3_bucket_server_side_encryption_configuration")
        found = [
            (holder, block.get("kms_master_key_id"))
            for holder in holders
            for block in holder.blocks("rule.apply_server_side_encryption_by_default")
        ]
    else:
        found = [(store, store.get(attribute)) for attribute in _KEYS]
    for holder, value in found:
        if value:
            return configuration.target(holder, value) or str(value)
    return None
