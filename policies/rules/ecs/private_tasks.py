"""Tasks stand where no route from the internet leads, and nobody opens a shell in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.networks import off_internet
from policies.resource import Resource

_NETWORK: Final = "network_configuration"
_SUBNETS: Final = f"{_NETWORK}.subnets"


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The service gives no public address, its subnets have no route to an internet gateway, and
    ECS Exec is off.
    """
    for attribute in (f"{_NETWORK}.assign_public_ip", "enable_execute_command"):
        yield from expect.apart(attribute, expect.not_true(service, attribute))
    if not service.get(_SUBNETS):
        yield fail(f"{_SUBNETS} is not set: its tasks share the network of their host", _SUBNETS)
    yield from off_internet(service, _SUBNETS, configuration)


def _service(
    route: Mapping[str, str] | None = None,
    network: Mapping[str, object] | None = None,
    subnet: object = "${aws_subnet.a.id}",
    **values: object,
) -> Terraform:
    said = {_NETWORK: {"subnets": [subnet], **(network or {})}, **values}
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                "a": {"subnet_id": "${aws_subnet.a.id}", "route_table_id": "${aws_route_table.a.id}"}
            },
            "aws_route": {"out": {"route_table_id": "${aws_route_table.a.id}", **(route or {})}},
            "aws_ecs_service": {"example": said},
        }
    }


RULE = Rule(
    id="ecs-private-tasks",
    title="Tasks are in private subnets without public addresses, and take no shell",
    severity=Severity.HIGH,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "A task in a public subnet can be called past the load balancer and its firewall. A shell in a "
        "running task reads card data in memory, and leaves a changed container behind."
    ),
    remediation=(
        "Give network_configuration subnets whose route table has no InternetGateway, with "
        "assign_public_ip=False, and set enable_execute_command=False."
    ),
    controls=(
        *("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.4.2", "pci-dss-4.0.1:7.2.5"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:AC-17(3)"),
    ),
    requirements=("R45", "R149"),
    examples=Examples(
        passing=(
            _service({"nat_gateway_id": "${aws_nat_gateway.out.id}"}),
            _service(network={"assign_public_ip": False}, enable_execute_command=False),
        ),
        failing=(
            _service({"gateway_id": "${aws_internet_gateway.edge.id}"}),
            _service(network={"assign_public_ip": True}),
            _service(enable_execute_command=True),
        ),
        absent=(Status.FAIL, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service(subnet="${var.subnet}")),
    ),
)
