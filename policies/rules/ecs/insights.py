"""What tasks do is measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_NAME: Final = "containerInsights"
_ON: Final = ("enabled", "enhanced")
_DEFAULT: Final = "aws_ecs_account_setting_default"


def check(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Container Insights is on, by the cluster's own setting or by the account's; by default it is off (ECS
    Developer Guide, "Monitor Amazon ECS containers using Container Insights").
    """
    hidden = tuple(expect.written_out(cluster, "setting"))
    own = expect.written_blocks(cluster, "setting")
    defaults = (each.values for each in configuration.of(_DEFAULT, stack=cluster.stack))
    said = (each.get("value") for each in (*own, *defaults) if each.get("name") == _NAME)
    value = next(said, None)
    if hidden and value is None:
        yield from hidden
    elif not is_known(value):
        yield unknown(f"{_NAME} is {value}, which only the plan can tell")
    elif value not in _ON:
        told = value or "not set, which means disabled"
        yield fail(f"{_NAME} is {told}: tasks are not counted or measured")


def _cluster(value: str, name: str = _NAME) -> Terraform:
    return resources(aws_ecs_cluster={"name": "pay-zq7", "setting": [{"name": name, "value": value}]})


RULE = Rule(
    id="ecs-insights",
    title="Clusters of containers measure their tasks",
    severity=Severity.LOW,
    types=("aws_ecs_cluster",),
    scope="configuration",
    check=check,
    rationale=(
        "How many tasks run, and which of them uses up its memory, is measured by Container Insights alone: "
        "without it no alarm sees a service that lost its tasks."
    ),
    remediation="Set setting name='containerInsights' to value='enhanced' or 'enabled'.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4", "nist-800-53-r5:AU-2"),
    requirements=("R46", "R149"),
    examples=Examples(
        passing=(
            _cluster("enhanced"),
            _cluster("enabled"),
            {
                "resource": {
                    "aws_ecs_cluster": {"example": {"name": "pay-zq7"}},
                    _DEFAULT: {"insights": {"name": _NAME, "value": "enabled"}},
                }
            },
        ),
        failing=(_cluster("disabled"), _cluster("enabled", "other")),
        absent=(Status.FAIL, resources(aws_ecs_cluster={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _cluster("${var.insights}")),
    ),
)
