"""Who may call a function: a service of AWS, for one source, and the alias alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission

if TYPE_CHECKING:
    from infra.blocks.compute.function import Function
    from infra.place import Place


def may_call(  # noqa: PLR0913 (what a permission says, all by name)
    place: Place,
    resource_id: str,
    function: Function,
    *,
    statement_id: str,
    service: str,
    source_arn: str,
    source_account: str | None = None,
) -> LambdaPermission:
    """Let `service` call the function's alias for `source_arn`, which need not name its account."""
    return LambdaPermission(
        place.stack,
        f"{resource_id}_permission",
        statement_id=statement_id,
        action="lambda:InvokeFunction",
        function_name=function.arn,
        qualifier=function.alias_name,
        principal=service,
        source_account=source_account,
        source_arn=source_arn,
        provider=place.provider,
    )
