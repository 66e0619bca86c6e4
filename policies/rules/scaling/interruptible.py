"""What callers wait for does not run on what AWS takes back alone."""

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
from policies.values import is_known

_SERVICE: Final = "aws_ecs_service"
_STRATEGY: Final = "capacity_provider_strategy"
_SPOT: Final = "FARGATE_SPOT"
_SHARES: Final = "mixed_instances_policy.instances_distribution"
_BASE: Final = f"{_SHARES}.on_demand_base_capacity"
_ABOVE: Final = f"{_SHARES}.on_demand_percentage_above_base_capacity"


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A service or a group of instances behind a load balancer has some capacity that stays.

    AWS takes spot capacity back with a notice of two minutes, and may have none (ECS Developer Guide, "Amazon
    ECS clusters for Fargate"; EC2 Auto Scaling API, InstancesDistribution, whose defaults are 0 and 100).
    """
    if not (element.get("load_balancer") or element.get("target_group_arns")):
        yield NOT_APPLICABLE
    elif element.type == _SERVICE:
        names = [block.get("capacity_provider") for block in element.blocks(_STRATEGY)]
        if not all(map(is_known, names)):
            yield (
                unknown(f"{_STRATEGY} names {names}, which only the plan can tell")
                if _SPOT in names
                else NOT_APPLICABLE
            )
        elif names and {*names} == {_SPOT}:
            yield fail(f"{_STRATEGY} has {_SPOT} alone: all tasks may be taken away at once")
    elif element.blocks(_SHARES):
        base, above = element.get(_BASE), element.get(_ABOVE)
        if not (is_known(base) and is_known(above)):
            yield unknown(f"{_BASE} is {base} and {_ABOVE} {above}, which only the plan can tell")
        elif not expect.number(base) and expect.number(above) == 0:
            yield fail("no instance is on demand: all may be taken away at once")


def _service(*names: str) -> Terraform:
    strategy = [{"capacity_provider": name, "weight": 1} for name in names]
    balancer = [{"target_group_arn": "${aws_lb_target_group.web.arn}"}]
    return resources(**{_SERVICE: {_STRATEGY: strategy, "load_balancer": balancer}})


def _group(base: object, above: object) -> Terraform:
    shares = {"on_demand_base_capacity": base, "on_demand_percentage_above_base_capacity": above}
    group = {
        "target_group_arns": ["${aws_lb_target_group.web.arn}"],
        "mixed_instances_policy": [{"instances_distribution": [shares]}],
    }
    return resources(aws_autoscaling_group=group)


RULE = Rule(
    id="scaling-interruptible",
    title="What callers wait for does not run on spot capacity alone",
    severity=Severity.MEDIUM,
    types=(_SERVICE, "aws_autoscaling_group"),
    check=check,
    rationale=(
        "Spot capacity is what others do not need just now. When they do, in the hour in which everyone "
        "pays, it goes away everywhere at once."
    ),
    remediation="Add FARGATE with a base, or set on_demand_base_capacity to what the quietest hour needs.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-5(2)"),
    requirements=("R149",),
    examples=Examples(
        passing=(_service("FARGATE", _SPOT), _service("FARGATE"), _group(2, 0), _group(None, 50)),
        failing=(_service(_SPOT), _group(0, 0), _group(None, "0")),
        absent=(Status.NOT_APPLICABLE, resources(**{_SERVICE: {"name": "worker"}})),
        unknown=(Status.UNKNOWN, _group("${var.base}", 0)),
    ),
)
