"""What a transit gateway's route tables say leads to one network, by what is attached to that gateway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.related.transits import (
    ACCEPTER,
    ASSOCIATION,
    GATEWAY,
    ITS_ATTACHMENT,
    ITS_GATEWAY,
    ITS_TABLE,
    NETWORK,
    PEERING,
    PROPAGATION,
    ROUTE,
    TABLE,
    attachment_of,
    ends,
    far_end,
    gateway_of,
    is_joined_outside,
    networks,
    waits_for,
)
from policies.resource import Resource
from policies.rules.transit._examples import complete
from policies.rules.vpc._openings import written_range
from policies.values import is_known

_DESTINATION: Final = "destination_cidr_block"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A table is one of a gateway of the configuration. A route, an association and a propagation join a
    table with what is attached to its own gateway. A route leads to the addresses of one network that is
    attached there, and over a peering waits until that is accepted.
    """
    if element.type == TABLE:
        yield from _is_of_gateway(element, configuration)
        return
    if element.get("blackhole"):
        yield fail("it drops what is sent there", "blackhole")
    for attribute in (ITS_TABLE, ITS_ATTACHMENT):
        if element.get(attribute) is None:
            yield fail(f"{attribute} is not set", attribute)
    table = configuration.target(element, element.get(ITS_TABLE))
    attachment = attachment_of(element, configuration)
    if table is None or attachment is None:
        yield unknown("its table or what it is attached to is not in the configuration")
        return
    gateway = gateway_of(table, configuration)
    joined = ends(attachment, configuration) if attachment.type == PEERING else ()
    if gateway is None:
        yield unknown(f"only the plan can tell the gateway of {table.address}")
    elif gateway not in (*joined, gateway_of(attachment, configuration)):
        yield fail(f"{attachment.address} is not attached to {gateway.address}", attachment.address)
    elif element.type == ROUTE:
        yield from _leads(element, attachment, gateway, configuration)


def _is_of_gateway(table: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = table.get(ITS_GATEWAY)
    if gateway_of(table, configuration) is not None:
        return
    if value is None or is_known(value):
        yield fail(f"{ITS_GATEWAY} is {value or 'not set'}, and no {GATEWAY} here", ITS_GATEWAY)
    else:
        yield unknown(f"{ITS_GATEWAY} is {value}, which only the plan can tell")


def _leads(
    route: Resource, attachment: Resource, gateway: Resource, configuration: Configuration
) -> Iterator[Judgement]:
    destination = route.get(_DESTINATION)
    leads_to = far_end(attachment, gateway, configuration) if attachment.type == PEERING else gateway
    found = networks(leads_to, configuration) if leads_to is not None else ()
    blocks = {str(vpc.get("cidr_block")) for vpc in found}
    if attachment.type not in (NETWORK, PEERING):
        return  # of what is outside, whose addresses stand nowhere
    if not is_known(destination) or not blocks:
        yield unknown(f"only the plan can tell whether {destination} is a network that is attached there")
    elif destination not in blocks:
        wanted = " or ".join(sorted(blocks))
        own = {str(vpc.get("cidr_block")) for vpc in networks(gateway, configuration)}
        outside = leads_to is not None and is_joined_outside(leads_to, configuration)
        if not outside or _meets(destination, own | blocks):  # else it is a way to what is behind there
            yield fail(f"{_DESTINATION} is {destination}; attached there is {wanted}", _DESTINATION)
    for accepter in configuration.related(attachment, ACCEPTER, ITS_ATTACHMENT):
        if accepter.stack == route.stack and not waits_for(route, accepter, configuration):
            yield fail(f"it does not wait for {accepter.address}: the route is refused before", "depends_on")


def _meets(destination: object, blocks: Iterable[str]) -> bool:
    """Whether a range has addresses of one of the others."""
    network = written_range(destination)
    ranges = [each for each in map(written_range, blocks) if each is not None]
    return network is not None and any(
        each.version == network.version and each.overlaps(network) for each in ranges
    )


RULE = Rule(
    id="transit-routing",
    title="Routes of transit gateways lead to one attached network each",
    severity=Severity.HIGH,
    types=(ROUTE, TABLE, ASSOCIATION, PROPAGATION),
    scope="configuration",
    check=check,
    rationale=(
        "A route to more than the other network lets one region's intruder into whatever is attached later; "
        "one to other addresses loses the traffic; one that is made before the peering is accepted fails."
    ),
    remediation=(
        "Set destination_cidr_block to the other VPC's cidr_block, name an attachment of the table's own "
        "gateway, and let the route wait for the accepter."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:SC-7(5)"),
    requirements=("R135", "R14"),
    examples=Examples(
        passing=(
            *map(complete, ("one_to_two", "two_to_one", "one_table", "one_of_network", "two_learns")),
            complete("two_of_peering"),
        ),
        failing=(
            complete("one_to_two", one_to_two={_DESTINATION: "0.0.0.0/0"}),
            complete("one_to_two", one_to_two={_DESTINATION: "10.1.0.0/16"}),
            complete("one_to_two", one_to_two={"blackhole": True}),
            complete("one_to_two", one_to_two={ITS_TABLE: f"${{{TABLE}.two_table.id}}"}),
            complete("one_to_two", one_to_two={ITS_ATTACHMENT: f"${{{PEERING}.peering.id}}"}),
            complete("one_of_network", one_of_network={ITS_ATTACHMENT: f"${{{NETWORK}.two_network.id}}"}),
            complete("two_learns", two_learns={ITS_TABLE: f"${{{TABLE}.one_table.id}}"}),
            complete("one_table", one_table={ITS_GATEWAY: "tgw-0123"}),
        ),
        absent=(Status.FAIL, resources(**{ROUTE: {}})),
        unknown=(Status.UNKNOWN, complete("one_to_two", one_to_two={_DESTINATION: "${var.network}"})),
    ),
)
