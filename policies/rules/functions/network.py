"""Functions stand in the private network."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import entrances, in_one_zone, subnets, way_to_internet
from policies.resource import Resource
from policies.values import is_known


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The function has two subnets or more, not all in one zone, none of them public, and a security group.

    In a public subnet a function has no public address, and so no way out (Lambda Developer Guide, "Enable
    internet access for VPC-connected Lambda functions").
    """
    for attribute, least in (("subnet_ids", 2), ("security_group_ids", 1)):
        value = function.get(f"vpc_config.{attribute}")
        if value is not None and not is_known(value):
            yield unknown(f"vpc_config.{attribute} is {value}, which only the plan can tell")
        elif not isinstance(value, list) or len(set(map(str, value))) < least:
            yield fail(f"vpc_config.{attribute} names fewer than {least}", attribute)
    if in_one_zone(function, function.get("vpc_config.subnet_ids"), configuration):
        yield fail("its subnets are all in one zone", "zones")
    yield from expect.apart("public", _public(function, configuration))


def _public(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    named = [each for _, each in subnets(function, function.get("vpc_config.subnet_ids"), configuration)]
    ways = {each: way_to_internet(each, configuration) for each in named if each is not None}
    everywhere = len(ways) == len(named) and all(way is not None for way in ways.values())
    for subnet, way in ways.items():
        # Else the route of one of its subnets is wrong, which `vpc-public-tier` tells.
        if way is not None and way[1] and (everywhere or subnet in entrances(configuration)):
            yield fail(f"its {subnet.address} has a route to {way[0]}: it has no way out there")


def _function(subnets: object, groups: object = ("sg-1",)) -> Terraform:
    listed = list(groups) if isinstance(groups, tuple) else groups
    return resources(
        aws_lambda_function={"vpc_config": {"subnet_ids": subnets, "security_group_ids": listed}}
    )


def _in_zones(first: str, second: str) -> Terraform:
    placed = {"a": {"availability_zone": first}, "b": {"availability_zone": second}}
    names = [f"${{aws_subnet.{name}.id}}" for name in placed]
    return {"resource": {"aws_subnet": placed, **_function(names)["resource"]}}


RULE = Rule(
    id="functions-network",
    title="Functions are connected to private subnets of two zones",
    severity=Severity.HIGH,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "Outside of a VPC a function reaches the whole internet, and so does whoever takes it over. In one "
        "zone only, it stops with that zone."
    ),
    remediation="Set vpc_config with the region's private subnets and the security group of functions.",
    controls=("pci-dss-4.0.1:1.3.2", "pci-dss-4.0.1:1.4.4", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:SC-7"),
    requirements=("R67", "R100", "R101"),
    examples=Examples(
        passing=(
            _function(["subnet-1", "subnet-2"]),
            _function(["${aws_subnet.private_1.id}", "${aws_subnet.private_2.id}"], ["${aws_sg.a.id}"]),
            _in_zones("xx-test-1a", "xx-test-1b"),
        ),
        failing=(
            _function(["subnet-1"]),
            _function(["subnet-1", "subnet-1"]),
            _function([]),
            _function(["subnet-1", "subnet-2"], []),
            _in_zones("xx-test-1a", "xx-test-1a"),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.subnets}")),
    ),
)
