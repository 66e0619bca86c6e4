"""What stands in an account before the first deployment: account set-up makes it, not the stacks (README).

Secrets and their key in each region, the hosted zone, and what AWS itself brings to each account.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from infra.systems.global_payments.settings import Settings
    from rehearsal.emulator.process import Emulator

PROCESSOR_KEY: Final = "the-processor-of-the-rehearsal"
_OF_AWS: Final = "alias/aws/dynamodb"  # made by AWS where the first table asks for it


def clients(emulator: Emulator, region: str) -> Any:
    """Make clients of a region, as the account's owner: `clients(emulator, region)("sqs")`."""
    given = emulator.credentials()
    session = boto3.Session(
        aws_access_key_id=given["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=given["AWS_SECRET_ACCESS_KEY"],
        region_name=region,
    )
    config = Config(inject_host_prefix=False, s3={"addressing_style": "path"})
    return lambda service: session.client(service, endpoint_url=emulator.url, config=config)


def prepare(emulator: Emulator, settings: Settings) -> None:
    """Make what the settings name as being there."""
    for region in settings.regions:
        client = clients(emulator, region.name)
        kms = client("kms")
        of_aws = kms.create_key(Description="of AWS, for tables")["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=_OF_AWS, TargetKeyId=of_aws)
        options = {}
        if settings.secrets.key_alias:
            key = kms.create_key(Description="of account set-up, for secrets")["KeyMetadata"]
            kms.create_alias(AliasName=settings.secrets.key_alias, TargetKeyId=key["KeyId"])
            options["KmsKeyId"] = key["Arn"]
        token_key = base64.b64encode(hashlib.sha256(region.name.encode()).digest()).decode()
        for name, fields in (
            (settings.secrets.processor, {"api_key": PROCESSOR_KEY}),
            (settings.secrets.token_key, {"key": token_key}),
        ):
            client("secretsmanager").create_secret(Name=name, SecretString=json.dumps(fields), **options)
    if settings.domain:
        # The emulator takes a reference that looks like a zone's id as the id.
        clients(emulator, settings.primary_region)("route53").create_hosted_zone(
            Name=settings.domain.name, CallerReference=settings.domain.hosted_zone_id
        )
