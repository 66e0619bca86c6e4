"""Targets of load balancers: who hands requests on to a group, for which paths, and on which port it asks for
health.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.expect import number
from policies.resource import Resource
from policies.values import as_list, texts

ACTIONS: Final = {
    "aws_lb_listener": "default_action",
    "aws_alb_listener": "default_action",
    "aws_lb_listener_rule": "action",
    "aws_alb_listener_rule": "action",
}
"""Where a listener, or a rule of one, says what becomes of requests."""


def health_port(group: Resource) -> float | None:
    """The port of a group's health checks; None where it is the traffic's, or nobody can tell."""
    return number(group.get("health_check.port"))


def groups_called(caller: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    """The groups that a listener or a rule hands requests on to, of those in the configuration."""
    values = (value for action in caller.blocks(ACTIONS[caller.type]) for value in _groups(action))
    found = (configuration.target(caller, value) for value in values)
    return tuple(group for group in found if group is not None)


def paths_of(caller: Resource) -> frozenset[str]:
    """The patterns of paths that a rule is for; none where it is for all."""
    return frozenset(
        path for block in caller.blocks("condition.path_pattern") for path in texts(block.get("values"))
    )


def balancer_of(caller: Resource, configuration: Configuration) -> Resource | None:
    """The load balancer of a listener, or of a rule's listener."""
    listener = caller
    if caller.type.endswith("_rule"):
        found = configuration.target(caller, caller.get("listener_arn"))
        if found is None:
            return None
        listener = found
    return configuration.target(listener, listener.get("load_balancer_arn"))


def _groups(action: Mapping[str, Any]) -> Iterator[Any]:
    yield action.get("target_group_arn")
    for forward in as_list(action.get("forward")):
        if isinstance(forward, Mapping):
            for group in as_list(forward.get("target_group")):
                yield group.get("arn") if isinstance(group, Mapping) else group
