"""The parameters of a store's engine turn its audit on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.rds._parameters import listed, parameters

_BY_TYPE: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "aws_docdb_cluster_parameter_group": (
        "audit_logs",
        ("enabled", "all", "ddl", "dml", "dml_write", "dml_read"),
    ),
    "aws_neptune_cluster_parameter_group": ("neptune_enable_audit_log", ("1",)),
    "aws_redshift_parameter_group": ("enable_user_activity_logging", ("true", "1")),
}
"""The parameter and its values that record; each is off where it is not set. Amazon DocumentDB Developer
Guide, "Auditing Amazon DocumentDB events"; Neptune User Guide, "Using audit logs"; Redshift Management Guide,
"Database audit logging"."""


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The parameter is set to a value that records."""
    name, right = _BY_TYPE[group.type]
    yield from parameters(group).demanded(name, lambda value: listed(value) <= {*right}, " or ".join(right))


def _group(kind: str, **values: str) -> Terraform:
    said = [{"name": name, "value": value} for name, value in values.items()]
    return resources(**{kind: {"parameter": said}})


_DOCUMENTS, _REPORTS = "aws_docdb_cluster_parameter_group", "aws_redshift_parameter_group"

RULE = Rule(
    id="stores-audit-parameter",
    title="Parameter groups of stores turn the audit on",
    severity=Severity.MEDIUM,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "An audit log that is exported and that the engine does not write stays empty: it looks as if "
        "there were a record of who did what."
    ),
    remediation=(
        "Set audit_logs=enabled (DocumentDB), neptune_enable_audit_log=1 (Neptune) or "
        "enable_user_activity_logging=true (Redshift) in the group."
    ),
    controls=(
        "pci-dss-4.0.1:10.2.1",
        "pci-dss-4.0.1:10.2.1.1",
        "nist-800-53-r5:AU-12",
        "nist-800-53-r5:AU-2",
    ),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _group(_DOCUMENTS, audit_logs="enabled"),
            _group(_DOCUMENTS, audit_logs="ddl, dml_write"),
            _group(_REPORTS, enable_user_activity_logging="true"),
        ),
        failing=(
            _group(_DOCUMENTS, audit_logs="disabled"),
            _group("aws_neptune_cluster_parameter_group", neptune_enable_audit_log="0"),
            _group(_REPORTS, require_ssl="true"),
        ),
        absent=(Status.FAIL, resources(aws_neptune_cluster_parameter_group={"family": "neptune1.3"})),
        unknown=(Status.UNKNOWN, _group(_DOCUMENTS, audit_logs="${var.audit}")),
    ),
)
