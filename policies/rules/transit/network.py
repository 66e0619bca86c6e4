"""A network that is attached to a transit gateway sends its traffic there, and gets its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.related.networks import ASSOCIATION as TABLE_OF
from policies.related.networks import by_firewall, internet_gateway, off_internet, residents, routes, subnets
from policies.related.transits import (
    ASSOCIATION,
    DEFAULTS,
    ITS_ATTACHMENT,
    ITS_GATEWAY,
    NETWORK,
    PROPAGATION,
    TABLE,
    behind_peers,
    gateway_of,
)
from policies.resource import Resource
from policies.rules.transit._examples import complete
from policies.values import is_expression

_SUBNETS: Final = "subnet_ids"
_BLOCK: Final = "cidr_block"
_DESTINATION: Final = "destination_cidr_block"


def check(attachment: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It has a route table of the gateway, that which AWS makes or another one, which learns its addresses;
    subnets of two zones or more, none of them public; and each route table of its VPC that does not lead to
    the internet leads to each network behind the gateway's peers: one that does not loses the answers of
    whoever is in its subnets. In its own subnets nobody is.
    """
    gateway = attachment.get(ITS_GATEWAY)
    hub = configuration.target(attachment, gateway)
    is_read = is_expression(gateway) if hub is None else not hub.is_managed
    if is_read or str(gateway).startswith("tgw-"):  # another owner's, who makes its routes
        yield NOT_APPLICABLE
        return
    by_default = (
        hub is not None
        and hub.get(DEFAULTS[1]) in (None, "enable")
        and not configuration.related(hub, TABLE, ITS_GATEWAY)
    )
    for kind, said in (
        (ASSOCIATION, "no route table of the gateway is associated with it"),
        (PROPAGATION, "no route table of the gateway learns its addresses"),
    ):
        if not by_default and not configuration.related(attachment, kind, ITS_ATTACHMENT):
            yield expect.absent(attachment, configuration, kind, ITS_ATTACHMENT, said)
    yield from off_internet(attachment, _SUBNETS, configuration)
    placed = [subnet for _, subnet in subnets(attachment, attachment.get(_SUBNETS), configuration)]
    if None not in placed and len({str(subnet.get("availability_zone")) for subnet in placed if subnet}) < 2:
        yield fail("its subnets are in one zone: nothing reaches the others", _SUBNETS)
    yield from _leads_there(attachment, configuration)


def _leads_there(attachment: Resource, configuration: Configuration) -> Iterator[Judgement]:
    gateway = gateway_of(attachment, configuration)
    vpc = configuration.target(attachment, attachment.get("vpc_id"))
    if gateway is None or vpc is None or vpc.type != "aws_vpc":
        yield unknown("its gateway or its VPC is not in the configuration")
        return
    own = {subnet for _, subnet in subnets(attachment, attachment.get(_SUBNETS), configuration)}
    reached = {str(there.get(_BLOCK)) for there in behind_peers(gateway, configuration)}
    for table in configuration.related(vpc, "aws_route_table", "vpc_id"):
        found = tuple(routes(table, configuration))
        if any(internet_gateway(route, configuration) is not None for route in found):
            continue
        if by_firewall(table, configuration) or _is_of_none(table, own, configuration):
            continue
        led = {
            str(route.get(_DESTINATION) or route.get(_BLOCK))
            for route in found
            if configuration.target(route, route.get(ITS_GATEWAY)) is gateway
        }
        for lacking in sorted(reached - led):
            yield fail(f"{table.address} of {table.stack} has no route to {lacking} by the gateway", lacking)


def _is_of_none(table: Resource, own: Collection[Resource | None], configuration: Configuration) -> bool:
    """Whether a table is a gateway's, or that of these subnets and of empty ones alone."""
    settled = residents(configuration)
    found = configuration.related(table, TABLE_OF, "route_table_id")
    return bool(found) and all(
        subnet is None or subnet in own or (settled and subnet not in settled)
        for subnet in (configuration.target(each, each.get("subnet_id")) for each in found)
    )


RULE = Rule(
    id="transit-network",
    title="Networks on a transit gateway have routes to the networks behind its peers",
    severity=Severity.HIGH,
    types=(NETWORK,),
    scope="configuration",
    check=check,
    rationale=(
        "The gateway knows the way, and the VPC does not use it: requests go out by NAT, or their answers "
        "are dropped, and the application of the other region waits for its database."
    ),
    remediation=(
        "Add a Route with transit_gateway_id to every route table of private and database subnets, in both "
        "regions, and associate and propagate the attachment."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.4.4", "nist-800-53-r5:SC-7", "nist-800-53-r5:CP-8"),
    requirements=("R135",),
    examples=Examples(
        passing=(complete("one_network"), complete("two_network")),
        failing=(
            complete("one_network", one_out=None),
            complete("two_network", two_out=None),
            complete("one_network", one_out={_DESTINATION: "10.9.0.0/16"}),
            complete("one_network", one_out={ITS_GATEWAY: "tgw-0123"}),
            complete("one_network", one_of_network=None),
            complete("one_network", one_learns=None),
            complete("one_network", one_network={_SUBNETS: ["${aws_subnet.one_subnet.id}"]}),
            complete("one_network", one_subnet_b={"availability_zone": "one-a"}),
        ),
        absent=(Status.FAIL, resources(**{NETWORK: {}})),
        unknown=(Status.UNKNOWN, complete("one_network", one_network={"vpc_id": "${var.vpc}"})),
    ),
)
