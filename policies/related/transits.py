"""How transit gateways, their attachments and their route tables belong together, as several rules ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.references import block_of
from policies.resource import Resource
from policies.values import as_list

GATEWAY: Final = "aws_ec2_transit_gateway"
NETWORK: Final = f"{GATEWAY}_vpc_attachment"
PEERING: Final = f"{GATEWAY}_peering_attachment"
ACCEPTER: Final = f"{PEERING}_accepter"
TABLE: Final = f"{GATEWAY}_route_table"
ASSOCIATION: Final = f"{TABLE}_association"
PROPAGATION: Final = f"{TABLE}_propagation"
ROUTE: Final = f"{GATEWAY}_route"
ITS_GATEWAY: Final = "transit_gateway_id"
ITS_TABLE: Final = "transit_gateway_route_table_id"
ITS_ATTACHMENT: Final = "transit_gateway_attachment_id"
PEER: Final = "peer_transit_gateway_id"

DEFAULTS: Final = (
    "auto_accept_shared_attachments",
    "default_route_table_association",
    "default_route_table_propagation",
)
"""What a gateway does with whoever attaches, unless it is told not to."""


def gateway_of(attachment: Resource, configuration: Configuration) -> Resource | None:
    """The gateway that an attachment, or a route table, names as its own."""
    found = configuration.target(attachment, attachment.get(ITS_GATEWAY))
    return found if found is not None and found.type == GATEWAY else None


def attachment_of(user: Resource, configuration: Configuration) -> Resource | None:
    """The attachment that a route, an association, a propagation or an acceptance is about.

    Of a peering that is named through its acceptance, the peering.
    """
    found = configuration.target(user, user.get(ITS_ATTACHMENT))
    if found is not None and found.type == ACCEPTER:
        found = configuration.target(found, found.get(ITS_ATTACHMENT))
    return found


def ends(peering: Resource, configuration: Configuration) -> tuple[Resource | None, Resource | None]:
    """The gateway that asks for a peering, and the one that is asked."""
    return (
        configuration.target(peering, peering.get(ITS_GATEWAY)),
        configuration.target(peering, peering.get(PEER)),
    )


def peerings(gateway: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    """The peerings of a gateway, whichever end it is."""
    return (
        *configuration.related(gateway, PEERING, ITS_GATEWAY),
        *configuration.related(gateway, PEERING, PEER),
    )


def far_end(peering: Resource, gateway: Resource, configuration: Configuration) -> Resource | None:
    """The other gateway of a peering."""
    asking, asked = ends(peering, configuration)
    return asked if asking is gateway else asking


def of_tables(gateway: Resource, kind: str, configuration: Configuration) -> Iterator[Resource]:
    """The routes, associations or propagations (`kind`) of the route tables of a gateway."""
    for table in configuration.related(gateway, TABLE, ITS_GATEWAY):
        yield from configuration.related(table, kind, ITS_TABLE)


def waits_for(user: Resource, awaited: Resource, configuration: Configuration) -> bool:
    """Whether Terraform makes it after the other: it refers to it, or says so."""
    return awaited.block in {
        *map(str, as_list(user.values.get("depends_on"))),
        *(
            block_of(found.address)
            for found in (configuration.target(user, text) for _, text in user.strings())
            if found is not None and found.stack == user.stack
        ),
    }


def networks(gateway: Resource, configuration: Configuration) -> Iterator[Resource]:
    """The VPCs that are attached to a gateway."""
    for attached in configuration.related(gateway, NETWORK, ITS_GATEWAY):
        vpc = configuration.target(attached, attached.get("vpc_id"))
        if vpc is not None and vpc.type == "aws_vpc":
            yield vpc


def is_joined_outside(gateway: Resource, configuration: Configuration) -> bool:
    """Whether a tunnel or a line from outside, of which the addresses stand nowhere, ends at a gateway."""
    return bool(
        configuration.related(gateway, "aws_vpn_connection", ITS_GATEWAY)
        or configuration.related(gateway, "aws_dx_gateway_association", "associated_gateway_id")
    )


def behind_peers(gateway: Resource, configuration: Configuration) -> Iterator[Resource]:
    """The VPCs that the peers of a gateway lead to."""
    for peering in peerings(gateway, configuration):
        other = far_end(peering, gateway, configuration)
        if other is not None:
            yield from networks(other, configuration)


def led_to(vpc: Resource, configuration: Configuration) -> Iterator[Resource]:
    """The VPCs of other regions that a VPC is led to by transit gateways."""
    for attached in configuration.related(vpc, NETWORK, "vpc_id"):
        gateway = gateway_of(attached, configuration)
        if gateway is not None:
            yield from behind_peers(gateway, configuration)
