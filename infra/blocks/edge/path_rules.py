"""Which paths a load balancer hands on to its targets, and whose requests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.lb_listener_rule import (
    LbListenerRule,
    LbListenerRuleAction,
    LbListenerRuleActionFixedResponse,
    LbListenerRuleActionJwtValidation,
    LbListenerRuleActionJwtValidationAdditionalClaim,
    LbListenerRuleCondition,
    LbListenerRuleConditionPathPattern,
)

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from infra.blocks.edge.load_balancer import Listeners, TargetGroup
    from infra.place import Place


class Access(Enum):
    """Whose requests are handed on, where no token decides it."""

    ANYONE = auto()
    NOBODY = auto()  # callers are told that they are not known


@dataclass(frozen=True, slots=True)
class TokenIssuer:
    """Who signs the tokens (RS256) that callers bring: the issuer that they name, where its keys are
    published, and the audience that they are for.
    """

    issuer: str
    keys_url: str
    audience: str


def whom_tokens_name(issuer: str | None, keys_url: str | None, audience: str | None) -> Access | TokenIssuer:
    """Whose requests are handed on: of whom the issuer's tokens name; of nobody, where one is not said."""
    if issuer and keys_url and audience:
        return TokenIssuer(issuer, keys_url, audience)
    return Access.NOBODY


@dataclass(frozen=True, slots=True)
class PathRuleSpec:
    """Paths, as the patterns of load balancers, and whose requests for them are handed on: of anyone, of
    nobody, or of who brings a valid token of an issuer. `id` is the Terraform id; of two rules that match,
    the one with the lower `priority` holds.
    """

    id: str
    priority: int
    paths: tuple[str, ...]
    access: Access | TokenIssuer


@dataclass(frozen=True, slots=True)
class PathRule:
    """A rule that was added: its Terraform id, its ARN as a token."""

    id: str
    arn: str


def add_path_rule(place: Place, spec: PathRuleSpec, listeners: Listeners, targets: TargetGroup) -> PathRule:
    """Add the rule to the HTTPS listener."""
    rule = LbListenerRule(
        place.stack,
        spec.id,
        listener_arn=listeners.arn,
        priority=spec.priority,
        condition=[
            LbListenerRuleCondition(path_pattern=LbListenerRuleConditionPathPattern(values=list(spec.paths)))
        ],
        action=_actions(spec.access, targets),
        tags=labels(name=place.names.of(spec.id)),
        provider=place.provider,
    )
    return PathRule(spec.id, rule.arn)


def _actions(access: Access | TokenIssuer, targets: TargetGroup) -> list[LbListenerRuleAction]:
    if access is Access.NOBODY:
        refused = LbListenerRuleActionFixedResponse(content_type="text/plain", status_code="401")
        return [LbListenerRuleAction(type="fixed-response", fixed_response=refused)]
    if access is Access.ANYONE:
        return [LbListenerRuleAction(type="forward", target_group_arn=targets.arn)]
    audience = LbListenerRuleActionJwtValidationAdditionalClaim(
        format="single-string", name="aud", values=[access.audience]
    )
    validated = LbListenerRuleActionJwtValidation(
        issuer=access.issuer, jwks_endpoint=access.keys_url, additional_claim=[audience]
    )
    return [
        LbListenerRuleAction(type="jwt-validation", order=1, jwt_validation=validated),
        LbListenerRuleAction(type="forward", order=2, target_group_arn=targets.arn),
    ]
