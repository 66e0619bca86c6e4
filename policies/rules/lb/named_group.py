"""A listener leads to the target group that has its path or its port."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
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
from policies.related.deployments import GROUP, targets
from policies.related.targets import ACTIONS, groups_called, paths_of
from policies.resource import Resource
from policies.values import UnknownBlock, is_known

_GROUPS: Final = ("aws_lb_target_group", "aws_alb_target_group")
_WORD: Final = re.compile(r"[a-z0-9]+")


def check(caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where no listener and no rule leads to some group, this one, which has its path or its port, does not
    lead to another.
    """
    called = groups_called(caller, configuration)
    actions = caller.blocks(ACTIONS[caller.type])
    if not called:
        hidden = any(not is_known(action.get("target_group_arn")) for action in actions)
        yield unknown("only the plan can tell where it leads") if hidden else NOT_APPLICABLE
        return
    for group in _left(configuration).get((caller.stack, caller.region), ()):
        why = _is_meant(caller, group, called) if group.get("vpc_id") == called[0].get("vpc_id") else ""
        if why:
            said = f"no one leads to {group.address}, which {why}"
            leads = f"it leads to {', '.join(each.address for each in called)}"
            hidden = caller.stack in _hidden(configuration)
            yield (
                unknown(f"{leads}; perhaps {said}") if hidden else fail(f"{leads}, and {said}", group.address)
            )


@recalled
def _hidden(configuration: Configuration) -> frozenset[str]:
    """The stacks in which only the plan can tell where some listener, rule or deployment leads."""
    actions = (
        (caller, action)
        for kind, name in ACTIONS.items()
        for caller in configuration.of(kind)
        for action in caller.blocks(name)
    )
    found = {caller.stack for caller, action in actions if isinstance(action, UnknownBlock)}
    return frozenset(
        found | {group.stack for group in configuration.of(GROUP) if None in targets(group, configuration)}
    )


@recalled
def _left(configuration: Configuration) -> Mapping[tuple[str, str], list[Resource]]:
    """By stack and region, the groups to which no listener, no rule and no deployment leads."""
    used = {
        group
        for kind in ACTIONS
        for caller in configuration.of(kind)
        for group in groups_called(caller, configuration)
    }
    used.update(
        filter(None, (each for group in configuration.of(GROUP) for each in targets(group, configuration)))
    )
    found: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for group in configuration.of(*_GROUPS):
        if group not in used:
            found[group.stack, group.region].append(group)
    return found


def _is_meant(caller: Resource, group: Resource, called: tuple[Resource, ...]) -> str:
    """Why the group is what the caller is about, and what it leads to is not; empty where neither is told."""
    if caller.name.lower() in (each.name.lower() for each in called):
        return ""
    words = {word for path in paths_of(caller) if is_known(path) for word in _WORD.findall(str(path).lower())}
    if words & _words(group.name) and not any(words & _words(each.name) for each in called):
        return "has the name of its path"
    port = expect.number(caller.get("port"))
    ports = [expect.number(each.get("port")) for each in called]
    return (
        "has its port"
        if port is not None and expect.number(group.get("port")) == port and port not in ports
        else ""
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower().replace("_", " ")))


def _listeners(leads: str, port: object = 9443, name: str = "example", **more: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    action = {"type": "forward", "target_group_arn": leads}
    scoring = {"type": "forward", "target_group_arn": "${aws_lb_target_group.scoring.arn}"}
    return {
        "resource": {
            "aws_lb_target_group": {"scoring": {"port": 8443}, name: {"port": 9443}},
            "aws_lb_listener": {
                "scoring": {"port": 443, "default_action": [scoring]},
                "example": {"port": port, "default_action": [action]},
            },
            **more,
        }
    }


def _rule(path: str, leads: str) -> Mapping[str, object]:
    action = {"type": "forward", "target_group_arn": f"${{aws_lb_target_group.{leads}.arn}}"}
    return {"example": {"condition": [{"path_pattern": {"values": [path]}}], "action": [action]}}


_SCORING: Final = "${aws_lb_target_group.scoring.arn}"

RULE = Rule(
    id="lb-named-group",
    title="Listeners lead to the target group that has their path or port",
    severity=Severity.HIGH,
    types=tuple(ACTIONS),
    scope="configuration",
    check=check,
    rationale=(
        "Two target groups, and both listeners lead to one: callers of the other are answered by what "
        "does not know them, and what should answer them is idle."
    ),
    remediation="Name in the action the LbTargetGroup that the listener or the rule is for.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6", "nist-800-53-r5:CP-10"),
    requirements=("R105", "R149"),
    examples=Examples(
        passing=(
            _listeners("${aws_lb_target_group.example.arn}"),
            _listeners("${aws_lb_target_group.reports.arn}", name="reports"),
            _listeners(_SCORING, 443, "reports"),
            _listeners(
                _SCORING,
                name="settlement",
                aws_lb_listener_rule=_rule("/settlement/*", "settlement"),
            ),
        ),
        failing=(
            _listeners(_SCORING),
            _listeners(_SCORING, name="reports"),
            _listeners(_SCORING, 443, "settlement", aws_lb_listener_rule=_rule("/settlement/*", "scoring")),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lb_listener={"port": 443})),
        unknown=(Status.UNKNOWN, _listeners("${var.group}")),
    ),
)
