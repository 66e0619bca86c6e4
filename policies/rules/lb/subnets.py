"""A load balancer stands where its callers can reach it, in more than one zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies import expect
from policies.configuration import Configuration
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
from policies.related.networks import in_one_zone, is_behind_firewall, off_internet, subnets, way_to_internet
from policies.resource import Resource
from policies.values import is_known


def check(balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """One for the internet has subnets with a route to it, or to a firewall before it, an internal one has
    none; each has two or more, of which AWS takes no two of one zone.
    """
    if balancer.blocks("subnet_mapping"):
        yield NOT_APPLICABLE
        return
    internal = balancer.get("internal")
    named = tuple(subnets(balancer, balancer.get("subnets"), configuration))
    if not is_known(internal):
        yield unknown(f"internal is {internal}, which only the plan can tell")
    elif expect.is_true(internal):
        yield from off_internet(balancer, "subnets", configuration)
    else:
        for written, subnet in named:
            if subnet is None:
                yield unknown(f"its subnet {written} is not in the configuration")
            else:
                yield from _led_out(subnet, configuration)
    if len(named) < 2:
        is_told = all(is_known(written) or subnet is not None for written, subnet in named)
        said = "it has fewer than two subnets"
        yield fail(said, "subnets") if is_told else unknown(f"only the plan can tell whether {said}")
    elif in_one_zone(balancer, balancer.get("subnets"), configuration):
        yield fail("its subnets are all in one zone", "zones")


def _led_out(subnet: Resource, configuration: Configuration) -> Iterator[Judgement]:
    way = way_to_internet(subnet, configuration)
    if way is not None and not way[1]:
        yield unknown(f"its {subnet.address} has a route to {way[0]}, which only the plan can tell")
    elif way is None and not is_behind_firewall(subnet, configuration):
        yield fail(f"its {subnet.address} has no route to the internet", subnet.address)


def _balancer(
    gateway: str = "gateway_id", names: tuple[str, ...] = ("a", "b"), **values: object
) -> Terraform:
    to = {"gateway_id": "${aws_internet_gateway.edge.id}", "nat_gateway_id": "${aws_nat_gateway.out.id}"}
    to["vpc_endpoint_id"] = "vpce-0123456789abcdef0"
    placed: Mapping[str, object] = {
        name: {"vpc_id": "${aws_vpc.main.id}", "availability_zone": f"xx-test-1{name[0]}"} for name in names
    }
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_subnet": placed,
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                name: {"subnet_id": f"${{aws_subnet.{name}.id}}", "route_table_id": "${aws_route_table.a.id}"}
                for name in names
            },
            "aws_route": {
                "out": {
                    "route_table_id": "${aws_route_table.a.id}",
                    "destination_cidr_block": "0.0.0.0/0",
                    gateway: to[gateway],
                }
            },
            "aws_lb": {"example": {"subnets": [f"${{aws_subnet.{name}.id}}" for name in names], **values}},
        }
    }


RULE = Rule(
    id="lb-subnets",
    title="Load balancers are where their callers are, in two subnets or more",
    severity=Severity.HIGH,
    types=("aws_lb", "aws_alb"),
    scope="configuration",
    check=check,
    rationale=(
        "One for the internet in private subnets answers nobody; an internal one in public subnets is one "
        "flag away from the internet."
    ),
    remediation=(
        "Give an Lb with internal=False subnets whose RouteTable leads to the InternetGateway, and one with "
        "internal=True subnets whose RouteTable does not; two or more of each."
    ),
    controls=(
        "pci-dss-4.0.1:1.4.1",
        "pci-dss-4.0.1:1.4.2",
        "nist-800-53-r5:SC-7(22)",
        "nist-800-53-r5:CP-10",
    ),
    requirements=("R101", "R105", "R139", "R140", "C23"),
    examples=Examples(
        passing=(
            _balancer(internal=False),
            _balancer("nat_gateway_id", internal=True),
            _balancer("vpc_endpoint_id", internal=False),
        ),
        failing=(
            _balancer("nat_gateway_id"),
            _balancer(internal=True),
            _balancer(names=("a",)),
            _balancer(names=("a_1", "a_2")),
        ),
        absent=(Status.FAIL, resources(aws_lb={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _balancer(internal="${var.internal}")),
    ),
)
