"""S3 and DynamoDB are reached without leaving the network of AWS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown, unspecified
from policies.related.networks import by_firewall, endpoint_service, internet_gateway, residents
from policies.resource import Resource
from policies.values import is_known

_ANSWERING: Final = frozenset(
    {
        *("aws_db_subnet_group", "aws_elasticache_subnet_group", "aws_memorydb_subnet_group"),
        "aws_docdb_subnet_group",
    }
)
"""What stands for stores that only answer; others load from S3 by the routes of their subnets."""


def check(vpc: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The VPC has a gateway endpoint for each, associated with every route table of a private subnet. Of a
    system without promises of which nothing uses DynamoDB, nobody can tell whether it needs that one.

    A subnet without an association uses the main table; where no resource declares that, the VPC's own
    main_route_table_id stands for it.
    """
    endpoints = configuration.related(vpc, "aws_vpc_endpoint", "vpc_id")
    needed = _private_tables(vpc, configuration)
    yield from _of_service("s3", endpoints, needed, configuration)
    for judgement in _of_service("dynamodb", endpoints, needed, configuration):
        is_needed = vpc.context.promises is not None or _uses_tables(configuration)
        yield judgement if is_needed or judgement.status is not Status.FAIL else unspecified("promises")


def _of_service(
    service: str, endpoints: Iterable[Resource], needed: list[Resource], configuration: Configuration
) -> Iterator[Judgement]:
    found = [
        item for item in endpoints if endpoint_service(item, configuration) == service and _is_gateway(item)
    ]
    if not found and any(endpoint_service(item, configuration) is None for item in endpoints):
        yield unknown(f"no gateway endpoint for {service}, and an endpoint whose service cannot be read")
    elif not found:
        yield fail(f"no gateway endpoint for {service}", service)
    else:
        yield from _unassociated(service, found, needed, configuration)


@recalled
def _uses_tables(configuration: Configuration) -> bool:
    """Whether there is a table, or something that may use one elsewhere."""
    return any(
        element.type.removeprefix("data.").startswith("aws_dynamodb_")
        or any("dynamodb:" in text for _, text in element.strings())
        for element in configuration.elements
    )


def _is_gateway(endpoint: Resource) -> bool:
    return endpoint.get("vpc_endpoint_type") in (None, "Gateway")


def _private_tables(vpc: Resource, configuration: Configuration) -> list[Resource]:
    """The route tables of the VPC's subnets that do not lead to an internet gateway: of those in which
    something stands that calls others, where that is told of any.
    """
    used = _tables(configuration)
    stand = residents(configuration)
    subnets = configuration.related(vpc, "aws_subnet", "vpc_id")
    settled = {each for each in subnets if each in stand}
    main = (
        *(
            table
            for link in configuration.related(vpc, "aws_main_route_table_association", "vpc_id")
            if (table := configuration.target(link, link.get("route_table_id"))) is not None
        ),
        *configuration.related(vpc, "aws_default_route_table", "default_route_table_id"),
        vpc,
    )
    tables = [
        table
        for subnet in subnets
        if not settled or any(each.type not in _ANSWERING for each in stand.get(subnet, ()))
        for table in used.get(subnet, main[:1])
    ]
    return [
        table
        for table in dict.fromkeys(tables)
        if not any(
            isinstance(internet_gateway(route, configuration), Resource)
            for route in _routes(table, configuration)
        )
        and not by_firewall(table, configuration)
    ]


@recalled
def _tables(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """The route tables that are associated with each subnet."""
    used: dict[Resource, list[Resource]] = defaultdict(list)
    for association in configuration.of("aws_route_table_association"):
        subnet = configuration.target(association, association.get("subnet_id"))
        table = configuration.target(association, association.get("route_table_id"))
        if subnet is not None and table is not None:
            used[subnet].append(table)
    return used


def _routes(table: Resource, configuration: Configuration) -> Iterator[Resource]:
    """The routes of a table, inline or as resources, each as a resource of its own."""
    for block in table.blocks("route"):
        yield replace(table, values=block)
    yield from configuration.naming(table, "aws_route", "route_table_id")


def _unassociated(
    service: str, endpoints: list[Resource], needed: list[Resource], configuration: Configuration
) -> Iterator[Judgement]:
    named = [
        (endpoint, value) for endpoint in endpoints for value in _listed(endpoint.get("route_table_ids"))
    ]
    named += [
        (link, link.get("route_table_id"))
        for endpoint in endpoints
        for link in configuration.naming(
            endpoint, "aws_vpc_endpoint_route_table_association", "vpc_endpoint_id"
        )
    ]
    targets = [configuration.target(user, value) for user, value in named]
    hidden = any(
        target is None and not is_known(value) for target, (_, value) in zip(targets, named, strict=True)
    )
    for table in needed:
        if table in targets:
            continue
        if hidden:
            yield unknown(f"only the plan can tell whether {table.address} uses the {service} endpoint")
        else:
            yield fail(
                f"{table.address} is not associated with the {service} endpoint",
                f"{service}: {table.address}",
            )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


TABLE = "${aws_route_table.private.id}"


def _vpc(
    s3: dict[str, object] | None = None, dynamodb: dict[str, object] | None = None, **others: object
) -> Terraform:
    endpoint = {"vpc_id": "${aws_vpc.example.id}", "route_table_ids": [TABLE]}
    return {
        "resource": {
            "aws_vpc": {"example": {}, "other": {}},
            "aws_dynamodb_table": {"ledger": {}},
            "aws_subnet": {"private": {"vpc_id": "${aws_vpc.example.id}"}},
            "aws_route_table": {"private": {"vpc_id": "${aws_vpc.example.id}"}},
            "aws_route_table_association": {
                "private": {"subnet_id": "${aws_subnet.private.id}", "route_table_id": TABLE}
            },
            "aws_vpc_endpoint": {
                "s3": {**endpoint, "service_name": "com.amazonaws.xx-test-1.s3"} | (s3 or {}),
                "dynamodb": {
                    **endpoint,
                    "service_name": "com.amazonaws.${data.aws_region.here.region}.dynamodb",
                    "vpc_endpoint_type": "Gateway",
                }
                | (dynamodb or {}),
            },
            **others,
        }
    }


LINK = {"route_table_id": TABLE, "vpc_endpoint_id": "${aws_vpc_endpoint.s3.id}"}
PUBLIC = {
    "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.example.id}"}},
    "aws_route": {
        "out": {
            "route_table_id": TABLE,
            "destination_cidr_block": "0.0.0.0/0",
            "gateway_id": "${aws_internet_gateway.edge.id}",
        }
    },
}

RULE = Rule(
    id="vpc-gateway-endpoints",
    title="Private subnets reach S3 and DynamoDB through gateway endpoints",
    severity=Severity.MEDIUM,
    types=("aws_vpc",),
    scope="configuration",
    check=check,
    rationale=(
        "Without the endpoints, receipts and ledger traffic need a way to the internet, and that way is "
        "open for everything else too. Gateway endpoints cost nothing."
    ),
    remediation=(
        "Add a VpcEndpoint of type Gateway for s3 and for dynamodb, with every private route table in "
        "route_table_ids."
    ),
    controls=("pci-dss-4.0.1:1.3.2", "pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7(3)", "nist-800-53-r5:SC-7"),
    requirements=("R54", "C9", "C38"),
    examples=Examples(
        passing=(
            _vpc(),
            _vpc(s3={"route_table_ids": None}, aws_vpc_endpoint_route_table_association={"private": LINK}),
            _vpc(s3={"route_table_ids": []}, dynamodb={"route_table_ids": []}, **PUBLIC),
            _vpc(
                s3={"route_table_ids": ["${aws_vpc.example.main_route_table_id}"]},
                dynamodb={"route_table_ids": ["${aws_vpc.example.default_route_table_id}"]},
                aws_route_table_association={},
            ),
        ),
        failing=(
            _vpc(s3={"vpc_endpoint_type": "Interface"}),
            _vpc(s3={"vpc_id": "${aws_vpc.other.id}"}),
            _vpc(dynamodb={"service_name": "com.amazonaws.xx-test-1.s3"}),
            _vpc(dynamodb={"service_name": "com.amazonaws.vpce.xx-test-1.vpce-svc-0123456789abcdef0"}),
            _vpc(dynamodb={"service_name": "com.amazonaws.xx-test-1.s3"}, aws_dynamodb_table={}),
            _vpc(dynamodb={"route_table_ids": []}),
            _vpc(
                dynamodb={"route_table_ids": None}, aws_vpc_endpoint_route_table_association={"private": LINK}
            ),
            _vpc(aws_route_table_association={}),
        ),
        absent=(Status.FAIL, resources(aws_vpc={"cidr_block": "10.0.0.0/16"})),
        unknown=(Status.UNKNOWN, _vpc(s3={"route_table_ids": "${var.tables}"})),
    ),
)
