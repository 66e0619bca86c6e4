"""Log groups whose names AWS chooses are ours, by that name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

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

_GROUP: Final = "aws_cloudwatch_log_group"


class _Named(NamedTuple):
    """How AWS calls the group of something.

    name: the argument with its name. group: the group's name, with it in the place of `{}`.
    where: the argument without which nothing is logged. instead: the one that names another group.
    """

    name: str
    group: str
    where: str = ""
    instead: str = ""


_KINDS: Final[Mapping[str, _Named]] = {
    "aws_codebuild_project": _Named(
        "name", "/aws/codebuild/{}", instead="logs_config.cloudwatch_logs.group_name"
    ),
    "aws_eks_cluster": _Named("name", "/aws/eks/{}/cluster", where="enabled_cluster_log_types"),
}
"""Amazon EKS User Guide, "Send control plane logs to CloudWatch Logs"; AWS CodeBuild User Guide, "CloudWatch
Logs". Those of databases are told by `rds-log-groups`, those of functions by `functions-log-group`."""


def check(writer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """There is a group of the name that AWS gives it: else AWS makes one without key and retention."""
    kind = _KINDS[writer.type]
    if (kind.where and not writer.get(kind.where)) or (kind.instead and writer.get(kind.instead)):
        yield NOT_APPLICABLE
        return
    name = writer.get(kind.name)
    texts = {kind.group.format(each) for each in (str(name), *_references(writer, kind.name))}
    found = [group for text in texts for group in configuration.having(_GROUP, "name", text)]
    if any(group.region == writer.region for group in found):
        return
    said = f"no {_GROUP} is called {kind.group.format(name)}: AWS makes one without key and retention"
    yield fail(said) if is_known(name) else unknown(f"{said}, unless one is: only the plan can tell")


def _references(writer: Resource, name: str) -> tuple[str, ...]:
    return tuple(f"${{{writer.address}.{attribute}}}" for attribute in (name, "id"))


def _cluster(group: str, name: str = "batch-zq7") -> Terraform:
    return resources(
        aws_eks_cluster={"name": name, "enabled_cluster_log_types": ["audit"]},
        aws_cloudwatch_log_group={"name": group},
    )


RULE = Rule(
    id="logs-of-services",
    title="Log groups that AWS names are made by the stack, by that name",
    severity=Severity.LOW,
    types=tuple(_KINDS),
    scope="configuration",
    check=check,
    rationale=(
        "A service that finds no group of its name makes one: encrypted with no key of ours, kept for ever. "
        "One of almost that name stays empty."
    ),
    remediation="Add a CloudwatchLogGroup of the name that the message tells, with kms_key_id and retention.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-11"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _cluster("/aws/eks/batch-zq7/cluster"),
            _cluster("/aws/eks/${aws_eks_cluster.example.name}/cluster"),
            resources(
                aws_codebuild_project={"name": "pay-zq7"},
                aws_cloudwatch_log_group={"name": "/aws/codebuild/pay-zq7"},
            ),
        ),
        failing=(
            _cluster("/aws/eks/batch-zq7-cluster/logs"),
            resources(aws_codebuild_project={"name": "pay-zq7"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_eks_cluster={"name": "batch-zq7"})),
        unknown=(Status.UNKNOWN, _cluster("/aws/eks/batch-zq7/cluster", "${var.name}")),
    ),
)
