"""The disks of tasks are encrypted under a key of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.values import as_list

_FARGATE: Final = frozenset({"FARGATE", "FARGATE_SPOT"})
_KEY: Final = "configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id"


def check(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The cluster names a customer-managed key for the disks that Fargate gives its tasks.

    One that has capacity providers of its own alone runs none of them; its instances have disks of theirs.
    """
    providers = {
        str(name)
        for found in configuration.related(cluster, "aws_ecs_cluster_capacity_providers", "cluster_name")
        for name in as_list(found.get("capacity_providers"))
    }
    services = configuration.related(cluster, "aws_ecs_service", "cluster")
    if (
        providers
        and not providers & _FARGATE
        and all(each.get("launch_type") != "FARGATE" for each in services)
    ):
        yield NOT_APPLICABLE
        return
    yield from expect.customer_key(cluster, configuration, _KEY)


def _cluster(key: object) -> Terraform:
    storage = {"fargate_ephemeral_storage_kms_key_id": key}
    return {
        "resource": {
            "aws_kms_key": {"tasks": {}},
            "aws_ecs_cluster": {"example": {"configuration": {"managed_storage_configuration": storage}}},
        }
    }


def _with_providers(*names: str) -> Terraform:
    providers = {"cluster_name": "${aws_ecs_cluster.example.name}", "capacity_providers": [*names]}
    return {
        "resource": {
            "aws_ecs_cluster": {"example": {"name": "pay-zq7"}},
            "aws_ecs_cluster_capacity_providers": {"pay": providers},
        }
    }


RULE = Rule(
    id="ecs-storage-key",
    title="Disks of tasks are encrypted under customer-managed keys",
    severity=Severity.MEDIUM,
    types=("aws_ecs_cluster",),
    scope="configuration",
    check=check,
    rationale=(
        "What a program writes to its temporary folder lies on a disk of AWS. Under a key of ours, taking "
        "the key away takes the data away."
    ),
    remediation=(
        "Set configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id to a KmsKey "
        "whose policy lets fargate.amazonaws.com use it."
    ),
    controls=("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    examples=Examples(
        passing=(_cluster("${aws_kms_key.tasks.arn}"),),
        failing=(
            _cluster("alias/aws/ecs"),
            _cluster(None),
            _with_providers("${aws_ecs_capacity_provider.workers.name}", "FARGATE"),
        ),
        absent=(Status.FAIL, resources(aws_ecs_cluster={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _cluster("${var.key}")),
    ),
)
