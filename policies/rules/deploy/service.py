"""A service that CodeDeploy deploys has a deployment group, and Terraform leaves alone what that sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration, recalled
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
from policies.related.deployments import CODE_DEPLOY, GROUP, targets
from policies.resource import Resource
from policies.values import is_expression, is_known, texts

_CONTROLLER: Final = "deployment_controller.type"
_LEFT: Final = ("load_balancer", "task_definition")
_NAME: Final = "ecs_service.service_name"


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where CodeDeploy is its controller, a deployment group names it and has the group of targets that it
    begins with; changes of its task definition and of its targets are ignored. Where a deployment group
    names it, CodeDeploy is its controller.
    """
    controller = service.get(_CONTROLLER)
    groups = _deploying(configuration).get(service, [])
    if not is_known(controller):
        yield unknown(f"{_CONTROLLER} is {controller}, which only the plan can tell")
    elif controller != CODE_DEPLOY:
        yield from (
            [fail(f"{groups[0].address} deploys it, and its controller is {controller or 'ECS'}")]
            if groups
            else [NOT_APPLICABLE]
        )
    else:
        yield from _is_deployed(service, groups, configuration)


@recalled
def _deploying(configuration: Configuration) -> dict[Resource, list[Resource]]:
    """By service, the deployment groups that name it."""
    found: dict[Resource, list[Resource]] = {}
    for group in configuration.of(GROUP):
        for service in configuration.named(group, group.get(_NAME)):
            found.setdefault(service, []).append(group)
    return found


@recalled
def _hidden(configuration: Configuration) -> bool:
    """Whether the service of some deployment group is not known."""
    return any(
        is_expression(group.get(_NAME)) and configuration.target(group, group.get(_NAME)) is None
        for group in configuration.of(GROUP)
    )


def _is_deployed(
    service: Resource, groups: list[Resource], configuration: Configuration
) -> Iterator[Judgement]:
    ignored = {name for block in service.blocks("lifecycle") for name in texts(block.get("ignore_changes"))}
    for attribute in _LEFT:
        if attribute not in ignored:
            yield fail(f"changes of {attribute} are not ignored: an apply would fail", attribute)
    if not groups:
        hidden = _hidden(configuration)
        said = f"no {GROUP} deploys it: no release ever reaches it"
        yield unknown(f"only the plan can tell whether {said}") if hidden else fail(said, GROUP)
    first = configuration.target(service, service.get("load_balancer.target_group_arn"))
    for group in groups:
        pair = targets(group, configuration)
        if first is not None and None not in pair and first not in pair:
            yield fail(f"it begins in {first.address}, and {group.address} knows others", first.address)


def _service(
    controller: object = CODE_DEPLOY,
    ignored: tuple[str, ...] = ("desired_count", *_LEFT),
    named: object = "${aws_ecs_service.example.name}",
    begins: str = "blue",
) -> Terraform:
    pair = {"target_group": [{"name": f"${{aws_lb_target_group.{each}.name}}"} for each in ("blue", "green")]}
    deployed: dict[str, Any] = {
        "ecs_service": {"cluster_name": "web-zq7", "service_name": named},
        "load_balancer_info": {"target_group_pair_info": pair},
    }
    return {
        "resource": {
            "aws_ecs_service": {
                "example": {
                    "name": "web-zq7",
                    "deployment_controller": {"type": controller},
                    "lifecycle": {"ignore_changes": list(ignored)},
                    "load_balancer": [{"target_group_arn": f"${{aws_lb_target_group.{begins}.arn}}"}],
                },
                "other": {"name": "other-zq7"},
            },
            GROUP: {"web": deployed} if named else {},
            "aws_lb_target_group": {"blue": {}, "green": {}, "third": {}},
        }
    }


RULE = Rule(
    id="deploy-service",
    title="What CodeDeploy sets of a service is left to it",
    severity=Severity.HIGH,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "ECS refuses a new task definition from anybody but CodeDeploy, so that every later apply fails; and "
        "an apply that sets the targets back takes callers from the release that answers them."
    ),
    remediation=(
        "Set deployment_controller type CODE_DEPLOY, ignore_changes of task_definition and load_balancer, "
        "and a CodedeployDeploymentGroup whose ecs_service names the service."
    ),
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CM-3(5)"),
    requirements=("R123", "C28"),
    examples=Examples(
        passing=(_service(), _service(named="web-zq7")),
        failing=(
            _service(ignored=("desired_count", "task_definition")),
            _service(ignored=("load_balancer",)),
            _service(named=None),
            _service(named="${aws_ecs_service.other.name}"),
            _service("ECS"),
            _service(begins="third"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service("${var.controller}")),
    ),
)
