"""A warehouse's connections and statements are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_LOGGING: Final = "aws_redshift_logging"


def check(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An aws_redshift_logging names the cluster; what it delivers is judged by stores-logs."""
    yield from expect.named_by(cluster, configuration, "cluster_identifier", _LOGGING)


def _cluster(name: str) -> Terraform:
    return {
        "resource": {
            "aws_redshift_cluster": {"example": {"cluster_identifier": "reports-zq7"}, "other": {}},
            _LOGGING: {"audit": {"cluster_identifier": name}},
        }
    }


RULE = Rule(
    id="redshift-logged",
    title="Redshift clusters deliver their audit logs",
    severity=Severity.MEDIUM,
    types=("aws_redshift_cluster",),
    scope="configuration",
    check=check,
    rationale=(
        "Who connected to the warehouse and what was asked of it is kept on the cluster for some days and "
        'nowhere else, unless it is delivered (Redshift Management Guide, "Database audit logging").'
    ),
    remediation="Add a RedshiftLogging for the cluster, to CloudWatch or to the bucket of logs.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.3.3", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-2"),
    requirements=("R46",),
    examples=Examples(
        passing=(_cluster("${aws_redshift_cluster.example.cluster_identifier}"), _cluster("reports-zq7")),
        failing=(_cluster("${aws_redshift_cluster.other.cluster_identifier}"),),
        absent=(Status.FAIL, resources(aws_redshift_cluster={"cluster_identifier": "reports-zq7"})),
        unknown=(Status.UNKNOWN, _cluster("${var.cluster}")),
    ),
)
