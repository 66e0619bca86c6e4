"""A database shows a certificate that is valid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_AUTHORITY: Final = "ca_cert_identifier"
_EXPIRED: Final = ("rds-ca-2010", "rds-ca-2015", "rds-ca-2019")
"""Authorities that ended, the last in August 2024 (RDS User Guide, "Using SSL/TLS to encrypt a connection to
a DB instance or cluster")."""


def check(database: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The authority of its certificate has not ended; where none is named, AWS takes one that has not."""
    value = database.get(_AUTHORITY)
    if value is not None and not is_known(value):
        yield unknown(f"{_AUTHORITY} is {value}, which only the plan can tell")
    elif value in _EXPIRED:
        yield fail(
            f"{_AUTHORITY} is {value}, which has expired: a client that checks the certificate is refused"
        )


RULE = Rule(
    id="rds-certificate-authority",
    title="Databases show certificates of an authority that has not ended",
    severity=Severity.HIGH,
    types=("aws_db_instance", "aws_docdb_cluster_instance", "aws_rds_cluster", "aws_rds_cluster_instance"),
    check=check,
    rationale=(
        "Clients that check whom they talk to no longer connect, so that somebody turns the check off, and "
        "from then on whoever answers is taken for the database."
    ),
    remediation="Set ca_cert_identifier to 'rds-ca-rsa2048-g1' or another that is current, or leave it out.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-12"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            resources(aws_db_instance={"ca_cert_identifier": "rds-ca-rsa2048-g1"}),
            resources(aws_rds_cluster_instance={"ca_cert_identifier": "rds-ca-ecc384-g1"}),
        ),
        failing=(
            resources(aws_db_instance={"ca_cert_identifier": "rds-ca-2019"}),
            resources(aws_rds_cluster_instance={"ca_cert_identifier": "rds-ca-2015"}),
        ),
        absent=(Status.PASS, resources(aws_db_instance={"engine": "mysql"})),
        unknown=(Status.UNKNOWN, resources(aws_db_instance={"ca_cert_identifier": "${var.authority}"})),
    ),
)
