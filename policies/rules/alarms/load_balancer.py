"""Targets that are down, errors and slow answers behind a load balancer are heard of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched

_GROUPS: Final = ("aws_lb_target_group", "aws_alb_target_group")
_APPLICATION, _NETWORK = "AWS/ApplicationELB", "AWS/NetworkELB"


class _Watch(NamedTuple):
    """A metric, the dimension that names whose it is, and how it is to be watched."""

    name: str
    dimension: str
    how: How


_OF_GROUPS: Final = (
    _Watch("UnHealthyHostCount", "TargetGroup", How(beside=("LoadBalancer",))),
    _Watch("HealthyHostCount", "TargetGroup", How(beside=("LoadBalancer",), direction="Less")),
)
_OF_BALANCERS: Final = (
    _Watch("HTTPCode_Target_5XX_Count", "LoadBalancer", How()),
    _Watch("TargetResponseTime", "LoadBalancer", How("p99")),
)


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm goes off where a group has an unhealthy target, and one where it has no healthy ones; of each
    application load balancer, others watch errors of the targets and the 99th percentile of how long they
    take.

    Functions as targets are watched themselves, and other load balancers see no requests.
    """
    if element.get("target_type") == "lambda" or element.get("load_balancer_type") in ("network", "gateway"):
        yield NOT_APPLICABLE
        return
    is_group = element.type in _GROUPS
    namespace = _NETWORK if element.get("protocol") in ("TCP", "TLS", "UDP", "TCP_UDP") else _APPLICATION
    for name, dimension, how in _OF_GROUPS if is_group else _OF_BALANCERS:
        yield from unwatched(element, configuration, Metric(namespace, name, dimension), how)


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
        ),
        failing=(
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
