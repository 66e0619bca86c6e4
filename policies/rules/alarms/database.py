"""A database that is full or busy is heard of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, Metric, unwatched

_METRICS: Final = ("CPUUtilization", "DatabaseConnections")
_CAPACITY: Final = "ACUUtilization"
_SERVERLESS: Final = "serverlessv2_scaling_configuration"
_DIMENSIONS: Final = {"aws_rds_cluster": "DBClusterIdentifier", "aws_db_instance": "DBInstanceIdentifier"}


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Alarms watch the database's CPU and the connections to it; of one without servers, how much of the most
    capacity that it may grow to is in use (Aurora User Guide, "Monitoring Aurora Serverless v2").
    """
    for name in (*_METRICS, _CAPACITY) if database.get(_SERVERLESS) is not None else _METRICS:
        yield from unwatched(database, configuration, Metric("AWS/RDS", name, _DIMENSIONS[database.type]))


def _watched(
    owner: object, *names: str, kind: str = "aws_rds_cluster", most: float | None = None
) -> Terraform:
    alarms: dict[str, Any] = {
        name.lower(): {
            "namespace": "AWS/RDS",
            "metric_name": name,
            "dimensions": {_DIMENSIONS[kind]: owner},
        }
        for name in names
    }
    example = {} if most is None else {_SERVERLESS: {"max_capacity": most}}
    return {"resource": {kind: {"example": example, "other": {}}, ALARM: alarms}}


_CLUSTER: Final = "${aws_rds_cluster.example.cluster_identifier}"

RULE = Rule(
    id="alarms-database",
    title="The load of a database and the connections to it have alarms",
    severity=Severity.MEDIUM,
    types=tuple(_DIMENSIONS),
    scope="configuration",
    check=check,
    rationale=(
        "A database that runs out of CPU, of connections or of the capacity that it may grow to answers late "
        "and then not at all; payments time out before anybody looks."
    ),
    remediation=(
        "Add a CloudwatchMetricAlarm on CPUUtilization, one on DatabaseConnections and, where it is "
        "serverless, one on ACUUtilization of AWS/RDS, with DBClusterIdentifier in its dimensions."
    ),
    controls=(
        "pci-dss-4.0.1:10.7.2",
        "pci-dss-4.0.1:12.10.5",
        "nist-800-53-r5:SI-4(5)",
        "nist-800-53-r5:AU-5",
    ),
    requirements=("R51", "R147"),
    examples=Examples(
        passing=(
            _watched(_CLUSTER, *_METRICS),
            _watched(_CLUSTER, *_METRICS, _CAPACITY, most=4),
            _watched("${aws_db_instance.example.identifier}", *_METRICS, kind="aws_db_instance"),
        ),
        failing=(
            _watched(_CLUSTER, "CPUUtilization"),
            _watched(_CLUSTER, *_METRICS, most=4),
            _watched("${aws_rds_cluster.other.cluster_identifier}", *_METRICS),
            _watched(_CLUSTER, "CPUUtilization", "FreeableMemory"),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _watched("${var.cluster}", *_METRICS)),
    ),
)
