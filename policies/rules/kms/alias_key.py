"""An alias leads to the key that it tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from policies.resource import Resource
from policies.rules.kms._uses import KEYS
from policies.values import is_known

_ALIAS: Final = "aws_kms_alias"
_KEY: Final = "target_key_id"


def check(alias: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No second alias leads to its key while another key of the stack and region has none. The one
    that is called as the key is in Terraform is the right one.
    """
    value = alias.get(_KEY)
    key = configuration.target(alias, value)
    if key is None or key.type not in KEYS:
        yield (
            unknown(f"{_KEY} is {value}, which only the plan can tell")
            if not is_known(value)
            else NOT_APPLICABLE
        )
        return
    others = [other for other in configuration.related(key, _ALIAS, _KEY) if other is not alias]
    if not others or (alias.name == key.name and others[0].name != key.name):
        return
    for bare in configuration.of(*KEYS, stack=alias.stack):
        if bare.region == alias.region and not configuration.related(bare, _ALIAS, _KEY):
            said = f"it leads to {key.address}, as {others[0].address} does, and none leads to {bare.address}"
            yield fail(f"{said}: what asks for the one by name gets the other")
            return


def _aliases(second: str) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"data": {}, "logs": {}},
            _ALIAS: {
                "example": {"name": "alias/data-zq7", _KEY: f"${{aws_kms_key.{second}.key_id}}"},
                "logs": {"name": "alias/logs-zq7", _KEY: "${aws_kms_key.logs.key_id}"},
            },
        }
    }


RULE = Rule(
    id="kms-alias-key",
    title="Aliases lead to the keys that they tell",
    severity=Severity.MEDIUM,
    types=(_ALIAS,),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever names a key by its alias encrypts with what that leads to. Where it is the key of "
        "something else, other principals read the data, and the key that was made for it guards nothing."
    ),
    remediation="Set target_key_id of the KmsAlias to the key of its name.",
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-12", "nist-800-53-r5:CM-6"),
    requirements=("R13",),
    examples=Examples(
        passing=(_aliases("data"),),
        failing=(_aliases("logs"),),
        absent=(Status.NOT_APPLICABLE, {"resource": {_ALIAS: {"example": {"name": "alias/data-zq7"}}}}),
        unknown=(Status.UNKNOWN, {"resource": {_ALIAS: {"example": {_KEY: "${var.key}"}}}}),
    ),
)
