"""While a release is rolled out, the one before answers."""

from __future__ import annotations

import math
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

_LEAST: Final = "deployment_minimum_healthy_percent"
_MOST: Final = "deployment_maximum_percent"


def check(service: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A service that callers come to keeps a part of its tasks, and there is room to start or to stop one.

    Without a word it keeps all and starts as many again. Of its number of tasks the least is rounded up and
    the most down (ECS API, DeploymentConfiguration). A daemon has one task an instance, and what CodeDeploy
    moves has both releases.
    """
    if service.get("scheduling_strategy") == "DAEMON" or service.get("deployment_controller.type") in (
        "CODE_DEPLOY",
        "EXTERNAL",
    ):
        yield NOT_APPLICABLE
        return
    said = {_LEAST: service.get(_LEAST), _MOST: service.get(_MOST)}
    for name, value in said.items():
        if not is_known(value):
            yield unknown(f"{name} is {value}, which only the plan can tell")
            return
    least, most = (expect.number(value) for value in said.values())
    least, most = 100 if least is None else least, 200 if most is None else most
    if least <= 0 and service.blocks("load_balancer"):
        yield fail(
            f"{_LEAST} is {least:g}: a deployment may stop every task before one of the new is up", _LEAST
        )
    tasks = expect.number(service.get("desired_count"))
    if most <= least or (tasks and math.floor(tasks * most / 100) <= math.ceil(tasks * least / 100)):
        yield fail(f"{_MOST} is {most:g} and {_LEAST} {least:g}: no task can be replaced", _MOST)


def _service(least: object, most: object = 200, **values: object) -> Terraform:
    balancer = [{"target_group_arn": "${aws_lb_target_group.web.arn}"}]
    return resources(aws_ecs_service={_LEAST: least, _MOST: most, "load_balancer": balancer, **values})


RULE = Rule(
    id="ecs-healthy-percent",
    title="Deployments keep a part of a service's tasks in service",
    severity=Severity.MEDIUM,
    types=("aws_ecs_service",),
    check=check,
    rationale=(
        "With none that has to stay, every release is an outage for as long as the new tasks need to start, "
        "and for good where they do not. With no room, a deployment never ends."
    ),
    remediation=f"Set {_LEAST}=100 and {_MOST}=200, or 50 and 100 where tasks cannot be added.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CP-10"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _service(100),
            _service("50", "100", desired_count=2),
            _service(0, 100, load_balancer=[]),
            _service(None, None),
        ),
        failing=(
            _service(0, 100),
            _service(0, 200),
            _service(100, 100),
            _service(50, 100, desired_count=1),
            _service(100, 150, desired_count="1"),
        ),
        absent=(Status.PASS, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service("${var.least}")),
    ),
)
