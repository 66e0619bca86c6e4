"""No node is logged in to from the internet."""

from __future__ import annotations

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
from policies.values import as_list, is_known

_KEY: Final = "remote_access.ec2_ssh_key"
_GROUPS: Final = "remote_access.source_security_group_ids"


def check(nodes: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Nodes with an SSH key name the security groups from which they are reached.

    With a key and without them, port 22 is open to 0.0.0.0/0 (EKS API, RemoteAccessConfig).
    """
    key, groups = nodes.get(_KEY), nodes.get(_GROUPS)
    if not key:
        yield NOT_APPLICABLE
    elif not as_list(groups):
        yield fail(f"{_KEY} is set and {_GROUPS} is not: port 22 of the nodes is open to 0.0.0.0/0")
    elif not is_known(groups):
        yield unknown(f"{_GROUPS} is {groups}, which only the plan can tell")


def _nodes(**access: object) -> Terraform:
    return resources(aws_eks_node_group={"remote_access": [{"ec2_ssh_key": "operators", **access}]})


RULE = Rule(
    id="eks-remote-access",
    title="No SSH port of Kubernetes nodes is open to the internet",
    severity=Severity.HIGH,
    types=("aws_eks_node_group",),
    check=check,
    rationale=(
        "EKS makes a security group of its own for it, which stands in no configuration: whoever has, or "
        "guesses, a way in by SSH has the node and the roles of its pods."
    ),
    remediation="Leave remote_access out and use Session Manager, or set source_security_group_ids.",
    controls=(
        *("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.4.2"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:AC-17"),
    ),
    requirements=("R45",),
    examples=Examples(
        passing=(_nodes(source_security_group_ids=["${aws_security_group.operators.id}"]),),
        failing=(_nodes(), _nodes(source_security_group_ids=[])),
        absent=(Status.NOT_APPLICABLE, resources(aws_eks_node_group={"cluster_name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _nodes(source_security_group_ids="${var.groups}")),
    ),
)
