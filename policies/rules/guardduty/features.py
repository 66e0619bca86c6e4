"""GuardDuty watches what the stack runs."""

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

_WATCHES: Final[Mapping[str, tuple[str, ...]]] = {
    "EBS_MALWARE_PROTECTION": (
        "aws_instance",
        "aws_autoscaling_group",
        "aws_ecs_service",
        "aws_eks_node_group",
    ),
    "EKS_AUDIT_LOGS": ("aws_eks_cluster",),
    "EKS_RUNTIME_MONITORING": ("aws_eks_cluster",),
    "LAMBDA_NETWORK_LOGS": ("aws_lambda_function",),
    "RDS_LOGIN_EVENTS": ("aws_rds_cluster", "aws_db_instance"),
    "RUNTIME_MONITORING": ("aws_eks_cluster", "aws_ecs_service", "aws_instance", "aws_autoscaling_group"),
    "S3_DATA_EVENTS": ("aws_s3_bucket",),
}
"""By feature, the types whose like it watches (GuardDuty API, DetectorFeatureConfiguration)."""
_STATUS: Final = "status"


def check(feature: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A feature is not disabled where its stack has something of what it watches."""
    status, name = feature.get(_STATUS), feature.get("name")
    watched = configuration.of(*_WATCHES.get(str(name), ()), stack=feature.stack)
    if not is_known(status) or not is_known(name):
        yield unknown(f"only the plan can tell whether {name} is {status}")
    elif not watched:
        yield NOT_APPLICABLE
    elif status != "ENABLED":
        yield fail(
            f"{name} is {status}, and the stack has {watched[0].address}, which it does not watch then"
        )


def _feature(name: object, status: object, kind: str = "aws_eks_cluster") -> Terraform:
    return {
        "resource": {
            "aws_guardduty_detector_feature": {"example": {"name": name, _STATUS: status}},
            kind: {"main": {"name": "payments-zq7"}},
        }
    }


RULE = Rule(
    id="guardduty-features",
    title="GuardDuty watches what the stack runs",
    severity=Severity.MEDIUM,
    types=("aws_guardduty_detector_feature",),
    scope="configuration",
    check=check,
    rationale=(
        "The detector is on and shows no findings, of a cluster or a database that it was told not to look "
        "at."
    ),
    remediation="Set status='ENABLED' on the GuarddutyDetectorFeature.",
    controls=(
        "pci-dss-4.0.1:11.5.1",
        "pci-dss-4.0.1:10.4.1",
        "nist-800-53-r5:SI-4",
        "nist-800-53-r5:SI-4(5)",
    ),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _feature("EKS_AUDIT_LOGS", "ENABLED"),
            _feature("S3_DATA_EVENTS", "ENABLED", "aws_s3_bucket"),
        ),
        failing=(
            _feature("EKS_AUDIT_LOGS", "DISABLED"),
            _feature("LAMBDA_NETWORK_LOGS", "DISABLED", "aws_lambda_function"),
        ),
        absent=(Status.NOT_APPLICABLE, _feature("EKS_AUDIT_LOGS", "DISABLED", "aws_s3_bucket")),
        unknown=(Status.UNKNOWN, _feature("EKS_AUDIT_LOGS", "${var.status}")),
    ),
)
