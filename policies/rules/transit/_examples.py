"""An example for the rules about transit gateways: a way that lacks nothing; each takes something away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.model import Terraform
from policies.related.transits import (
    ACCEPTER,
    ASSOCIATION,
    DEFAULTS,
    GATEWAY,
    ITS_ATTACHMENT,
    ITS_GATEWAY,
    ITS_TABLE,
    NETWORK,
    PEER,
    PEERING,
    PROPAGATION,
    ROUTE,
    TABLE,
)


def complete(example: str, **changes: Mapping[str, Any] | None) -> Terraform:
    """An example: a way between the networks 10.1.0.0/16 (xx-test-1) and 10.2.0.0/16 (xx-test-2) that lacks
    nothing, in which the element called `example` is judged.

    changes: what one of its elements says otherwise, by its name; None: there is no such element.
    """
    made: dict[str, dict[str, dict[str, Any]]] = {}
    for name, (kind, values) in _elements().items():
        if name in changes and changes[name] is None:
            continue
        told = {**values, **(changes.get(name) or {})}
        text = {key: _named(value, name, example) for key, value in told.items() if value is not None}
        made.setdefault(kind, {})["example" if name == example else name] = text
    return {
        "provider": {"aws": [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "other"}]},
        "resource": made,
    }


def _named(value: object, name: str, example: str) -> object:
    """The value, in which what is judged goes by the name `example`."""
    if isinstance(value, list):
        return [_named(item, name, example) for item in value]
    return value.replace(f".{example}.", ".example.") if isinstance(value, str) else value


def _elements() -> dict[str, tuple[str, dict[str, Any]]]:
    found: dict[str, tuple[str, dict[str, Any]]] = {
        "peering": (
            PEERING,
            {
                ITS_GATEWAY: f"${{{GATEWAY}.one.id}}",
                PEER: f"${{{GATEWAY}.two.id}}",
                "peer_region": "xx-test-2",
            },
        ),
        "accepted": (ACCEPTER, {ITS_ATTACHMENT: f"${{{PEERING}.peering.id}}", "provider": "aws.other"}),
    }
    for number, (name, other) in enumerate((("one", "two"), ("two", "one")), start=1):
        here = {} if number == 1 else {"provider": "aws.other"}
        gateway, table = f"${{{GATEWAY}.{name}.id}}", f"${{{TABLE}.{name}_table.id}}"
        network = {ITS_ATTACHMENT: f"${{{NETWORK}.{name}_network.id}}", ITS_TABLE: table, **here}
        peering = {ITS_ATTACHMENT: f"${{{ACCEPTER}.accepted.{ITS_ATTACHMENT}}}", ITS_TABLE: table, **here}
        disabled = dict.fromkeys(DEFAULTS, "disable")
        of_vpc = {"vpc_id": f"${{aws_vpc.{name}_vpc.id}}", **here}
        found |= {
            name: (GATEWAY, {"amazon_side_asn": 64511 + number, **disabled, **here}),
            f"{name}_vpc": ("aws_vpc", {"cidr_block": f"10.{number}.0.0/16", **here}),
            f"{name}_subnet": ("aws_subnet", {"availability_zone": f"{name}-a", **of_vpc}),
            f"{name}_subnet_b": ("aws_subnet", {"availability_zone": f"{name}-b", **of_vpc}),
            f"{name}_routes": ("aws_route_table", of_vpc),
            f"{name}_network": (
                NETWORK,
                {
                    ITS_GATEWAY: gateway,
                    "subnet_ids": [
                        f"${{aws_subnet.{name}_subnet.id}}",
                        f"${{aws_subnet.{name}_subnet_b.id}}",
                    ],
                    **of_vpc,
                },
            ),
            f"{name}_table": (TABLE, {ITS_GATEWAY: gateway, **here}),
            f"{name}_of_network": (ASSOCIATION, network),
            f"{name}_of_peering": (ASSOCIATION, peering),
            f"{name}_learns": (PROPAGATION, network),
            f"{name}_to_{other}": (ROUTE, {**peering, "destination_cidr_block": f"10.{3 - number}.0.0/16"}),
            f"{name}_out": (
                "aws_route",
                {
                    "route_table_id": f"${{aws_route_table.{name}_routes.id}}",
                    "destination_cidr_block": f"10.{3 - number}.0.0/16",
                    ITS_GATEWAY: gateway,
                    "depends_on": [f"{NETWORK}.{name}_network"],
                    **here,
                },
            ),
        }
    return found
