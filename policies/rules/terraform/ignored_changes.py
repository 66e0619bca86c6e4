"""What is judged is what Terraform makes of what exists, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.deployments import CODE_DEPLOY, deployed_targets, moved_listeners
from policies.related.scaling import is_scaled
from policies.related.targets import groups_called
from policies.resource import Resource
from policies.values import is_known

_INDEX: Final = re.compile(r"\[\d+\]")
_SET_BY_SERVICES: Final = frozenset(
    {"desired_capacity", "desired_count", "replica_count", "read_capacity", "write_capacity"}
)
"""Numbers that a service's own scaling changes: no rule judges them."""

_REPLICAS: Final = ("aws_dynamodb_table", "replica")
"""Terraform registry, aws_dynamodb_table_replica: where replicas are resources of their own, the table has to
ignore its blocks. The rule `dynamodb-replica-style` demands it."""


_DEPLOYED: Final = (
    "aws_ecs_service",
    frozenset({"capacity_provider_strategy", "load_balancer", "task_definition"}),
)
_MOVED: Final = (("aws_lb_listener", "aws_alb_listener"), "default_action")
_MOVED_RULES: Final = (("aws_lb_listener_rule", "aws_alb_listener_rule"), "action")
"""CodeDeploy sets which release runs and on what, and which targets a listener and its rules lead to
(Terraform registry, aws_codedeploy_deployment_group). The rules `deploy-blue-green` and `deploy-service`
demand it."""

_SCALED: Final[Mapping[str, re.Pattern[str]]] = {
    "aws_elasticache_replication_group": re.compile(r"(?:num_node_groups|replicas_per_node_group)$"),
    "aws_msk_cluster": re.compile(r"broker_node_group_info\b.*\b(?:storage_info|volume_size)\b"),
}
"""Application Auto Scaling sets these, where a target is about it (its API, ScalableTarget)."""

_NODES: Final = ("aws_eks_node_group", re.compile(r"scaling_config\b.*\bdesired_size$"))
"""What scales nodes runs in the cluster, and sets how many there are (Terraform registry)."""

_ATTACHED: Final = ("aws_autoscaling_group", frozenset({"load_balancers", "target_group_arns"}))
"""An aws_autoscaling_attachment sets these (Terraform registry, aws_autoscaling_attachment)."""

_VALUES: Final = ("aws_secretsmanager_secret_version", "secret_string")
"""A rotation, or who keeps the secret, sets its value: what stands here is that of the first day."""

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
            yield from expect.apart(_INDEX.sub("", str(name)), _judged(resource, str(name), configuration))


def _judged(resource: Resource, name: str, configuration: Configuration) -> Iterator[Judgement]:
    attribute = name.partition("[")[0].partition(".")[0]
    if not is_known(name):
        yield unknown(f"ignore_changes names {name}, which only the plan can tell")
        return
    elsewhere = (
        attribute in _SET_BY_SERVICES
        or _is_scaled(resource, name, configuration)
        or _is_changed_elsewhere(resource, attribute, configuration)
    )
    if elsewhere is None:
        yield unknown(f"only the plan can tell whether another service changes {name}")
    elif not elsewhere:
        what = "everything" if name == "all" else name
        yield fail(f"changes of {what} are ignored: on what exists, it stays as it is")


def _is_scaled(resource: Resource, name: str, configuration: Configuration) -> bool:
    """Whether something that scales the resource, or attaches it, sets what the path leads to."""
    kind, pattern = _NODES
    if resource.type == kind:
        return pattern.match(name) is not None
    if resource.type in _SCALED:
        return bool(_SCALED[resource.type].match(name)) and is_scaled(resource, configuration)
    group, arguments = _ATTACHED
    attached = resource.type == group and name in arguments
    return attached and bool(
        configuration.related(resource, "aws_autoscaling_attachment", "autoscaling_group_name")
    )


def _is_changed_elsewhere(resource: Resource, attribute: str, configuration: Configuration) -> bool | None:
    kind, arguments = _DEPLOYED
    listeners, action = _MOVED
    if resource.type == kind and attribute in arguments:
        controller = resource.get("deployment_controller.type")
        return bool(controller == CODE_DEPLOY) if is_known(controller) else None
    if resource.type in listeners and attribute == action:
        return resource in moved_listeners(configuration)
    rules, of_rules = _MOVED_RULES
    if resource.type in rules and attribute == of_rules:
        if configuration.target(resource, resource.get("listener_arn")) in moved_listeners(configuration):
            return True
        called = groups_called(resource, configuration)
        return bool(deployed_targets(configuration) & set(called)) if called else None
    if resource.type == "aws_rds_cluster" and attribute in _SWITCHED:
        return resource.get("global_cluster_identifier") is not None
    return (resource.type, attribute) in (_REPLICAS, _VALUES)


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


def _rule(leads: str) -> Terraform:
    pair = {"target_group": [{"name": f"${{aws_lb_target_group.{name}.name}}"} for name in ("blue", "green")]}
    action = {"type": "forward", "target_group_arn": f"${{aws_lb_target_group.{leads}.arn}}"}
    return {
        "resource": {
            "aws_lb_listener_rule": {
                "example": {"action": [action], "lifecycle": {"ignore_changes": ["action"]}}
            },
            "aws_lb_target_group": {name: {"name": f"{name}-zq7"} for name in ("blue", "green", "other")},
            "aws_codedeploy_deployment_group": {
                "web": {"load_balancer_info": {"target_group_pair_info": pair}}
            },
        }
    }


def _brokers(scaled: str) -> Terraform:
    storage = "broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"
    return {
        "resource": {
            "aws_msk_cluster": {"example": {"lifecycle": {"ignore_changes": [storage]}}, "other": {}},
            "aws_appautoscaling_target": {"disks": {"resource_id": f"${{aws_msk_cluster.{scaled}.arn}}"}},
        }
    }


def _nodes(path: str) -> Terraform:
    return resources(aws_eks_node_group={"lifecycle": {"ignore_changes": [path]}})


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
        "it: numbers that it scales, what CodeDeploy deploys, values that a rotation sets, and what a global "
        "database switches over."
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
            _rule("blue"),
            _brokers("example"),
            _nodes("scaling_config[0].desired_size"),
            resources(aws_secretsmanager_secret_version={"lifecycle": {"ignore_changes": ["secret_string"]}}),
        ),
        failing=(
            _rule("other"),
            _brokers("other"),
            _nodes("scaling_config"),
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
