"""Nobody has a key that lasts."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.resource import Resource
from policies.values import is_known


def check(key: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No access key, and no service's own password, is made; roles give keys that end within hours.

    IAM User Guide, "Security best practices": workloads use temporary credentials with IAM roles.
    """
    if key.get("status") == "Inactive":
        return
    who = key.get("user") or key.get("user_name") or "a user"
    name = f" of {who}" if is_known(who) else ""
    yield fail(f"it is a long-lived credential{name}: it holds until it is taken away")


RULE = Rule(
    id="iam-access-keys",
    title="Workloads use roles, not keys that last",
    severity=Severity.HIGH,
    types=("aws_iam_access_key", "aws_iam_service_specific_credential"),
    check=check,
    rationale=(
        "An access key works from anywhere until it is taken away, is copied into files and pipelines, and "
        "is what is found in most break-ins. The secret lies in the state as well."
    ),
    remediation="Let the workload assume a role: of its service, by IAM Roles Anywhere, or by OIDC.",
    controls=("pci-dss-4.0.1:8.6.1", "pci-dss-4.0.1:8.3.9", "nist-800-53-r5:IA-5(1)", "nist-800-53-r5:AC-2"),
    requirements=("R30",),
    examples=Examples(
        passing=(resources(aws_iam_access_key={"user": "batch-zq7", "status": "Inactive"}),),
        failing=(
            resources(aws_iam_access_key={"user": "batch-zq7"}),
            resources(aws_iam_access_key={"user": "${aws_iam_user.batch.name}", "status": "Active"}),
            resources(aws_iam_service_specific_credential={"user_name": "batch-zq7"}),
        ),
        absent=(Status.FAIL, resources(aws_iam_access_key={})),
        unknown=(Status.FAIL, resources(aws_iam_access_key={"user": "${var.user}"})),
    ),
)
