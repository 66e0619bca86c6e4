"""Tasks reach what they are started with: their image, their secrets and their log group."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network
from typing import Any, Final

from policies.arn import read_arn
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
from policies.related.networks import endpoint_service, subnets
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers, objects
from policies.rules.vpc._openings import Direction, Opening
from policies.rules.vpc._ways import groups_of, ways
from policies.values import as_list

_HTTPS: Final = 443
_NETWORK: Final = "network_configuration"
_RANGES: Final = ("aws_vpc", "aws_subnet", "aws_default_vpc")
_LISTS: Final = ("prefix_list_id", "prefix_list_ids")


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """For each AWS service that Fargate needs to start a task, the VPC of its subnets has an endpoint that
    lets the tasks in, and a group of the tasks lets out to it; or one of them lets out to everywhere.

    Amazon ECS, "Fargate task networking"; Amazon ECR, "interface VPC endpoints": the layers of an image come
    from S3, whose gateway endpoint is reached by its prefix list.
    """
    task = configuration.target(service, service.get("task_definition"))
    if task is None or task.type != TASK or not _is_fargate(service, task):
        yield NOT_APPLICABLE
        return
    needed = sorted(_needed(task, configuration))
    found = [subnet for _, subnet in subnets(service, service.get(f"{_NETWORK}.subnets"), configuration)]
    vpcs = {subnet and configuration.target(subnet, subnet.get("vpc_id")) for subnet in found}
    groups = groups_of(service, service.get(f"{_NETWORK}.security_groups"), configuration)
    if None in vpcs or None in groups:
        yield unknown("only the plan can tell in which network and groups its tasks are")
        return
    for vpc in sorted((vpc for vpc in vpcs if vpc is not None), key=lambda each: each.address):
        for name in needed:
            yield from _reached(name, vpc, groups, configuration)


def _is_fargate(service: Resource, task: Resource) -> bool:
    """Whether what starts its tasks has no network but theirs."""
    return service.get("launch_type") == "FARGATE" or "FARGATE" in as_list(
        task.get("requires_compatibilities")
    )


def _needed(task: Resource, configuration: Configuration) -> Iterator[str]:
    """The services that are called before the first container runs, and where its output goes."""
    for container in containers(task) or ():
        image = str(container.get("image"))
        if ".dkr.ecr." in image or "aws_ecr_" in image:
            yield from ("ecr.api", "ecr.dkr", "s3")
        logging = container.get("logConfiguration")
        if isinstance(logging, Mapping) and logging.get("logDriver") == "awslogs":
            yield "logs"
        for secret in objects(container, "secrets"):
            yield from _holder(secret.get("valueFrom"), task, configuration)


def _holder(value: object, task: Resource, configuration: Configuration) -> Iterator[str]:
    """The service that holds a secret."""
    target, arn = configuration.target(task, value), read_arn(value)
    named = arn.service if arn is not None else "" if target is None else target.type
    if "secretsmanager" in named:
        yield "secretsmanager"
    elif "ssm" in named:
        yield "ssm"


def _reached(
    name: str, vpc: Resource, groups: set[Resource | None], configuration: Configuration
) -> Iterator[Judgement]:
    openings = [opening for opening, _ in ways(configuration, "egress", groups)]
    let_out = [opening for opening in openings if opening.has_port(_HTTPS) is not False]
    if any(opening.anywhere and opening.has_port(_HTTPS) for opening in let_out):
        return
    if name == "s3" and any(_is_to_s3(opening, configuration) for opening in let_out):
        return
    endpoints = configuration.related(vpc, "aws_vpc_endpoint", "vpc_id")
    named = [each for each in endpoints if endpoint_service(each, configuration) == name]
    verdicts = {_lets_in(endpoint, vpc, groups, configuration) for endpoint in named}
    if True in verdicts:
        return
    hidden = None in verdicts or any(endpoint_service(each, configuration) is None for each in endpoints)
    said = (
        f"it does not reach {name}: its groups and those of {named[0].address} do not let each other through"
        if named
        else f"{vpc.address} has no endpoint of {name}, and no rule of its groups leads anywhere else"
    )
    is_doubtful = hidden or any(opening.anywhere is None for opening in let_out)
    yield unknown(f"only the plan can tell whether {said}") if is_doubtful else fail(said, name)


def _is_to_s3(opening: Opening, configuration: Configuration) -> bool:
    """Whether it is open to the prefix list of S3: an endpoint's, or one found by its name."""
    for text in (text for name in _LISTS for text in as_list(opening.rule.get(name))):
        found = configuration.target(opening.rule, text)
        if found is None:
            continue
        if found.type == "aws_vpc_endpoint" and endpoint_service(found, configuration) == "s3":
            return True
        if found.type.startswith("data.") and str(found.get("name")).endswith(".s3"):
            return True
    return False


def _lets_in(
    endpoint: Resource, vpc: Resource, tasks: set[Resource | None], configuration: Configuration
) -> bool | None:
    """Whether the tasks are let out to an interface endpoint, and let in by it."""
    if endpoint.get("vpc_endpoint_type") != "Interface":
        return False
    own = groups_of(endpoint, endpoint.get("security_group_ids"), configuration)
    verdicts = {
        _passes("egress", tasks, own, vpc, configuration),
        _passes("ingress", own, tasks, vpc, configuration),
    }
    return False if False in verdicts else None if None in verdicts or None in own else True


def _passes(
    direction: Direction,
    groups: set[Resource | None],
    peers: set[Resource | None],
    vpc: Resource,
    configuration: Configuration,
) -> bool | None:
    """Whether a rule of the groups opens HTTPS to the peers, or to the range of the VPC."""
    answers: set[bool | None] = set()
    for opening, named in ways(configuration, direction, groups):
        has_port = opening.has_port(_HTTPS)
        if named & (peers - {None}) or opening.anywhere or _has_range(opening, vpc, configuration):
            answers.add(has_port)
        elif (None in named or opening.anywhere is None) and has_port is not False:
            answers.add(None)
    return True if True in answers else None if None in answers else False


def _has_range(opening: Opening, vpc: Resource, configuration: Configuration) -> bool:
    """Whether it is open to the VPC's range, by reference or as it is written."""
    targets = [configuration.target(opening.rule, peer) for peer in opening.peers]
    return any(target is not None and target.type in _RANGES for target in targets) or any(
        _holds(peer, str(vpc.get("cidr_block"))) for peer in opening.peers
    )


def _holds(peer: str, network: str) -> bool:
    """Whether a range has the network in it; what is no IPv4 range has not."""
    try:
        return IPv4Network(network).subnet_of(IPv4Network(peer))
    except ValueError:
        return False


def _tasks(
    *services: str,
    out: Mapping[str, object] | None = None,
    into: Mapping[str, object] | None = None,
    image: str = "999988887777.dkr.ecr.xx-test-1.amazonaws.com/web@sha256:0",
    **values: object,
) -> Terraform:
    """A service in a VPC with interface endpoints of these services, and S3's."""
    container: dict[str, Any] = {
        "name": "web",
        "image": image,
        "logConfiguration": {"logDriver": "awslogs"},
        "secrets": [{"name": "KEY", "valueFrom": "arn:aws:secretsmanager:xx-test-1:999988887777:secret:k"}],
    }
    interface = {
        "vpc_id": "${aws_vpc.pay.id}",
        "vpc_endpoint_type": "Interface",
        "security_group_ids": ["${aws_security_group.endpoints.id}"],
    }
    tcp = {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}
    from_tasks = {"security_group_id": "${aws_security_group.tasks.id}", **tcp}
    to_endpoints = {"security_group_id": "${aws_security_group.endpoints.id}", **tcp}
    network = {"subnets": ["${aws_subnet.a.id}"], "security_groups": ["${aws_security_group.tasks.id}"]}
    return {
        "resource": {
            "aws_ecs_service": {
                "example": {
                    "launch_type": "FARGATE",
                    "task_definition": f"${{{TASK}.web.arn}}",
                    "network_configuration": network,
                    **values,
                }
            },
            TASK: {"web": {"container_definitions": json.dumps([container])}},
            "aws_vpc": {"pay": {"cidr_block": "10.0.0.0/16"}},
            "aws_subnet": {"a": {"vpc_id": "${aws_vpc.pay.id}"}},
            "aws_security_group": {"tasks": {}, "endpoints": {}},
            "aws_vpc_endpoint": {
                "s3": {"service_name": "com.amazonaws.xx-test-1.s3", "vpc_id": "${aws_vpc.pay.id}"},
                **{
                    name.replace(".", "_"): {"service_name": f"com.amazonaws.xx-test-1.{name}", **interface}
                    for name in services
                },
            },
            "aws_vpc_security_group_egress_rule": {
                "s3": {**from_tasks, "prefix_list_id": "${aws_vpc_endpoint.s3.prefix_list_id}"},
                "endpoints": {
                    **from_tasks,
                    **(out or {"referenced_security_group_id": "${aws_security_group.endpoints.id}"}),
                },
            },
            "aws_vpc_security_group_ingress_rule": {
                "https": {**to_endpoints, **(into or {"cidr_ipv4": "${aws_vpc.pay.cidr_block}"})}
            },
        }
    }


_ALL: Final = ("ecr.api", "ecr.dkr", "logs", "secretsmanager")

RULE = Rule(
    id="vpc-tasks-reach-services",
    title="Tasks reach the services that hold their image, their secrets and their logs",
    severity=Severity.HIGH,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "Fargate pulls the image, reads the secrets and opens the log through the task's own network. Where "
        "one of them is out of reach, no task ever starts, and all is deployed."
    ),
    remediation=(
        "Add an interface VpcEndpoint for ecr.api, ecr.dkr, logs and secretsmanager (a gateway endpoint for "
        "s3), and egress rules of the tasks' group on 443 to the endpoints' group and to S3's prefix list."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CP-10"),
    requirements=("R146", "R149"),
    examples=Examples(
        passing=(
            _tasks(*_ALL),
            _tasks(*_ALL, out={"cidr_ipv4": "10.0.0.0/16"}, into={"cidr_ipv4": "10.0.0.0/8"}),
            _tasks(out={"cidr_ipv4": "0.0.0.0/0"}),
            _tasks("logs", "secretsmanager", image="registry.example.net/web@sha256:0"),
        ),
        failing=(
            *(_tasks(*(name for name in _ALL if name != missing)) for missing in _ALL),
            _tasks(*_ALL, out={"cidr_ipv4": "192.0.2.0/24"}),
            _tasks(*_ALL, into={"referenced_security_group_id": "${aws_security_group.endpoints.id}"}),
            _tasks(*_ALL, into={"cidr_ipv4": "${aws_vpc.pay.cidr_block}", "from_port": 80, "to_port": 80}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_ecs_service={"name": "web"})),
        unknown=(
            Status.UNKNOWN,
            _tasks(*_ALL, network_configuration={"subnets": "${var.subnets}", "security_groups": []}),
        ),
    ),
)
