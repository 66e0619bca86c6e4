"""Databases hand out the log of what goes wrong in them, and of slow statements where they keep one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from policies.rules.rds._engines import engine_of
from policies.rules.rds._parameters import is_on, parameters
from policies.values import as_list, is_expression, is_known

_EXPORTS: Final = "enabled_cloudwatch_logs_exports"
_ENGINES: Final = ("aurora-mysql", "mysql", "mariadb")
"""Whose errors and slow statements are in logs of their own (RDS User Guide, "Overview of RDS for MySQL
database logs"); PostgreSQL has all in one, which `rds-audit` asks for."""
_GROUPS: Final = {
    "aws_rds_cluster": "db_cluster_parameter_group_name",
    "aws_db_instance": "parameter_group_name",
}


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The error log goes to CloudWatch Logs, and the log of slow statements where its group turns it on."""
    engine = engine_of(database, configuration)
    if not is_known(engine):
        yield unknown(f"engine is {engine}, which only the plan can tell")
        return
    if engine not in _ENGINES:
        yield NOT_APPLICABLE
        return
    exports = as_list(database.get(_EXPORTS))
    if any(map(is_expression, exports)):
        yield unknown(f"{_EXPORTS} is {database.get(_EXPORTS)}, which only the plan can tell")
        return
    group = configuration.target(database, database.get(_GROUPS[database.type]))
    slow = parameters(group).values.get("slow_query_log", "0") if group is not None else "0"
    for wanted in ("error", *(["slowquery"] if is_on(slow.lower()) else [])):
        if wanted not in exports:
            yield fail(f"{_EXPORTS} has no '{wanted}': that log stays in the database", wanted)


def _cluster(*exports: str, engine: str = "aurora-mysql", slow: str = "1") -> Terraform:
    said = {
        "engine": engine,
        _EXPORTS: list(exports),
        "db_cluster_parameter_group_name": "${aws_rds_cluster_parameter_group.pay.name}",
    }
    group = {"parameter": [{"name": "slow_query_log", "value": slow}]}
    return {
        "resource": {"aws_rds_cluster": {"example": said}, "aws_rds_cluster_parameter_group": {"pay": group}}
    }


def _member(*exports: str) -> Terraform:
    """A cluster of a global one, which says the engine."""
    world = "aws_rds_global_cluster"
    joined = _cluster(*exports, engine=f"${{{world}.world.engine}}")["resource"]
    return {"resource": {**joined, world: {"world": {"engine": "aurora-mysql"}}}}


RULE = Rule(
    id="rds-error-log",
    title="Databases of MySQL export their error log, and that of slow statements where they keep one",
    severity=Severity.LOW,
    types=tuple(_GROUPS),
    scope="configuration",
    check=check,
    rationale=(
        "Why a database restarted, or which statement held up the payments, stands in a log on its own "
        "disk: it is turned over after hours, and gone with the instance."
    ),
    remediation="Put 'error', and 'slowquery' where slow_query_log is 1, into the exported logs.",
    controls=("pci-dss-4.0.1:10.3.3", "nist-800-53-r5:AU-12"),
    requirements=("R94", "R142"),
    examples=Examples(
        passing=(
            _cluster("audit", "error", "slowquery"),
            _cluster("error", slow="0"),
        ),
        failing=(
            _cluster("audit", "slowquery"),
            _cluster("audit", "error"),
            _member("audit"),
        ),
        absent=(Status.NOT_APPLICABLE, _cluster("postgresql", engine="aurora-postgresql")),
        unknown=(Status.UNKNOWN, _cluster("error", "slowquery", engine="${var.engine}")),
    ),
)
