"""The groups of a load balancer and of its tasks let requests through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
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
from policies.related.targets import health_port
from policies.resource import Resource
from policies.rules.vpc._openings import Direction
from policies.rules.vpc._ways import groups_of, passes

_Groups = set[Resource | None]
_RULE: Final = "aws_lb_listener_rule"
_FORWARDERS: Final[Mapping[str, str]] = {
    "aws_lb_listener": "default_action",
    "aws_alb_listener": "default_action",
    _RULE: "action",
}


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a load balancer forwards to the service: a group of the balancer lets out to the tasks, and one
    of the tasks' lets in from the balancer, on the port of the target group and that of its health checks.
    """
    tasks = groups_of(service, service.get("network_configuration.security_groups"), configuration)
    judged = False
    for block in expect.written_blocks(service, "load_balancer"):
        target = configuration.target(service, block.get("target_group_arn"))
        port = None if target is None else expect.number(target.get("port"))
        if target is None or port is None:
            continue  # ecs-behind-load-balancer says so
        for balancer in balancers(configuration).get(target, ()):
            judged = True
            callers = groups_of(balancer, balancer.get("security_groups"), configuration)
            if None in callers or None in tasks:
                yield unknown(f"only the plan can tell which groups {balancer.address} and its tasks have")
                continue
            for each in dict.fromkeys((port, health_port(target) or port)):
                yield from _let_through(balancer, callers, tasks, int(each), configuration)
    if not judged:
        yield NOT_APPLICABLE


def _let_through(
    balancer: Resource, callers: _Groups, tasks: _Groups, port: int, configuration: Configuration
) -> Iterator[Judgement]:
    ways: tuple[tuple[Direction, _Groups, _Groups, str], ...] = (
        ("egress", callers, tasks, f"no group of {balancer.address} lets it call port {port}"),
        ("ingress", tasks, callers, f"no group of its tasks lets {balancer.address} in on {port}"),
    )
    for direction, groups, peers, message in ways:
        is_let = passes(configuration, direction, groups, peers, port)
        if is_let is None:
            yield unknown(f"only the plan can tell whether {message}")
        elif not is_let:
            yield fail(message, direction)


@recalled
def balancers(configuration: Configuration) -> Mapping[Resource, Mapping[Resource, None]]:
    """By target group, the load balancers whose listeners or rules forward to it."""
    found: dict[Resource, dict[Resource, None]] = defaultdict(dict)
    for kind, attribute in _FORWARDERS.items():
        for holder in configuration.of(kind):
            listener = configuration.target(holder, holder.get("listener_arn")) if kind == _RULE else holder
            owner = listener and configuration.target(listener, listener.get("load_balancer_arn"))
            for arn in _forwarded(holder, attribute) if owner is not None else ():
                group = configuration.target(holder, arn)
                if group is not None and owner is not None:
                    found[group][owner] = None
    return found


def _forwarded(holder: Resource, attribute: str) -> Iterator[object]:
    for block in holder.blocks(attribute):
        yield block.get("target_group_arn")
    for block in holder.blocks(f"{attribute}.forward.target_group"):
        yield block.get("arn")


def _service(
    egress: object = 8443,
    ingress: object = 8443,
    peer: str = "tasks",
    health: object = None,
    **values: object,
) -> Terraform:
    def opened(group: str, other: str, port: object) -> dict[str, object]:
        return {
            "security_group_id": f"${{aws_security_group.{group}.id}}",
            "referenced_security_group_id": f"${{aws_security_group.{other}.id}}",
            "ip_protocol": "tcp",
            "from_port": port,
            "to_port": port,
        }

    service = {
        "load_balancer": [{"target_group_arn": "${aws_lb_target_group.web.arn}", "container_port": 8443}],
        "network_configuration": {"security_groups": ["${aws_security_group.tasks.id}"]},
    }
    action = {"type": "forward", "target_group_arn": "${aws_lb_target_group.web.arn}"}
    return {
        "resource": {
            "aws_ecs_service": {"example": {**service, **values}},
            "aws_lb": {"web": {"security_groups": ["${aws_security_group.balancer.id}"]}},
            "aws_lb_listener": {
                "web": {"load_balancer_arn": "${aws_lb.web.arn}", "default_action": [action]}
            },
            "aws_lb_target_group": {"web": {"port": 8443, "health_check": {"port": health}}},
            "aws_security_group": {"balancer": {}, "tasks": {}, "other": {}},
            "aws_vpc_security_group_egress_rule": {"out": opened("balancer", peer, egress)},
            "aws_vpc_security_group_ingress_rule": {"in": opened("tasks", "balancer", ingress)},
        }
    }


RULE = Rule(
    id="vpc-balancer-reaches-tasks",
    title="Security groups let a load balancer reach its tasks on their port",
    severity=Severity.HIGH,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "A group that does not let the balancer out, or the tasks' in, makes every target unhealthy: all is "
        "deployed, and callers get errors."
    ),
    remediation=(
        "Add an egress rule to the load balancer's group and an ingress rule to the tasks' group, each on "
        "the port of the target group, with the other group as its peer."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R146", "R149"),
    examples=Examples(
        passing=(_service(), _service("8443", "8443", health="traffic-port"), _service(health="8443")),
        failing=(
            _service(egress=443),
            _service(ingress=8080),
            _service(peer="other"),
            _service(health="8080"),
            _service(network_configuration={"security_groups": ["${aws_security_group.other.id}"]}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service(egress="${var.port}")),
    ),
)
