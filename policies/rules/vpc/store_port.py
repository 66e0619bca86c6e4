"""The groups of a store open the port on which it listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
)
from policies.resource import Resource
from policies.rules.vpc._openings import Opening
from policies.rules.vpc._ways import groups_of, ways
from policies.values import as_list, is_known

_Ports = tuple[object, ...]
_PEERS: Final = ("referenced_security_group_id", "source_security_group_id", "security_groups")
_ENGINES: Final = {"mariadb": 3306, "mysql": 3306, "oracle": 1521, "postgres": 5432, "sqlserver": 1433}
_FAMILIES: Final = {"MYSQL": 3306, "POSTGRESQL": 5432, "SQLSERVER": 1433}
_BROKERS: Final = {"activemq": (61617, 5671, 8883, 61614, 61619, 8162), "rabbitmq": (5671, 443)}


def _of_msk(cluster: Resource) -> _Ports:
    """Amazon MSK Developer Guide, "Port information". Where it knows callers, those ports are meant on which
    it does, whoever else is let in.
    """
    said, clients = "client_authentication", "encryption_info.encryption_in_transit.client_broker"
    ports: list[object] = []
    for path, port in (("sasl.iam", 9098), ("sasl.scram", 9096), ("tls", 9094)):
        value = cluster.get(f"{said}.{path}")
        if (path == "tls" and cluster.blocks(f"{said}.tls")) or (
            path != "tls" and value is not None and not expect.is_false(value)
        ):
            ports.append(port)
    if ports:
        return tuple(ports)
    return (9094, 9092) if str(cluster.get(clients)) in ("PLAINTEXT", "TLS_PLAINTEXT") else (9094,)


def _port(default: int) -> Callable[[Resource], _Ports]:
    return lambda store: (store.get("port") or default,)


def _of_instance(database: Resource) -> _Ports:
    engine = str(database.get("engine"))
    own = next((port for name, port in _ENGINES.items() if name in engine), None)
    return (database.get("port") or own,)


_STORES: Final[Mapping[str, tuple[str, Callable[[Resource], _Ports]]]] = {
    "aws_db_instance": ("vpc_security_group_ids", _of_instance),
    "aws_db_proxy": (
        "vpc_security_group_ids",
        lambda proxy: (_FAMILIES.get(str(proxy.get("engine_family"))),),
    ),
    "aws_docdb_cluster": ("vpc_security_group_ids", _port(27017)),
    "aws_efs_mount_target": ("security_groups", lambda _target: (2049,)),
    "aws_elasticache_replication_group": ("security_group_ids", _port(6379)),
    "aws_memorydb_cluster": ("security_group_ids", _port(6379)),
    "aws_mq_broker": (
        "security_groups",
        lambda broker: _BROKERS.get(str(broker.get("engine_type")).lower(), (None,)),
    ),
    "aws_msk_cluster": ("broker_node_group_info.security_groups", _of_msk),
    "aws_neptune_cluster": ("vpc_security_group_ids", _port(8182)),
    "aws_opensearch_domain": ("vpc_options.security_group_ids", lambda _domain: (443,)),
    "aws_redshift_cluster": ("vpc_security_group_ids", _port(5439)),
}
"""By type, where it names its groups, and the ports on which it listens: each service's own where none is
set. Clusters of Aurora are told by `vpc-database-reached`."""


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where its groups let others in, and not only each other, one of them does on a port of the store."""
    attribute, of = _STORES[store.type]
    value = store.get(attribute)
    groups = groups_of(store, value, configuration)
    if not value:
        yield NOT_APPLICABLE
        return
    if None in groups:
        if any(not is_known(item) for item in as_list(value)):
            yield unknown(f"{attribute} names a group that is not in the configuration")
        return
    found = [
        opening
        for opening, _ in ways(configuration, "ingress", groups)
        if _of_others(opening, groups, configuration)
    ]
    ports = [expect.number(port) for port in of(store)]
    opened = {opening.has_port(int(port)) for opening in found for port in ports if port is not None}
    if not found or True in opened:
        return
    if None in opened or None in ports:
        yield unknown("only the plan can tell on which port it listens, or which its groups open")
    else:
        wanted = " or ".join(str(int(port)) for port in ports if port is not None)
        opens = ", ".join(sorted({_told(each) for each in found}))
        yield fail(f"it listens on {wanted}, and its groups open {opens}")


def _told(opening: Opening) -> str:
    return opening.label.partition(" with ")[0]


def _of_others(opening: Opening, groups: set[Resource | None], configuration: Configuration) -> bool:
    """Whether it is for somebody beside the store's own groups."""
    named = {
        configuration.target(opening.rule, item)
        for attribute in _PEERS
        for item in as_list(opening.rule.get(attribute))
    }
    return bool(opening.peers) or bool(named - groups)


def _store(kind: str, opened: object, **values: Any) -> Terraform:  # noqa: ANN401 - Terraform values
    attribute, _ = _STORES[kind]
    group = ["${aws_security_group.store.id}"]
    above, _, name = attribute.rpartition(".")
    callers = {"security_groups": ["${aws_security_group.callers.id}"], "protocol": "tcp"}
    among = {"self": True, "protocol": "-1", "from_port": 0, "to_port": 0}
    return {
        "resource": {
            kind: {"example": {**({above: {name: group}} if above else {name: group}), **values}},
            "aws_security_group": {
                "store": {"ingress": [{**callers, "from_port": opened, "to_port": opened}, among]},
                "callers": {},
            },
        }
    }


_IAM: Final = {"client_authentication": {"sasl": {"iam": True}}}

RULE = Rule(
    id="vpc-store-port",
    title="Security groups of stores open the port on which the store listens",
    severity=Severity.HIGH,
    types=tuple(_STORES),
    scope="configuration",
    check=check,
    rationale="A group that opens another port than that of the store keeps out each client it is for.",
    remediation="Open the port that the message tells, to the security group of the callers.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R67",),
    examples=Examples(
        passing=(
            _store("aws_msk_cluster", 9098, **_IAM),
            _store("aws_elasticache_replication_group", 6379),
            _store("aws_elasticache_replication_group", 6380, port=6380),
            _store("aws_db_proxy", 5432, engine_family="POSTGRESQL"),
        ),
        failing=(
            _store("aws_msk_cluster", 9092, **_IAM),
            _store(
                "aws_msk_cluster",
                9094,
                client_authentication=[{"unauthenticated": True, "sasl": [{"iam": True}]}],
            ),
            _store("aws_docdb_cluster", 27018),
            _store("aws_opensearch_domain", 9200),
            _store("aws_db_instance", 3306, engine="postgres"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_docdb_cluster": {"example": {"engine": "docdb"}}}}),
        unknown=(Status.UNKNOWN, _store("aws_docdb_cluster", "${var.port}")),
    ),
)
