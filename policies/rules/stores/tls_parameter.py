"""The parameters of a store's engine demand TLS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.rds._parameters import parameters


class _Tls(NamedTuple):
    """The parameter that demands TLS, the values that do, and whether it does where it is not set."""

    parameter: str
    right: tuple[str, ...]
    by_default: bool


_BY_TYPE: Final[Mapping[str, _Tls]] = {
    "aws_docdb_cluster_parameter_group": _Tls(
        "tls", ("enabled", "fips-140-3", "tls1.2+", "tls1.3+"), by_default=True
    ),
    "aws_neptune_cluster_parameter_group": _Tls("neptune_enforce_ssl", ("1",), by_default=True),
    "aws_redshift_parameter_group": _Tls("require_ssl", ("true", "1"), by_default=False),
}
"""By type: Amazon DocumentDB Developer Guide, "Encrypting data in transit"; Neptune User Guide, "Neptune
parameters"; Redshift Management Guide, "Configuring security options for connections"."""


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The parameter demands TLS. The family redshift-2.0 does by default, redshift-1.0 does not."""
    tls = _BY_TYPE[group.type]
    found = parameters(group)
    wanted = " or ".join(tls.right)
    if tls.by_default or group.get("family") == "redshift-2.0":
        yield from found.allowed(tls.parameter, lambda value: value in tls.right, wanted)
    else:
        yield from found.demanded(tls.parameter, lambda value: value in tls.right, wanted)


def _group(kind: str, family: str, **values: str) -> Terraform:
    said = [{"name": name, "value": value} for name, value in values.items()]
    return resources(**{kind: {"family": family, "parameter": said}})


_DOCUMENTS, _REPORTS = "aws_docdb_cluster_parameter_group", "aws_redshift_parameter_group"

RULE = Rule(
    id="stores-tls-parameter",
    title="Parameter groups of stores demand TLS",
    severity=Severity.HIGH,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "One parameter lets clients speak to the store in the clear: passwords and card data then cross the "
        "network readable, and the client that does so is not noticed."
    ),
    remediation=(
        "Set tls=enabled (DocumentDB), neptune_enforce_ssl=1 (Neptune) or require_ssl=true (Redshift); of "
        "the first two the default does."
    ),
    controls=(
        *("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.7", "pci-dss-4.0.1:8.3.2"),
        "nist-800-53-r5:SC-8(1)",
    ),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _group(_DOCUMENTS, "docdb5.0", tls="enabled"),
            _group(_DOCUMENTS, "docdb5.0", audit_logs="all"),
            _group(_REPORTS, "redshift-1.0", require_ssl="true"),
            _group(_REPORTS, "redshift-2.0"),
        ),
        failing=(
            _group(_DOCUMENTS, "docdb5.0", tls="disabled"),
            _group("aws_neptune_cluster_parameter_group", "neptune1.3", neptune_enforce_ssl="0"),
            _group(_REPORTS, "redshift-1.0", require_ssl="false"),
            _group(_REPORTS, "redshift-2.0", require_ssl="false"),
        ),
        absent=(Status.FAIL, resources(aws_redshift_parameter_group={"family": "redshift-1.0"})),
        unknown=(Status.UNKNOWN, _group(_DOCUMENTS, "docdb5.0", tls="${var.tls}")),
    ),
)
