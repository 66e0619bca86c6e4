"""An add-on that calls AWS has a role to do so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text
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
from policies.related.roles import attachments
from policies.resource import Resource
from policies.values import is_known

_ADDON: Final = "aws_eks_addon"
_ROLE: Final = "service_account_role_arn"
_CLUSTER: Final = "cluster_name"
_NEEDED: Final[Mapping[str, str]] = {
    "amazon-cloudwatch-observability": "CloudWatchAgentServerPolicy",
    "aws-ebs-csi-driver": "AmazonEBSCSIDriver",
    "aws-efs-csi-driver": "AmazonEFSCSIDriverPolicy",
    "aws-fsx-csi-driver": "AmazonFSxFullAccess",
    "aws-mountpoint-s3-csi-driver": "s3",
    "vpc-cni": "AmazonEKS_CNI_",
}
"""Add-ons that call AWS, and how the policy begins that lets them (EKS User Guide, "AWS add-ons")."""
_ACCOUNTS: Final[Mapping[str, str]] = {
    "amazon-cloudwatch-observability": "cloudwatch-agent",
    "aws-ebs-csi-driver": "ebs-csi-controller-sa",
    "aws-efs-csi-driver": "efs-csi-controller-sa",
    "aws-fsx-csi-driver": "fsx-csi-controller-sa",
    "aws-mountpoint-s3-csi-driver": "s3-csi-driver-sa",
    "vpc-cni": "aws-node",
}
"""By add-on, the service account that calls AWS (the same)."""
_TRUST: Final = "assume_role_policy"
_TRUSTED: Final = re.compile(r"system:serviceaccount:[^:\s\"']+:([^\s\"'\\\\]+)")
_IDENTITIES: Final = "aws_eks_pod_identity_association"


def check(addon: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The add-on has a role by its service account, which the role trusts, or by a pod identity; or nodes
    have its policy.
    """
    name = str(addon.get("addon_name"))
    if not is_known(name):
        yield unknown(f"addon_name is {name}, which only the plan can tell")
        return
    if name not in _NEEDED:
        yield NOT_APPLICABLE
        return
    if addon.get(_ROLE):
        yield from _trusted(addon, _ACCOUNTS[name], configuration)
        return
    if addon.blocks("pod_identity_association"):
        return
    cluster = configuration.target(addon, addon.get(_CLUSTER))
    of_cluster = cluster if cluster is not None else addon
    if configuration.related(of_cluster, _IDENTITIES, _CLUSTER) or cluster is None:
        yield unknown("a pod identity may give it a role, which only the plan can tell")
    elif not _nodes_may(cluster, _NEEDED[name], configuration):
        yield fail(
            f"{_ROLE} is not set, and no node's role has a policy for it: what it asks of AWS is refused"
        )


def _trusted(addon: Resource, account: str, configuration: Configuration) -> Iterator[Judgement]:
    """The role trusts the service account, where it names those that it trusts."""
    role = configuration.target(addon, addon.get(_ROLE))
    if role is None:
        return
    document = configuration.target(role, role.get(_TRUST))
    trusted = _TRUSTED.findall(str(role.get(_TRUST) if document is None else document.values))
    if trusted and not any(fnmatchcase(account, each) or "$" in each for each in trusted):
        said = f"{role.address} trusts {', '.join(dict.fromkeys(trusted))}, and not its {account}"
        yield fail(f"{said}: it gets no credentials", _TRUST)


def _nodes_may(cluster: Resource, policy: str, configuration: Configuration) -> bool:
    """Whether the role of some nodes of the cluster has the add-on's policy, or one that cannot be told."""
    for nodes in configuration.related(cluster, "aws_eks_node_group", _CLUSTER):
        role = configuration.target(nodes, nodes.get("node_role_arn"))
        if role is None:
            return True
        if configuration.related(role, "aws_iam_role_policy", "role"):
            return True
        for _, arn in attachments(role, configuration):
            if f"/{policy}" in str(arn) or not is_known(arn):
                return True
    return False


def _stack(name: object, attached: str = "AmazonEKSWorkerNodePolicy", **values: object) -> Terraform:
    cluster = "${aws_eks_cluster.pay.name}"
    nodes = {_CLUSTER: cluster, "node_role_arn": "${aws_iam_role.nodes.arn}"}
    return {
        "resource": {
            "aws_eks_cluster": {"pay": {"name": "pay-zq7"}},
            "aws_eks_node_group": {"workers": nodes},
            "aws_iam_role": {"nodes": {"name": "nodes-zq7"}},
            "aws_iam_role_policy_attachment": {
                "nodes": {
                    "role": "${aws_iam_role.nodes.name}",
                    "policy_arn": f"arn:aws:iam::aws:policy/{attached}",
                }
            },
            _ADDON: {"example": {"addon_name": name, _CLUSTER: cluster, **values}},
        }
    }


def _trusting(account: str) -> Terraform:
    """The driver of volumes with a role that trusts a service account."""
    equals = {"StringLike": {"${local.issuer}:sub": f"system:serviceaccount:kube-system:{account}"}}
    trust = {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Condition": equals}
    stack = _stack("aws-ebs-csi-driver", service_account_role_arn="${aws_iam_role.csi.arn}")["resource"]
    csi = {"name": "csi-zq7", _TRUST: policy_text(trust)}
    return {"resource": {**stack, "aws_iam_role": {**stack["aws_iam_role"], "csi": csi}}}


RULE = Rule(
    id="eks-addon-role",
    title="Add-ons of a Kubernetes cluster that call AWS have a role",
    severity=Severity.MEDIUM,
    types=(_ADDON,),
    scope="configuration",
    check=check,
    rationale=(
        "Without a role the driver of volumes makes and attaches none: pods that need one wait for ever, and "
        "the add-on itself is reported as healthy or keeps the deployment waiting."
    ),
    remediation="Set service_account_role_arn to a role that trusts the add-on's service account alone.",
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6", "nist-800-53-r5:CM-6"),
    requirements=("R42",),
    examples=Examples(
        passing=(
            _stack("aws-ebs-csi-driver", service_account_role_arn="${aws_iam_role.csi.arn}"),
            _stack("aws-ebs-csi-driver", "service-role/AmazonEBSCSIDriverPolicy"),
            _stack("vpc-cni", "AmazonEKS_CNI_Policy"),
            _trusting("ebs-csi-controller-sa"),
            _trusting("ebs-csi-*"),
            _trusting("${var.account}"),
            _stack(
                "aws-efs-csi-driver", pod_identity_association=[{"role_arn": "a", "service_account": "b"}]
            ),
        ),
        failing=(_stack("aws-ebs-csi-driver"), _stack("vpc-cni"), _trusting("aws-node")),
        absent=(Status.NOT_APPLICABLE, _stack("coredns")),
        unknown=(Status.UNKNOWN, _stack("${var.addon}")),
    ),
)
