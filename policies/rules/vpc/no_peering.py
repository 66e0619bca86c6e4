"""Networks are not peered."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.related.networks import ROUTE_TABLES
from policies.resource import Resource
from policies.values import is_known


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """There is no peering connection, and no route leads into one that was made elsewhere."""
    if resource.type.startswith("aws_vpc_peering"):
        yield fail("it is a VPC peering connection")
    elif resource.type in ROUTE_TABLES:
        yield from expect.each_block(resource, "route", "cidr_block", _peered)
    else:
        yield from _peered(resource)


def _peered(route: Resource) -> Iterator[Judgement]:
    connection = route.get("vpc_peering_connection_id")
    if not is_known(connection):
        yield unknown(f"vpc_peering_connection_id is {connection}, which only the plan can tell")
    elif connection:
        yield fail(f"it leads into the peering connection {connection}")


RULE = Rule(
    id="vpc-no-peering",
    title="VPCs are not peered",
    severity=Severity.HIGH,
    types=(
        *("aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"),
        *("aws_vpc_peering_connection_options", "aws_route", *ROUTE_TABLES),
    ),
    check=check,
    rationale=(
        "A peering joins two networks whole: what breaks into one region reaches the next. Replication "
        "runs over connections that AWS manages and needs none."
    ),
    remediation="Remove the peering and its routes; replicate by global table, S3 and EventBridge.",
    controls=("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.4.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:SC-7"),
    requirements=("R68",),
    examples=Examples(
        passing=(
            resources(aws_route={"destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0123"}),
            resources(
                aws_route_table={"route": [{"cidr_block": "10.1.0.0/16", "vpc_peering_connection_id": None}]}
            ),
        ),
        failing=(
            resources(aws_vpc_peering_connection={"vpc_id": "${aws_vpc.a.id}", "auto_accept": True}),
            resources(aws_vpc_peering_connection_accepter={}),
            resources(aws_route={"vpc_peering_connection_id": "pcx-0123"}),
            resources(
                aws_route_table={
                    "route": [
                        {"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0123"},
                        {"cidr_block": "10.1.0.0/16", "vpc_peering_connection_id": "pcx-0123"},
                    ]
                }
            ),
        ),
        absent=(Status.PASS, resources(aws_route_table={"vpc_id": "${aws_vpc.a.id}"})),
        unknown=(Status.UNKNOWN, resources(aws_route={"vpc_peering_connection_id": "${var.peering}"})),
    ),
)
