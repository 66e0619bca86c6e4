"""Who shares requests out says what share of a hundred each group gets, and keeps callers together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration, recalled
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
from policies.related.shares import as_promised
from policies.resource import Resource
from policies.values import as_list, is_expression

_ALL: Final = 100
_ACTIONS: Final = {
    "aws_lb_listener": "default_action",
    "aws_alb_listener": "default_action",
    "aws_lb_listener_rule": "action",
    "aws_alb_listener_rule": "action",
}
_DEPLOYS: Final = "aws_codedeploy_deployment_group"


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Weights of several groups sum to 100, are what the system promises, and sticky; no deployment of
    CodeDeploy moves the weights of the same listener (C28).
    """
    shared = [
        forward
        for action in holder.blocks(_ACTIONS[holder.type])
        for forward in as_list(action.get("forward"))
        if isinstance(forward, Mapping) and len(as_list(forward.get("target_group"))) > 1
    ]
    if not shared:
        yield NOT_APPLICABLE
        return
    for forward in shared:
        yield from _weighed(forward)
        for each in (each for each in as_list(forward.get("target_group")) if isinstance(each, Mapping)):
            group = configuration.target(holder, each.get("arn"))
            if group is not None:
                yield from as_promised(holder, group, each.get("weight"))
    listener = (
        configuration.target(holder, holder.get("listener_arn")) if holder.type.endswith("_rule") else holder
    )
    if listener is None:
        return
    for group in _moving(configuration).get(listener, ()):
        yield fail(f"{group.address} moves the callers of {listener.address} as well", "owners")


@recalled
def _moving(configuration: Configuration) -> dict[Resource, list[Resource]]:
    """By listener, the deployment groups that move its callers."""
    found: dict[Resource, list[Resource]] = {}
    for group in configuration.of(_DEPLOYS):
        pairs = group.blocks("load_balancer_info.target_group_pair_info.prod_traffic_route")
        named = [arn for pair in pairs for arn in as_list(pair.get("listener_arns"))]
        for listener in dict.fromkeys(configuration.target(group, arn) for arn in named):
            if listener is not None:
                found.setdefault(listener, []).append(group)
    return found


def _weighed(forward: Mapping[str, Any]) -> Iterator[Judgement]:
    groups = as_list(forward.get("target_group"))
    weights = [group.get("weight") if isinstance(group, Mapping) else group for group in groups]
    if any(is_expression(weight) for weight in weights):
        yield unknown("only the plan can tell its weights")
    else:
        numbers = [expect.number(weight) for weight in weights]
        if None in numbers or sum(each or 0 for each in numbers) != _ALL:
            yield fail(
                f"its weights are {', '.join(map(str, weights))}, which do not sum to {_ALL}", "weights"
            )
    sticky = [each for each in as_list(forward.get("stickiness")) if isinstance(each, Mapping)]
    if not any(expect.is_true(each.get("enabled")) for each in sticky):
        yield fail("stickiness is not enabled: a caller goes from one group to the other and back", "sticky")


def _rule(*weights: object, sticky: object = True, listener: str = "https") -> Terraform:
    groups = [
        {"arn": f"${{aws_lb_target_group.{name}.arn}}", "weight": weight}
        for name, weight in zip("abc", weights, strict=False)
    ]
    forward = {"target_group": groups, "stickiness": {"enabled": sticky, "duration": 3600}}
    pair = {"prod_traffic_route": {"listener_arns": ["${aws_lb_listener.deployed.arn}"]}}
    return {
        "resource": {
            "aws_lb_listener": {"https": {}, "deployed": {}},
            "aws_lb_target_group": {"a": {}, "b": {}, "c": {}},
            "aws_lb_listener_rule": {
                "example": {
                    "listener_arn": f"${{aws_lb_listener.{listener}.arn}}",
                    "action": [{"type": "forward", "forward": forward}],
                }
            },
            _DEPLOYS: {"web": {"load_balancer_info": {"target_group_pair_info": pair}}},
        }
    }


RULE = Rule(
    id="lb-weights",
    title="Weights of target groups sum to 100, are sticky, and have one owner",
    severity=Severity.HIGH,
    types=tuple(_ACTIONS),
    scope="configuration",
    check=check,
    rationale=(
        "Load balancers take any numbers: 90 and 90 is half and half, and looks like most. Callers that are "
        "led elsewhere than the phase says come before their data. Two owners of one listener undo each "
        "other's shares at every deployment."
    ),
    remediation=(
        "Give the target groups of the forward weights that sum to 100 and are those of the phase, and "
        "stickiness; let CodeDeploy or Terraform move the callers of a listener, not both."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CP-10"),
    requirements=("R89", "R96", "C28"),
    examples=Examples(
        passing=(_rule(100, 0), _rule(90, 10), _rule("50", "50"), _rule(50, 25, 25)),
        failing=(
            _rule(90, 90),
            _rule(0, 0),
            _rule(100, None),
            _rule(90, 10, sticky=False),
            _rule(50, 50, listener="deployed"),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_lb_listener_rule": {"example": {"priority": 1}}}},
        ),
        unknown=(Status.UNKNOWN, _rule("${var.legacy}", 10)),
    ),
)
