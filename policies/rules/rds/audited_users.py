"""Nobody who works with a database is left out of its audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.rds._parameters import parameters
from policies.values import is_known

_LEFT_OUT: Final = "server_audit_excl_users"
_OF_AWS: Final = frozenset({"rdsadmin", "rds_superuser_role", ""})
_OPTION: Final = "option"


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The parameter, or the setting of the option MARIADB_AUDIT_PLUGIN, leaves out nobody but users of AWS
    (RDS User Guide, "MariaDB Audit Plugin support for MySQL"; Aurora User Guide, "Using Advanced Auditing
    with an Amazon Aurora MySQL DB cluster").
    """
    if group.type == "aws_db_option_group":
        yield from expect.written_out(group, _OPTION)
        for option in expect.written_blocks(group, _OPTION):
            for setting in _settings(option):
                if str(setting.get("name")).lower() == _LEFT_OUT:
                    yield from _nobody(setting.get("value"))
    elif (value := parameters(group).values.get(_LEFT_OUT)) is not None:
        yield from _nobody(value)


def _settings(option: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = option.get("option_settings") or []
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, Mapping)]


def _nobody(value: object) -> Iterator[Judgement]:
    if not is_known(value):
        yield unknown(f"{_LEFT_OUT} is {value}, which only the plan can tell")
        return
    users = [user.strip() for user in str(value or "").split(",")]
    people = [user for user in users if user not in _OF_AWS]
    if people:
        yield fail(f"{_LEFT_OUT} leaves {', '.join(people)} out: what they do stands in no audit log")


def _options(value: object) -> Terraform:
    setting = {"name": "SERVER_AUDIT_EXCL_USERS", "value": value}
    return resources(
        aws_db_option_group={
            "option": [{"option_name": "MARIADB_AUDIT_PLUGIN", "option_settings": [setting]}]
        }
    )


def _parameters(value: str) -> Terraform:
    return resources(aws_rds_cluster_parameter_group={"parameter": [{"name": _LEFT_OUT, "value": value}]})


RULE = Rule(
    id="rds-audited-users",
    title="No user of ours is left out of a database's audit",
    severity=Severity.HIGH,
    types=("aws_db_option_group", "aws_db_parameter_group", "aws_rds_cluster_parameter_group"),
    check=check,
    rationale=(
        "The application and the administrator are those who reach the rows. An audit that leaves them out "
        "looks like one, and says nothing when it is asked who read a card number."
    ),
    remediation="Set SERVER_AUDIT_EXCL_USERS to 'rdsadmin', or leave it out.",
    controls=(
        "pci-dss-4.0.1:10.2.1",
        "pci-dss-4.0.1:10.2.1.2",
        "nist-800-53-r5:AU-2",
        "nist-800-53-r5:AU-12",
    ),
    requirements=("R46",),
    examples=Examples(
        passing=(_options("rdsadmin"), _parameters("rdsadmin")),
        failing=(_options("portal_app,settlement_admin"), _parameters("rdsadmin, app")),
        absent=(Status.PASS, resources(aws_db_option_group={"engine_name": "mysql"})),
        unknown=(Status.UNKNOWN, _options("${var.users}")),
    ),
)
