"""The password of a database is in no state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_MANAGED: Final = "manage_master_user_password"
_EPHEMERAL: Final = re.compile(
    r"\$\{(?:jsondecode\()?ephemeral\.[a-z]\w*\.[\w-]+\.\w+(?:\)(?:\[\"[\w-]+\"\]|\.\w+))?\}"
)
"""One value of one ephemeral block, or one key of the JSON that it is."""
_VARIABLE: Final = re.compile(r"\$\{var\.([\w-]+)\}")
_ORIGINS: Final = (
    *("replication_source_identifier", "replicate_source_db", "snapshot_identifier"),
    *("restore_to_point_in_time", "s3_import"),
)


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The password is write-only and of an ephemeral block or variable, or RDS makes and rotates it itself.

    Terraform forgets both when it ends (Terraform, "Write-only arguments"). RDS manages no password in a
    global database, whose secondary clusters have the primary's (Aurora User Guide, "Password management
    with Amazon Aurora and AWS Secrets Manager", limitations).
    """
    prefix = "master_" if database.type == "aws_rds_cluster" else ""
    plain, write_only = f"{prefix}password", f"{prefix}password_wo"
    version, value = f"{write_only}_version", database.get(write_only)
    if database.get(plain) is not None:
        yield fail(f"{plain} is set, and lies in the state", plain)
    if value is not None and not _is_forgotten(str(value), database, configuration):
        yield fail(f"{write_only} is not one value of an ephemeral block", write_only)
    if value is not None and database.get(version) is None:
        yield fail(f"{version} is not set: a new password is never sent", version)
    is_member = database.get("global_cluster_identifier") is not None
    if database.get(_MANAGED) is not None:
        yield from expect.apart(_MANAGED, expect.true(database, _MANAGED))
        if is_member:
            yield fail(f"{_MANAGED} is set in a global database, which refuses it", _MANAGED)
    elif database.get(plain) is None and value is None:
        has_another = any(database.get(name) is not None for name in _ORIGINS)
        if not has_another and not (is_member and database.get("master_username") is None):
            yield fail(f"neither {write_only} nor {_MANAGED} is set", write_only)


def _is_forgotten(value: str, database: Resource, configuration: Configuration) -> bool:
    """Whether Terraform forgets the value when it ends."""
    if _EPHEMERAL.fullmatch(value):
        return True
    named = _VARIABLE.fullmatch(value)
    variable = named and configuration.by_address.get((database.stack, f"variable.{named[1]}"))
    return bool(variable and expect.is_true(variable.get("ephemeral")))


def _database(kind: str = "aws_rds_cluster", /, **values: object) -> Terraform:
    return resources(**{kind: values})


def _sent(value: str, version: object = 1, **values: object) -> Terraform:
    return _database(master_password_wo=value, master_password_wo_version=version, **values)


_VALUE: Final = "ephemeral.aws_secretsmanager_secret_version.master.secret_string"
_JSON: Final = f'${{jsondecode({_VALUE})["password"]}}'

RULE = Rule(
    id="rds-password",
    title="Passwords of databases are write-only and come from an ephemeral block",
    severity=Severity.CRITICAL,
    types=("aws_rds_cluster", "aws_db_instance"),
    scope="configuration",
    check=check,
    rationale=(
        "A password that Terraform remembers can be read by everybody who may read the state, for as long "
        "as the bucket keeps its versions; a data source of a secret's value remembers it just as well."
    ),
    remediation=(
        "Set master_password_wo to the value of an ephemeral aws_secretsmanager_secret_version, with "
        "master_password_wo_version, or manage_master_user_password=True outside a global database."
    ),
    controls=(
        *("pci-dss-4.0.1:8.6.2", "pci-dss-4.0.1:8.3.2"),
        *("nist-800-53-r5:IA-5(6)", "nist-800-53-r5:IA-5(7)", "nist-800-53-r5:SC-28"),
    ),
    requirements=("R29", "R30", "R143", "R122", "C2"),
    examples=Examples(
        passing=(
            _sent(f"${{{_VALUE}}}"),
            _sent(_JSON),
            _sent(f"${{jsondecode({_VALUE}).password}}", "2", global_cluster_identifier="pay-zq7"),
            _database(manage_master_user_password=True),
            _database("aws_db_instance", password_wo=_JSON, password_wo_version=1),
            _database(global_cluster_identifier="pay-zq7", source_region="xx-test-2"),
            _database(snapshot_identifier="pay-zq7"),
            {**_sent("${var.password}"), "variable": {"password": {"type": "string", "ephemeral": True}}},
        ),
        failing=(
            _database(master_password=_JSON),
            _sent("${data.aws_secretsmanager_secret_version.master.secret_string}"),
            _sent(f"x${{{_VALUE}}}"),
            {**_sent("${var.password}"), "variable": {"password": {"type": "string", "sensitive": True}}},
            _sent(_JSON, None),
            _sent(_JSON, manage_master_user_password=False),
            _database(manage_master_user_password=True, global_cluster_identifier="pay-zq7"),
            _database(global_cluster_identifier="pay-zq7", master_username="ledgeradmin"),
            _database("aws_db_instance", username="ledgeradmin"),
        ),
        absent=(Status.FAIL, _database(engine="aurora-mysql")),
        unknown=(Status.FAIL, _sent("${var.password}")),
    ),
)
