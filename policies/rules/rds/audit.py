"""Databases hand out a record of who connects and what is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.rds._engines import engine_of
from policies.values import as_list, is_expression, is_known

_EXPORTS: Final = "enabled_cloudwatch_logs_exports"
_LOGS: Final = {
    "aurora-mysql": "audit",
    "mysql": "audit",
    "mariadb": "audit",
    "aurora-postgresql": "postgresql",
    "postgres": "postgresql",
}
"""The log that has the audit trail (Aurora User Guide, "Using Advanced Auditing", and "pgAudit")."""
_STATEMENTS: Final = "general"


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The log with the audit trail goes to CloudWatch Logs, and the general log, which has every statement
    with its values, does not.
    """
    engine = engine_of(database, configuration)
    exports = as_list(database.get(_EXPORTS))
    if any(map(is_expression, exports)):
        yield unknown(f"{_EXPORTS} is {database.get(_EXPORTS)}, which only the plan can tell")
        return
    wanted = _LOGS.get(str(engine))
    if wanted is None:
        said = (
            "which only the plan can tell"
            if not is_known(engine)
            else "whose audit log this rule does not know"
        )
        yield unknown(f"engine is {engine}, {said}")
    elif wanted not in exports:
        yield fail(f"{_EXPORTS} has no '{wanted}': its audit trail stays in the database", wanted)
    if _STATEMENTS in exports:
        yield fail(f"{_EXPORTS} has '{_STATEMENTS}', with every statement and its values", _STATEMENTS)


def _cluster(engine: object, *exports: str) -> Terraform:
    return resources(aws_rds_cluster={"engine": engine, _EXPORTS: list(exports)})


def _member(*exports: str) -> Terraform:
    return {
        "resource": {
            "aws_rds_global_cluster": {"world": {"engine": "aurora-postgresql"}},
            "aws_rds_cluster": {
                "example": {"engine": "${aws_rds_global_cluster.world.engine}", _EXPORTS: list(exports)}
            },
        }
    }


RULE = Rule(
    id="rds-audit",
    title="Databases export their audit trail, and no log of all statements",
    severity=Severity.HIGH,
    types=("aws_rds_cluster", "aws_db_instance"),
    scope="configuration",
    check=check,
    rationale=(
        "Who read or changed card data is asked after a breach. A trail that stays in the database is gone "
        "with it; a log of all statements holds the card data itself."
    ),
    remediation=(
        "Put 'audit' (MySQL) or 'postgresql' into enabled_cloudwatch_logs_exports, and never 'general'."
    ),
    controls=(
        *("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.2.1.1", "pci-dss-4.0.1:10.3.3"),
        *("nist-800-53-r5:AU-2", "nist-800-53-r5:AU-12"),
    ),
    requirements=("R46", "R94", "R142", "R84"),
    examples=Examples(
        passing=(
            _cluster("aurora-mysql", "audit", "error"),
            _cluster("aurora-postgresql", "postgresql"),
            _member("postgresql"),
        ),
        failing=(
            _cluster("aurora-mysql", "error", "slowquery"),
            _cluster("aurora-mysql", "audit", "general"),
            _cluster("aurora-postgresql", "audit"),
            _member("audit"),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _cluster("aurora-mysql", "${var.log}")),
    ),
)
