"""Secrets that were made at account set-up and are only read, by name (C2, C26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.data_aws_kms_alias import DataAwsKmsAlias
from cdktf_cdktf_provider_aws.data_aws_secretsmanager_secret import DataAwsSecretsmanagerSecret

if TYPE_CHECKING:
    from infra.place import Place


def find_secret(place: Place, resource_id: str, name: str) -> str:
    """The ARN of the region's secret `name`; its value is never read here."""
    secret = DataAwsSecretsmanagerSecret(place.stack, resource_id, name=name, provider=place.provider)
    arn: str = secret.arn
    return arn


def find_key(place: Place, resource_id: str, alias: str) -> str:
    """The ARN of the region's key that `alias` stands for."""
    key = DataAwsKmsAlias(place.stack, resource_id, name=alias, provider=place.provider)
    arn: str = key.target_key_arn
    return arn
