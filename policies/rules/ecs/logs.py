"""What a container says is kept, in its own region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, each_container, task_of
from policies.values import is_known

_GROUP: Final = "aws_cloudwatch_log_group"
_OPTIONS: Final = "logConfiguration.options"


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each container writes to a log group of the configuration, in the region where the task runs."""
    yield from each_container(task, lambda container: _kept(container, task, configuration))


def _kept(container: Resource, task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    driver = container.get("logConfiguration.logDriver")
    if driver != "awslogs":
        yield fail(f"logDriver is {driver or 'not set'}, not awslogs: what it says is lost")
        return
    name = container.get(f"{_OPTIONS}.awslogs-group")
    region = container.get(f"{_OPTIONS}.awslogs-region")
    group = configuration.target(task, name) or next(
        (found for found in configuration.named(task, name) if found.type == _GROUP), None
    )
    if name is not None and group is None and not is_known(name):
        yield unknown(f"awslogs-group is {name}, which only the plan can tell")
    elif group is None or group.type != _GROUP:
        yield fail(f"awslogs-group is {name or 'not set'}, which is no {_GROUP} of this configuration")
    if region is None:
        yield fail("awslogs-region is not set")
    elif not is_known(region):
        looked_up = configuration.target(task, region)
        if looked_up is None or looked_up.type != "data.aws_region":
            yield unknown(f"awslogs-region is {region}, which only the plan can tell")
    elif task.region and region != task.region:
        yield fail(f"awslogs-region is {region}, and the task is in {task.region}")


def _task(group: str | None, region: str | None = "xx-test-1", driver: str = "awslogs") -> Terraform:
    options = {"awslogs-group": group, "awslogs-region": region}
    said = {"logDriver": driver, "options": {name: text for name, text in options.items() if text}}
    stack: dict[str, Any] = dict(task_of({"name": "web", "logConfiguration": said}))
    return {**stack, "resource": {**stack["resource"], _GROUP: {"web": {"name": "/aws/ecs/web-zq7"}}}}


_OURS: Final = f"${{{_GROUP}.web.name}}"

RULE = Rule(
    id="ecs-logs",
    title="Containers write to a log group of ours in their region",
    severity=Severity.HIGH,
    types=(TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "A container without a log is one about which nobody can say anything afterwards. A group that is "
        "misspelt keeps the task from starting, and a foreign region takes data out of ours."
    ),
    remediation=(
        "Set logConfiguration with logDriver awslogs, awslogs-group to the name of a CloudwatchLogGroup by "
        "reference, and awslogs-region to the region of the task."
    ),
    controls=(
        "pci-dss-4.0.1:10.2.1",
        "pci-dss-4.0.1:10.3.3",
        "nist-800-53-r5:AU-12",
        "nist-800-53-r5:AU-4(1)",
    ),
    requirements=("R46",),
    examples=Examples(
        passing=(_task(_OURS), _task("/aws/ecs/web-zq7")),
        failing=(
            _task("/aws/ecs/other-zq7"),
            _task(_OURS, "xx-test-2"),
            _task(_OURS, None),
            _task(None),
            _task(_OURS, driver="json-file"),
        ),
        absent=(Status.FAIL, task_of({"name": "web"})),
        unknown=(Status.UNKNOWN, _task("${var.group}")),
    ),
)
