"""A peering between two transit gateways is accepted, and routes lead over it both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.related.transits import (
    ACCEPTER,
    ASSOCIATION,
    ITS_ATTACHMENT,
    PEERING,
    ROUTE,
    attachment_of,
    ends,
    of_tables,
)
from policies.resource import Resource
from policies.rules.transit._examples import complete
from policies.values import is_expression, is_known

_REGION: Final = "peer_region"
_ACCOUNT: Final = "peer_account_id"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of a peering, the region that it names accepts it, and in each of both gateways a route leads over it,
    and what comes over it has a route table: peerings learn no routes. Of an acceptance, its peering is
    there and names its region.
    """
    if element.type == ACCEPTER:
        yield from _accepts(element, configuration)
        return
    if element.get(_ACCOUNT) is not None:
        yield fail(f"{_ACCOUNT} is set: the network is joined to one of another account", _ACCOUNT)
    for accepter in (accepters := configuration.related(element, ACCEPTER, ITS_ATTACHMENT)):
        yield from _in_region(element, accepter)
    if not accepters:
        said = f"no {ACCEPTER} accepts it: it stays pending"
        yield expect.absent(element, configuration, ACCEPTER, ITS_ATTACHMENT, said)
    for gateway in ends(element, configuration):
        if gateway is None:
            yield unknown("one of its gateways is not in the configuration")
            continue
        for kind, said in (
            (ROUTE, f"no route of {gateway.address} leads over it"),
            (ASSOCIATION, f"what comes over it has no route table of {gateway.address}"),
        ):
            users = tuple(of_tables(gateway, kind, configuration))
            found = [attachment_of(user, configuration) for user in users]
            if element not in found:
                hidden = any(
                    is_expression(user.get(ITS_ATTACHMENT)) and target is None
                    for user, target in zip(users, found, strict=True)
                )
                if hidden:
                    yield unknown(f"only the plan can tell whether {said}")
                else:
                    yield fail(said, f"{kind} of {gateway.address}")


def _accepts(accepter: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = accepter.get(ITS_ATTACHMENT)
    peering = configuration.target(accepter, value)
    if value is None:
        yield fail(f"{ITS_ATTACHMENT} is not set", ITS_ATTACHMENT)
    elif peering is None or peering.type != PEERING:
        if is_known(value):
            yield fail(f"{ITS_ATTACHMENT} is {value}, and no peering of this configuration", ITS_ATTACHMENT)
        else:
            yield unknown(f"{ITS_ATTACHMENT} is {value}, which only the plan can tell")
    else:
        yield from _in_region(peering, accepter)


def _in_region(peering: Resource, accepter: Resource) -> Iterator[Judgement]:
    named = peering.get(_REGION)
    if not is_known(named) or not is_known(accepter.region) or not accepter.region:
        yield unknown(f"{_REGION} is {named}, and {accepter.address} is in {accepter.region}")
    elif named != accepter.region:
        said = f"{_REGION} is {named}, and {accepter.address} is in {accepter.region}: none there accepts it"
        yield fail(said, _REGION)


RULE = Rule(
    id="transit-peering",
    title="Peerings of transit gateways are accepted in the other region and have routes both ways",
    severity=Severity.HIGH,
    types=(PEERING, ACCEPTER),
    scope="configuration",
    check=check,
    rationale=(
        "A peering that nobody accepts, or that no route leads over, is planned and applied without an "
        "error and carries nothing; one with another account's gateway joins its network to ours."
    ),
    remediation=(
        "Add an Ec2TransitGatewayPeeringAttachmentAccepter with the other region's provider, and an "
        "Ec2TransitGatewayRoute and an association to the route table of each gateway."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:CP-8"),
    requirements=("R135", "R68", "C14"),
    examples=Examples(
        passing=(complete("peering"), complete("accepted")),
        failing=(
            complete("peering", accepted=None),
            complete("peering", accepted={"provider": None}),
            complete("accepted", accepted={"provider": None}),
            complete("peering", one_to_two=None),
            complete("peering", two_to_one=None),
            complete("peering", two_of_peering=None),
            complete("peering", peering={_ACCOUNT: "999988887777"}),
            complete("accepted", accepted={ITS_ATTACHMENT: "tgw-attach-0123"}),
        ),
        absent=(Status.FAIL, resources(**{ACCEPTER: {}})),
        unknown=(Status.UNKNOWN, complete("accepted", accepted={ITS_ATTACHMENT: "${var.peering}"})),
    ),
)
