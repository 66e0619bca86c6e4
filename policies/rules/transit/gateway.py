"""A transit gateway joins two networks, and nobody by itself."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.transits import (
    DEFAULTS,
    GATEWAY,
    ITS_GATEWAY,
    NETWORK,
    TABLE,
    far_end,
    is_joined_outside,
    peerings,
)
from policies.resource import Resource
from policies.rules.transit._examples import complete
from policies.values import is_known

_NUMBER = "amazon_side_asn"


def check(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Nobody is accepted unasked, nor gets routes where the gateway has route tables of its own; a network is
    attached, and another one, a line from outside, or a gateway of another region, whose autonomous system
    number is another one (Amazon VPC Transit Gateways, "Transit gateway peering attachments").
    """
    outside = is_joined_outside(gateway, configuration)
    by_default = outside and not configuration.related(gateway, TABLE, ITS_GATEWAY)
    for attribute in DEFAULTS[:1] if by_default else DEFAULTS:
        yield from expect.apart(attribute, expect.one_of(gateway, attribute, ("disable",)))
    if not configuration.related(gateway, NETWORK, ITS_GATEWAY):
        yield expect.absent(gateway, configuration, NETWORK, ITS_GATEWAY, "no network is attached to it")
    found = peerings(gateway, configuration)
    attached = configuration.related(gateway, NETWORK, ITS_GATEWAY)
    if not found and (len(attached) > 1 or outside):
        return
    if not found:
        yield fail("it is peered with no gateway of another region: it leads nowhere", "peering")
    own = gateway.get(_NUMBER)
    if own is None:
        yield fail(f"{_NUMBER} is not set: it is the one that every gateway has", _NUMBER)
    for other in (far_end(peering, gateway, configuration) for peering in found):
        if other is not None and not is_known(own):
            yield unknown(f"{_NUMBER} is {own}, which only the plan can tell")
        elif other is not None and own is not None and str(own) == str(other.get(_NUMBER)):
            yield fail(f"{_NUMBER} is {own}, as that of {other.address}", _NUMBER)


def _hub() -> Terraform:
    """A gateway of one region, to which a data centre is joined; it has the tables that AWS makes."""
    joined = {ITS_GATEWAY: f"${{{GATEWAY}.example.id}}"}
    return resources(
        **{
            GATEWAY: {"auto_accept_shared_attachments": "disable"},
            NETWORK: joined,
            "aws_vpn_connection": joined,
        }
    )


RULE = Rule(
    id="transit-gateway",
    title="Transit gateways lead from one network to another, and accept no attachment by themselves",
    severity=Severity.HIGH,
    types=(GATEWAY,),
    scope="configuration",
    check=check,
    rationale=(
        "A gateway that takes in whoever attaches joins networks that nobody meant to join. One without a "
        "network or a peering is paid for and carries nothing."
    ),
    remediation=(
        "Set auto_accept_shared_attachments, default_route_table_association and "
        "default_route_table_propagation to disable, give each gateway an amazon_side_asn of its own, attach "
        "the VPC and peer the gateways (infra.blocks.network.transit)."
    ),
    controls=("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.2.5", "nist-800-53-r5:AC-4", "nist-800-53-r5:SC-7"),
    requirements=("R135", "C14"),
    examples=Examples(
        passing=(complete("one"), complete("two"), _hub()),
        failing=(
            complete("one", one={"auto_accept_shared_attachments": "enable"}),
            complete("one", one={"default_route_table_association": None}),
            complete("one", one={_NUMBER: 64513}),
            complete("one", one={_NUMBER: None}),
            complete("one", one_network=None),
            complete("two", peering=None),
        ),
        absent=(Status.FAIL, resources(aws_ec2_transit_gateway={})),
        unknown=(Status.UNKNOWN, complete("one", one={_NUMBER: "${var.number}"})),
    ),
)
