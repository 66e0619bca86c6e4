"""Blue-green deployments of a service: CodeDeploy starts each release beside the old one, moves a part of the
callers over first, and moves them back where an alarm goes off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.codedeploy_app import CodedeployApp
from cdktf_cdktf_provider_aws.codedeploy_deployment_group import (
    CodedeployDeploymentGroup,
    CodedeployDeploymentGroupAlarmConfiguration,
    CodedeployDeploymentGroupAutoRollbackConfiguration,
    CodedeployDeploymentGroupBlueGreenDeploymentConfig,
    CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption,
    CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess,
    CodedeployDeploymentGroupDeploymentStyle,
    CodedeployDeploymentGroupEcsService,
    CodedeployDeploymentGroupLoadBalancerInfo,
    CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo,
    CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute,
    CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup,
    CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute,
)
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from infra.blocks.policy_document import Statement, policy, trust, when
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from infra.blocks.edge.blue_green_front import BlueGreenFront
    from infra.blocks.observe.alarm import Alarm
    from infra.blocks.web.tasks import Tasks
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class DeploySpec:
    """How a service is deployed: `id` begins the Terraform ids, `what` the names.

    steps: the deployment configuration of CodeDeploy: how fast callers are moved over.
    keep_minutes: for how long the old release runs on, to be gone back to.
    """

    id: str
    what: str
    steps: str = "CodeDeployDefault.ECSCanary10Percent5Minutes"
    keep_minutes: int = 60


@dataclass(frozen=True, slots=True)
class Deploy:
    """What was added: the names of the application and of its deployment group, and the ARN of the task
    definition that the next deployment is told, as tokens.
    """

    id: str
    application: str
    group: str
    task_definition: str

    @property
    def outputs(self) -> Iterator[Output]:
        """What `aws deploy create-deployment` is called with."""
        yield Output(f"{self.id}_application_name", self.application)
        yield Output(f"{self.id}_group_name", self.group)
        yield Output(f"{self.id}_task_definition_arn", self.task_definition)


def add_deploy(
    place: Place, spec: DeploySpec, tasks: Tasks, front: BlueGreenFront, alarms: Mapping[str, Alarm]
) -> Deploy:
    """Add the application, its deployment group, and the role that CodeDeploy acts in.

    alarms: one of them, and the release is taken back.
    """
    name = place.names.deployment(spec.what)
    application = CodedeployApp(
        place.stack, spec.id, name=name, compute_platform="ECS", provider=place.provider
    )
    role, permission = _add_role(place, spec, tasks, front, tuple(alarms.values()))
    group = CodedeployDeploymentGroup(
        place.stack,
        f"{spec.id}_group",
        app_name=application.name,
        deployment_group_name=name,
        service_role_arn=role.arn,
        deployment_config_name=spec.steps,
        deployment_style=CodedeployDeploymentGroupDeploymentStyle(
            deployment_option="WITH_TRAFFIC_CONTROL", deployment_type="BLUE_GREEN"
        ),
        ecs_service=CodedeployDeploymentGroupEcsService(
            cluster_name=tasks.cluster.name, service_name=tasks.service.name
        ),
        load_balancer_info=_traffic(front),
        blue_green_deployment_config=_steps(spec),
        auto_rollback_configuration=CodedeployDeploymentGroupAutoRollbackConfiguration(
            enabled=True, events=["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
        ),
        alarm_configuration=CodedeployDeploymentGroupAlarmConfiguration(
            enabled=True, ignore_poll_alarm_failure=False, alarms=[alarm.name for alarm in alarms.values()]
        ),
        depends_on=[permission],
        provider=place.provider,
    )
    return Deploy(spec.id, application.name, group.deployment_group_name, tasks.definition.arn)


def _steps(spec: DeploySpec) -> CodedeployDeploymentGroupBlueGreenDeploymentConfig:
    ready = CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption(
        action_on_timeout="CONTINUE_DEPLOYMENT"
    )
    old = CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess(
        action="TERMINATE", termination_wait_time_in_minutes=spec.keep_minutes
    )
    return CodedeployDeploymentGroupBlueGreenDeploymentConfig(
        deployment_ready_option=ready, terminate_blue_instances_on_deployment_success=old
    )


def _traffic(front: BlueGreenFront) -> CodedeployDeploymentGroupLoadBalancerInfo:
    production = CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute(
        listener_arns=[front.listeners.arn]
    )
    test = CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute(
        listener_arns=[front.test.arn]
    )
    groups = [
        CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup(name=group.name)
        for group in (front.blue, front.green)
    ]
    pair = CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo(
        prod_traffic_route=production, test_traffic_route=test, target_group=groups
    )
    return CodedeployDeploymentGroupLoadBalancerInfo(target_group_pair_info=pair)


def _add_role(
    place: Place, spec: DeploySpec, tasks: Tasks, front: BlueGreenFront, alarms: Sequence[Alarm]
) -> tuple[IamRole, IamRolePolicy]:
    name = place.names.role(f"{spec.what}-deploy", place.region)
    role = IamRole(
        place.stack,
        f"{spec.id}_role",
        name=name,
        description=f"What CodeDeploy does to deploy {spec.what}",
        assume_role_policy=trust(
            "codedeploy.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", place.arn("codedeploy", f"deploymentgroup:{place.names.app}-*")),
        ),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_role_policy",
        name=name,
        role=role.name,
        policy=policy(*_to_deploy(place, tasks, front, alarms)),
        provider=place.provider,
    )
    return role, permission


def _to_deploy(
    place: Place, tasks: Tasks, front: BlueGreenFront, alarms: Sequence[Alarm]
) -> tuple[Statement, ...]:
    """What the managed policy for these deployments allows (AWSCodeDeployRoleForECS), on what is deployed.

    Task sets are created by a request that knows no resource (Service Authorization Reference, Amazon ECS).
    """
    service, cluster = tasks.service, tasks.cluster
    sets = place.arn("ecs", f"task-set/{cluster.name}/{service.name}/*")
    of_cluster = when("ArnEquals", "ecs:cluster", cluster.arn)
    to_tasks = when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com")
    return (
        Statement("Start", ("ecs:CreateTaskSet",), ("*",), conditions=(of_cluster,)),
        Statement("End", ("ecs:DeleteTaskSet",), (sets,)),
        Statement("Move", ("ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"), (service.arn,)),
        Statement(
            "LookAtTraffic",
            (
                "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTargetGroups",
            ),
            ("*",),  # the actions know no resource
        ),
        Statement(
            "MoveTraffic",
            ("elasticloadbalancing:ModifyListener",),
            (front.listeners.arn, front.test.arn),
        ),
        Statement("LookAtAlarms", ("cloudwatch:DescribeAlarms",), tuple(alarm.arn for alarm in alarms)),
        Statement("Tasks", ("iam:PassRole",), tasks.definition.role_arns, conditions=(to_tasks,)),
    )
