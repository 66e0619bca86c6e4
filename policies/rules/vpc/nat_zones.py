"""Several NAT gateways stand in several zones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import subnets, zone_of
from policies.resource import Resource
from policies.values import is_known


def check(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Not all gateways of a VPC that has several stand in one zone.

    Each zone is to leave by a gateway of its own (VPC User Guide, "NAT gateway basics"). A second one beside
    the first costs its price, and is gone with it.
    """
    value = gateway.get("subnet_id")
    stood = next((subnet for _, subnet in subnets(gateway, value, configuration)), None)
    if stood is None:
        if not is_known(value) and configuration.target(gateway, value) is None:
            yield unknown(f"subnet_id is {value}, which only the plan can tell")
        return
    beside = _beside(configuration)[_vpc(stood, configuration)]
    places = {zone_of(subnet) or subnet for _, subnet in beside}
    if len(beside) > 1 and len(places) == 1:
        other = next(each for each, _ in beside if each is not gateway)
        yield fail(
            f"it stands in {stood.address}, in the zone of {other.address}, and no gateway in another: with "
            "that zone nothing gets out",
            "zones",
        )


def _vpc(subnet: Resource, configuration: Configuration) -> object:
    return configuration.target(subnet, subnet.get("vpc_id")) or (subnet.stack, str(subnet.get("vpc_id")))


@recalled
def _beside(configuration: Configuration) -> Mapping[object, list[tuple[Resource, Resource]]]:
    """By VPC, each gateway and the subnet in which it stands."""
    found: dict[object, list[tuple[Resource, Resource]]] = defaultdict(list)
    for gateway in configuration.of("aws_nat_gateway"):
        for _, subnet in subnets(gateway, gateway.get("subnet_id"), configuration):
            if subnet is not None:
                found[_vpc(subnet, configuration)].append((gateway, subnet))
    return found


def _gateways(example: str, other: str) -> Terraform:
    zones = {"a": "xx-test-1a", "b": "xx-test-1b", "same": "xx-test-1a"}
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_subnet": {
                name: {"vpc_id": "${aws_vpc.main.id}", "availability_zone": zone}
                for name, zone in zones.items()
            },
            "aws_nat_gateway": {
                "example": {"subnet_id": f"${{aws_subnet.{example}.id}}"},
                "other": {"subnet_id": f"${{aws_subnet.{other}.id}}"},
            },
        }
    }


RULE = Rule(
    id="vpc-nat-zones",
    title="Several NAT gateways of a network stand in several zones",
    severity=Severity.HIGH,
    types=("aws_nat_gateway",),
    scope="configuration",
    check=check,
    rationale="Three gateways in one zone are one: when that zone fails, no subnet of any zone gets out.",
    remediation="Set subnet_id to the public subnet of another zone for each NatGateway.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-8", "nist-800-53-r5:CP-10"),
    requirements=("R100", "R101"),
    examples=Examples(
        passing=(
            _gateways("a", "b"),
            {"resource": {"aws_nat_gateway": {"example": {"subnet_id": "subnet-1"}}}},
        ),
        failing=(_gateways("a", "a"), _gateways("a", "same")),
        absent=(Status.PASS, {"resource": {"aws_nat_gateway": {"example": {"allocation_id": "eipalloc-1"}}}}),
        unknown=(
            Status.UNKNOWN,
            {"resource": {"aws_nat_gateway": {"example": {"subnet_id": "${var.subnet}"}}}},
        ),
    ),
)
