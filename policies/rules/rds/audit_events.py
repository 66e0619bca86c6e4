"""The audit trail says who connected and what was granted or defined, and repeats no data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.resource import Resource
from policies.rules.rds._parameters import Parameters, is_on, listed, parameters


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Auditing is on for connections, grants and definitions, and off for queries and changes of rows: the
    text of such a statement has the values with which it was called. The log of slow queries has no others.

    Of Aurora, the cluster's group says what is audited, and a group of instances may not say more (Aurora
    User Guide, "Using Advanced Auditing with an Amazon Aurora
    MySQL DB cluster"; pgaudit, "Settings").
    """
    family = str(group.get("family"))
    if group.type == "aws_db_parameter_group" and family.startswith("aurora-mysql"):
        yield from _quiet_mysql(parameters(group))
    elif group.type == "aws_db_parameter_group" and family.startswith("aurora"):
        yield from _quiet_postgresql(parameters(group))
    elif family.startswith("aurora-mysql"):
        yield from _mysql(parameters(group))
    elif family.startswith(("aurora-postgresql", "postgres")):
        yield from _postgresql(parameters(group))
    else:
        yield unknown(f"family is {group.get('family')}, whose audit parameters this rule does not know")


def _mysql(said: Parameters) -> Iterator[Judgement]:
    events = _with({"connect", "query_dcl", "query_ddl"}, {"query", "query_dml"})
    yield from said.demanded("server_audit_logging", is_on, "1")
    yield from said.demanded("server_audit_events", events, "CONNECT,QUERY_DCL,QUERY_DDL")
    yield from _quiet_mysql(said)


def _quiet_mysql(said: Parameters) -> Iterator[Judgement]:
    yield from said.allowed("general_log", lambda value: not is_on(value), "0")
    yield from said.allowed("log_queries_not_using_indexes", lambda value: not is_on(value), "0")
    if said.values.get("slow_query_log", "0") != "0":
        yield from said.allowed("long_query_time", _at_least(1), "a second or more")


def _postgresql(said: Parameters) -> Iterator[Judgement]:
    classes = _with({"ddl", "role"}, {"read", "write", "function", "misc", "all"})
    yield from said.demanded("shared_preload_libraries", _with({"pgaudit"}, set()), "a list with pgaudit")
    yield from said.demanded("pgaudit.log", classes, "ddl,role")
    yield from said.demanded("log_connections", lambda value: value not in ("0", "off"), "1")
    yield from _quiet_postgresql(said)


def _quiet_postgresql(said: Parameters) -> Iterator[Judgement]:
    yield from said.allowed("log_statement", lambda value: value in ("none", "ddl"), "none or ddl")
    yield from said.allowed("log_min_duration_statement", _at_least(1000, -1), "-1, or 1000 ms or more")
    yield from said.allowed("log_min_duration_sample", _at_least(1000, -1), "-1, or 1000 ms or more")
    yield from said.allowed("auto_explain.log_min_duration", _at_least(1000, -1), "-1, or 1000 ms or more")
    yield from said.allowed("pgaudit.log_parameter", lambda value: not is_on(value), "off")


def _with(demanded: set[str], refused: set[str]) -> Callable[[str], bool]:
    """Whether a list has all that is demanded, and nothing that is refused."""
    return lambda value: demanded <= listed(value) and refused.isdisjoint(listed(value))


def _at_least(lowest: int, never: int | None = None) -> Callable[[str], bool]:
    """Whether it is such a number, or the one that means never."""

    def is_right(value: str) -> bool:
        found = expect.number(value)
        return found is not None and (found >= lowest or found == never)

    return is_right


def _group(family: str, kind: str = "aws_rds_cluster_parameter_group", /, **values: object) -> Terraform:
    said = [{"name": name.replace("__", "."), "value": value} for name, value in values.items()]
    return resources(**{kind: {"family": family, "parameter": said}})


def _on_mysql(**values: object) -> Terraform:
    right = {"server_audit_logging": "1", "server_audit_events": "CONNECT,QUERY_DCL,QUERY_DDL"}
    return _group("aurora-mysql8.0", **{**right, **values})


def _on_postgresql(**values: object) -> Terraform:
    right = {
        "shared_preload_libraries": "pg_stat_statements,pgaudit",
        "pgaudit__log": "ddl, role",
        "log_connections": 1,
    }
    return _group("aurora-postgresql17", **{**right, **values})


_OF_INSTANCES: Final = "aws_db_parameter_group"
_BARE: Final = {"family": "aurora-mysql8.0"}

RULE = Rule(
    id="rds-audit-events",
    title="Databases record connections, grants and definitions, and no statements with data",
    severity=Severity.CRITICAL,
    types=("aws_rds_cluster_parameter_group", "aws_db_parameter_group"),
    check=check,
    rationale=(
        "Without an audit trail nobody can say who changed what. With every query in it, card numbers stand "
        "in a log that more people read than the database."
    ),
    remediation=(
        "MySQL: server_audit_logging=1, server_audit_events=CONNECT,QUERY_DCL,QUERY_DDL, general_log=0, "
        "long_query_time=1 or more. "
        "PostgreSQL: pgaudit in shared_preload_libraries, pgaudit.log=ddl,role, log_connections=1, "
        "log_statement=none or ddl, log_min_duration_statement=-1 or 1000 and more."
    ),
    controls=(
        *("pci-dss-4.0.1:10.2.1.2", "pci-dss-4.0.1:10.2.1.5", "pci-dss-4.0.1:3.3.2"),
        *("nist-800-53-r5:AU-3", "nist-800-53-r5:AU-12", "nist-800-53-r5:SI-12"),
    ),
    requirements=("R94", "R142"),
    examples=Examples(
        passing=(
            _on_mysql(),
            _on_mysql(server_audit_events="CONNECT, QUERY_DCL, QUERY_DDL, TABLE", general_log="0"),
            _on_postgresql(),
            _on_mysql(slow_query_log="1", long_query_time="1.5", log_queries_not_using_indexes="OFF"),
            _on_mysql(slow_query_log="0", long_query_time="0"),
            _on_postgresql(log_statement="ddl"),
            _on_postgresql(log_min_duration_statement="-1", auto_explain__log_min_duration=1000),
            _group("aurora-mysql8.0", _OF_INSTANCES, max_connections="100"),
        ),
        failing=(
            _on_mysql(server_audit_logging="0"),
            _on_mysql(server_audit_events="CONNECT,QUERY"),
            _on_mysql(server_audit_events="CONNECT,QUERY_DCL,QUERY_DDL,QUERY_DML"),
            _on_mysql(server_audit_events="QUERY_DDL"),
            _on_mysql(general_log="1"),
            _on_mysql(slow_query_log="1", long_query_time="0"),
            _on_mysql(slow_query_log="ON", long_query_time="0.05"),
            _on_mysql(log_queries_not_using_indexes="1"),
            _group("aurora-mysql8.0", _OF_INSTANCES, slow_query_log="1", long_query_time="0"),
            _on_postgresql(log_statement="all"),
            _on_postgresql(log_min_duration_statement="0"),
            _group("aurora-postgresql17", _OF_INSTANCES, log_statement="all"),
            _on_postgresql(log_statement="mod"),
            _on_postgresql(pgaudit__log="ddl,role,write"),
            _on_postgresql(pgaudit__log_parameter="on"),
            _on_postgresql(shared_preload_libraries="pg_stat_statements"),
            _group("postgres17", _OF_INSTANCES),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster_parameter_group=_BARE)),
        unknown=(Status.UNKNOWN, _on_mysql(server_audit_events="${var.events}")),
    ),
)
