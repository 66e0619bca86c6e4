"""The networks on a transit gateway know the way to what is joined from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
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
    gateway_of,
    of_tables,
)
from policies.resource import Resource

_CONNECTION: Final = "aws_vpn_connection"
_INSIDE: Final = (NETWORK, PEERING, ACCEPTER)


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of a tunnel or another way to outside, a route table with which a VPC is associated learns the routes,
    or has one of its own (Amazon VPC Transit Gateways, "Transit gateway route tables"). Where others learn
    them alone, it is told of what says so.
    """
    is_propagation = element.type == PROPAGATION
    outside = attachment_of(element, configuration) if is_propagation else element
    table = configuration.target(element, element.get(ITS_TABLE)) if is_propagation else None
    gateway = gateway_of(table or element, configuration)
    if outside is None or outside.type in _INSIDE or gateway is None:
        yield NOT_APPLICABLE
        return
    of_networks = _tables(gateway, ASSOCIATION, configuration, None)
    learning = _tables(gateway, PROPAGATION, configuration, outside)
    learning |= _tables(gateway, ROUTE, configuration, outside)
    by_default = gateway.get("default_route_table_propagation") in (None, "enable")
    if not of_networks or of_networks & learning or by_default or (learning and not is_propagation):
        return
    where = ", ".join(sorted(each.address for each in of_networks if each))
    yield fail(f"{where}, by which networks find their way, learns no route to {outside.address}")


def _tables(
    gateway: Resource, kind: str, configuration: Configuration, outside: Resource | None
) -> set[Resource | None]:
    """The route tables that elements of this type join with an attachment; of a VPC where None is given."""
    found = set()
    for each in of_tables(gateway, kind, configuration):
        attachment = attachment_of(each, configuration)
        is_meant = attachment is outside if outside else attachment is not None and attachment.type == NETWORK
        if is_meant:
            found.add(configuration.target(each, each.get(ITS_TABLE)))
    return found


def _joined(learns: str | None, example: str = PROPAGATION, **gateway: object) -> Terraform:
    """A VPC with its table, and a tunnel with another one; `learns`: which learns the way by the tunnel."""
    own = {ITS_GATEWAY: f"${{{GATEWAY}.hub.id}}"}
    network, tunnel = f"${{{NETWORK}.pay.id}}", f"${{{_CONNECTION}.example.{ITS_ATTACHMENT}}}"
    names = {name: f"${{{TABLE}.{name}.id}}" for name in ("networks", "edge")}
    learned = {ITS_ATTACHMENT: tunnel, ITS_TABLE: names.get(str(learns))}
    made: dict[str, Any] = {
        GATEWAY: {"hub": {"default_route_table_propagation": "disable", **gateway}},
        NETWORK: {"pay": own},
        _CONNECTION: {"example": own},
        TABLE: dict.fromkeys(names, own),
        ASSOCIATION: {
            "pay": {ITS_ATTACHMENT: network, ITS_TABLE: names["networks"]},
            "tunnel": {ITS_ATTACHMENT: tunnel, ITS_TABLE: names["edge"]},
        },
        example: {"example": learned} if learns and example != _CONNECTION else {},
    }
    return {"resource": {**made, _CONNECTION: {"example": own}}}


RULE = Rule(
    id="transit-learned",
    title="Networks on a transit gateway learn the routes of what is joined from outside",
    severity=Severity.HIGH,
    types=(PROPAGATION, _CONNECTION),
    scope="configuration",
    check=check,
    rationale=(
        "A tunnel whose routes only the tunnels learn is up, and watched, and carries nothing: the network "
        "has no way to the data centre when the other line fails."
    ),
    remediation=(
        "Give the Ec2TransitGatewayRouteTablePropagation of the VPN or Direct Connect attachment the route "
        "table with which the VPC's attachment is associated."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:CP-8", "nist-800-53-r5:CM-6"),
    requirements=("R135",),
    examples=Examples(
        passing=(
            _joined("networks"),
            _joined("networks", ROUTE),
            _joined(None, default_route_table_propagation=None),
        ),
        failing=(_joined("edge"), _joined(None)),
        absent=(Status.NOT_APPLICABLE, {"resource": {PROPAGATION: {"example": {}}}}),
        unknown=(Status.FAIL, _joined("edge")),
    ),
)
