"""The rotation of a database credential: the function `rotation`, the way from it to the database, and the
schedule, on a secret that exists (C2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.secretsmanager_secret_rotation import (
    SecretsmanagerSecretRotation,
    SecretsmanagerSecretRotationRotationRules,
)

from handlers.domain.spec import GrantedResource
from infra.blocks.compute.attachment import AttachmentSpec, add_attachment
from infra.blocks.compute.environment import KeyUse, Target
from infra.blocks.compute.function import Function, FunctionSpec, add_function
from infra.blocks.compute.functions import specs
from infra.blocks.compute.permission import PermissionSpec, add_permission
from infra.blocks.config.parameters import add_parameters, variables_spec
from infra.blocks.events.failures import ROTATION, UNDELIVERED, tell_operators
from infra.blocks.network.security_group import (
    SecurityGroup,
    TrafficSpec,
    add_egress,
    add_ingress,
    members,
)
from infra.blocks.security.secrets import SecretsSpec, find_secrets
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.blocks.compute.functions import Functions
    from infra.place import Outputs, Place

HANDLER: Final = "rotation"
AUTHORITIES: Final = "/var/task/handlers/authorities.pem"
"""Whom the database's certificate must be by: a file that is put into `handlers/` before it is packaged."""
_RESERVED: Final = 2  # one secret, whose steps follow each other
_WINDOW: Final = "2h"


@dataclass(frozen=True, slots=True)
class RotationSpec:
    """The rotation of the secret `secret`: `id` begins the Terraform ids.

    key_alias: of the key that it is encrypted with, where it is one of the account's own.
    foundation: the outputs of the stack with the network, which has `zones` zones.
    database: whose members the function reaches on `port`, beside AWS.
    days: after which it is rotated.
    """

    id: str
    secret: str
    key_alias: str | None
    foundation: Outputs
    zones: int
    database: SecurityGroup
    port: int
    days: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation that was added, and its function."""

    id: str
    function: Function

    @property
    def outputs(self) -> Iterator[Output]:
        """The function's alias."""
        yield Output(f"{self.function.id}_arn", self.function.alias_arn, "Function rotation, live")


def add_rotation(place: Place, spec: RotationSpec, functions: Functions) -> Rotation:
    """Add it, with what the other functions share; operators are told where it fails. It does not rotate as
    it is added: whoever sets the secret up makes the second user first.
    """
    tell_operators(place, ROTATION, spec.foundation, UNDELIVERED)
    secrets = find_secrets(place, SecretsSpec(spec.id, {f"{spec.id}_secret": spec.secret}, spec.key_alias))
    secret_arn = secrets.arns[f"{spec.id}_secret"]
    key = KeyUse("DatabaseSecret", secrets.key.arn, "secretsmanager") if secrets.key else None
    where = AttachmentSpec.published(spec.id, spec.foundation, zones=spec.zones, internet=True)
    attachment = add_attachment(place, where)
    group = SecurityGroup(f"{where.id}_group", where.id, attachment.security_group_id)
    add_egress(place, TrafficSpec(spec.port, "Logins with a new password", members(spec.database)), group)
    add_ingress(place, TrafficSpec(spec.port, "Logins of the rotation", members(group)), spec.database)
    (handler,) = specs(HANDLER)
    shared = functions.environment
    variables = {"DATABASE_CA": AUTHORITIES, "DATABASE_SECRET": secret_arn}
    environment = replace(
        shared,
        attachment=attachment,
        variables=variables,
        parameters=add_parameters(place, variables_spec([handler], variables)) if shared.parameters else None,
        targets={
            GrantedResource.DATABASE_CREDENTIALS: Target(secret_arn, key),
            GrantedResource.ANYTHING: Target("*"),
        },
    )
    function = add_function(place, FunctionSpec(handler, _RESERVED), environment)
    caller = PermissionSpec(
        spec.id, spec.id, "secretsmanager.amazonaws.com", secret_arn, source_account=place.account
    )
    permission = add_permission(place, caller, function)
    SecretsmanagerSecretRotation(
        place.stack,
        f"{spec.id}_schedule",
        secret_id=secret_arn,
        rotation_lambda_arn=function.alias_arn,
        rotate_immediately=False,
        rotation_rules=SecretsmanagerSecretRotationRotationRules(
            automatically_after_days=spec.days, duration=_WINDOW
        ),
        depends_on=[permission.resource],
        provider=place.provider,
    )
    return Rotation(spec.id, function)
