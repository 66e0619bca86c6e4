"""Each key can be told by its alias."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import UNKNOWN
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown, unspecified
from policies.resource import Resource
from policies.rules.kms._uses import KEYS
from policies.values import is_known

_ALIASES: Final = expect.Related("aws_kms_alias", "target_key_id", KEYS)


def check(key: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alias names the key, and every alias of it carries the environment's suffix."""
    yield from expect.each_related(key, configuration, _ALIASES, _named)


def _named(alias: Resource) -> Iterator[Judgement]:
    suffix = alias.context.suffix
    name = alias.get("name") or alias.get("name_prefix")
    if name is None:
        yield fail("neither name nor name_prefix is set")
    elif not is_known(name):
        yield unknown(f"its name is {name}, which only the plan can tell")
    elif not isinstance(name, str) or not name.startswith("alias/") or name.startswith("alias/aws/"):
        yield fail(f"its name is '{name}', which is no alias of a customer's key")
    elif suffix == UNKNOWN:
        yield unspecified("suffix")
    elif not re.search(rf"(?<![A-Za-z0-9]){re.escape(suffix)}(?![A-Za-z0-9])", name):
        yield fail(f"its name is '{name}', without the suffix '{suffix}'")


def _alias(**values: str) -> dict[str, str]:
    return {"target_key_id": "${aws_kms_key.example.key_id}", **values}


RULE = Rule(
    id="kms-key-alias",
    title="Each KMS key has an alias with the environment's suffix",
    severity=Severity.LOW,
    types=(*KEYS, "aws_kms_alias"),
    scope="configuration",
    check=check,
    rationale=(
        "A key without an alias is a number among numbers: nobody can tell which to keep, which to rotate "
        "and whose it is. An alias without suffix collides with that of the next environment."
    ),
    remediation='Add KmsAlias(name=f"alias/{purpose}-{suffix}", target_key_id=key.key_id).',
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-12", "nist-800-53-r5:CM-8"),
    requirements=("R37", "R119"),
    examples=Examples(
        passing=(
            resources(aws_kms_key={}, aws_kms_alias=_alias(name="alias/ledger-zq7")),
            resources(aws_kms_key={}, aws_kms_alias=_alias(name_prefix="alias/ledger-zq7-")),
            resources(
                aws_kms_key={},
                aws_kms_alias=_alias(name="alias/zq7/ledger", target_key_id="${aws_kms_key.example.arn}"),
            ),
        ),
        failing=(
            resources(aws_kms_key={}, aws_kms_alias=_alias(name="alias/ledger")),
            resources(aws_kms_key={}, aws_kms_alias=_alias(name="alias/ledger-zq70")),
            resources(aws_kms_key={}, aws_kms_alias=_alias(name="ledger-zq7")),
            resources(
                aws_kms_key={},
                aws_kms_alias=_alias(name="alias/ledger-zq7", target_key_id="${aws_kms_key.another.id}"),
            ),
        ),
        absent=(Status.FAIL, resources(aws_kms_key={})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_kms_key={}, aws_kms_alias=_alias(name="alias/${var.name}-zq7")),
        ),
    ),
)
