"""What is judged is what Terraform makes of what exists, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.deployments import CODE_DEPLOY, moved_listeners
from policies.resource import Resource
from policies.values import is_known

_SET_BY_SERVICES: Final = frozenset(
    {"desired_capacity", "desired_count", "replica_count", "read_capacity", "write_capacity"}
)
"""Numbers that a service's own scaling changes: no rule judges them."""

_REPLICAS: Final = ("aws_dynamodb_table", "replica")
"""Terraform registry, aws_dynamodb_table_replica: where replicas are resources of their own, the table has to
ignore its blocks. The rule `dynamodb-replica-style` demands it."""


_DEPLOYED: Final = ("aws_ecs_service", frozenset({"load_balancer", "task_definition"}))
_MOVED: Final = (("aws_lb_listener", "aws_alb_listener"), "default_action")
"""CodeDeploy sets which release runs, and which targets a listener leads to (Terraform registry,
aws_codedeploy_deployment_group). The rules `deploy-blue-green` and `deploy-service` demand it."""

_SWITCHED: Final = frozenset(
    {
        *("engine_version", "global_cluster_identifier", "replication_source_identifier"),
        *("database_name", "master_username"),
    }
)
"""A switchover of a global database swaps its clusters, and an upgrade is of the global one (Terraform
registry, aws_rds_global_cluster). The rule `rds-global-member` demands it."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """lifecycle.ignore_changes names nothing that is judged: what exists would stay as it is.

    Of what a service that is named beside it changes by itself, only that service is asked.
    """
    if resource.type.startswith("provider."):
        if resource.get("ignore_tags") is not None:
            yield fail("ignore_tags leaves tags on resources as they are, whatever is written", "ignore_tags")
        return
    for lifecycle in resource.blocks("lifecycle"):
        ignored = lifecycle.get("ignore_changes")
        for name in ignored if isinstance(ignored, list) else [] if ignored is None else [ignored]:
            yield from expect.apart(str(name), _judged(resource, str(name), configuration))


def _judged(resource: Resource, name: str, configuration: Configuration) -> Iterator[Judgement]:
    attribute = name.partition("[")[0].partition(".")[0]
    if not is_known(name):
        yield unknown(f"ignore_changes names {name}, which only the plan can tell")
        return
    elsewhere = attribute in _SET_BY_SERVICES or _is_changed_elsewhere(resource, attribute, configuration)
    if elsewhere is None:
        yield unknown(f"only the plan can tell whether another service changes {name}")
    elif not elsewhere:
        what = "everything" if name == "all" else name
        yield fail(f"changes of {what} are ignored: on what exists, it stays as it is")


def _is_changed_elsewhere(resource: Resource, attribute: str, configuration: Configuration) -> bool | None:
    kind, arguments = _DEPLOYED
    listeners, action = _MOVED
    if resource.type == kind and attribute in arguments:
        controller = resource.get("deployment_controller.type")
        return bool(controller == CODE_DEPLOY) if is_known(controller) else None
    if resource.type in listeners and attribute == action:
        return resource in moved_listeners(configuration)
    if resource.type == "aws_rds_cluster" and attribute in _SWITCHED:
        return resource.get("global_cluster_identifier") is not None
    return (resource.type, attribute) == _REPLICAS


def _moved(listener: str) -> Terraform:
    route = {"prod_traffic_route": {"listener_arns": [listener]}}
    return {
        "resource": {
            "aws_lb_listener": {
                "example": {"lifecycle": {"ignore_changes": ["default_action"]}},
                "other": {},
            },
            "aws_codedeploy_deployment_group": {
                "web": {"load_balancer_info": {"target_group_pair_info": route}}
            },
        }
    }


def _service(controller: str) -> Terraform:
    ignored = {"ignore_changes": ["desired_count", "load_balancer", "task_definition"]}
    return resources(aws_ecs_service={"deployment_controller": {"type": controller}, "lifecycle": ignored})


def _cluster(**values: object) -> Terraform:
    ignored = {"ignore_changes": ["engine_version", "replication_source_identifier"]}
    return resources(aws_rds_cluster={"lifecycle": ignored, **values})


def _key(**lifecycle: object) -> dict[str, object]:
    return {"enable_key_rotation": True, "lifecycle": lifecycle}


RULE = Rule(
    id="terraform-ignored-changes",
    title="No change of what is judged is ignored",
    severity=Severity.HIGH,
    types=("*", "provider.aws"),
    scope="configuration",
    check=check,
    rationale=(
        "With ignore_changes a resource may say what it likes: Terraform leaves what exists as it is, and a "
        "change by hand is never undone. What is judged is then not what runs."
    ),
    remediation=(
        "Remove the argument from lifecycle.ignore_changes. Only what a service changes by itself is left to "
        "it: numbers that it scales, what CodeDeploy deploys, and what a global database switches over."
    ),
    controls=("pci-dss-4.0.1:1.2.8", "pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CM-6"),
    requirements=("R40",),
    examples=Examples(
        passing=(
            resources(aws_kms_key=_key(prevent_destroy=False)),
            resources(aws_ecs_service={"lifecycle": {"ignore_changes": ["desired_count"]}}),
            resources(aws_dynamodb_table={"lifecycle": [{"ignore_changes": ["replica"]}]}),
            _service("CODE_DEPLOY"),
            _moved("${aws_lb_listener.example.arn}"),
            _cluster(global_cluster_identifier="${aws_rds_global_cluster.world.id}"),
        ),
        failing=(
            resources(aws_kms_key=_key(ignore_changes="all")),
            resources(aws_kms_key=_key(ignore_changes=["all"])),
            resources(aws_kms_key=_key(ignore_changes=["deletion_window_in_days", "enable_key_rotation"])),
            resources(aws_iam_role_policy={"lifecycle": [{"ignore_changes": ["policy"]}]}),
            resources(aws_sqs_queue={"lifecycle": {"ignore_changes": ['tags["App"]']}}),
            resources(aws_rds_cluster={"lifecycle": {"ignore_changes": ["replica"]}}),
            _service("ECS"),
            _moved("${aws_lb_listener.other.arn}"),
            _cluster(),
            {"provider": {"aws": {"ignore_tags": {"key_prefixes": ["App"]}}}},
        ),
        absent=(Status.PASS, resources(aws_kms_key={})),
        unknown=(Status.UNKNOWN, resources(aws_kms_key=_key(ignore_changes="${var.ignored}"))),
    ),
)
