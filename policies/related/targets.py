"""Targets of load balancers: who hands requests on to a group, for which paths, and on which port it asks for
health.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.expect import number
from policies.resource import Resource
from policies.values import as_list, is_expression, texts

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


def callers_of(group: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    """The listeners, and rules of such, that hand requests on to a group."""
    return tuple(dict.fromkeys(_callers(configuration).get(group, ())))


@recalled
def _callers(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for caller in configuration.of(*ACTIONS):
        for group in groups_called(caller, configuration):
            found[group].append(caller)
    return found


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


_LEADING: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_lb_listener": (*("default_action.target_group_arn", "default_action.forward.target_group.arn"),),
    "aws_alb_listener": (*("default_action.target_group_arn", "default_action.forward.target_group.arn"),),
    "aws_lb_listener_rule": ("action.target_group_arn", "action.forward.target_group.arn"),
}
_FILLING: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_autoscaling_attachment": ("lb_target_group_arn",),
    "aws_autoscaling_group": ("target_group_arns",),
    "aws_ecs_service": ("load_balancer.target_group_arn",),
    "aws_lb_target_group_attachment": ("target_group_arn",),
}


def led_to(configuration: Configuration) -> frozenset[Resource | str]:
    """The groups that listeners and rules name, and the stacks where one of them may be any."""
    return _used(configuration, _LEADING)


def filled_groups(configuration: Configuration) -> frozenset[Resource | str]:
    """The groups in which something registers targets, and the stacks where that may be any."""
    return _used(configuration, _FILLING)


def _used(configuration: Configuration, kinds: Mapping[str, tuple[str, ...]]) -> frozenset[Resource | str]:
    """The groups that elements of these types name, and the stacks where one of them may be any."""
    return configuration.recall(("target groups", *kinds), lambda: _named(configuration, kinds))


def _named(configuration: Configuration, kinds: Mapping[str, tuple[str, ...]]) -> frozenset[Resource | str]:
    found: set[Resource | str] = set()
    for kind, paths in kinds.items():
        for user in configuration.of(kind):
            for value in (value for path in paths for value in _values(user, path)):
                target = configuration.target(user, value)
                if target is not None:
                    found.add(target)
                elif is_expression(value):
                    found.add(user.stack)
    return frozenset(found)


def _values(user: Resource, path: str) -> Iterator[Any]:
    above, _, name = path.rpartition(".")
    for block in user.blocks(above) if above else (user.values,):
        yield from as_list(block.get(name))
