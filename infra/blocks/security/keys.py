"""A customer-managed key with rotation, an explicit policy and an alias."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey

from infra.blocks.labels import labels
from infra.blocks.policy_document import policy
from infra.blocks.security.key_uses import KeyUses, statements

if TYPE_CHECKING:
    from infra.place import Place

ROTATION_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class KeySpec:
    """A key: its short name, what it is for, and who uses it."""

    name: str
    description: str
    uses: KeyUses


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was added: its Terraform id, the name that its alias has, and its ARN as a token.

    Services are given the ARN, never the alias: they report ARNs, and an alias would show as a change in
    every plan.
    """

    id: str
    name: str
    arn: str


def add_key(place: Place, spec: KeySpec) -> Key:
    """Add the key `key_<name>` with its alias."""
    name = place.names.key(spec.name)
    key = KmsKey(
        place.stack,
        f"key_{spec.name}",
        description=f"{spec.description} ({name})",
        enable_key_rotation=True,
        rotation_period_in_days=ROTATION_DAYS,
        deletion_window_in_days=place.defaults.key_deletion_days,
        multi_region=False,
        policy=policy(*statements(place, spec.uses)),
        tags=labels(name=name),
        provider=place.provider,
    )
    KmsAlias(
        place.stack,
        f"key_{spec.name}_alias",
        name=f"alias/{name}",
        target_key_id=key.key_id,
        provider=place.provider,
    )
    return Key(f"key_{spec.name}", name, key.arn)
