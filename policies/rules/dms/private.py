"""What moves a database is where no route from the internet leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.networks import off_internet
from policies.resource import Resource

_GROUP: Final = "aws_dms_replication_subnet_group"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An instance has no public address, and names a subnet group and security groups of its own; no route
    table of any subnet of such a group leads to an internet gateway.
    """
    if element.type == _GROUP:
        if not element.get("subnet_ids"):
            yield fail("subnet_ids is not set")
        yield from off_internet(element, "subnet_ids", configuration)
        return
    yield from expect.one_of(element, "publicly_accessible", (False,))
    for attribute in ("replication_subnet_group_id", "vpc_security_group_ids"):
        if not element.get(attribute):
            yield fail(f"{attribute} is not set, so that it is in the default network", attribute)


def _instance(**values: object) -> Terraform:
    said = {
        "publicly_accessible": False,
        "replication_subnet_group_id": "${aws_dms_replication_subnet_group.move.id}",
        "vpc_security_group_ids": ["${aws_security_group.move.id}"],
        **values,
    }
    return resources(aws_dms_replication_instance=said)


def _subnets(route: Mapping[str, object], **values: object) -> Terraform:
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                "a": {"subnet_id": "${aws_subnet.a.id}", "route_table_id": "${aws_route_table.a.id}"}
            },
            "aws_route": {"out": {"route_table_id": "${aws_route_table.a.id}", **route}},
            _GROUP: {"example": {"subnet_ids": ["${aws_subnet.a.id}"], **values}},
        }
    }


_NAT: Final = {"nat_gateway_id": "${aws_nat_gateway.out.id}"}

RULE = Rule(
    id="dms-private",
    title="What moves a database has no public address and no route from the internet",
    severity=Severity.CRITICAL,
    types=("aws_dms_replication_instance", _GROUP),
    scope="configuration",
    check=check,
    rationale=(
        "A replication instance holds what it moves, and signs in to both databases; by default it has a "
        "public address, in the default network."
    ),
    remediation=(
        "Set publicly_accessible=False, a DmsReplicationSubnetGroup of private subnets and a security group "
        "on the DmsReplicationInstance."
    ),
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:AC-3"),
    requirements=("R45", "R94"),
    examples=Examples(
        passing=(_instance(), _subnets(_NAT)),
        failing=(
            _instance(publicly_accessible=True),
            _instance(replication_subnet_group_id=None),
            _instance(vpc_security_group_ids=[]),
            _subnets({"gateway_id": "${aws_internet_gateway.edge.id}"}),
            _subnets(_NAT, subnet_ids=[]),
        ),
        absent=(Status.FAIL, resources(aws_dms_replication_instance={"multi_az": True})),
        unknown=(Status.UNKNOWN, _instance(publicly_accessible="${var.open}")),
    ),
)
