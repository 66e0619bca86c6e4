"""An instance's disks are encrypted under a key of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, fail
from policies.resource import Resource

_NODES: Final = "aws_eks_node_group"
_DISKS: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_instance": ("root_block_device", "ebs_block_device"),
    "aws_launch_configuration": ("root_block_device", "ebs_block_device"),
    "aws_launch_template": ("block_device_mappings.ebs",),
    _NODES: ("launch_template",),
}
"""The blocks that say what disks there are; the first must stand there, or the root disk is as the image or
the account says (Terraform registry, provider 6)."""


def check(launched: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each disk is encrypted, under a customer-managed key where one can be named: a launch configuration
    takes none. An instance of a launch template has its disks. Nodes without one have a disk under no key of
    ours (EKS User Guide, "Customize managed nodes with launch templates"). Where the account encrypts every
    disk under a key by itself, nothing has to be said.
    """
    root, *others = _DISKS[launched.type]
    if _by_default(launched, configuration):
        yield NOT_APPLICABLE
        return
    if launched.type == _NODES:
        if not launched.blocks(root):
            yield fail(f"{root} is not set: the disks of the nodes are encrypted under no key of ours", root)
        return
    if not launched.blocks(root):
        if launched.get("launch_template") is not None:
            yield NOT_APPLICABLE
            return
        yield fail(f"{root} is not set: the root disk is encrypted only where the account says so", root)

    def encrypted(disk: Resource) -> Iterator[Judgement]:
        yield from expect.apart("encrypted", expect.true(disk, "encrypted"))
        if launched.type != "aws_launch_configuration":
            yield from expect.apart("kms_key_id", expect.customer_key(disk, configuration, "kms_key_id"))

    for name in (root, *others):
        yield from expect.each_block(launched, name, "device_name", encrypted)


def _by_default(launched: Resource, configuration: Configuration) -> bool:
    """Whether EC2 encrypts every new disk of the region under a key that is named."""
    return any(
        each.region == launched.region and each.stack == launched.stack
        for each in configuration.of("aws_ebs_default_kms_key")
    ) and any(
        each.region == launched.region and not expect.is_false(each.get("enabled"))
        for each in configuration.of("aws_ebs_encryption_by_default")
    )


_KEY: Final = "arn:aws:kms:xx-test-1:999988887777:key/11111111-2222-3333-4444-555555555555"
_DISK: Final[Mapping[str, Any]] = {"encrypted": True, "kms_key_id": _KEY}


def _template(*disks: Mapping[str, Any]) -> dict[str, Any]:
    return {"block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [disk]} for disk in disks]}


RULE = Rule(
    id="ec2-volume-key",
    title="Disks of instances are encrypted under customer-managed keys",
    severity=Severity.HIGH,
    types=tuple(_DISKS),
    scope="configuration",
    check=check,
    rationale=(
        "A snapshot of a disk that is not encrypted can be shared and read by another account; what an image "
        "brings along is as its maker left it."
    ),
    remediation=(
        "Set encrypted=True and kms_key_id to a KmsKey of ours in root_block_device and ebs_block_device, or "
        "in block_device_mappings.ebs of the launch template."
    ),
    controls=(
        *("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1"),
        *("nist-800-53-r5:SC-28(1)", "nist-800-53-r5:SC-12"),
    ),
    requirements=("R35",),
    examples=Examples(
        passing=(
            resources(aws_launch_template=_template(_DISK, {**_DISK, "encrypted": "true"})),
            resources(aws_instance={"root_block_device": [_DISK], "ebs_block_device": [_DISK]}),
            resources(aws_launch_configuration={"root_block_device": [{"encrypted": True}]}),
            resources(aws_eks_node_group={"launch_template": [{"id": "lt-0123", "version": "3"}]}),
        ),
        failing=(
            resources(aws_eks_node_group={"disk_size": 80}),
            resources(aws_launch_template=_template(_DISK, {"encrypted": True})),
            resources(aws_instance={"root_block_device": [_DISK], "ebs_block_device": [{"encrypted": True}]}),
            resources(aws_instance={"root_block_device": [{**_DISK, "encrypted": False}]}),
            resources(aws_launch_configuration={"root_block_device": [{}]}),
            resources(aws_launch_template=_template({**_DISK, "kms_key_id": "alias/aws/ebs"})),
        ),
        absent=(Status.FAIL, resources(aws_launch_template={"name": "workers-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_launch_template=_template({**_DISK, "kms_key_id": "${var.k}"})),
        ),
    ),
)
