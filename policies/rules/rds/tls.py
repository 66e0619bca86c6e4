"""Databases refuse connections without TLS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    unknown,
)
from policies.resource import Resource
from policies.rules.rds._parameters import listed, parameters

_MODERN: Final = frozenset({"tlsv1.2", "tlsv1.3"})


class _Tls(NamedTuple):
    """The parameter that forces TLS with the values that do, and the one that says which versions."""

    parameter: str
    forced: tuple[str, ...]
    versions: str = ""


_BY_FAMILY: Final[Mapping[str, _Tls]] = {
    "aurora-mysql": _Tls("require_secure_transport", ("on", "1", "true"), "tls_version"),
    "mysql": _Tls("require_secure_transport", ("on", "1", "true"), "tls_version"),
    "mariadb": _Tls("require_secure_transport", ("on", "1", "true"), "tls_version"),
    "aurora-postgresql": _Tls("rds.force_ssl", ("1",), "ssl_min_protocol_version"),
    "postgres": _Tls("rds.force_ssl", ("1",), "ssl_min_protocol_version"),
    "sqlserver": _Tls("rds.force_ssl", ("1",)),
}
"""By the start of a group's family: Aurora User Guide, "Requiring TLS for connections to Aurora MySQL DB
clusters" and "Requiring an SSL/TLS connection to Aurora PostgreSQL"; RDS User Guide, "Using SSL/TLS"."""


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The group forces TLS, and allows no version before 1.2.

    Of Aurora, the cluster's group says it, and an instance's cannot.
    """
    family = str(group.get("family"))
    if group.type == "aws_db_parameter_group" and family.startswith("aurora"):
        yield NOT_APPLICABLE
        return
    tls = next((found for start, found in _BY_FAMILY.items() if family.startswith(start)), None)
    if tls is None:
        yield unknown(f"family is {group.get('family')}, whose parameter for TLS this rule does not know")
        return
    found = parameters(group)
    forced = tls.forced[0].upper()
    yield from found.demanded(tls.parameter, lambda value: value in tls.forced, forced)
    yield from found.allowed(
        tls.versions, lambda value: listed(value) <= _MODERN, "TLSv1.2 or TLSv1.3 and nothing older"
    )


def _group(family: str, kind: str = "aws_rds_cluster_parameter_group", **values: str) -> Terraform:
    said = [{"name": name.replace("__", "."), "value": value} for name, value in values.items()]
    return resources(**{kind: {"family": family, "parameter": said}})


_MYSQL, _POSTGRES = "aurora-mysql8.0", "aurora-postgresql17"

RULE = Rule(
    id="rds-tls",
    title="Databases accept connections over TLS 1.2 or newer only",
    severity=Severity.HIGH,
    types=("aws_rds_cluster_parameter_group", "aws_db_parameter_group"),
    check=check,
    rationale=(
        "MySQL takes plain connections unless it is told not to: passwords and card data then cross the "
        "network readable, and the client that does so is not noticed."
    ),
    remediation=(
        "Set require_secure_transport=ON (MySQL) or rds.force_ssl=1 (PostgreSQL), and TLSv1.2 or newer in "
        "tls_version or ssl_min_protocol_version."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.7", "pci-dss-4.0.1:8.3.2", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _group(_MYSQL, require_secure_transport="ON"),
            _group(_MYSQL, require_secure_transport="1", tls_version="TLSv1.2,TLSv1.3"),
            _group(_POSTGRES, rds__force_ssl="1", ssl_min_protocol_version="TLSv1.2"),
            _group("postgres17", "aws_db_parameter_group", rds__force_ssl="1"),
        ),
        failing=(
            _group(_MYSQL, require_secure_transport="OFF"),
            _group(_MYSQL, require_secure_transport="ON", tls_version="TLSv1.1,TLSv1.2"),
            _group(_POSTGRES, rds__force_ssl="0"),
            _group(_POSTGRES, rds__force_ssl="1", ssl_min_protocol_version="TLSv1"),
            _group(_POSTGRES, require_secure_transport="ON"),
            _group("mysql8.0", "aws_db_parameter_group"),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster_parameter_group={"family": _MYSQL})),
        unknown=(Status.UNKNOWN, _group(_MYSQL, require_secure_transport="${var.tls}")),
    ),
)
