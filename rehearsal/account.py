"""What is in an account before the first deployment: account set-up makes it, not the stacks (README).

Secrets and their key in each region, the hosted zone, and what AWS itself brings to each account.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.config import Config

from rehearsal.stacks import region_of, regions_by_alias

if TYPE_CHECKING:
    from infra.settings import Domain
    from rehearsal.emulator.process import Emulator
    from rehearsal.stacks import Stack

_OF_AWS: Final = "alias/aws/dynamodb"  # made by AWS where the first table asks for it

_READ: Final = (
    ("aws_secretsmanager_secret", "secretsmanager", "name"),
    ("aws_kms_alias", "kms", "name"),
    ("aws_kms_key", "kms", "key_id"),
)
"""Data sources, their service, and the argument that names what they read."""


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


def prepare(
    emulator: Emulator,
    region: str,
    secrets: Mapping[str, Mapping[str, str]],
    key_alias: str | None,
) -> None:
    """Make in a region what AWS brings, the key of that alias, and secrets under it: fields by name."""
    client = clients(emulator, region)
    kms = client("kms")
    of_aws = kms.create_key(Description="of AWS, for tables")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=_OF_AWS, TargetKeyId=of_aws)
    options = {}
    if key_alias:
        key = kms.create_key(Description="of account set-up, for secrets")["KeyMetadata"]
        kms.create_alias(AliasName=key_alias, TargetKeyId=key["KeyId"])
        options["KmsKeyId"] = key["Arn"]
    for name, fields in secrets.items():
        client("secretsmanager").create_secret(Name=name, SecretString=json.dumps(fields), **options)


def add_zone(emulator: Emulator, domain: Domain | None, region: str) -> None:
    """Make the hosted zone of a domain, if there is one."""
    if domain:
        # The emulator takes a reference that looks like a zone's id as the id.
        clients(emulator, region)("route53").create_hosted_zone(
            Name=domain.name, CallerReference=domain.hosted_zone_id
        )


def prepare_what_is_read(
    emulator: Emulator, stacks: Iterable[Stack], domain: Domain | None, region: str
) -> None:
    """Make each secret, key and zone that stacks read, where they read it; the values of none matter."""
    for where, service, name in _read(stacks):
        client = clients(emulator, where)(service)
        if service == "secretsmanager":
            client.create_secret(Name=name, SecretString="{}")
        else:
            key = client.create_key(Description="of account set-up")["KeyMetadata"]["KeyId"]
            client.create_alias(AliasName=name, TargetKeyId=key)
    add_zone(emulator, domain, region)


def _read(stacks: Iterable[Stack]) -> Iterator[tuple[str, str, Any]]:
    """The secrets and the keys that stacks read: region, service, and what names them; each once."""
    seen: set[tuple[str, str, str]] = set()
    for stack in stacks:
        regions = regions_by_alias(stack.content)
        for kind, service, argument in _READ:
            for arguments in stack.content.get("data", {}).get(kind, {}).values():
                told = region_of(arguments, regions), service, arguments[argument]
                if "${" not in arguments[argument] and told not in seen:
                    seen.add(told)
                    yield told
