"""A service on Fargate: tasks in private subnets behind a load balancer, replaced one after the other, or all
together by CodeDeploy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.appautoscaling_policy import (
    AppautoscalingPolicy,
    AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
    AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification,
)
from cdktf_cdktf_provider_aws.appautoscaling_target import AppautoscalingTarget
from cdktf_cdktf_provider_aws.ecs_cluster import (
    EcsCluster,
    EcsClusterConfiguration,
    EcsClusterConfigurationExecuteCommandConfiguration,
    EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration,
    EcsClusterConfigurationManagedStorageConfiguration,
    EcsClusterSetting,
)
from cdktf_cdktf_provider_aws.ecs_service import (
    EcsService,
    EcsServiceDeploymentCircuitBreaker,
    EcsServiceDeploymentController,
    EcsServiceLoadBalancer,
    EcsServiceNetworkConfiguration,
)

from infra.blocks.observe.log_group import LogGroupSpec, add_log_group

if TYPE_CHECKING:
    from cdktf import ITerraformDependable

    from infra.blocks.compute.container import TaskDefinition
    from infra.blocks.edge.load_balancer import TargetGroup
    from infra.place import Place

GRACE_SECONDS: Final = 60
BUSY_PERCENT: Final = 60  # of the CPU that the tasks have; above, more are started


@dataclass(frozen=True, slots=True)
class ClusterSpec:
    """A cluster: `id` is its Terraform id, `what` goes into its name. What tasks write to their disks, and
    what sessions in their containers would log, is encrypted under `key_arn`.
    """

    id: str
    what: str
    key_arn: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that was added: its Terraform id; its name and ARN as tokens."""

    id: str
    name: str
    arn: str


def add_cluster(place: Place, spec: ClusterSpec) -> Cluster:
    """Add the cluster, whose tasks and containers are measured one by one."""
    name = place.names.cluster(spec.what)
    sessions = add_log_group(
        place, LogGroupSpec(f"{spec.id}_sessions", f"/aws/ecs/{name}/sessions", spec.key_arn)
    )
    cluster = EcsCluster(
        place.stack,
        spec.id,
        name=name,
        setting=[EcsClusterSetting(name="containerInsights", value="enhanced")],
        configuration=EcsClusterConfiguration(
            execute_command_configuration=EcsClusterConfigurationExecuteCommandConfiguration(
                # No service here lets anyone in; should one, its sessions are on record.
                logging="OVERRIDE",
                kms_key_id=spec.key_arn,
                log_configuration=EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration(
                    cloud_watch_encryption_enabled=True,
                    cloud_watch_log_group_name=sessions.name,
                    s3_bucket_encryption_enabled=True,
                ),
            ),
            managed_storage_configuration=EcsClusterConfigurationManagedStorageConfiguration(
                fargate_ephemeral_storage_kms_key_id=spec.key_arn
            ),
        ),
        provider=place.provider,
    )
    return Cluster(spec.id, cluster.name, cluster.arn)


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """A service: `id` begins the Terraform ids, `what` goes into its name.

    least, most: how many tasks run, by their load.
    after: what a task's first request needs: the listener.
    by_code_deploy: whether CodeDeploy starts each release beside the old one, and moves callers over: which
        task definition runs, and in which group of targets, is then none of Terraform's business.
    """

    id: str
    what: str
    subnet_ids: tuple[str, ...]
    security_group_id: str
    least: int
    most: int
    after: tuple[ITerraformDependable, ...]
    by_code_deploy: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A service that was added: its Terraform id; its name, that of its cluster, and its ARN, as tokens; how
    many tasks it may have.
    """

    id: str
    name: str
    cluster: str
    arn: str
    most: int


def add_service(
    place: Place, spec: ServiceSpec, cluster: Cluster, task: TaskDefinition, targets: TargetGroup
) -> Service:
    """Run the task behind the target group, as many as the load needs. A deployment of ECS whose tasks do not
    become healthy is rolled back.
    """
    service = EcsService(
        place.stack,
        spec.id,
        name=place.names.cluster(spec.what),
        cluster=cluster.arn,
        task_definition=task.arn,
        desired_count=spec.least,
        launch_type="FARGATE",
        platform_version="LATEST",
        network_configuration=EcsServiceNetworkConfiguration(
            subnets=list(spec.subnet_ids),
            security_groups=[spec.security_group_id],
            assign_public_ip=False,
        ),
        load_balancer=[
            EcsServiceLoadBalancer(
                target_group_arn=targets.arn, container_name=task.container, container_port=task.port
            )
        ],
        health_check_grace_period_seconds=GRACE_SECONDS,
        enable_execute_command=False,
        enable_ecs_managed_tags=True,
        propagate_tags="SERVICE",
        depends_on=[*spec.after, *task.permissions],
        provider=place.provider,
        **(_BY_CODE_DEPLOY if spec.by_code_deploy else _BY_ECS),
    )
    _scale(place, spec, cluster, service)
    return Service(spec.id, service.name, cluster.name, service.id, spec.most)


class _Deployment(TypedDict, total=False):
    """The arguments of a service that say how a release replaces the one before."""

    deployment_controller: EcsServiceDeploymentController
    deployment_circuit_breaker: EcsServiceDeploymentCircuitBreaker
    deployment_minimum_healthy_percent: int
    deployment_maximum_percent: int
    availability_zone_rebalancing: str
    lifecycle: TerraformResourceLifecycle


_BY_ECS: Final[_Deployment] = {
    "deployment_circuit_breaker": EcsServiceDeploymentCircuitBreaker(enable=True, rollback=True),
    "deployment_minimum_healthy_percent": 100,
    "deployment_maximum_percent": 200,
    "availability_zone_rebalancing": "ENABLED",
    "lifecycle": TerraformResourceLifecycle(ignore_changes=["desired_count"]),  # scaling sets it
}
_BY_CODE_DEPLOY: Final[_Deployment] = {
    "deployment_controller": EcsServiceDeploymentController(type="CODE_DEPLOY"),
    "availability_zone_rebalancing": "DISABLED",  # ECS refuses it with this controller
    "lifecycle": TerraformResourceLifecycle(
        ignore_changes=["desired_count", "load_balancer", "task_definition"]
    ),
}


def _scale(place: Place, spec: ServiceSpec, cluster: Cluster, service: EcsService) -> None:
    target = AppautoscalingTarget(
        place.stack,
        f"{spec.id}_scaling",
        service_namespace="ecs",
        scalable_dimension="ecs:service:DesiredCount",
        resource_id=f"service/{cluster.name}/{service.name}",
        min_capacity=spec.least,
        max_capacity=spec.most,
        provider=place.provider,
    )
    AppautoscalingPolicy(
        place.stack,
        f"{spec.id}_scaling_by_cpu",
        name=place.names.cluster(f"{spec.what}-by-cpu"),
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        scalable_dimension=target.scalable_dimension,
        resource_id=target.resource_id,
        target_tracking_scaling_policy_configuration=AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration(
            predefined_metric_specification=AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification(
                predefined_metric_type="ECSServiceAverageCPUUtilization"
            ),
            target_value=BUSY_PERCENT,
            scale_in_cooldown=300,
            scale_out_cooldown=60,
        ),
        provider=place.provider,
    )
