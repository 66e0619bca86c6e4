"""Each database takes its parameters from a group of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_GROUPS: Final = {
    "aws_rds_cluster": ("db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group"),
    "aws_db_instance": ("parameter_group_name", "aws_db_parameter_group"),
}


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It names a parameter group of the configuration, which is of its engine's family.

    The default groups force no TLS and write no audit log, and nobody can change them.
    """
    attribute, kind = _GROUPS[database.type]
    value = database.get(attribute)
    group = configuration.target(database, value) or next(
        (found for found in configuration.named(database, value) if found.type == kind), None
    )
    if value is None or (isinstance(value, str) and value.startswith("default.")):
        yield fail(f"{attribute} is {value or 'not set'}: the defaults of AWS apply")
    elif group is None and not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif group is None or group.type != kind:
        yield fail(f"{attribute} is {value}, which is no {kind} of this configuration")
    elif is_known(database.get("engine")) and is_known(group.get("family")):
        engine, family = database.get("engine"), str(group.get("family"))
        if engine is not None and not family.startswith(str(engine)):  # a replica has its source's
            yield fail(f"{group.address} is of the family {family}, and the engine is {engine}")


def _cluster(group: object, family: str = "aurora-mysql8.0") -> Terraform:
    return {
        "resource": {
            "aws_rds_cluster": {
                "example": {"engine": "aurora-mysql", "db_cluster_parameter_group_name": group}
            },
            "aws_rds_cluster_parameter_group": {"tls": {"name": "tls-zq7", "family": family}},
        }
    }


def _replica(family: str) -> Terraform:
    """An instance that has its engine from the one that it follows."""
    return {
        "resource": {
            "aws_db_instance": {
                "example": {"replicate_source_db": "first-zq7", "parameter_group_name": "tls-zq7"}
            },
            "aws_db_parameter_group": {"tls": {"name": "tls-zq7", "family": family}},
        }
    }


_OURS: Final = "${aws_rds_cluster_parameter_group.tls.name}"

RULE = Rule(
    id="rds-own-parameters",
    title="Each database has a parameter group of ours",
    severity=Severity.HIGH,
    types=tuple(_GROUPS),
    scope="configuration",
    check=check,
    rationale=(
        "TLS, the audit log and what it records are parameters. A group that no cluster names changes "
        "nothing: the cluster runs with the defaults."
    ),
    remediation="Name an RdsClusterParameterGroup of the engine's family in db_cluster_parameter_group_name.",
    controls=("pci-dss-4.0.1:2.2.1", "pci-dss-4.0.1:2.2.6", "nist-800-53-r5:CM-6", "nist-800-53-r5:SC-8"),
    requirements=("R39", "R142"),
    examples=Examples(
        passing=(_cluster(_OURS), _cluster("tls-zq7"), _replica("mysql8.0")),
        failing=(
            _cluster("default.aurora-mysql8.0"),
            _cluster("other-zq7"),
            _cluster(_OURS, "aurora-postgresql17"),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _cluster("${var.group}")),
    ),
)
