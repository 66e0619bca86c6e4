"""A fixed public address is that of a NAT gateway, or of what partners call by address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_expression

_NAT: Final = "aws_nat_gateway"
_OTHERS: Final = {
    "aws_globalaccelerator_custom_routing_accelerator": "ip_addresses",
    "aws_lb": "subnet_mapping.allocation_id",
    "aws_transfer_server": "endpoint_details.address_allocation_ids",
}
"""What else of AWS takes fixed addresses, and lets callers in by rules of its own."""
_HOLDERS: Final = ("instance", "network_interface", "associate_with_private_ip")


def check(address: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The address is a NAT gateway's, or one's of a service of AWS, and no instance's or interface's."""
    if address.type == "aws_eip_association":
        yield fail("it gives a public address to an instance or a network interface")
        return
    for attribute in _HOLDERS:
        if address.get(attribute) not in (None, ""):
            yield fail(f"{attribute} is {address.get(attribute)}: it is on the internet", attribute)
    used = _used(configuration)
    if address in used:
        return
    if address.stack in used:
        yield unknown("whether a NAT gateway of its stack uses it, only the plan can tell")
    else:
        yield expect.absent(address, configuration, _NAT, "allocation_id", "no NAT gateway uses it")


@recalled
def _used(configuration: Configuration) -> frozenset[Resource | str]:
    """The addresses of NAT gateways, and the stacks of gateways of whose only the plan can tell."""
    found: set[Resource | str] = set()
    for gateway in configuration.of(_NAT, "aws_nat_gateway_eip_association"):
        of_zones = (block.get("allocation_ids") for block in gateway.blocks("availability_zone_address"))
        found |= _named(
            gateway,
            (gateway.get("allocation_id"), gateway.get("secondary_allocation_ids"), *of_zones),
            configuration,
        )
    for kind, attribute in _OTHERS.items():
        above, _, name = attribute.rpartition(".")
        for user in configuration.of(kind):
            blocks = user.blocks(above) if above else (user.values,)
            found |= _named(user, (block.get(name) for block in blocks), configuration)
    return frozenset(found)


def _named(user: Resource, values: Iterable[object], configuration: Configuration) -> set[Resource | str]:
    found: set[Resource | str] = set()
    for item in chain.from_iterable(map(as_list, values)):
        target = configuration.target(user, item)
        if target is not None:
            found.add(target)
        elif is_expression(item):
            found.add(user.stack)
    return found


def _address(used: str = "allocation_id", use: object = None, **values: object) -> Terraform:
    given = "${aws_eip.example.id}" if use is None else use
    return {
        "resource": {
            "aws_eip": {"example": {"domain": "vpc", **values}, "other": {"domain": "vpc"}},
            "aws_nat_gateway": {"out": {used: given}},
        }
    }


def _of_server(name: str) -> Terraform:
    details = {"address_allocation_ids": [f"${{aws_eip.{name}.id}}"]}
    addresses = {"example": {"domain": "vpc"}, "other": {"domain": "vpc"}}
    return {
        "resource": {"aws_eip": addresses, "aws_transfer_server": {"files": {"endpoint_details": details}}}
    }


RULE = Rule(
    id="vpc-elastic-address",
    title="Elastic IP addresses belong to NAT gateways",
    severity=Severity.HIGH,
    types=("aws_eip", "aws_eip_association"),
    scope="configuration",
    check=check,
    rationale=(
        "An instance with an elastic address is reached from the internet past the load balancer and its "
        "firewall. One that nothing uses is paid for, and can be given to anything by hand."
    ),
    remediation="Name the Eip in the allocation_id of a NatGateway, and nowhere else; or remove it.",
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(3)"),
    requirements=("R45", "R139"),
    examples=Examples(
        passing=(
            _address(),
            _of_server("example"),
            _address("secondary_allocation_ids", ["${aws_eip.example.allocation_id}"]),
            _address(
                "availability_zone_address",
                [{"allocation_ids": ["${aws_eip.other.id}"]}, {"allocation_ids": ["${aws_eip.example.id}"]}],
            ),
        ),
        failing=(
            _of_server("other"),
            _address(use="${aws_eip.other.id}"),
            _address(instance="${aws_instance.jump.id}"),
            _address(network_interface="${aws_network_interface.jump.id}"),
            resources(aws_eip_association={"allocation_id": "eipalloc-1", "instance_id": "i-1"}),
        ),
        absent=(Status.FAIL, resources(aws_eip={"domain": "vpc"})),
        unknown=(Status.UNKNOWN, _address(use="${var.address}")),
    ),
)
