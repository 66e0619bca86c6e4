"""Instances start with an operating system that gets patches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

_NODES: Final = "aws_eks_node_group"
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_codebuild_project": ("environment.image",),
    "data.aws_ami": ("filter.values", "name_regex"),
    "data.aws_ssm_parameter": ("name",),
    "aws_instance": ("ami",),
    "aws_launch_configuration": ("image_id",),
    "aws_launch_template": ("image_id",),
    _NODES: ("ami_type",),
}
"""The arguments that name an image, or the parameter of AWS in which its id stands."""
_PAST: Final[Mapping[str, re.Pattern[str]]] = {
    "Amazon Linux 1": re.compile(r"\bamzn-ami-"),
    "Amazon Linux 2": re.compile(r"\bamzn2-|\bamazon-linux-2\b(?!-?0)|\bAL2_"),
    "CentOS": re.compile(r"\bcentos\b(?!.*\bstream\W?(?:9|10)\b)", re.IGNORECASE),
    "CodeBuild that is retired": re.compile(
        r"^aws/codebuild/(?:standard:[1-4]\.|amazonlinux2?-x86_64-standard:[1-3]\.|amazonlinux2?-aarch64-standard:1\.)"
    ),
    "Debian 10 or older": re.compile(r"\bdebian-(?:[6-9]|10)\b"),
    "Ubuntu 20.04 or older": re.compile(
        r"\bubuntu\b.*(?:trusty|xenial|bionic|focal|\b(?:14|16|18|20)\.04\b)", re.IGNORECASE
    ),
    "Windows Server 2012 or older": re.compile(r"\bwindows_server-20(?:03|08|12)", re.IGNORECASE),
}
"""What its maker no longer patches, by the names of its images: Amazon Linux 1 since December 2023 and 2
since June 2026 (Amazon Linux 2 FAQs), nodes of EKS with it since November 2025 (EKS User Guide), CentOS 7 and
Debian 10 since June 2024, images of CodeBuild by then (CodeBuild User Guide, "Docker images provided by
CodeBuild"), Ubuntu 20.04 since May 2025, Windows Server 2012 since October 2023. Read in
November 2026."""


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No name of an image is that of a system which is out of support."""
    named = [
        str(value)
        for path in _NAMES[element.type]
        for holder, name in [path.rpartition(".")[::2]]
        for block in (element.blocks(holder) if holder else (element.values,))
        for value in as_list(block.get(name))
    ]
    if not named:
        yield NOT_APPLICABLE
    for value in named:
        old = next((system for system, pattern in _PAST.items() if pattern.search(value)), None)
        if old is not None:
            yield fail(f"{value} is an image of {old}, which gets no patches", value)
        elif value.startswith("${var.") and not is_known(value):
            yield unknown(f"its image is {value}, which only the plan can tell")


def _parameter(name: str) -> Terraform:
    return {"data": {"aws_ssm_parameter": {"example": {"name": f"/aws/service/{name}"}}}}


def _image(*names: str) -> Terraform:
    return {
        "data": {
            "aws_ami": {"example": {"owners": ["self"], "filter": [{"name": "name", "values": [*names]}]}}
        }
    }


def _build(image: str) -> Terraform:
    return resources(aws_codebuild_project={"environment": [{"image": image}]})


RULE = Rule(
    id="ec2-supported-image",
    title="Images of instances are of an operating system that is supported",
    severity=Severity.MEDIUM,
    types=tuple(_NAMES),
    check=check,
    rationale=(
        "What is found in an old system is published and not mended there; every instance that starts has "
        "it, however new the image is."
    ),
    remediation="Take images of Amazon Linux 2023 (AL2023_x86_64_STANDARD for nodes), or one newer.",
    controls=("pci-dss-4.0.1:6.3.3", "pci-dss-4.0.1:12.3.4", "nist-800-53-r5:SI-2", "nist-800-53-r5:SA-22"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _parameter("ecs/optimized-ami/amazon-linux-2023/recommended/image_id"),
            _image("gateway-al2023-*"),
            _image("ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*"),
            resources(aws_eks_node_group={"ami_type": "AL2023_x86_64_STANDARD"}),
            _build("aws/codebuild/standard:7.0"),
            _build("${aws_ecr_repository.build.repository_url}:1"),
        ),
        failing=(
            _parameter("ecs/optimized-ami/amazon-linux-2/recommended/image_id"),
            _parameter("ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"),
            _image("gateway-*", "amzn2-ami-hvm-*-x86_64-gp2"),
            _image("ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-*"),
            resources(aws_eks_node_group={"ami_type": "AL2_x86_64"}),
            _build("aws/codebuild/standard:4.0"),
            _build("aws/codebuild/amazonlinux2-x86_64-standard:3.0"),
            resources(
                aws_launch_template={
                    "image_id": "resolve:ssm:/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10"
                }
            ),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_eks_node_group={"cluster_name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_launch_template={"image_id": "${var.image}"})),
    ),
)
