"""A function as the target of a load balancer, which may then call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.lb_target_group import LbTargetGroup, LbTargetGroupHealthCheck
from cdktf_cdktf_provider_aws.lb_target_group_attachment import LbTargetGroupAttachment

from infra.blocks.compute.permission import PermissionSpec, add_permission
from infra.blocks.edge.load_balancer import TargetGroup

if TYPE_CHECKING:
    from infra.blocks.compute.function import Function
    from infra.place import Place

_EVERY_SECONDS: Final = 35  # each question is a call of the function
_ANSWER_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class FunctionTargetSpec:
    """A target group of one function: `id` is its Terraform id, `what` goes into its name.

    health_path: where it is asked for its health; None: it is not, as AWS has it for functions.
    """

    id: str
    what: str
    health_path: str | None = "/health"


def add_function_target(place: Place, spec: FunctionTargetSpec, function: Function) -> TargetGroup:
    """Add the target group, and let the load balancer call the function's alias. It calls over TLS."""
    group = LbTargetGroup(
        place.stack,
        spec.id,
        name=place.names.load_balancer(spec.what),
        target_type="lambda",
        lambda_multi_value_headers_enabled=True,
        health_check=_asked(spec.health_path) if spec.health_path else None,
        provider=place.provider,
    )
    caller = PermissionSpec(spec.id, spec.id, "elasticloadbalancing.amazonaws.com", group.arn)
    permission = add_permission(place, caller, function)
    LbTargetGroupAttachment(
        place.stack,
        f"{spec.id}_function",
        target_group_arn=group.arn,
        target_id=function.alias_arn,
        depends_on=[permission.resource],  # else the registration fails
        provider=place.provider,
    )
    return TargetGroup(spec.id, group.name, group.arn, group.arn_suffix)


def _asked(path: str) -> LbTargetGroupHealthCheck:
    return LbTargetGroupHealthCheck(
        enabled=True,
        path=path,
        matcher="200",
        interval=_EVERY_SECONDS,
        timeout=_ANSWER_SECONDS,
        healthy_threshold=2,
        unhealthy_threshold=3,
    )
