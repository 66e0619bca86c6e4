"""The first user of a store is called by no name that every list has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_BY_TYPE: Final[Mapping[str, str]] = {
    "aws_docdb_cluster": "master_username",
    "aws_docdbelastic_cluster": "admin_user_name",
    "aws_redshift_cluster": "master_username",
    "aws_redshiftserverless_namespace": "admin_username",
}
_KNOWN: Final = frozenset({"admin", "administrator", "awsuser", "master", "postgres", "root", "user"})
"""The names that AWS's consoles and examples fill in, and those of engines."""


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The name is none of those that consoles fill in."""
    argument = _BY_TYPE[store.type]
    value = store.get(argument)
    if not is_known(value):
        yield unknown(f"{argument} is {value}, which only the plan can tell")
    elif str(value).lower() in _KNOWN:
        yield fail(f"{argument} is {value}, a name that every list has")


RULE = Rule(
    id="stores-user-name",
    title="The first users of stores have no default name",
    severity=Severity.LOW,
    types=tuple(_BY_TYPE),
    check=check,
    rationale="Of a name that every list of passwords begins with, only the password is left to guess.",
    remediation="Give master_username (admin_username, admin_user_name) a name of the application's own.",
    controls=("pci-dss-4.0.1:2.2.2", "nist-800-53-r5:IA-4", "nist-800-53-r5:CM-6"),
    requirements=("R122",),
    examples=Examples(
        passing=(resources(aws_redshift_cluster={"master_username": "reports_owner"}),),
        failing=(
            resources(aws_redshift_cluster={"master_username": "awsuser"}),
            resources(aws_docdb_cluster={"master_username": "Admin"}),
        ),
        absent=(Status.PASS, resources(aws_redshiftserverless_namespace={"namespace_name": "reports-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_docdb_cluster={"master_username": "${var.user}"})),
    ),
)
