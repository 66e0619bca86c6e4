"""An isolated network stays isolated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
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
    unspecified,
)
from policies.related.networks import ROUTE_TABLES, internet_gateway
from policies.resource import Resource

GATEWAYS: Final = (
    "aws_internet_gateway",
    "aws_internet_gateway_attachment",
    "aws_egress_only_internet_gateway",
    "aws_nat_gateway",
)


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Isolated systems have no gateway; elsewhere, a route leads to the gateway of its own VPC."""
    if element.type in GATEWAYS:
        promises = element.context.promises
        if promises is None:
            yield unspecified("promises")
        elif promises.isolated:
            yield fail(f"the system {element.context.system} has no way to the internet")
        else:
            yield NOT_APPLICABLE
    elif element.type in ROUTE_TABLES:
        table = element
        yield from expect.each_block(
            table, "route", "cidr_block", lambda route: _routed(route, table, configuration)
        )
    else:
        yield from _routed(
            element, configuration.target(element, element.get("route_table_id")), configuration
        )


def _routed(route: Resource, table: Resource | None, configuration: Configuration) -> Iterator[Judgement]:
    gateway = internet_gateway(route, configuration)
    if gateway is None:
        return
    promises = route.context.promises
    if promises is not None and promises.isolated:
        yield fail(f"it leads from the system {route.context.system} to the internet")
    elif isinstance(gateway, str) and gateway.startswith("igw-"):
        yield fail(f"it leads to {gateway}, which no VPC of this configuration has")
    elif isinstance(gateway, str) or not gateway.is_managed:
        yield unknown(f"it leads to {route.get('gateway_id')}, which only the plan can tell")
    elif table is None or not _is_attached(gateway, table, configuration):
        yield fail(f"it leads to {gateway.address}, which is not attached to the VPC of its table")
    elif promises is None:
        yield unspecified("promises")


def _is_attached(gateway: Resource, table: Resource, configuration: Configuration) -> bool:
    own = table.get("vpc_id") or table.get("default_route_table_id")
    vpc = configuration.target(table, own)
    for holder in (
        gateway,
        *configuration.related(gateway, "aws_internet_gateway_attachment", "internet_gateway_id"),
    ):
        named = holder.get("vpc_id")
        if named is not None and (
            (vpc is not None and configuration.target(holder, named) is vpc)
            or (holder.stack == table.stack and named == own)
        ):
            return True
    return False


WAY_OUT = {"gateway_id": "${aws_internet_gateway.edge.id}"}


def _stack(route: dict[str, object], table: str = "public", **kinds: dict[str, object]) -> Terraform:
    resource: dict[str, Any] = {
        "aws_vpc": {"public": {}, "private": {}},
        "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.public.id}"}},
        "aws_route_table": {
            "public": {"vpc_id": "${aws_vpc.public.id}"},
            "private": {"vpc_id": "${aws_vpc.private.id}"},
        },
        "aws_route": {"example": {"route_table_id": f"${{aws_route_table.{table}.id}}", **route}},
    }
    return {"resource": {**resource, **kinds}}


def _inline(vpc: str, *routes: dict[str, object]) -> Terraform:
    table = {"vpc_id": f"${{aws_vpc.{vpc}.id}}", "route": [*routes]}
    return _stack({}, aws_route={}, aws_route_table={"example": table})


RULE = Rule(
    id="vpc-isolated",
    title="Networks without an internet gateway have no route to one",
    severity=Severity.HIGH,
    types=(*GATEWAYS, "aws_route", *ROUTE_TABLES),
    scope="configuration",
    check=check,
    rationale=(
        "Functions in an isolated network are safe from the internet because there is no way to it. One "
        "route ends that for every subnet of its table."
    ),
    remediation="Remove the route and the gateway; reach AWS services through VpcEndpoint.",
    controls=("pci-dss-4.0.1:1.4.1", "pci-dss-4.0.1:1.4.4", "nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(21)"),
    requirements=("R67",),
    examples=Examples(
        passing=(
            _stack({"destination_cidr_block": "0.0.0.0/0", **WAY_OUT}),
            _stack({"destination_cidr_block": "10.1.0.0/16", "transit_gateway_id": "tgw-1"}, "private"),
            _inline("public", {"cidr_block": "0.0.0.0/0", **WAY_OUT}),
        ),
        failing=(
            _stack({"destination_cidr_block": "0.0.0.0/0", **WAY_OUT}, "private"),
            _stack({"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-0123"}, "private"),
            _stack({"destination_cidr_block": "${var.partner}", **WAY_OUT}, "private"),
            _stack({"destination_ipv6_cidr_block": "::/0", **WAY_OUT}, "private"),
            _inline("private", {"cidr_block": "10.1.0.0/16"}, {"cidr_block": "0.0.0.0/0", **WAY_OUT}),
        ),
        absent=(Status.PASS, _inline("private")),
        unknown=(Status.UNKNOWN, _stack({"destination_cidr_block": "0.0.0.0/0", "gateway_id": "${var.out}"})),
    ),
)
