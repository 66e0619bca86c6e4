"""Targets that are down, errors and slow answers behind a load balancer are heard of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.deployments import deployed_targets
from policies.related.targets import filled_groups, led_to
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched, watches

_GROUPS: Final = ("aws_lb_target_group", "aws_alb_target_group")
_APPLICATION, _NETWORK = "AWS/ApplicationELB", "AWS/NetworkELB"


class _Watch(NamedTuple):
    """A metric, the dimension that names whose it is, and how it is to be watched."""

    name: str
    dimension: str
    how: How


_LATENCY: Final = "TargetResponseTime"
_HEALTHY: Final = "HealthyHostCount"
_COUNTS: Final[Mapping[str, tuple[str, Metric]]] = {
    "aws_autoscaling_group": (
        "target_group_arns",
        Metric("AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName"),
    ),
    "aws_ecs_service": (
        "load_balancer.target_group_arn",
        Metric("ECS/ContainerInsights", "RunningTaskCount", "ServiceName"),
    ),
}
"""What registers targets by an argument, and the metric that counts them."""
_OF_GROUPS: Final = (
    _Watch("UnHealthyHostCount", "TargetGroup", How(beside=("LoadBalancer",))),
    _Watch(_HEALTHY, "TargetGroup", How(beside=("LoadBalancer",), direction="Less")),
)
_OF_BALANCERS: Final = (
    _Watch("HTTPCode_Target_5XX_Count", "LoadBalancer", How()),
    _Watch(_LATENCY, "LoadBalancer", How("p99")),
)


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm goes off where a group has an unhealthy target, and one where it has no healthy ones; of each
    application load balancer, others watch errors of the targets, and of one for the internet the 99th
    percentile of how long they take: how long those within may wait, nobody but they can tell.

    Functions as targets are watched themselves, and other load balancers see no requests. Of the groups that
    a deployment fills in turn one has no healthy target; where the instances or tasks of a group are counted,
    that tells that there are none. A group that nothing fills has nothing to watch.
    """
    is_group = element.type in _GROUPS
    if (
        element.get("target_type") == "lambda"
        or element.get("load_balancer_type") in ("network", "gateway")
        or (is_group and _is_idle(element, configuration))
    ):
        yield NOT_APPLICABLE
        return
    namespace = _NETWORK if element.get("protocol") in ("TCP", "TLS", "UDP", "TCP_UDP") else _APPLICATION
    for name, dimension, how in _OF_GROUPS if is_group else _OF_BALANCERS:
        if name == _HEALTHY and _is_counted(element, configuration):
            continue
        if name == _LATENCY and expect.is_true(element.get("internal")):
            continue
        yield from unwatched(element, configuration, Metric(namespace, name, dimension), how)


def _is_idle(group: Resource, configuration: Configuration) -> bool:
    """Whether nothing leads to the group or registers targets in it, and others of its stack are in use."""
    used = _used(configuration)
    return group not in used and group.stack not in used and f"{group.stack}: " in used


@recalled
def _used(configuration: Configuration) -> frozenset[object]:
    """The groups in use, the stacks in which any may be, and, with a colon, those in which some are."""
    used = led_to(configuration) | filled_groups(configuration) | deployed_targets(configuration)
    return used | {f"{each.stack}: " for each in used if isinstance(each, Resource)}


def _is_counted(group: Resource, configuration: Configuration) -> bool:
    """Whether the group is one of a deployment's pair, or an alarm counts what registers in it."""
    return group in deployed_targets(configuration) or any(
        True
        for kind, (attribute, metric) in _COUNTS.items()
        for user in configuration.related(group, kind, attribute)
        for _ in watches(user, configuration, metric)
    )


def _watched(kind: str, owner: str, *watches: _Watch, statistic: str = "p99", turned: str = "") -> Terraform:
    alarms: dict[str, Any] = {
        watch.name.lower(): {
            "namespace": _APPLICATION,
            "metric_name": watch.name,
            "dimensions": {
                watch.dimension: f"${{{kind}.{owner}.arn_suffix}}",
                **dict.fromkeys(watch.how.beside, "app/pay-zq7/0"),
            },
            "extended_statistic": statistic,
            "comparison_operator": f"{turned or watch.how.direction}ThanThreshold",
        }
        for watch in watches
    }
    return {"resource": {kind: {"example": {"protocol": "HTTPS"}, "other": {}}, ALARM: alarms}}


def _group_with(beside: Mapping[str, Any], *watches: _Watch) -> Terraform:
    """A group with these alarms, and what else there is."""
    watched = _watched("aws_lb_target_group", "example", *watches)["resource"]
    alarms = {**watched[ALARM], **beside.get(ALARM, {})}
    return {"resource": {**watched, **beside, ALARM: alarms}}


def _counted(namespace: str, metric: str, dimension: str) -> Terraform:
    workers = {"name": "workers-zq7", "target_group_arns": ["${aws_lb_target_group.example.arn}"]}
    counting = {
        "namespace": namespace,
        "metric_name": metric,
        "dimensions": {dimension: "${aws_autoscaling_group.workers.name}"},
        "comparison_operator": "LessThanThreshold",
    }
    beside = {"aws_autoscaling_group": {"workers": workers}, ALARM: {"few": counting}}
    return _group_with(beside, *_OF_GROUPS[:1])


def _paired(*watches: _Watch) -> Terraform:
    named = [{"name": "${aws_lb_target_group.example.name}"}, {"name": "${aws_lb_target_group.other.name}"}]
    info = {"target_group_pair_info": {"target_group": named}}
    return _group_with({"aws_codedeploy_deployment_group": {"web": {"load_balancer_info": info}}}, *watches)


RULE = Rule(
    id="alarms-load-balancer",
    title="Unhealthy targets, errors and slow responses of a load balancer have alarms",
    severity=Severity.MEDIUM,
    types=("aws_lb", "aws_alb", *_GROUPS),
    scope="configuration",
    check=check,
    rationale=(
        "When the last healthy target is gone, callers get errors at once; the alarm on the first unhealthy "
        "one is the only warning before that. Where no target was ever registered, none is unhealthy."
    ),
    remediation=(
        "Add a CloudwatchMetricAlarm on UnHealthyHostCount (greater than) and one on HealthyHostCount (less "
        "than) with LoadBalancer and TargetGroup, and on HTTPCode_Target_5XX_Count and the p99 of "
        "TargetResponseTime with LoadBalancer."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R50", "R51", "R147"),
    examples=Examples(
        passing=(
            _watched("aws_lb_target_group", "example", *_OF_GROUPS),
            _watched("aws_lb", "example", *_OF_BALANCERS),
            _counted("AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName"),
            _paired(*_OF_GROUPS[:1]),
        ),
        failing=(
            _counted("AWS/AutoScaling", "GroupTotalInstances", "AutoScalingGroupName"),
            _paired(),
            _watched("aws_lb_target_group", "other", *_OF_GROUPS),
            _watched("aws_lb_target_group", "example", *_OF_GROUPS, turned="Less"),
            _watched("aws_lb_target_group", "example", *_OF_GROUPS, turned="Greater"),
            _watched("aws_lb_target_group", "example", *_OF_GROUPS[:1]),
            _watched("aws_lb_target_group", "example", _OF_GROUPS[0]._replace(how=How())),
            _watched("aws_lb", "example", *_OF_BALANCERS[:1]),
            _watched("aws_lb", "example", *_OF_BALANCERS, statistic="p50"),
            _watched("aws_lb", "other", *_OF_BALANCERS),
        ),
        absent=(Status.FAIL, resources(aws_lb_target_group={"port": 8443})),
        unknown=(
            Status.UNKNOWN,
            {
                "resource": {
                    "aws_lb_target_group": {"example": {}},
                    ALARM: {
                        name.lower(): {
                            "namespace": "AWS/ApplicationELB",
                            "metric_name": name,
                            "dimensions": {"TargetGroup": "${var.group}"},
                        }
                        for name, *_ in _OF_GROUPS
                    },
                }
            },
        ),
    ),
)
