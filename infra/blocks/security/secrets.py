"""Secrets that were made at account set-up and are only read, by name (C2, C26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.data_aws_kms_alias import DataAwsKmsAlias
from cdktf_cdktf_provider_aws.data_aws_secretsmanager_secret import DataAwsSecretsmanagerSecret

from infra.blocks.security.keys import Key

if TYPE_CHECKING:
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class SecretsSpec:
    """Secrets of the region: `names` by their Terraform ids. `id` begins the one of their key.

    key_alias: of the key that they are encrypted with, where it is one of the account's own.
    """

    id: str
    names: Mapping[str, str]
    key_alias: str | None


@dataclass(frozen=True, slots=True)
class Secrets:
    """Secrets that were found: their ARNs by their Terraform ids, and their key; ARNs are tokens."""

    id: str
    arns: Mapping[str, str]
    key: Key | None


def find_secrets(place: Place, spec: SecretsSpec) -> Secrets:
    """Find the secrets and their key; their values are never read here."""
    arns = {
        secret_id: DataAwsSecretsmanagerSecret(place.stack, secret_id, name=name, provider=place.provider).arn
        for secret_id, name in spec.names.items()
    }
    if spec.key_alias is None:
        return Secrets(spec.id, arns, None)
    key = DataAwsKmsAlias(place.stack, f"{spec.id}_key", name=spec.key_alias, provider=place.provider)
    return Secrets(spec.id, arns, Key(f"{spec.id}_key", spec.key_alias, key.target_key_arn))
