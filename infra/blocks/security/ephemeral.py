"""Values of secrets that Terraform reads while it plans and applies, and keeps in no state and no plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.data_aws_secretsmanager_secret import DataAwsSecretsmanagerSecret

if TYPE_CHECKING:
    from infra.place import Place

_TYPE: Final = "aws_secretsmanager_secret_version"


@dataclass(frozen=True, slots=True)
class EphemeralSecretSpec:
    """The secret `name`, whose value is JSON. `id` is the Terraform id of what reads it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class EphemeralSecret:
    """A secret that was found: its ARN as a token."""

    id: str
    arn: str

    def field(self, key: str) -> str:
        """An expression of the value under `key`, for write-only arguments alone."""
        return f'${{jsondecode(ephemeral.{_TYPE}.{self.id}.secret_string)["{key}"]}}'


def add_ephemeral_secret(place: Place, spec: EphemeralSecretSpec) -> EphemeralSecret:
    """Read the secret's value in plan and apply: it must have one before the first plan, and whoever deploys
    must be able to read it.
    """
    secret = DataAwsSecretsmanagerSecret(place.stack, spec.id, name=spec.name, provider=place.provider)
    arn = secret.arn
    block = {"secret_id": arn}
    if place.provider is not None:
        block["provider"] = place.provider.fqn
    # The bindings know no ephemeral blocks yet.
    place.stack.add_override(f"ephemeral.{_TYPE}.{spec.id}", block)
    return EphemeralSecret(spec.id, arn)
