"""A service grows with its load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.scaling import TARGET, scaling_targets
from policies.resource import Resource
from policies.values import is_known

_POLICY: Final = "aws_appautoscaling_policy"
_TRACKING: Final = "target_tracking_scaling_policy_configuration"
_UTILIZATION: Final = "Utilization"
_BUSY: Final = 80  # percent: a new task takes callers minutes later


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A scaling target names the service and keeps two tasks or more, and a policy says when to scale it,
    both ways, and before all is used.
    """
    found, hidden = scaling_targets(service, configuration)
    if not found:
        said = f"no {TARGET} names it"
        yield unknown(f"only the plan can tell whether {said}") if hidden else fail(said)
    for target in found:
        yield from expect.apart("min_capacity", expect.between(target, "min_capacity", 2))
        policies = {policy.address: policy for policy in _policies(target, configuration)}
        if not policies:
            yield fail(f"no {_POLICY} is about {target.address}: it never scales", "policy")
        for policy in policies.values():
            yield from _in_time(policy)


def _policies(target: Resource, configuration: Configuration) -> Iterator[Resource]:
    """What is about the target: it refers to it, or says the same `resource_id` as it does."""
    value = target.get("resource_id")
    for policy in configuration.having(_POLICY, "resource_id", value):
        if policy.region == target.region and (is_known(value) or policy.stack == target.stack):
            yield policy
    yield from configuration.related(target, _POLICY, "resource_id")


def _in_time(policy: Resource) -> Iterator[Judgement]:
    """It goes both ways, and grows while there is something left to grow on."""
    if expect.is_true(policy.get(f"{_TRACKING}.disable_scale_in")):
        yield fail(f"{policy.address} never scales in: one busy hour is paid for ever", "disable_scale_in")
    metric = str(policy.get(f"{_TRACKING}.predefined_metric_specification.predefined_metric_type"))
    value = expect.number(policy.get(f"{_TRACKING}.target_value"))
    if metric.endswith(_UTILIZATION) and value is not None and value > _BUSY:
        said = f"{policy.address} waits until {value:g} % are used: then tasks are late already"
        yield fail(said, "target_value")


def _service(
    owner: str = "${aws_ecs_service.example.name}",
    least: object = 2,
    followed: str | None = f"${{{TARGET}.web.resource_id}}",
    **tracking: object,
) -> Terraform:
    cpu = {"predefined_metric_type": "ECSServiceAverageCPUUtilization"}
    tracked = {"target_value": 60, "predefined_metric_specification": cpu, **tracking}
    target = {
        "resource_id": f"service/pay-zq7/{owner}",
        "min_capacity": least,
        "max_capacity": 6,
    }
    return {
        "resource": {
            "aws_ecs_service": {"example": {"name": "web-zq7"}, "other": {"name": "other-zq7"}},
            TARGET: {"web": target},
            _POLICY: {"cpu": {"resource_id": followed, _TRACKING: tracked}} if followed else {},
        }
    }


RULE = Rule(
    id="ecs-scaling",
    title="Services keep two tasks or more, and scale with their load",
    severity=Severity.MEDIUM,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "One task is one failure away from none, and a fixed number of tasks answers the busiest hour late "
        "or not at all."
    ),
    remediation=(
        "Add an AppautoscalingTarget with resource_id service/<cluster>/<service> and min_capacity of two or "
        "more, and an AppautoscalingPolicy that follows it, with a target_value of 80 % or less and scale-in."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:CP-10"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _service(),
            _service("web-zq7", "3"),
            _service("web-zq7", followed="service/pay-zq7/web-zq7"),
        ),
        failing=(
            _service("${aws_ecs_service.other.name}"),
            _service("other-zq7"),
            _service(least=1),
            _service(disable_scale_in=True),
            _service(target_value=99),
            _service(followed=None),
            _service("web-zq7", followed="service/pay-zq7/other-zq7"),
        ),
        absent=(Status.FAIL, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service("${var.service}")),
    ),
)
