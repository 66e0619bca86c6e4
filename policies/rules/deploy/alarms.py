"""A release that fails its callers is stopped, however it fails them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from policies.configuration import Configuration
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
from policies.related.deployments import GROUP, PAIR, PRODUCTION, listeners, stopping, targets
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, Metric, watches

_SPACE: Final = "AWS/ApplicationELB"
_OF_TARGETS: Final = Metric(_SPACE, "UnHealthyHostCount", "TargetGroup")
_OF_CALLERS: Final = (
    Metric(_SPACE, "HTTPCode_Target_5XX_Count", "LoadBalancer"),
    Metric(_SPACE, "TargetResponseTime", "LoadBalancer"),
)


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The alarms that stop a deployment watch unhealthy targets in each group of the pair, and errors and
    response times of the load balancer by which callers come.
    """
    named = stopping(group, configuration)
    pair = targets(group, configuration)
    if not named or not pair:
        yield NOT_APPLICABLE  # `deploy-blue-green` asks for both
        return
    heeded = set(chain.from_iterable(named))
    balancers = [
        listener and configuration.target(listener, listener.get("load_balancer_arn"))
        for listener in listeners(group, configuration, PRODUCTION)
    ]
    watched = [(each, _OF_TARGETS) for each in dict.fromkeys(pair)]
    watched += [(each, metric) for each in dict.fromkeys(balancers) for metric in _OF_CALLERS]
    for owner, metric in watched:
        if owner is None:
            yield unknown("one of its groups of targets or its load balancer is not in the configuration")
        elif not any(each.alarm in heeded for each in watches(owner, configuration, metric)):
            said = f"no alarm that stops it watches {metric.name} of {owner.address}"
            hidden = () in named
            yield unknown(f"only the plan can tell whether {said}") if hidden else fail(said, metric.name)


def _group(*alarms: str, named: tuple[object, ...] = (), **values: object) -> Terraform:
    """A deployment group with these alarms, of which all or some stop it."""
    watched: dict[str, Any] = {
        "blue": ("UnHealthyHostCount", {"TargetGroup": "${aws_lb_target_group.blue.arn_suffix}"}),
        "green": ("UnHealthyHostCount", {"TargetGroup": "${aws_lb_target_group.green.arn_suffix}"}),
        "errors": ("HTTPCode_Target_5XX_Count", {"LoadBalancer": "${aws_lb.pay.arn_suffix}"}),
        "times": ("TargetResponseTime", {"LoadBalancer": "${aws_lb.pay.arn_suffix}"}),
    }
    made = {
        name: {"alarm_name": f"{name}-zq7", "namespace": _SPACE, "metric_name": metric, "dimensions": of}
        for name, (metric, of) in watched.items()
        if name in alarms
    }
    listed = named or tuple(f"${{{ALARM}.{name}.alarm_name}}" for name in made)
    info = {
        "target_group": [{"name": f"${{aws_lb_target_group.{name}.name}}"} for name in ("blue", "green")],
        "prod_traffic_route": {"listener_arns": ["${aws_lb_listener.https.arn}"]},
    }
    return {
        "resource": {
            GROUP: {
                "example": {
                    "alarm_configuration": {"alarms": list(listed), "enabled": True},
                    "load_balancer_info": {PAIR.rpartition(".")[2]: info},
                    **values,
                }
            },
            "aws_lb": {"pay": {"name": "pay-zq7"}},
            "aws_lb_listener": {"https": {"load_balancer_arn": "${aws_lb.pay.arn}"}},
            "aws_lb_target_group": {"blue": {"name": "blue-zq7"}, "green": {"name": "green-zq7"}},
            ALARM: made,
        }
    }


_ALL: Final = ("blue", "green", "errors", "times")

RULE = Rule(
    id="deploy-alarms",
    title="Deployments are stopped by unhealthy targets, by errors and by slow responses",
    severity=Severity.HIGH,
    types=(GROUP,),
    scope="configuration",
    check=check,
    rationale=(
        "A release whose tasks are healthy may fail every payment, and one that answers may take half a "
        "minute: each goes on to all callers where the alarm that sees it stops nothing."
    ),
    remediation=(
        "Name in alarm_configuration.alarms the alarms on UnHealthyHostCount of both target groups, and on "
        "HTTPCode_Target_5XX_Count and TargetResponseTime of the load balancer."
    ),
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-4"),
    requirements=("R123", "C28"),
    examples=Examples(
        passing=(
            _group(*_ALL),
            _group(*_ALL, named=tuple(f"{name}-zq7" for name in _ALL)),
        ),
        failing=(
            *(_group(*(name for name in _ALL if name != missing)) for missing in _ALL),
            _group(*_ALL, named=("blue-zq7", "green-zq7")),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{GROUP: {"app_name": "pay"}})),
        unknown=(Status.UNKNOWN, _group(*_ALL, named=("blue-zq7", "${var.alarm}"))),
    ),
)
