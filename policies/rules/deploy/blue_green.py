"""CodeDeploy moves callers from one group of targets to another, and back when an alarm goes off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.deployments import (
    ALARMS,
    GROUP,
    PAIR,
    PRODUCTION,
    TEST,
    listeners,
    target_names,
    targets,
)
from policies.related.targets import groups_called
from policies.resource import Resource
from policies.values import as_list, is_known, texts

_LISTENERS: Final = ("aws_lb_listener", "aws_alb_listener")
_RULES: Final = ("aws_lb_listener_rule", "aws_alb_listener_rule")
_EVENTS: Final = "auto_rollback_configuration.events"
_BACK: Final = frozenset({"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"})
_PACE: Final = "deployment_config_name"
_AT_ONCE: Final = "AllAtOnce"
_IGNORED: Final = "default_action"
_OF_RULES: Final = "action"
_UNNAMED: Final = (("HTTP", 80), ("HTTPS", 443), ("TLS", 443))
"""The port of each protocol that callers mean who name none."""


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It starts a release beside the old one and controls the traffic; it has two groups of targets, a
    listener for callers and one for testers, which callers do not come by who name no port; each of these, or
    a rule of it, leads to the pair, and Terraform leaves that to it; a failure and an alarm make it go back,
    and there is an alarm. Callers are moved by and by.

    CodeDeploy changes every action of the listener that leads to the pair, those of rules too
    (AWSCodeDeployRoleForECS grants ModifyRule); what leads elsewhere is another service's.
    """
    for attribute, wanted in (
        ("deployment_style.deployment_type", "BLUE_GREEN"),
        ("deployment_style.deployment_option", "WITH_TRAFFIC_CONTROL"),
    ):
        yield from expect.apart(attribute, expect.one_of(group, attribute, (wanted,)))
    yield from _by_and_by(group)
    yield from _goes_back(group)
    names = target_names(group)
    if names is None:
        yield unknown("its groups of targets are generated, which only the plan can tell")
    elif len(names) != 2 or len({str(name) for name in names}) != 2:
        yield fail(f"it has {len(set(map(str, names)))} group(s) of targets, not two", "target_group")
    yield from _of_listeners(group, configuration)


def _by_and_by(group: Resource) -> Iterator[Judgement]:
    """Some callers come first; without a name, AWS moves all at once."""
    named = group.get(_PACE)
    if named is None or str(named).endswith(_AT_ONCE):
        yield fail(f"{_PACE} is {named or 'not set'}: all callers get a release before an alarm can", _PACE)
    elif not is_known(named):
        yield unknown(f"{_PACE} is {named}, which only the plan can tell")


def _goes_back(group: Resource) -> Iterator[Judgement]:
    on = "auto_rollback_configuration.enabled"
    yield from expect.apart(on, expect.true(group, on))
    events = set(texts(group.get(_EVENTS)))
    if not all(map(is_known, events)):
        yield unknown(f"{_EVENTS} is {group.get(_EVENTS)}, which only the plan can tell")
    elif lacking := sorted(_BACK - events):
        yield fail(f"{_EVENTS} lacks {', '.join(lacking)}", _EVENTS)
    on = "alarm_configuration.enabled"
    yield from expect.apart(on, expect.true(group, on))
    if not as_list(group.get(ALARMS)):
        yield fail("no alarm stops a deployment", ALARMS)


def _of_listeners(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    production = listeners(group, configuration, PRODUCTION)
    test = listeners(group, configuration, TEST)
    for route, found in (("prod_traffic_route", production), ("test_traffic_route", test)):
        if not found:
            yield fail(f"{route} names no listener", route)
    if set(production) & set(test) - {None}:
        yield fail("callers and testers come by one listener", "test_traffic_route")
    for listener in test:
        if listener and (listener.get("protocol"), expect.number(listener.get("port"))) in _UNNAMED:
            said = f"testers come by {listener.address}, and so do callers, who name no port"
            yield fail(said, "test_traffic_route")
    of_pair = {each for each in targets(group, configuration) if each is not None}
    for listener in (*production, *test):
        if listener is None or listener.type not in _LISTENERS:
            yield unknown("one of its listeners is not in the configuration")
            continue
        yield from _moved(listener, of_pair, configuration)


def _moved(listener: Resource, pair: set[Resource], configuration: Configuration) -> Iterator[Judgement]:
    """What of the listener leads to the pair is CodeDeploy's to set, and something does."""
    leads = set(groups_called(listener, configuration))
    rules = [
        rule
        for kind in _RULES
        for rule in configuration.related(listener, kind, "listener_arn")
        if pair & set(groups_called(rule, configuration))
    ]
    if leads & pair and not _is_left(listener, _IGNORED):
        said = f"{listener.address} does not ignore {_IGNORED}: the next apply moves callers back"
        yield fail(said, listener.address)
    for rule in rules:
        if not _is_left(rule, _OF_RULES):
            yield fail(f"{rule.address} also says where {listener.address} leads", rule.address)
    for kind in _RULES:
        for rule in configuration.related(listener, kind, "listener_arn"):
            forwards = any(action.get("type") == "forward" for action in rule.blocks(_OF_RULES))
            if forwards and not groups_called(rule, configuration):
                yield unknown(f"only the plan can tell whether {rule.address} leads to the pair")
    if leads & pair or rules or not pair:
        return
    if leads:
        others = ", ".join(sorted(group.address for group in leads))
        yield fail(f"{listener.address} leads to {others}, which is not of the pair", "pair")
    elif any(action.get("type") == "forward" for action in listener.blocks(_IGNORED)):
        yield unknown(f"only the plan can tell whether {listener.address} leads to the pair")
    else:
        kinds = ", ".join(str(action.get("type")) for action in listener.blocks(_IGNORED))
        said = f"{listener.address} leads nowhere ({kinds or 'no action'}), and no rule of it to the pair"
        yield fail(f"{said}: a deployment moves no callers", "pair")


def _is_left(element: Resource, action: str) -> bool:
    """Whether Terraform leaves its actions as they are."""
    ignored = (
        str(name) for block in element.blocks("lifecycle") for name in as_list(block.get("ignore_changes"))
    )
    return any(name.partition("[")[0].partition(".")[0] == action for name in ignored)


_FORWARDS: Final = {"type": "forward", "target_group_arn": "${aws_lb_target_group.blue.arn}"}
_STYLE: Final = {"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"}


def _group(
    *,
    groups: tuple[str, ...] = ("blue", "green"),
    production: str = "production",
    test: str = "test",
    listener: dict[str, Any] | None = None,
    rules: dict[str, Any] | None = None,
    **values: object,
) -> Terraform:
    def route(name: str) -> dict[str, list[str]]:
        return {"listener_arns": [f"${{aws_lb_listener.{name}.arn}}"]} if name else {}

    pair = {
        "target_group": [{"name": f"${{aws_lb_target_group.{name}.name}}"} for name in groups],
        "prod_traffic_route": route(production),
        "test_traffic_route": route(test),
    }
    said_of_each = {
        "protocol": "HTTPS",
        "default_action": [_FORWARDS],
        "lifecycle": {"ignore_changes": ["default_action"]},
        **(listener or {}),
    }
    said = {
        "deployment_style": _STYLE,
        _PACE: "CodeDeployDefault.ECSCanary10Percent5Minutes",
        "auto_rollback_configuration": {"enabled": True, "events": sorted(_BACK)},
        "alarm_configuration": {"enabled": True, "alarms": ["failures-zq7"]},
        PAIR.partition(".")[0]: {"target_group_pair_info": pair},
        **values,
    }
    return {
        "resource": {
            GROUP: {"example": said},
            "aws_lb_listener": {
                "production": {**said_of_each, "port": 443},
                "test": {**said_of_each, "port": "9443"},
            },
            "aws_lb_listener_rule": rules or {},
            "aws_lb_target_group": {name: {"name": f"{name}-zq7"} for name in ("blue", "green", "other")},
        }
    }


_WEIGHTED: Final = {
    "weighted": {
        "listener_arn": "${aws_lb_listener.production.arn}",
        "action": [
            {
                "type": "forward",
                "forward": {
                    "target_group": [
                        {"arn": f"${{aws_lb_target_group.{name}.arn}}"} for name in ("blue", "green")
                    ]
                },
            }
        ],
    }
}


def _by_rule(leads: str, ignored: str = "action") -> Terraform:
    """Listeners that refuse, but for what a rule of each leads to some group."""
    action = {"type": "forward", "target_group_arn": f"${{aws_lb_target_group.{leads}.arn}}"}
    rules = {
        name: {
            "listener_arn": f"${{aws_lb_listener.{name}.arn}}",
            "action": [action],
            "lifecycle": {"ignore_changes": [ignored]},
        }
        for name in ("production", "test")
    }
    return _group(rules=rules, listener={_IGNORED: [{"type": "fixed-response"}], "lifecycle": {}})


_OTHERS: Final = {
    "other": {
        "listener_arn": "${aws_lb_listener.production.arn}",
        "action": [{"type": "forward", "target_group_arn": "${aws_lb_target_group.other.arn}"}],
    }
}

RULE = Rule(
    id="deploy-blue-green",
    title="Deployments are blue-green between two groups of targets, and go back on an alarm",
    severity=Severity.HIGH,
    types=(GROUP,),
    scope="configuration",
    check=check,
    rationale=(
        "With one group of targets, or a listener that Terraform sets back, a release takes the old one away "
        "or the next apply undoes it in the middle of a payment; without an alarm a bad release stays."
    ),
    remediation=(
        "Build it with infra.blocks.compute.deploy: two target groups, production and test listeners with "
        "ignore_changes of default_action, alarms, and rollback on DEPLOYMENT_FAILURE and "
        "DEPLOYMENT_STOP_ON_ALARM."
    ),
    controls=(
        *("pci-dss-4.0.1:6.5.1", "pci-dss-4.0.1:6.5.2"),
        *("nist-800-53-r5:CM-3(5)", "nist-800-53-r5:SI-2", "nist-800-53-r5:CP-10"),
    ),
    requirements=("R123", "C28"),
    examples=Examples(
        passing=(_group(), _by_rule("blue"), _group(rules=_OTHERS)),
        failing=(
            _by_rule("blue", "tags"),
            _by_rule("other"),
            _group(listener={_IGNORED: [{"type": "redirect"}]}),
            _group(deployment_config_name="CodeDeployDefault.ECSAllAtOnce"),
            _group(deployment_config_name=None),
            _group(groups=("blue",)),
            _group(groups=("blue", "blue")),
            _group(groups=("green", "other")),
            _group(test=""),
            _group(test="production"),
            _group(production="test", test="production"),
            _group(production=""),
            _group(listener={"lifecycle": {"ignore_changes": ["tags"]}}),
            _group(rules=_WEIGHTED),
            _group(deployment_style={**_STYLE, "deployment_type": "IN_PLACE"}),
            _group(auto_rollback_configuration={"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}),
            _group(auto_rollback_configuration={"enabled": False, "events": sorted(_BACK)}),
            _group(alarm_configuration={"enabled": True, "alarms": []}),
            _group(alarm_configuration=None),
        ),
        absent=(Status.FAIL, resources(**{GROUP: {"deployment_group_name": "web-zq7"}})),
        unknown=(
            Status.UNKNOWN,
            _group(auto_rollback_configuration={"enabled": True, "events": ["${var.event}"]}),
        ),
    ),
)
