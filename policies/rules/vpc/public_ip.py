"""Nothing gets a public address by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource

ATTRIBUTES: Final[Mapping[str, str]] = {
    "aws_subnet": "map_public_ip_on_launch",
    "aws_instance": "associate_public_ip_address",
    "aws_launch_configuration": "associate_public_ip_address",
    "aws_ecs_service": "network_configuration.assign_public_ip",
}


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No public address is given on launch. Load balancers and NAT gateways bring their own."""
    if resource.type == "aws_launch_template":
        yield from expect.each_block(
            resource,
            "network_interfaces",
            "device_index",
            lambda interface: expect.not_true(interface, "associate_public_ip_address"),
        )
    else:
        attribute = ATTRIBUTES[resource.type]
        yield from expect.apart(attribute, expect.not_true(resource, attribute))


RULE = Rule(
    id="vpc-public-ip",
    title="Subnets and workloads give no public addresses",
    severity=Severity.HIGH,
    types=(*ATTRIBUTES, "aws_launch_template"),
    check=check,
    rationale=(
        "With a public address, one wrong security-group rule puts a server on the internet. Without one, "
        "traffic has to come through the load balancer."
    ),
    remediation="Set map_public_ip_on_launch=False on the Subnet; only an Lb or NatGateway is public.",
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.4.5", "nist-800-53-r5:SC-7"),
    requirements=("R67", "R101"),
    told_by=("ecs-private-tasks",),
    examples=Examples(
        passing=(
            resources(aws_subnet={"map_public_ip_on_launch": False}),
            resources(aws_ecs_service={"network_configuration": [{"assign_public_ip": "false"}]}),
        ),
        failing=(
            resources(aws_subnet={"map_public_ip_on_launch": True}),
            resources(aws_subnet={"map_public_ip_on_launch": "true"}),
            resources(aws_ecs_service={"network_configuration": {"assign_public_ip": True}}),
            resources(
                aws_launch_template={"network_interfaces": [{}, {"associate_public_ip_address": "true"}]}
            ),
        ),
        absent=(Status.PASS, resources(aws_subnet={"cidr_block": "10.0.0.0/20"})),
        unknown=(Status.UNKNOWN, resources(aws_subnet={"map_public_ip_on_launch": "${var.public}"})),
    ),
)
