"""Deployments by CodeDeploy: which services, listeners and groups of targets they are of."""

from __future__ import annotations

from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.resource import Resource
from policies.values import UnknownBlock, as_list

GROUP: Final = "aws_codedeploy_deployment_group"
ALARMS: Final = "alarm_configuration.alarms"
_ALARM: Final = "aws_cloudwatch_metric_alarm"
CODE_DEPLOY: Final = "CODE_DEPLOY"
PAIR: Final = "load_balancer_info.target_group_pair_info"
_TARGETS: Final = ("aws_lb_target_group", "aws_alb_target_group")
PRODUCTION: Final = f"{PAIR}.prod_traffic_route"
TEST: Final = f"{PAIR}.test_traffic_route"


def listeners(group: Resource, configuration: Configuration, *routes: str) -> tuple[Resource | None, ...]:
    """The listeners of these routes of a deployment group; None for one that is not in the configuration."""
    return tuple(
        configuration.target(group, value)
        for route in routes
        for block in group.blocks(route)
        for value in as_list(block.get("listener_arns"))
    )


def targets(group: Resource, configuration: Configuration) -> tuple[Resource | None, ...]:
    """The groups of targets that a deployment moves callers between, in their order; None for one that is not
    in the configuration.
    """
    names = target_names(group)
    return tuple(
        next((found for found in configuration.named(group, name) if found.type in _TARGETS), None)
        for name in ([None] if names is None else names)
    )


def target_names(group: Resource) -> list[Any] | None:
    """The names of these groups, as they are written; None where their blocks are generated."""
    blocks = group.blocks(f"{PAIR}.target_group")
    if any(isinstance(block, UnknownBlock) for block in blocks):
        return None
    return [block.get("name") for block in blocks]


def stopping(group: Resource, configuration: Configuration) -> tuple[tuple[Resource, ...], ...]:
    """The alarms that stop a deployment, by each name that it gives; none for one that is not in the
    configuration.
    """
    found = []
    for name in as_list(group.get(ALARMS)):
        target = configuration.target(group, name)
        named = (target,) if target is not None else configuration.having(_ALARM, "alarm_name", name)
        found.append(tuple(each for each in named if each.type == _ALARM and each.region == group.region))
    return tuple(found)


@recalled
def moved_listeners(configuration: Configuration) -> frozenset[Resource | None]:
    """The listeners whose targets CodeDeploy sets."""
    return frozenset(
        listener
        for group in configuration.of(GROUP)
        for listener in listeners(group, configuration, PRODUCTION, TEST)
    )


@recalled
def deployed_targets(configuration: Configuration) -> frozenset[Resource | None]:
    """Both groups of the pairs that CodeDeploy calls and fills."""
    return frozenset(
        found for deployment in configuration.of(GROUP) for found in targets(deployment, configuration)
    )
