"""Who may call a function: a service of AWS, for one source, and the alias alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission

if TYPE_CHECKING:
    from infra.blocks.compute.function import Function
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class PermissionSpec:
    """Who calls a function: `service` for `source_arn`, which need not name its account.

    statement_id: what the statement is called in the function's policy.
    """

    id: str
    statement_id: str
    service: str
    source_arn: str
    source_account: str | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission that was added: its Terraform id, and the resource, for what waits for it."""

    id: str
    resource: LambdaPermission


def add_permission(place: Place, spec: PermissionSpec, function: Function) -> Permission:
    """Add the permission `<id>_permission` to call the function's alias."""
    permission_id = f"{spec.id}_permission"
    permission = LambdaPermission(
        place.stack,
        permission_id,
        statement_id=spec.statement_id,
        action="lambda:InvokeFunction",
        function_name=function.arn,
        qualifier=function.alias_name,
        principal=spec.service,
        source_account=spec.source_account,
        source_arn=spec.source_arn,
        provider=place.provider,
    )
    return Permission(permission_id, permission)
