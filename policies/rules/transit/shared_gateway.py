"""A VPC is attached to another owner's transit gateway by private subnets, from which routes lead there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.networks import in_one_zone, off_internet, residents, route_tables, routes, subnets
from policies.resource import Resource

_ATTACHMENT: Final = "aws_ec2_transit_gateway_vpc_attachment"
_ROUTE: Final = "aws_route"


def check(attachment: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No route table of its subnets leads to an internet gateway; each, or one of another subnet where it has
    subnets of its own, leads to the transit gateway, whose own routes its owner makes. The subnets are in
    more than one zone. What the configuration has of a gateway itself, `transit-network` judges.
    """
    gateway = attachment.get("transit_gateway_id")
    found = configuration.target(attachment, gateway)
    if found is not None and found.is_managed:
        yield NOT_APPLICABLE
        return
    if not attachment.get("subnet_ids"):
        yield fail("subnet_ids is not set", "subnet_ids")
    yield from off_internet(attachment, "subnet_ids", configuration)
    if in_one_zone(attachment, attachment.get("subnet_ids"), configuration):
        yield fail("its subnets are in one zone: nothing travels from the others", "zones")
    ways = [
        route
        for route in configuration.of(_ROUTE, stack=attachment.stack)
        if route.get("transit_gateway_id") == gateway
    ]
    settled = residents(configuration)
    for _, subnet in subnets(attachment, attachment.get("subnet_ids"), configuration):
        if subnet is None or (ways and settled and subnet not in settled):
            continue  # told above, or nobody is there who goes anywhere
        tables = [table for table in route_tables(subnet, configuration) if table is not None]
        led = [route for table in tables for route in routes(table, configuration)]
        if not any(
            route.get("transit_gateway_id") == gateway
            or (found is not None and configuration.target(route, route.get("transit_gateway_id")) is found)
            for route in led
        ):
            yield fail(f"no route of {subnet.address} leads to {gateway}: nothing travels by it", "routes")


def _attached(
    gateway: str = "tgw-0123456789abcdef0", way: Mapping[str, object] | None = None, **values: object
) -> Terraform:
    table = "${aws_route_table.a.id}"
    out = way or {"nat_gateway_id": "${aws_nat_gateway.out.id}"}
    said = {
        "transit_gateway_id": "tgw-0123456789abcdef0",
        "subnet_ids": ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
        **values,
    }
    return {
        "resource": {
            _ATTACHMENT: {"example": said},
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_subnet": {
                zone: {"vpc_id": "${aws_vpc.main.id}", "availability_zone": f"xx-test-1{zone}"}
                for zone in "ab"
            },
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                zone: {"subnet_id": f"${{aws_subnet.{zone}.id}}", "route_table_id": table} for zone in "ab"
            },
            _ROUTE: {
                "out": {"route_table_id": table, **out},
                "far": {"route_table_id": table, "transit_gateway_id": gateway},
            },
        }
    }


RULE = Rule(
    id="transit-shared-gateway",
    title="Networks on another owner's transit gateway are attached by private subnets, which route to it",
    severity=Severity.HIGH,
    types=(_ATTACHMENT,),
    scope="configuration",
    check=check,
    rationale=(
        "An attachment without routes plans, applies and carries nothing; one in public subnets joins the "
        "data centre to what the internet reaches."
    ),
    remediation=(
        "Give the Ec2TransitGatewayVpcAttachment private subnets, and their RouteTable a Route with the "
        "transit_gateway_id."
    ),
    controls=("pci-dss-4.0.1:1.4.1", "pci-dss-4.0.1:1.2.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:AC-4"),
    requirements=("R89",),
    examples=Examples(
        passing=(_attached(),),
        failing=(
            _attached("tgw-0fedcba9876543210"),
            _attached(subnet_ids=[]),
            _attached(subnet_ids=["${aws_subnet.a.id}"]),
            _attached(way={"gateway_id": "${aws_internet_gateway.edge.id}"}),
        ),
        absent=(Status.FAIL, resources(aws_ec2_transit_gateway_vpc_attachment={"dns_support": "enable"})),
        unknown=(Status.UNKNOWN, _attached(subnet_ids=["${var.subnet}"])),
    ),
)
