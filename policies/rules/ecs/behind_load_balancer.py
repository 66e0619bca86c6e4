"""A service answers on the port to which its load balancer sends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.targets import health_port
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers, objects, task_of
from policies.values import is_known

_GROUPS: Final = ("aws_lb_target_group", "aws_alb_target_group")


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The service registers with a target group; the container that it names is one of its task's, and
    listens on the port, which is the group's, and on that of the group's health checks.
    """
    if not service.blocks("load_balancer"):
        yield fail("load_balancer is not set: no load balancer calls it or checks its health")
    yield from expect.each_block(
        service,
        "load_balancer",
        "container_name",
        lambda block: _joined(block, service, configuration),
    )


def _joined(block: Resource, service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value, port = block.get("target_group_arn"), block.get("container_port")
    group = configuration.target(service, value)
    if value is None:
        yield fail("target_group_arn is not set")
    elif group is None or group.type not in _GROUPS:
        yield unknown(f"target_group_arn is {value}, which only the plan can tell")
    elif not is_known(port) or not is_known(group.get("port")):
        yield unknown(f"only the plan can tell whether {group.address} sends to the port {port}")
    elif expect.number(group.get("port")) != expect.number(port):
        yield fail(f"container_port is {port}, and {group.address} sends to {group.get('port')}")
    task = configuration.target(service, service.get("task_definition"))
    written = None if task is None or task.type != TASK else containers(task)
    if written is None:
        yield unknown("only the plan can tell which containers its task has")
        return
    found = next((each for each in written if each.get("name") == block.get("container_name")), None)
    if found is None:
        yield fail(f"its task has no container {block.get('container_name')}")
        return
    if is_known(port) and expect.number(port) not in _ports(found):
        yield fail(f"the container does not map the port {port}")
    asked = None if group is None else health_port(group)
    if group is not None and asked is not None and asked not in _ports(found):
        yield fail(f"{group.address} asks for health on {asked:g}, which the container does not map")


def _ports(container: Mapping[str, Any]) -> set[float | None]:
    return {expect.number(each.get("containerPort")) for each in objects(container, "portMappings")}


def _service(
    port: object = 8443,
    container: str = "web",
    mapped: int = 8443,
    group: object = 8443,
    health: object = "traffic-port",
    **values: object,
) -> Terraform:
    balancer = {
        "container_name": container,
        "container_port": port,
        "target_group_arn": "${aws_lb_target_group.web.arn}",
    }
    task = task_of({"name": "web", "portMappings": [{"containerPort": mapped}]})["resource"][TASK]["example"]
    said = {"task_definition": f"${{{TASK}.web.arn}}", "load_balancer": [balancer], **values}
    return {
        "resource": {
            "aws_ecs_service": {"example": said},
            TASK: {"web": task},
            "aws_lb_target_group": {"web": {"port": group, "health_check": {"port": health}}},
        }
    }


RULE = Rule(
    id="ecs-behind-load-balancer",
    title="Services register with a target group on the port on which they listen",
    severity=Severity.HIGH,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "A service that registers nowhere runs and answers nobody. One on another port than its group is "
        "unhealthy for ever: ECS kills its tasks and starts new ones."
    ),
    remediation=(
        "Set load_balancer on the EcsService with the target group's ARN, the container's name, and a "
        "container_port that is the group's port and one of the container's portMappings."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:CP-10", "nist-800-53-r5:CM-6"),
    requirements=("R140", "R149"),
    examples=Examples(
        passing=(_service(), _service("8443"), _service(health="8443")),
        failing=(
            _service(8080, mapped=8080),
            _service(mapped=8080),
            _service(container="api"),
            _service(load_balancer=[]),
            _service(group=443),
            _service(health="8080"),
        ),
        absent=(Status.FAIL, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service("${var.port}")),
    ),
)
