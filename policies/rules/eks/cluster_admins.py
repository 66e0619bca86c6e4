"""Only those who run a cluster may do everything in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

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
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known

_POLICY: Final = "policy_arn"
_PRINCIPAL: Final = "principal_arn"
_SCOPE: Final = "access_scope.type"
_ADMINS: Final = ("AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy")
"""Everything in the cluster, and everything in each of its namespaces (EKS User Guide, "Review access policy
permissions")."""
_RUN: Final = re.compile(
    r"admin|platform|cluster|infra|ops|operator|operations|sre|break|emergency|glass|root|owner"
    r"|deploy|terraform|pipeline|cicd|(?<![a-z])ci(?![a-z])|argo|flux|kube|eks|karpenter",
    re.IGNORECASE,
)
"""Words by which roles are called that run clusters, or deploy to them."""


def check(association: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Who is given an administrator's policy for the whole cluster is called after running or deploying it.

    What analysts, developers and applications need is to view or edit their own namespaces.
    """
    policy, scope = association.get(_POLICY), association.get(_SCOPE)
    if not (is_known(policy) and is_known(scope)):
        yield unknown(f"{_POLICY} is {policy} for the {scope}, which only the plan can tell")
        return
    named = str(policy).rpartition("/")[2]
    if named not in _ADMINS or scope == "namespace":
        yield NOT_APPLICABLE
        return
    value = association.get(_PRINCIPAL)
    principal = configuration.target(association, value)
    names = [str(value)] if principal is None else [principal.name, str(principal.get("name"))]
    if principal is None and not is_known(value) and not _RUN.search(names[0]):
        yield unknown(f"{_PRINCIPAL} is {value}, which only the plan can tell")
    elif not any(_RUN.search(name) for name in names):
        whom = names[0] if principal is None else principal.address
        yield fail(f"{whom} has {named} for the whole cluster, and its name says nothing of running it")


def _association(name: str, policy: str = _ADMINS[0], scope: str = "cluster") -> Terraform:
    return {
        "resource": {
            "aws_iam_role": {name: {"name": f"{name}-zq7"}},
            "aws_eks_access_policy_association": {
                "example": {
                    _POLICY: f"arn:aws:eks::aws:cluster-access-policy/{policy}",
                    _PRINCIPAL: f"${{aws_iam_role.{name}.arn}}",
                    "access_scope": [{"type": scope}],
                }
            },
        }
    }


RULE = Rule(
    id="eks-cluster-admins",
    title="Only those who run a Kubernetes cluster administer the whole of it",
    severity=Severity.HIGH,
    types=("aws_eks_access_policy_association",),
    scope="configuration",
    check=check,
    rationale=(
        "An administrator of the cluster reads every secret in it and runs as every pod's role. Who looks at "
        "cases, or deploys one application, needs a namespace."
    ),
    remediation=(
        "Give AmazonEKSViewPolicy or AmazonEKSEditPolicy with access_scope of the type namespace and its "
        "namespaces."
    ),
    controls=(
        *("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.2"),
        *("nist-800-53-r5:AC-6", "nist-800-53-r5:AC-6(5)"),
    ),
    requirements=("R42",),
    examples=Examples(
        passing=(_association("platform_admin"), _association("ci_deployer", "AmazonEKSAdminPolicy")),
        failing=(_association("analyst"), _association("payments_api", "AmazonEKSAdminPolicy")),
        absent=(Status.NOT_APPLICABLE, _association("analyst", "AmazonEKSViewPolicy")),
        unknown=(
            Status.UNKNOWN,
            resources(aws_eks_access_policy_association={_POLICY: "${var.policy}", _PRINCIPAL: "${var.p}"}),
        ),
    ),
)
