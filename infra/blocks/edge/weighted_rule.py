"""A rule that shares the requests for some paths out among groups of targets, by weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.lb_listener_rule import (
    LbListenerRule,
    LbListenerRuleAction,
    LbListenerRuleActionForward,
    LbListenerRuleActionForwardStickiness,
    LbListenerRuleActionForwardTargetGroup,
    LbListenerRuleCondition,
    LbListenerRuleConditionPathPattern,
    LbListenerRuleTransform,
    LbListenerRuleTransformUrlRewriteConfig,
    LbListenerRuleTransformUrlRewriteConfigRewrite,
)

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from infra.blocks.edge.load_balancer import Listeners, TargetGroup
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class WeightedRuleSpec:
    """Requests for what is below `/<stage>/`, where API Gateway sends what came to that stage of an API:
    targets are asked for the path without it. `id` is the Terraform id; of two rules that match, the one
    with the lower `priority` holds.

    weights: percent of the requests by the side that targets are on.
    sticky_seconds: for how long a client that keeps cookies is given targets of the same side.
    """

    id: str
    priority: int
    stage: str
    weights: Mapping[str, int]
    sticky_seconds: int = 3600


@dataclass(frozen=True, slots=True)
class WeightedRule:
    """A rule that was added: its Terraform id, its ARN as a token."""

    id: str
    arn: str


def add_weighted_rule(
    place: Place, spec: WeightedRuleSpec, listeners: Listeners, targets: Mapping[str, TargetGroup]
) -> WeightedRule:
    """Add the rule to the HTTPS listener. Raises KeyError for a side without a weight."""
    forward = LbListenerRuleActionForward(
        target_group=[
            LbListenerRuleActionForwardTargetGroup(arn=group.arn, weight=spec.weights[side])
            for side, group in targets.items()
        ],
        stickiness=LbListenerRuleActionForwardStickiness(enabled=True, duration=spec.sticky_seconds),
    )
    without_stage = LbListenerRuleTransformUrlRewriteConfigRewrite(
        regex=f"^/{spec.stage}/(.*)$", replace="/$1"
    )
    rule = LbListenerRule(
        place.stack,
        spec.id,
        listener_arn=listeners.arn,
        priority=spec.priority,
        condition=[
            LbListenerRuleCondition(
                path_pattern=LbListenerRuleConditionPathPattern(values=[f"/{spec.stage}/*"])
            )
        ],
        action=[LbListenerRuleAction(type="forward", forward=forward)],
        transform=[
            LbListenerRuleTransform(
                type="url-rewrite",
                url_rewrite_config=LbListenerRuleTransformUrlRewriteConfig(rewrite=without_stage),
            )
        ],
        tags=labels(name=place.names.of(spec.id)),
        provider=place.provider,
    )
    return WeightedRule(spec.id, rule.arn)
