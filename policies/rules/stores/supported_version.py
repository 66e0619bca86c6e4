"""Clusters and caches run a version that gets patches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_ARGUMENTS: Final = ("version", "kafka_version", "engine_version", "glue_version")
_ENGINES: Final = ("engine", "engine_type")
_OF_SEARCH: Final = re.compile(r"(?P<engine>OpenSearch|Elasticsearch)_(?P<version>.*)")
_LOWEST: Final[Mapping[str, Mapping[str, tuple[int, int]]]] = {
    "aws_eks_cluster": {"": (1, 34)},
    "aws_eks_node_group": {"": (1, 34)},
    "aws_elasticache_cluster": {"": (6, 0), "redis": (6, 0), "valkey": (7, 2)},
    "aws_elasticache_replication_group": {"": (6, 0), "redis": (6, 0), "valkey": (7, 2)},
    "aws_glue_job": {"": (3, 0)},
    "aws_msk_cluster": {"": (3, 8)},
    "aws_db_instance": {"postgres": (14, 0), "mysql": (8, 4), "mariadb": (10, 11)},
    "aws_docdb_cluster": {"": (4, 0)},
    "aws_neptune_cluster": {"": (1, 3)},
    "aws_opensearch_domain": {"OpenSearch": (1, 3), "Elasticsearch": (7, 10)},
    "aws_dms_replication_instance": {"": (3, 5)},
    "aws_mq_broker": {"activemq": (5, 18), "rabbitmq": (3, 13)},
}
"""By type and engine, the lowest version whose standard support goes on: of Kubernetes until December 2026
(EKS User Guide, "Kubernetes release calendar"); of Redis OSS 4 and 5 it ended in January 2026, and Valkey
begins with 7.2 (ElastiCache User Guide, "Redis OSS versions end of life schedule"); of Kafka 3.7 and older
by September 2026 (MSK Developer Guide, "Supported Apache Kafka versions"); of PostgreSQL 13 in February
2026, of MySQL 8.0 and MariaDB 10.6 in 2026 (RDS User Guide, "Release calendars"); of DocumentDB 3.6 and
Neptune 1.2 in March 2026 (Neptune User Guide, "Engine releases"); of Glue 2.0 in January 2024 (Glue Developer
Guide, "Glue version support policy"); of OpenSearch 1.2 and Elasticsearch 7.9 in November 2025; of DMS 3.4,
ActiveMQ 5.17 and RabbitMQ 3.12 by 2025 (the release notes of each). Read in November 2026."""
_NUMBERS: Final = re.compile(r"(\d+)(?:\.(\d+))?")
_MAJOR_ALONE: Final = 99
"""Stands for the minor version where a major one is said alone, of which AWS takes the newest."""


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The version is the lowest supported one or newer. Where none is said, AWS takes a new one; of other
    engines, as Memcached, none is known that is out of support.
    """
    argument = next((each for each in _ARGUMENTS if store.get(each) is not None), "")
    value = store.get(argument) if argument else None
    if value is None:
        return
    engine = str(next((store.get(each) for each in _ENGINES if store.get(each) is not None), "")).lower()
    search = _OF_SEARCH.fullmatch(str(value))
    if search is not None:
        engine, value = search["engine"], search["version"]
    told = _NUMBERS.match(str(value))
    lowest = _LOWEST[store.type].get(engine) or _LOWEST[store.type].get("")
    if engine == "memcached" or (is_known(value) and is_known(engine) and lowest is None):
        return
    if lowest is None or told is None or not (is_known(value) and is_known(engine)):
        yield unknown(f"{argument} is {value}, which only the plan can tell")
    elif (int(told[1]), int(told[2] or _MAJOR_ALONE)) < lowest:
        yield fail(f"{argument} is {value}; {'.'.join(map(str, lowest))} or newer is supported")


RULE = Rule(
    id="stores-supported-version",
    title="Databases, caches, brokers, clusters and jobs run a supported version",
    severity=Severity.MEDIUM,
    types=(*_LOWEST, "aws_db_instance"),
    check=check,
    rationale=(
        "A version out of support gets no patches or costs a surcharge, and is one day replaced by AWS at a "
        "time that nobody here chose."
    ),
    remediation="Set the version to one that the message names, or newer.",
    controls=("pci-dss-4.0.1:6.3.3", "pci-dss-4.0.1:12.3.4", "nist-800-53-r5:SI-2", "nist-800-53-r5:RA-5"),
    requirements=("R142",),
    examples=Examples(
        passing=(
            resources(aws_eks_cluster={"version": "1.34"}, aws_msk_cluster={"kafka_version": "3.9.x"}),
            resources(aws_elasticache_replication_group={"engine": "redis", "engine_version": "7.1"}),
            resources(aws_elasticache_cluster={"engine": "memcached", "engine_version": "1.6.22"}),
            resources(aws_db_instance={"engine": "mysql", "engine_version": "8.4.3"}),
            resources(aws_db_instance={"engine": "postgres", "engine_version": "17"}),
            resources(aws_db_instance={"engine": "oracle-ee", "engine_version": "19.0"}),
            resources(aws_opensearch_domain={"engine_version": "OpenSearch_2.19"}),
            resources(aws_mq_broker={"engine_type": "RabbitMQ", "engine_version": "3.13"}),
        ),
        failing=(
            resources(aws_eks_cluster={"version": "1.24"}),
            resources(aws_msk_cluster={"kafka_version": "2.8.2.tiered"}),
            resources(aws_neptune_cluster={"engine_version": "1.1.0.0"}),
            resources(aws_glue_job={"glue_version": "1.0"}),
            resources(aws_dms_replication_instance={"engine_version": "3.4.7"}),
            resources(aws_db_instance={"engine": "postgres", "engine_version": "12.17"}),
            resources(aws_elasticache_replication_group={"engine": "redis", "engine_version": "5.0.6"}),
            resources(aws_elasticache_replication_group={"engine": "valkey", "engine_version": "6.9"}),
            resources(aws_db_instance={"engine": "mysql", "engine_version": "5.7.44"}),
            resources(aws_docdb_cluster={"engine_version": "3.6.0"}),
            resources(aws_neptune_cluster={"engine": "neptune", "engine_version": "1.0.5.1"}),
            resources(aws_opensearch_domain={"engine_version": "Elasticsearch_6.8"}),
            resources(aws_dms_replication_instance={"engine_version": "3.4.7"}),
            resources(aws_mq_broker={"engine_type": "ActiveMQ", "engine_version": "5.15.16"}),
        ),
        absent=(Status.PASS, resources(aws_eks_cluster={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_eks_cluster={"version": "${var.version}"})),
    ),
)
