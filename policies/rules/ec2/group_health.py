"""What a load balancer finds dead, its group replaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
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
from policies.resource import Resource
from policies.values import as_list, is_known

_TYPE: Final = "health_check_type"
_BALANCERS: Final = ("target_group_arns", "load_balancers", "traffic_source")
_ATTACHMENTS: Final = ("aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment")
_GRACE: Final = "health_check_grace_period"
_GROUP: Final = "autoscaling_group_name"
_SUSPENDED: Final = "suspended_processes"
_NEEDED: Final = (
    "AddToLoadBalancer",
    "AlarmNotification",
    "HealthCheck",
    "Launch",
    "ReplaceUnhealthy",
    "Terminate",
)


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A group behind a load balancer heeds its health checks; none of what starts, checks and replaces
    instances is suspended.

    Without a word it looks at the instance alone (EC2 Auto Scaling User Guide, "Health checks for instances
    in an Auto Scaling group").
    """
    for name in as_list(group.get(_SUSPENDED)):
        if name in _NEEDED:
            yield fail(f"{_SUSPENDED} has {name}: what fails is not replaced, or nothing is added", str(name))
    attached = any(group.get(name) for name in _BALANCERS) or any(
        configuration.related(group, kind, _GROUP) for kind in _ATTACHMENTS
    )
    kind = group.get(_TYPE)
    if not attached:
        yield NOT_APPLICABLE
    elif not is_known(kind):
        yield unknown(f"{_TYPE} is {kind}, which only the plan can tell")
    elif "ELB" not in str(kind):
        said = kind or "not set, which means EC2"
        yield fail(f"{_TYPE} is {said}: an instance whose program is dead is never replaced", _TYPE)
    elif expect.number(group.get(_GRACE)) == 0:
        yield fail(f"{_GRACE} is 0: instances are replaced before their program is up", _GRACE)


def _group(kind: object, **values: object) -> Terraform:
    said = {"name": "workers-zq7", _TYPE: kind, "target_group_arns": ["${aws_lb_target_group.web.arn}"]}
    return resources(aws_autoscaling_group={**said, **values})


RULE = Rule(
    id="ec2-group-health",
    title="Groups of instances replace what their load balancer finds unhealthy",
    severity=Severity.MEDIUM,
    types=("aws_autoscaling_group",),
    scope="configuration",
    check=check,
    rationale=(
        "An instance that runs while its program hangs is healthy for EC2. The load balancer stops asking "
        "it, the group never replaces it, and one after another is lost."
    ),
    remediation="Set health_check_type='ELB' with a health_check_grace_period, and suspend no process.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-13"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _group("ELB"),
            _group("ELB", suspended_processes=["AZRebalance"]),
        ),
        failing=(
            _group("EC2"),
            _group(None),
            _group("ELB", health_check_grace_period=0),
            _group("ELB", suspended_processes=["ReplaceUnhealthy"]),
            {
                "resource": {
                    "aws_autoscaling_group": {"example": {"name": "workers-zq7"}},
                    "aws_autoscaling_attachment": {"web": {_GROUP: "${aws_autoscaling_group.example.name}"}},
                }
            },
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_autoscaling_group={"name": "workers-zq7"})),
        unknown=(Status.UNKNOWN, _group("${var.kind}")),
    ),
)
