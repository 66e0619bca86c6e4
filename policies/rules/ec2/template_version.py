"""What is launched is the version that was reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
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

_TEMPLATE: Final = "launch_template"
_MIXED: Final = "mixed_instances_policy.launch_template.launch_template_specification"
_MOVES: Final = ("$Latest", "$Default")


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The version of its launch template is a number, or the template's own latest_version, which the plan
    shows. `$Latest` and `$Default`, which it is where none is said, move without the group (Auto Scaling API,
    LaunchTemplateSpecification).
    """
    named = [path for path in (_TEMPLATE, _MIXED) if group.blocks(path)]
    if not named:
        yield NOT_APPLICABLE
    for path in named:
        yield from expect.each_block(group, path, "id", _fixed)


def _fixed(template: Resource) -> Iterator[Judgement]:
    version = template.get("version")
    if version is None or version in _MOVES:
        yield fail(f"version is {version or 'not set, which means $Default'}: it moves without a change here")
    elif str(version).startswith("${var."):
        yield unknown(f"version is {version}, which only the plan can tell")


def _group(version: object) -> Terraform:
    return resources(aws_autoscaling_group={_TEMPLATE: [{"id": "lt-0123", "version": version}]})


RULE = Rule(
    id="ec2-template-version",
    title="Groups of instances name the version of their launch template",
    severity=Severity.LOW,
    types=("aws_autoscaling_group", "aws_eks_node_group", "aws_instance"),
    check=check,
    rationale=(
        "Whoever may write a version of the template changes what the next instance runs: no plan shows it, "
        "no review saw it, and there is no version to go back to."
    ),
    remediation="Set version to the latest_version of the LaunchTemplate, so that a plan shows each change.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:SI-7"),
    requirements=("R13",),
    examples=Examples(
        passing=(_group("${aws_launch_template.workers.latest_version}"), _group("7")),
        failing=(
            _group("$Latest"),
            _group("$Default"),
            _group(None),
            resources(aws_eks_node_group={_TEMPLATE: [{"id": "lt-0123", "version": "$Latest"}]}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_autoscaling_group={"name": "workers-zq7"})),
        unknown=(Status.UNKNOWN, _group("${var.version}")),
    ),
)
