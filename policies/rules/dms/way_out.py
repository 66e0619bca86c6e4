"""What moves a database has a way to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import route_tables, routes, subnets
from policies.resource import Resource

_GROUP: Final = "aws_dms_replication_subnet_group"
_SUBNETS: Final = "subnet_ids"


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A route leads out of the VPC from each of its subnets: one of the two databases is elsewhere."""
    if not group.get(_SUBNETS):
        yield fail(f"{_SUBNETS} is not set")
    for written, subnet in subnets(group, group.get(_SUBNETS), configuration):
        tables = (None,) if subnet is None else route_tables(subnet, configuration)
        led = [route for table in tables if table is not None for route in routes(table, configuration)]
        if not led and None in tables:
            yield unknown(f"only the plan can tell the routes of {written}")
        elif not led and subnet is not None:
            yield fail(f"no route leads out of {subnet.address}: no other network is reached", subnet.address)


def _placed(table: str = "private", **values: object) -> Terraform:
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table": {"private": {}, "isolated": {}},
            "aws_route_table_association": {
                "a": {"subnet_id": "${aws_subnet.a.id}", "route_table_id": f"${{aws_route_table.{table}.id}}"}
            },
            "aws_route": {
                "far": {
                    "route_table_id": "${aws_route_table.private.id}",
                    "transit_gateway_id": "tgw-0123456789abcdef0",
                }
            },
            _GROUP: {"example": {_SUBNETS: ["${aws_subnet.a.id}"], **values}},
        }
    }


RULE = Rule(
    id="dms-way-out",
    title="What moves a database is in subnets with a way to the other one",
    severity=Severity.HIGH,
    types=(_GROUP,),
    scope="configuration",
    check=check,
    rationale=(
        "The subnets of a database have no way out, which is right for the database and ends a migration "
        "before it begins: it reaches neither its source nor the secrets that it signs in with."
    ),
    remediation="Name private subnets whose RouteTable has a Route to the other network.",
    controls=("pci-dss-4.0.1:1.2.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R94", "R96"),
    examples=Examples(
        passing=(_placed(),),
        failing=(_placed("isolated"), _placed(subnet_ids=[])),
        absent=(Status.FAIL, resources(aws_dms_replication_subnet_group={"tags": {}})),
        unknown=(Status.UNKNOWN, _placed(subnet_ids=["${var.subnet}"])),
    ),
)
