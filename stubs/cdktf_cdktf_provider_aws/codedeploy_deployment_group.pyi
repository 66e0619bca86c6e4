# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CodedeployDeploymentGroup(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        app_name: str,
        deployment_group_name: str,
        service_role_arn: str,
        alarm_configuration: CodedeployDeploymentGroupAlarmConfiguration | None = ...,
        auto_rollback_configuration: CodedeployDeploymentGroupAutoRollbackConfiguration | None = ...,
        autoscaling_groups: Sequence[str] | None = ...,
        blue_green_deployment_config: CodedeployDeploymentGroupBlueGreenDeploymentConfig | None = ...,
        deployment_config_name: str | None = ...,
        deployment_style: CodedeployDeploymentGroupDeploymentStyle | None = ...,
        ec2_tag_filter: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupEc2TagFilter] | None = ...,
        ec2_tag_set: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupEc2TagSet] | None = ...,
        ecs_service: CodedeployDeploymentGroupEcsService | None = ...,
        id: str | None = ...,
        load_balancer_info: CodedeployDeploymentGroupLoadBalancerInfo | None = ...,
        on_premises_instance_tag_filter: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupOnPremisesInstanceTagFilter] | None = ...,
        outdated_instances_strategy: str | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        termination_hook_enabled: bool | cdktf.IResolvable | None = ...,
        trigger_configuration: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupTriggerConfiguration] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_alarm_configuration(
        self,
        *,
        alarms: Sequence[str] | None = ...,
        enabled: bool | cdktf.IResolvable | None = ...,
        ignore_poll_alarm_failure: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_auto_rollback_configuration(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
        events: Sequence[str] | None = ...,
    ) -> None: ...
    def put_blue_green_deployment_config(
        self,
        *,
        deployment_ready_option: CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption | None = ...,
        green_fleet_provisioning_option: CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOption | None = ...,
        terminate_blue_instances_on_deployment_success: CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess | None = ...,
    ) -> None: ...
    def put_deployment_style(
        self,
        *,
        deployment_option: str | None = ...,
        deployment_type: str | None = ...,
    ) -> None: ...
    def put_ec2_tag_filter(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupEc2TagFilter]) -> None: ...
    def put_ec2_tag_set(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupEc2TagSet]) -> None: ...
    def put_ecs_service(
        self,
        *,
        cluster_name: str,
        service_name: str,
    ) -> None: ...
    def put_load_balancer_info(
        self,
        *,
        elb_info: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoElbInfo] | None = ...,
        target_group_info: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo] | None = ...,
        target_group_pair_info: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo | None = ...,
    ) -> None: ...
    def put_on_premises_instance_tag_filter(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupOnPremisesInstanceTagFilter]) -> None: ...
    def put_trigger_configuration(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupTriggerConfiguration]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def alarm_configuration(self) -> CodedeployDeploymentGroupAlarmConfigurationOutputReference: ...
    @property
    def arn(self) -> str: ...
    @property
    def auto_rollback_configuration(self) -> CodedeployDeploymentGroupAutoRollbackConfigurationOutputReference: ...
    @property
    def blue_green_deployment_config(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigOutputReference: ...
    @property
    def compute_platform(self) -> str: ...
    @property
    def deployment_group_id(self) -> str: ...
    @property
    def deployment_style(self) -> CodedeployDeploymentGroupDeploymentStyleOutputReference: ...
    @property
    def ec2_tag_filter(self) -> CodedeployDeploymentGroupEc2TagFilterList: ...
    @property
    def ec2_tag_set(self) -> CodedeployDeploymentGroupEc2TagSetList: ...
    @property
    def ecs_service(self) -> CodedeployDeploymentGroupEcsServiceOutputReference: ...
    @property
    def load_balancer_info(self) -> CodedeployDeploymentGroupLoadBalancerInfoOutputReference: ...
    @property
    def on_premises_instance_tag_filter(self) -> CodedeployDeploymentGroupOnPremisesInstanceTagFilterList: ...
    @property
    def trigger_configuration(self) -> CodedeployDeploymentGroupTriggerConfigurationList: ...
    @property
    def alarm_configuration_input(self) -> CodedeployDeploymentGroupAlarmConfiguration | None: ...
    @property
    def app_name_input(self) -> str | None: ...
    @property
    def auto_rollback_configuration_input(self) -> CodedeployDeploymentGroupAutoRollbackConfiguration | None: ...
    @property
    def autoscaling_groups_input(self) -> list[str] | None: ...
    @property
    def blue_green_deployment_config_input(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfig | None: ...
    @property
    def deployment_config_name_input(self) -> str | None: ...
    @property
    def deployment_group_name_input(self) -> str | None: ...
    @property
    def deployment_style_input(self) -> CodedeployDeploymentGroupDeploymentStyle | None: ...
    @property
    def ec2_tag_filter_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupEc2TagFilter] | None: ...
    @property
    def ec2_tag_set_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupEc2TagSet] | None: ...
    @property
    def ecs_service_input(self) -> CodedeployDeploymentGroupEcsService | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def load_balancer_info_input(self) -> CodedeployDeploymentGroupLoadBalancerInfo | None: ...
    @property
    def on_premises_instance_tag_filter_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupOnPremisesInstanceTagFilter] | None: ...
    @property
    def outdated_instances_strategy_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def service_role_arn_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def termination_hook_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def trigger_configuration_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupTriggerConfiguration] | None: ...
    app_name: str
    autoscaling_groups: list[str]
    deployment_config_name: str
    deployment_group_name: str
    id: str
    outdated_instances_strategy: str
    region: str
    service_role_arn: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    termination_hook_enabled: bool | cdktf.IResolvable

class CodedeployDeploymentGroupAlarmConfiguration:
    def __init__(
        self,
        *,
        alarms: Sequence[str] | None = ...,
        enabled: bool | cdktf.IResolvable | None = ...,
        ignore_poll_alarm_failure: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def alarms(self) -> list[str] | None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def ignore_poll_alarm_failure(self) -> bool | cdktf.IResolvable | None: ...

class CodedeployDeploymentGroupAlarmConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def alarms_input(self) -> list[str] | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def ignore_poll_alarm_failure_input(self) -> bool | cdktf.IResolvable | None: ...
    alarms: list[str]
    enabled: bool | cdktf.IResolvable
    ignore_poll_alarm_failure: bool | cdktf.IResolvable
    internal_value: CodedeployDeploymentGroupAlarmConfiguration | None

class CodedeployDeploymentGroupAutoRollbackConfiguration:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
        events: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def events(self) -> list[str] | None: ...

class CodedeployDeploymentGroupAutoRollbackConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def events_input(self) -> list[str] | None: ...
    enabled: bool | cdktf.IResolvable
    events: list[str]
    internal_value: CodedeployDeploymentGroupAutoRollbackConfiguration | None

class CodedeployDeploymentGroupBlueGreenDeploymentConfig:
    def __init__(
        self,
        *,
        deployment_ready_option: CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption | None = ...,
        green_fleet_provisioning_option: CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOption | None = ...,
        terminate_blue_instances_on_deployment_success: CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess | None = ...,
    ) -> None: ...
    @property
    def deployment_ready_option(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption | None: ...
    @property
    def green_fleet_provisioning_option(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOption | None: ...
    @property
    def terminate_blue_instances_on_deployment_success(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess | None: ...

class CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption:
    def __init__(
        self,
        *,
        action_on_timeout: str | None = ...,
        wait_time_in_minutes: float | None = ...,
    ) -> None: ...
    @property
    def action_on_timeout(self) -> str | None: ...
    @property
    def wait_time_in_minutes(self) -> float | None: ...

class CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOptionOutputReference(cdktf.ComplexObject):
    @property
    def action_on_timeout_input(self) -> str | None: ...
    @property
    def wait_time_in_minutes_input(self) -> float | None: ...
    action_on_timeout: str
    wait_time_in_minutes: float
    internal_value: CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption | None

class CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOption:
    def __init__(
        self,
        *,
        action: str | None = ...,
    ) -> None: ...
    @property
    def action(self) -> str | None: ...

class CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOptionOutputReference(cdktf.ComplexObject):
    @property
    def action_input(self) -> str | None: ...
    action: str
    internal_value: CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOption | None

class CodedeployDeploymentGroupBlueGreenDeploymentConfigOutputReference(cdktf.ComplexObject):
    def put_deployment_ready_option(
        self,
        *,
        action_on_timeout: str | None = ...,
        wait_time_in_minutes: float | None = ...,
    ) -> None: ...
    def put_green_fleet_provisioning_option(
        self,
        *,
        action: str | None = ...,
    ) -> None: ...
    def put_terminate_blue_instances_on_deployment_success(
        self,
        *,
        action: str | None = ...,
        termination_wait_time_in_minutes: float | None = ...,
    ) -> None: ...
    @property
    def deployment_ready_option(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOptionOutputReference: ...
    @property
    def green_fleet_provisioning_option(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOptionOutputReference: ...
    @property
    def terminate_blue_instances_on_deployment_success(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccessOutputReference: ...
    @property
    def deployment_ready_option_input(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption | None: ...
    @property
    def green_fleet_provisioning_option_input(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigGreenFleetProvisioningOption | None: ...
    @property
    def terminate_blue_instances_on_deployment_success_input(self) -> CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess | None: ...
    internal_value: CodedeployDeploymentGroupBlueGreenDeploymentConfig | None

class CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess:
    def __init__(
        self,
        *,
        action: str | None = ...,
        termination_wait_time_in_minutes: float | None = ...,
    ) -> None: ...
    @property
    def action(self) -> str | None: ...
    @property
    def termination_wait_time_in_minutes(self) -> float | None: ...

class CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccessOutputReference(cdktf.ComplexObject):
    @property
    def action_input(self) -> str | None: ...
    @property
    def termination_wait_time_in_minutes_input(self) -> float | None: ...
    action: str
    termination_wait_time_in_minutes: float
    internal_value: CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess | None

class CodedeployDeploymentGroupDeploymentStyle:
    def __init__(
        self,
        *,
        deployment_option: str | None = ...,
        deployment_type: str | None = ...,
    ) -> None: ...
    @property
    def deployment_option(self) -> str | None: ...
    @property
    def deployment_type(self) -> str | None: ...

class CodedeployDeploymentGroupDeploymentStyleOutputReference(cdktf.ComplexObject):
    @property
    def deployment_option_input(self) -> str | None: ...
    @property
    def deployment_type_input(self) -> str | None: ...
    deployment_option: str
    deployment_type: str
    internal_value: CodedeployDeploymentGroupDeploymentStyle | None

class CodedeployDeploymentGroupEc2TagFilter:
    def __init__(
        self,
        *,
        key: str | None = ...,
        type: str | None = ...,
        value: str | None = ...,
    ) -> None: ...
    @property
    def key(self) -> str | None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...

class CodedeployDeploymentGroupEc2TagFilterList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupEc2TagFilterOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupEc2TagFilter] | None

class CodedeployDeploymentGroupEc2TagFilterOutputReference(cdktf.ComplexObject):
    @property
    def key_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    key: str
    type: str
    value: str
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupEc2TagFilter | None

class CodedeployDeploymentGroupEc2TagSet:
    def __init__(
        self,
        *,
        ec2_tag_filter: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupEc2TagSetEc2TagFilter] | None = ...,
    ) -> None: ...
    @property
    def ec2_tag_filter(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupEc2TagSetEc2TagFilter] | None: ...

class CodedeployDeploymentGroupEc2TagSetEc2TagFilter:
    def __init__(
        self,
        *,
        key: str | None = ...,
        type: str | None = ...,
        value: str | None = ...,
    ) -> None: ...
    @property
    def key(self) -> str | None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...

class CodedeployDeploymentGroupEc2TagSetEc2TagFilterList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupEc2TagSetEc2TagFilterOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupEc2TagSetEc2TagFilter] | None

class CodedeployDeploymentGroupEc2TagSetEc2TagFilterOutputReference(cdktf.ComplexObject):
    @property
    def key_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    key: str
    type: str
    value: str
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupEc2TagSetEc2TagFilter | None

class CodedeployDeploymentGroupEc2TagSetList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupEc2TagSetOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupEc2TagSet] | None

class CodedeployDeploymentGroupEc2TagSetOutputReference(cdktf.ComplexObject):
    def put_ec2_tag_filter(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupEc2TagSetEc2TagFilter]) -> None: ...
    @property
    def ec2_tag_filter(self) -> CodedeployDeploymentGroupEc2TagSetEc2TagFilterList: ...
    @property
    def ec2_tag_filter_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupEc2TagSetEc2TagFilter] | None: ...
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupEc2TagSet | None

class CodedeployDeploymentGroupEcsService:
    def __init__(
        self,
        *,
        cluster_name: str,
        service_name: str,
    ) -> None: ...
    @property
    def cluster_name(self) -> str: ...
    @property
    def service_name(self) -> str: ...

class CodedeployDeploymentGroupEcsServiceOutputReference(cdktf.ComplexObject):
    @property
    def cluster_name_input(self) -> str | None: ...
    @property
    def service_name_input(self) -> str | None: ...
    cluster_name: str
    service_name: str
    internal_value: CodedeployDeploymentGroupEcsService | None

class CodedeployDeploymentGroupLoadBalancerInfo:
    def __init__(
        self,
        *,
        elb_info: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoElbInfo] | None = ...,
        target_group_info: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo] | None = ...,
        target_group_pair_info: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo | None = ...,
    ) -> None: ...
    @property
    def elb_info(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoElbInfo] | None: ...
    @property
    def target_group_info(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo] | None: ...
    @property
    def target_group_pair_info(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo | None: ...

class CodedeployDeploymentGroupLoadBalancerInfoElbInfo:
    def __init__(
        self,
        *,
        name: str | None = ...,
    ) -> None: ...
    @property
    def name(self) -> str | None: ...

class CodedeployDeploymentGroupLoadBalancerInfoElbInfoList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupLoadBalancerInfoElbInfoOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoElbInfo] | None

class CodedeployDeploymentGroupLoadBalancerInfoElbInfoOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    name: str
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupLoadBalancerInfoElbInfo | None

class CodedeployDeploymentGroupLoadBalancerInfoOutputReference(cdktf.ComplexObject):
    def put_elb_info(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoElbInfo]) -> None: ...
    def put_target_group_info(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo]) -> None: ...
    def put_target_group_pair_info(
        self,
        *,
        prod_traffic_route: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute,
        target_group: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup],
        test_traffic_route: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute | None = ...,
    ) -> None: ...
    @property
    def elb_info(self) -> CodedeployDeploymentGroupLoadBalancerInfoElbInfoList: ...
    @property
    def target_group_info(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfoList: ...
    @property
    def target_group_pair_info(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoOutputReference: ...
    @property
    def elb_info_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoElbInfo] | None: ...
    @property
    def target_group_info_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo] | None: ...
    @property
    def target_group_pair_info_input(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo | None: ...
    internal_value: CodedeployDeploymentGroupLoadBalancerInfo | None

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo:
    def __init__(
        self,
        *,
        name: str | None = ...,
    ) -> None: ...
    @property
    def name(self) -> str | None: ...

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfoList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfoOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo] | None

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfoOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    name: str
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo | None

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo:
    def __init__(
        self,
        *,
        prod_traffic_route: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute,
        target_group: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup],
        test_traffic_route: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute | None = ...,
    ) -> None: ...
    @property
    def prod_traffic_route(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute: ...
    @property
    def target_group(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup]: ...
    @property
    def test_traffic_route(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute | None: ...

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoOutputReference(cdktf.ComplexObject):
    def put_prod_traffic_route(
        self,
        *,
        listener_arns: Sequence[str],
    ) -> None: ...
    def put_target_group(self, value: cdktf.IResolvable | Sequence[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup]) -> None: ...
    def put_test_traffic_route(
        self,
        *,
        listener_arns: Sequence[str],
    ) -> None: ...
    @property
    def prod_traffic_route(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRouteOutputReference: ...
    @property
    def target_group(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroupList: ...
    @property
    def test_traffic_route(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRouteOutputReference: ...
    @property
    def prod_traffic_route_input(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute | None: ...
    @property
    def target_group_input(self) -> cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup] | None: ...
    @property
    def test_traffic_route_input(self) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute | None: ...
    internal_value: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo | None

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute:
    def __init__(
        self,
        *,
        listener_arns: Sequence[str],
    ) -> None: ...
    @property
    def listener_arns(self) -> list[str]: ...

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRouteOutputReference(cdktf.ComplexObject):
    @property
    def listener_arns_input(self) -> list[str] | None: ...
    listener_arns: list[str]
    internal_value: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute | None

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup:
    def __init__(
        self,
        *,
        name: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroupList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroupOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup] | None

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroupOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    name: str
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup | None

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute:
    def __init__(
        self,
        *,
        listener_arns: Sequence[str],
    ) -> None: ...
    @property
    def listener_arns(self) -> list[str]: ...

class CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRouteOutputReference(cdktf.ComplexObject):
    @property
    def listener_arns_input(self) -> list[str] | None: ...
    listener_arns: list[str]
    internal_value: CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute | None

class CodedeployDeploymentGroupOnPremisesInstanceTagFilter:
    def __init__(
        self,
        *,
        key: str | None = ...,
        type: str | None = ...,
        value: str | None = ...,
    ) -> None: ...
    @property
    def key(self) -> str | None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...

class CodedeployDeploymentGroupOnPremisesInstanceTagFilterList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupOnPremisesInstanceTagFilterOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupOnPremisesInstanceTagFilter] | None

class CodedeployDeploymentGroupOnPremisesInstanceTagFilterOutputReference(cdktf.ComplexObject):
    @property
    def key_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    key: str
    type: str
    value: str
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupOnPremisesInstanceTagFilter | None

class CodedeployDeploymentGroupTriggerConfiguration:
    def __init__(
        self,
        *,
        trigger_events: Sequence[str],
        trigger_name: str,
        trigger_target_arn: str,
    ) -> None: ...
    @property
    def trigger_events(self) -> list[str]: ...
    @property
    def trigger_name(self) -> str: ...
    @property
    def trigger_target_arn(self) -> str: ...

class CodedeployDeploymentGroupTriggerConfigurationList(cdktf.ComplexList):
    def get(self, index: float) -> CodedeployDeploymentGroupTriggerConfigurationOutputReference: ...
    internal_value: cdktf.IResolvable | list[CodedeployDeploymentGroupTriggerConfiguration] | None

class CodedeployDeploymentGroupTriggerConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def trigger_events_input(self) -> list[str] | None: ...
    @property
    def trigger_name_input(self) -> str | None: ...
    @property
    def trigger_target_arn_input(self) -> str | None: ...
    trigger_events: list[str]
    trigger_name: str
    trigger_target_arn: str
    internal_value: cdktf.IResolvable | CodedeployDeploymentGroupTriggerConfiguration | None
