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
from policies.resource import Resource
from policies.values import as_list, is_known, texts

_LISTENERS: Final = ("aws_lb_listener", "aws_alb_listener")
_RULES: Final = ("aws_lb_listener_rule", "aws_alb_listener_rule")
_EVENTS: Final = "auto_rollback_configuration.events"
_BACK: Final = frozenset({"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"})
_PACE: Final = "deployment_config_name"
_AT_ONCE: Final = "AllAtOnce"
_IGNORED: Final = "default_action"
_UNNAMED: Final = (("HTTP", 80), ("HTTPS", 443), ("TLS", 443))
"""The port of each protocol that callers mean who name none."""


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It starts a release beside the old one and controls the traffic; it has two groups of targets, a
    listener for callers and one for testers, which callers do not come by who name no port; their targets
    Terraform leaves to it, and no rule of them says otherwise; a failure and an alarm make it go back, and
    there is an alarm. Callers are moved by and by.
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
        leads_to = configuration.target(listener, listener.get("default_action.target_group_arn"))
        if leads_to is not None and of_pair and leads_to not in of_pair:
            yield fail(f"{listener.address} leads to {leads_to.address}, which is not of the pair", "pair")
        yield from _is_left(listener, configuration)


def _is_left(listener: Resource, configuration: Configuration) -> Iterator[Judgement]:
    ignored = (
        name for block in listener.blocks("lifecycle") for name in as_list(block.get("ignore_changes"))
    )
    if _IGNORED not in ignored:
        said = f"{listener.address} does not ignore {_IGNORED}: the next apply moves callers back"
        yield fail(said, listener.address)
    for rule in (rule for kind in _RULES for rule in configuration.related(listener, kind, "listener_arn")):
        if rule.get("action.forward.target_group") or rule.get("action.target_group_arn"):
            yield fail(f"{rule.address} also says where {listener.address} leads", rule.address)


_STYLE: Final = {"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"}


def _group(
    *,
    groups: tuple[str, ...] = ("blue", "green"),
    production: str = "production",
    test: str = "test",
    ignored: str = "default_action",
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
    listener = {
        "protocol": "HTTPS",
        "default_action": [{"type": "forward", "target_group_arn": "${aws_lb_target_group.blue.arn}"}],
        "lifecycle": {"ignore_changes": [ignored]},
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
                "production": {**listener, "port": 443},
                "test": {**listener, "port": "9443"},
            },
            "aws_lb_listener_rule": rules or {},
            "aws_lb_target_group": {"blue": {"name": "blue-zq7"}, "green": {"name": "green-zq7"}},
        }
    }


_WEIGHTED: Final = {
    "weighted": {
        "listener_arn": "${aws_lb_listener.production.arn}",
        "action": [{"type": "forward", "forward": {"target_group": [{"arn": "a"}, {"arn": "b"}]}}],
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
        passing=(_group(),),
        failing=(
            _group(deployment_config_name="CodeDeployDefault.ECSAllAtOnce"),
            _group(deployment_config_name=None),
            _group(groups=("blue",)),
            _group(groups=("blue", "blue")),
            _group(groups=("green", "other")),
            _group(test=""),
            _group(test="production"),
            _group(production="test", test="production"),
            _group(production=""),
            _group(ignored="tags"),
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
