"""Instances have no key by which several people log in as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_BY_TYPE: Final[Mapping[str, str]] = {
    "aws_eks_node_group": "remote_access.ec2_ssh_key",
    "aws_instance": "key_name",
    "aws_launch_configuration": "key_name",
    "aws_launch_template": "key_name",
}
"""The argument that puts a key on an instance (Terraform registry). Nodes of EKS with a key and no
source_security_group_ids open port 22 to the internet (EKS API, RemoteAccessConfig)."""


def check(launched: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No key pair is named."""
    argument = _BY_TYPE[launched.type]
    value = launched.get(argument)
    if str(value).startswith("${var.") and not is_known(value):
        yield unknown(f"{argument} is {value}, which only the plan can tell")
    elif value:
        yield fail(f"{argument} is set: who holds the key logs in, and the log says no name")


RULE = Rule(
    id="ec2-no-key-pair",
    title="Instances and nodes have no SSH key pair",
    severity=Severity.MEDIUM,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "A key pair is shared, does not expire and tells no one from another; port 22 is opened for it. "
        "Session Manager asks IAM and records what is typed."
    ),
    remediation="Leave key_name (remote_access) out, and log in by Systems Manager's Session Manager.",
    controls=(
        *("pci-dss-4.0.1:8.2.2", "pci-dss-4.0.1:8.6.1", "pci-dss-4.0.1:2.2.4"),
        *("nist-800-53-r5:AC-17", "nist-800-53-r5:IA-2"),
    ),
    requirements=("R45",),
    examples=Examples(
        passing=(resources(aws_launch_template={"name": "workers-zq7"}, aws_instance={"key_name": ""}),),
        failing=(
            resources(aws_instance={"key_name": "operators"}),
            resources(aws_launch_template={"key_name": "${aws_key_pair.operators.key_name}"}),
            resources(aws_eks_node_group={"remote_access": [{"ec2_ssh_key": "operators"}]}),
        ),
        absent=(Status.PASS, resources(aws_eks_node_group={"cluster_name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_instance={"key_name": "${var.key}"})),
    ),
)
