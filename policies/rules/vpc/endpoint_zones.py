"""An interface endpoint answers in more than one zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
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
from policies.related.networks import subnets, zone_of
from policies.resource import Resource

_SUBNETS: Final = "subnet_ids"
_APART: Final = "aws_vpc_endpoint_subnet_association"


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where its VPC has subnets in several zones, so has the endpoint, and no two in one: AWS takes one
    subnet of each zone (AWS PrivateLink Guide, "Create a VPC endpoint").
    """
    vpc = configuration.target(endpoint, endpoint.get("vpc_id"))
    if endpoint.get("vpc_endpoint_type") != "Interface" or vpc is None:
        yield NOT_APPLICABLE
        return
    named = [(endpoint, endpoint.get(_SUBNETS))]
    named += [
        (each, each.get("subnet_id")) for each in configuration.related(endpoint, _APART, "vpc_endpoint_id")
    ]
    placed = [each for user, value in named for _, each in subnets(user, value, configuration)]
    zones = [None if subnet is None else zone_of(subnet) for subnet in placed]
    there = {zone_of(subnet) for subnet in configuration.related(vpc, "aws_subnet", "vpc_id")} - {None}
    if None in zones:
        yield unknown("only the plan can tell in which zones its subnets are")
    elif len(there) > 1 and len(set(zones)) < 2:
        where = zones[0] if zones else "no zone"
        yield fail(f"it answers in {where} alone, and its VPC has subnets in {len(there)} zones", _SUBNETS)
    elif len(set(zones)) < len(zones):
        yield fail("two of its subnets are in one zone: AWS takes one of each", _SUBNETS)


def _apart(name: str) -> Terraform:
    """An endpoint in one subnet, and in another one that is said apart."""
    made = _endpoint("a")["resource"]
    said = {"vpc_endpoint_id": "${aws_vpc_endpoint.example.id}", "subnet_id": f"${{aws_subnet.{name}.id}}"}
    return {"resource": {**made, _APART: {"second": said}}}


def _endpoint(*names: str, zone: str = "xx-test-1b", **values: object) -> Terraform:
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_subnet": {
                name: {"vpc_id": "${aws_vpc.main.id}", "availability_zone": where}
                for name, where in (("a", "xx-test-1a"), ("b", zone), ("c", "xx-test-1a"))
            },
            "aws_vpc_endpoint": {
                "example": {
                    "vpc_id": "${aws_vpc.main.id}",
                    "vpc_endpoint_type": "Interface",
                    _SUBNETS: [f"${{aws_subnet.{name}.id}}" for name in names],
                    **values,
                }
            },
        }
    }


RULE = Rule(
    id="vpc-endpoint-zones",
    title="Interface endpoints answer in several zones",
    severity=Severity.MEDIUM,
    types=("aws_vpc_endpoint",),
    scope="configuration",
    check=check,
    rationale=(
        "With private DNS the endpoint is the only way to the service: when its one zone fails, no other "
        "zone reaches the service, although it is well."
    ),
    remediation="Name in subnet_ids a private subnet of each zone.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-8", "nist-800-53-r5:CP-10"),
    requirements=("R54", "R95"),
    examples=Examples(
        passing=(_endpoint("a", "b"), _apart("b"), _endpoint("a", zone="xx-test-1a")),
        failing=(_endpoint("a"), _apart("c"), _endpoint("a", "c"), _endpoint("a", "b", "c")),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_vpc_endpoint": {"example": {}}}}),
        unknown=(Status.UNKNOWN, _endpoint("b", zone="${var.zone}")),
    ),
)
