"""The parameters of a database are those of its version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from policies.values import is_known

_GROUP: Final[Mapping[str, str]] = {
    "aws_db_instance": "parameter_group_name",
    "aws_rds_cluster": "db_cluster_parameter_group_name",
}
_WORLD: Final = "aws_rds_global_cluster"
_BY_MAJOR_ALONE: Final = ("postgres", "aurora-postgresql")
_ENGINES: Final = (*_BY_MAJOR_ALONE, "mysql", "mariadb", "aurora-mysql")
"""Engines whose families are called by the engine and the version: `postgres16`, `mysql8.4` (RDS User Guide,
"Overview of parameter groups")."""


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The family of the parameter group that it names is that of its engine and major version.

    A member of a global database has what its global cluster says.
    """
    value = database.get(_GROUP[database.type])
    group = configuration.target(database, value)
    if value is None or (group is None and is_known(value)):
        yield NOT_APPLICABLE
        return
    engine, version = (_said(database, name, configuration) for name in ("engine", "engine_version"))
    family = None if group is None else group.get("family")
    if group is None or not all(map(is_known, (engine, version, family))):
        yield unknown(f"only the plan can tell whether {value} is for {engine} {version}")
    elif (
        engine in _ENGINES
        and version is not None
        and family != (wanted := _family(str(engine), str(version)))
    ):
        yield fail(f"{group.address} is of {family}, and {engine} {version} takes {wanted}", "family")


def _said(database: Resource, name: str, configuration: Configuration) -> object:
    value = database.get(name)
    source = configuration.target(database, value)
    return source.get(name) if source is not None and source.type == _WORLD else value


def _family(engine: str, version: str) -> str:
    major, _, rest = version.partition(".")
    return engine + (major if engine in _BY_MAJOR_ALONE else f"{major}.{rest.partition('.')[0]}")


def _database(engine: str, version: object, family: object) -> Terraform:
    said = {"engine": engine, "engine_version": version}
    return {
        "resource": {
            "aws_db_instance": {
                "example": {**said, "parameter_group_name": "${aws_db_parameter_group.pay.name}"}
            },
            "aws_db_parameter_group": {"pay": {"name": "pay-zq7", "family": family}},
        }
    }


RULE = Rule(
    id="rds-parameter-family",
    title="Databases have parameters of their version",
    severity=Severity.MEDIUM,
    types=tuple(_GROUP),
    scope="configuration",
    check=check,
    rationale="AWS refuses a group of another family at deployment, when half of the rest stands.",
    remediation="Set the group's family to the engine and major version of the database: postgres16.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6"),
    requirements=("R142",),
    examples=Examples(
        passing=(
            _database("postgres", "16.6", "postgres16"),
            _database("mysql", "8.4.3", "mysql8.4"),
            _database("aurora-mysql", "8.0.mysql_aurora.3.10.4", "aurora-mysql8.0"),
        ),
        failing=(
            _database("postgres", "16.6", "postgres13"),
            _database("aurora-postgresql", "17.4", "postgres17"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_db_instance": {"example": {"engine": "mysql"}}}}),
        unknown=(Status.UNKNOWN, _database("postgres", "${var.version}", "postgres16")),
    ),
)
