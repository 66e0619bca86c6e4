"""A link from an API into a VPC ends where no route from the internet leads, in groups of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import off_internet, subnets
from policies.resource import Resource
from policies.rules.vpc._links import LINK
from policies.rules.vpc._ways import groups_of
from policies.values import is_known

_GROUPS: Final = "security_group_ids"


def check(link: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It has two subnets or more without a route to an internet gateway, and security groups of the
    configuration.
    """
    yield from off_internet(link, "subnet_ids", configuration)
    named = tuple(subnets(link, link.get("subnet_ids"), configuration))
    if len(named) < 2:
        told = all(is_known(written) or subnet is not None for written, subnet in named)
        said = "it has fewer than two subnets: a zone that fails takes the API with it"
        yield fail(said, "subnets") if told else unknown(f"only the plan can tell whether {said}")
    if not link.get(_GROUPS):
        yield fail(f"{_GROUPS} is not set, so that the link has the VPC's default group", _GROUPS)
    elif None in groups_of(link, link.get(_GROUPS), configuration):
        yield unknown(f"{_GROUPS} is {link.get(_GROUPS)}, which no stack here makes")


def _link(*zones: str, route: Mapping[str, object] | None = None, **values: object) -> Terraform:
    way = route or {"nat_gateway_id": "${aws_nat_gateway.out.id}"}
    table = "${aws_route_table.a.id}"
    said = {
        "subnet_ids": [f"${{aws_subnet.{zone}.id}}" for zone in zones],
        _GROUPS: ["${aws_security_group.link.id}"],
        **values,
    }
    return {
        "resource": {
            LINK: {"example": said},
            "aws_vpc": {"main": {}},
            "aws_security_group": {"link": {}},
            "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_subnet": {zone: {"vpc_id": "${aws_vpc.main.id}"} for zone in zones},
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                zone: {"subnet_id": f"${{aws_subnet.{zone}.id}}", "route_table_id": table} for zone in zones
            },
            "aws_route": {"out": {"route_table_id": table, **way}},
        }
    }


RULE = Rule(
    id="api-vpc-link",
    title="Links of APIs are in two private subnets or more, in security groups of their own",
    severity=Severity.HIGH,
    types=(LINK,),
    scope="configuration",
    check=check,
    rationale=(
        "A link is the API's foot in the VPC: in the default group, or in public subnets, it reaches and is "
        "reached by what has nothing to do with it."
    ),
    remediation=(
        "Give the Apigatewayv2VpcLink two subnets whose RouteTable leads to no InternetGateway, and the id "
        "of a SecurityGroup that lets out to the load balancer alone."
    ),
    controls=("pci-dss-4.0.1:1.4.1", "pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:CP-10"),
    requirements=("R87",),
    examples=Examples(
        passing=(_link("a", "b"),),
        failing=(
            _link("a"),
            _link("a", "b", security_group_ids=[]),
            _link("a", "b", route={"gateway_id": "${aws_internet_gateway.edge.id}"}),
        ),
        absent=(Status.FAIL, resources(aws_apigatewayv2_vpc_link={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _link("a", "b", security_group_ids=["${var.group}"])),
    ),
)
