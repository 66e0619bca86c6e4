"""A target group takes targets of the kind that is registered in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

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
from policies.related.deployments import GROUP, targets
from policies.resource import Resource
from policies.values import as_list, is_known

_KIND: Final = "target_type"
_DEFAULT: Final = "instance"
_SERVICE: Final = "aws_ecs_service"
_TASK: Final = "aws_ecs_task_definition"
_ATTACHED: Final[Mapping[str, str]] = {
    "aws_instance": "instance",
    "aws_lambda_function": "lambda",
    "aws_lambda_alias": "lambda",
    "aws_lb": "alb",
    "aws_alb": "alb",
}
"""What an attachment names by its id or ARN, and the type of target that it is then."""
_INSTANCES: Final = (
    ("aws_autoscaling_group", "target_group_arns"),
    ("aws_autoscaling_attachment", "lb_target_group_arn"),
)

_RUN: Final = (
    *("aws_autoscaling_group", "aws_instance", "aws_eks_node_group", "aws_ecs_capacity_provider"),
    *("aws_eks_cluster", "aws_spot_fleet_request", "aws_ec2_fleet", "aws_lb_target_group_attachment"),
)
"""What runs instances, or registers targets that are told elsewhere."""


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its target_type is that of what is registered in it.

    Tasks with a network interface of their own are addresses (ECS API, LoadBalancer); instances of a scaling
    group are instances (EC2 Auto Scaling User Guide, "Attach an Elastic Load Balancing load balancer"); an
    attachment says what it names. Without a word a group takes instances (Terraform registry), of which there
    are some where it does.
    """
    registered = _registered(configuration).get(group)
    kind = _DEFAULT if group.get(_KIND) is None else group.get(_KIND)
    if not registered:
        nowhere = kind == _DEFAULT and (group.stack, group.region) in _without_instances(configuration)
        yield (
            fail(f"{_KIND} is {kind}, and there are tasks with addresses alone")
            if nowhere
            else NOT_APPLICABLE
        )
        return
    for by, wanted in registered.items():
        if not is_known(kind):
            yield unknown(f"{_KIND} is {kind}, which only the plan can tell")
        elif kind != wanted:
            yield fail(
                f"{_KIND} is {kind}, and {by.address} registers targets of the type {wanted}", by.address
            )


@recalled
def _registered(configuration: Configuration) -> Mapping[Resource, Mapping[Resource, str]]:
    """By target group, what registers targets in it, and of which type."""
    found: dict[Resource, dict[Resource, str]] = defaultdict(dict)
    for by, group, kind in chain(
        _by_services(configuration), _by_groups(configuration), _by_attachments(configuration)
    ):
        if group is not None:
            found[group][by] = kind
    return found


_Registration = tuple[Resource, Resource | None, str]
"""What registers, the target group, and the type of target."""


def _by_services(configuration: Configuration) -> Iterator[_Registration]:
    for service in filter(lambda each: _has_addresses(each, configuration), configuration.of(_SERVICE)):
        for block in service.blocks("load_balancer"):
            yield service, configuration.target(service, block.get("target_group_arn")), "ip"
    for deployment in configuration.of(GROUP):
        services = configuration.named(deployment, deployment.get("ecs_service.service_name"))
        if any(each.type == _SERVICE and _has_addresses(each, configuration) for each in services):
            yield from ((deployment, group, "ip") for group in targets(deployment, configuration))


def _by_groups(configuration: Configuration) -> Iterator[_Registration]:
    for kind, attribute in _INSTANCES:
        for user in configuration.of(kind):
            for value in as_list(user.get(attribute)):
                yield user, configuration.target(user, value), "instance"


def _by_attachments(configuration: Configuration) -> Iterator[_Registration]:
    for attachment in configuration.of("aws_lb_target_group_attachment", "aws_alb_target_group_attachment"):
        meant = configuration.meant(attachment, attachment.get("target_id"))
        if meant is not None and meant[0].type in _ATTACHED:
            kind = "ip" if "_ip" in meant[1] else _ATTACHED[meant[0].type]
            yield attachment, configuration.target(attachment, attachment.get("target_group_arn")), kind


@recalled
def _without_instances(configuration: Configuration) -> frozenset[tuple[str, str]]:
    """The stacks and regions in which services run tasks with addresses, and no instance runs."""
    tasks = {
        (service.stack, service.region)
        for service in configuration.of(_SERVICE)
        if _has_addresses(service, configuration)
    }
    return frozenset(tasks - {(each.stack, each.region) for each in configuration.of(*_RUN)})


def _has_addresses(service: Resource, configuration: Configuration) -> bool:
    """Whether each of its tasks has a network interface of its own."""
    task = configuration.target(service, service.get("task_definition"))
    mode = task.get("network_mode") if task is not None and task.type == _TASK else None
    return (
        service.get("launch_type") == "FARGATE"
        or mode == "awsvpc"
        or bool(service.get("network_configuration"))
    )


def _group(kind: object, **users: Mapping[str, object]) -> Terraform:
    said = {"port": 8443} if kind is None else {"port": 8443, _KIND: kind}
    return {
        "resource": {
            "aws_lb_target_group": {"example": {"name": "web-zq7", **said}},
            **{user: {"web": values} for user, values in users.items()},
        }
    }


_ARN: Final = "${aws_lb_target_group.example.arn}"
_TASKS: Final = {"name": "web-zq7", "launch_type": "FARGATE", "load_balancer": [{"target_group_arn": _ARN}]}
_PAIR: Final = {
    "ecs_service": {"service_name": "${aws_ecs_service.web.name}"},
    "load_balancer_info": {
        "target_group_pair_info": {"target_group": [{"name": "${aws_lb_target_group.example.name}"}]}
    },
}
_IDLE: Final = {"name": "web-zq7", "launch_type": "FARGATE"}

RULE = Rule(
    id="lb-target-type",
    title="Target groups take targets of the kind that is registered in them",
    severity=Severity.HIGH,
    types=("aws_lb_target_group", "aws_alb_target_group"),
    scope="configuration",
    check=check,
    rationale=(
        "A group that takes instances refuses the address of a task: the service does not start, or the "
        "first release that is to move there fails."
    ),
    remediation=(
        "Set target_type of the LbTargetGroup to ip for tasks of Fargate, instance for scaling groups, and "
        "lambda for functions."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:CM-6"),
    requirements=("R149", "R123"),
    examples=Examples(
        passing=(
            _group("ip", aws_ecs_service=_TASKS),
            _group("ip", aws_ecs_service=_IDLE, aws_codedeploy_deployment_group=_PAIR),
            _group(None, aws_autoscaling_group={"target_group_arns": [_ARN]}),
            _group(
                "lambda",
                aws_lambda_function={"function_name": "pay-zq7"},
                aws_lb_target_group_attachment={
                    "target_group_arn": _ARN,
                    "target_id": "${aws_lambda_function.web.arn}",
                },
            ),
            _group(
                "ip",
                aws_instance={"ami": "ami-0"},
                aws_lb_target_group_attachment={
                    "target_group_arn": _ARN,
                    "target_id": "${aws_instance.web.private_ip}",
                },
            ),
        ),
        failing=(
            _group("instance", aws_ecs_service=_TASKS),
            _group(None, aws_ecs_service=_TASKS),
            _group("instance", aws_ecs_service=_IDLE, aws_codedeploy_deployment_group=_PAIR),
            _group("instance", aws_ecs_service=_IDLE),
            _group("ip", aws_autoscaling_group={"target_group_arns": [_ARN]}),
            _group("ip", aws_autoscaling_attachment={"lb_target_group_arn": _ARN}),
            _group(
                "ip",
                aws_lambda_function={"function_name": "pay-zq7"},
                aws_lb_target_group_attachment={
                    "target_group_arn": _ARN,
                    "target_id": "${aws_lambda_function.web.arn}",
                },
            ),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lb_target_group={"port": 8443})),
        unknown=(Status.UNKNOWN, _group("${var.kind}", aws_ecs_service=_TASKS)),
    ),
)
