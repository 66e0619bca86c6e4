"""The groups of a database let in whoever is let out to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import way_to_internet
from policies.related.transits import GATEWAY, NETWORK, PEERING, led_to
from policies.resource import Resource
from policies.rules.vpc._ways import groups_of, passes, ways

_PORTS: Final[Mapping[str, int]] = {"aurora-mysql": 3306, "aurora-postgresql": 5432}
_GROUPS: Final = "vpc_security_group_ids"


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The cluster has groups of the configuration; one of them lets another group in on its port alone, and
    that one lets out to it.

    No range of addresses is let in, but for a private subnet to which transit gateways lead: the security
    groups of another region are not known here.
    """
    if not database.get(_GROUPS):
        yield fail(
            f"{_GROUPS} is not set: it has the VPC's default group, which lets no other group in", _GROUPS
        )
        return
    groups = groups_of(database, database.get(_GROUPS), configuration)
    port = expect.number(database.get("port") or _PORTS.get(str(database.get("engine"))))
    if port is None or None in groups:
        yield unknown("only the plan can tell its port or its groups")
        return
    callers: set[Resource] = set()
    doubtful = False
    for opening, named in ways(configuration, "ingress", groups):
        has_port = opening.has_port(int(port))
        doubtful |= has_port is None or None in named
        ranges = [peer for peer in opening.peers if not _is_peered(peer, opening.group, configuration)]
        if ranges and has_port is not False:
            yield fail(f"it lets in {', '.join(ranges)}, and not one group alone", "ranges")
        if has_port and opening.ports != (port, port):
            yield fail(f"it lets in {opening.label}, and not its port alone", "ports")
        callers |= {peer for peer in named if peer is not None} if has_port else set()
    if not callers:
        said = f"no group of it lets another group in on {int(port)}"
        yield unknown(f"only the plan can tell whether {said}") if doubtful else fail(said, "ingress")
    for caller in sorted(callers, key=lambda group: (group.stack, group.address)):
        if passes(configuration, "egress", {caller}, groups, int(port)) is False:
            yield fail(f"{caller.address} is let in, and not let out on {int(port)}", caller.address)


def _is_peered(block: str, group: Resource | None, configuration: Configuration) -> bool:
    """Whether it is a subnet, without a way in from the internet, of a VPC behind transit gateways."""
    vpc = None if group is None else configuration.target(group, group.get("vpc_id"))
    there = set(led_to(vpc, configuration)) if vpc is not None and vpc.type == "aws_vpc" else set()
    return any(
        configuration.target(subnet, subnet.get("vpc_id")) in there
        and way_to_internet(subnet, configuration) is None
        for subnet in configuration.having("aws_subnet", "cidr_block", block)
    )


def _database(
    ingress: object = 3306,
    egress: object = 3306,
    source: Mapping[str, str] | None = None,
    group: object = "${aws_security_group.database.id}",
    *,
    first: object = None,
    **values: object,
) -> Terraform:
    tasks = "${aws_security_group.tasks.id}"
    said = {"engine": "aurora-mysql", _GROUPS: [group] if group else None, **values}
    tcp = {"ip_protocol": "tcp", "description": "Queries"}
    low = ingress if first is None else first
    let_in = {"security_group_id": group, "from_port": low, "to_port": ingress, **tcp}
    let_out = {"security_group_id": tasks, "from_port": egress, "to_port": egress, **tcp}
    return {
        "resource": {
            "aws_rds_cluster": {"example": said},
            "aws_security_group": {"database": {}, "tasks": {}},
            "aws_vpc_security_group_ingress_rule": {
                "in": {**let_in, **(source or {"referenced_security_group_id": tasks})}
            },
            "aws_vpc_security_group_egress_rule": {"out": {**let_out, "referenced_security_group_id": group}},
        }
    }


def _peered(block: str, *, peered: bool = True, public: bool = False) -> Terraform:
    """A database that lets in a range beside its group, and a subnet 10.2.1.0/24 of another region."""
    network = {"vpc_id": "${aws_vpc.there.id}", "transit_gateway_id": f"${{{GATEWAY}.there.id}}"}
    peering = {
        "transit_gateway_id": f"${{{GATEWAY}.here.id}}",
        "peer_transit_gateway_id": f"${{{GATEWAY}.there.id}}",
    }
    out = {"route_table_id": "${aws_route_table.there.id}", "gateway_id": "igw-0123"}
    made = _database()["resource"]
    ingress = {
        **made["aws_vpc_security_group_ingress_rule"],
        "peer": {
            **made["aws_vpc_security_group_ingress_rule"]["in"],
            "referenced_security_group_id": None,
            "cidr_ipv4": block,
        },
    }
    return {
        "resource": {
            **made,
            "aws_security_group": {"database": {"vpc_id": "${aws_vpc.here.id}"}, "tasks": {}},
            "aws_vpc_security_group_ingress_rule": ingress,
            "aws_vpc": {"here": {}, "there": {}},
            "aws_subnet": {"there": {"vpc_id": "${aws_vpc.there.id}", "cidr_block": "10.2.1.0/24"}},
            "aws_route_table": {"there": {"vpc_id": "${aws_vpc.there.id}"}},
            "aws_route_table_association": {
                "there": {
                    "subnet_id": "${aws_subnet.there.id}",
                    "route_table_id": "${aws_route_table.there.id}",
                }
            },
            "aws_route": {"out": out} if public else {},
            GATEWAY: {"here": {}, "there": {}},
            NETWORK: {
                "there": network,
                "here": {"vpc_id": "${aws_vpc.here.id}", "transit_gateway_id": f"${{{GATEWAY}.here.id}}"},
            },
            PEERING: {"both": peering} if peered else {},
        }
    }


RULE = Rule(
    id="vpc-database-reached",
    title="Security groups let the application, and nothing else, reach its database",
    severity=Severity.HIGH,
    types=("aws_rds_cluster",),
    scope="configuration",
    check=check,
    rationale=(
        "A range of addresses lets in whatever gets one. A group that lets in and has no other side leaves "
        "an application that starts and cannot read."
    ),
    remediation=(
        "Set vpc_security_group_ids, with an ingress rule from the application's group on the port and an "
        "egress rule of that group to the database's."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.4.4", "nist-800-53-r5:SC-7(5)"),
    requirements=("R45", "R120", "R146"),
    examples=Examples(
        passing=(
            _database(),
            _database("5432", "5432", engine="aurora-postgresql"),
            _database(3307, 3307, port=3307),
            _peered("10.2.1.0/24"),
        ),
        failing=(
            _database(ingress=5432),
            _database(egress=5432),
            _database(source={"cidr_ipv4": "10.0.0.0/16"}),
            _database(group=None),
            _database(first=0),
            _peered("10.2.1.0/24", peered=False),
            _peered("10.2.1.0/24", public=True),
            _peered("10.2.0.0/16"),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _database(group="${var.group}")),
    ),
)
