# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class EcsService(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        alarms: EcsServiceAlarms | None = ...,
        availability_zone_rebalancing: str | None = ...,
        capacity_provider_strategy: cdktf.IResolvable | Sequence[EcsServiceCapacityProviderStrategy] | None = ...,
        cluster: str | None = ...,
        deployment_circuit_breaker: EcsServiceDeploymentCircuitBreaker | None = ...,
        deployment_configuration: EcsServiceDeploymentConfiguration | None = ...,
        deployment_controller: EcsServiceDeploymentController | None = ...,
        deployment_maximum_percent: float | None = ...,
        deployment_minimum_healthy_percent: float | None = ...,
        desired_count: float | None = ...,
        enable_ecs_managed_tags: bool | cdktf.IResolvable | None = ...,
        enable_execute_command: bool | cdktf.IResolvable | None = ...,
        force_delete: bool | cdktf.IResolvable | None = ...,
        force_new_deployment: bool | cdktf.IResolvable | None = ...,
        health_check_grace_period_seconds: float | None = ...,
        iam_role: str | None = ...,
        id: str | None = ...,
        launch_type: str | None = ...,
        load_balancer: cdktf.IResolvable | Sequence[EcsServiceLoadBalancer] | None = ...,
        network_configuration: EcsServiceNetworkConfiguration | None = ...,
        ordered_placement_strategy: cdktf.IResolvable | Sequence[EcsServiceOrderedPlacementStrategy] | None = ...,
        placement_constraints: cdktf.IResolvable | Sequence[EcsServicePlacementConstraints] | None = ...,
        platform_version: str | None = ...,
        propagate_tags: str | None = ...,
        region: str | None = ...,
        scheduling_strategy: str | None = ...,
        service_connect_configuration: EcsServiceServiceConnectConfiguration | None = ...,
        service_registries: EcsServiceServiceRegistries | None = ...,
        sigint_rollback: bool | cdktf.IResolvable | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        task_definition: str | None = ...,
        timeouts: EcsServiceTimeouts | None = ...,
        triggers: Mapping[str, str] | None = ...,
        volume_configuration: EcsServiceVolumeConfiguration | None = ...,
        vpc_lattice_configurations: cdktf.IResolvable | Sequence[EcsServiceVpcLatticeConfigurations] | None = ...,
        wait_for_steady_state: bool | cdktf.IResolvable | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_alarms(
        self,
        *,
        alarm_names: Sequence[str],
        enable: bool | cdktf.IResolvable,
        rollback: bool | cdktf.IResolvable,
    ) -> None: ...
    def put_capacity_provider_strategy(self, value: cdktf.IResolvable | Sequence[EcsServiceCapacityProviderStrategy]) -> None: ...
    def put_deployment_circuit_breaker(
        self,
        *,
        enable: bool | cdktf.IResolvable,
        rollback: bool | cdktf.IResolvable,
    ) -> None: ...
    def put_deployment_configuration(
        self,
        *,
        bake_time_in_minutes: str | None = ...,
        canary_configuration: EcsServiceDeploymentConfigurationCanaryConfiguration | None = ...,
        lifecycle_hook: cdktf.IResolvable | Sequence[EcsServiceDeploymentConfigurationLifecycleHook] | None = ...,
        linear_configuration: EcsServiceDeploymentConfigurationLinearConfiguration | None = ...,
        strategy: str | None = ...,
    ) -> None: ...
    def put_deployment_controller(
        self,
        *,
        type: str | None = ...,
    ) -> None: ...
    def put_load_balancer(self, value: cdktf.IResolvable | Sequence[EcsServiceLoadBalancer]) -> None: ...
    def put_network_configuration(
        self,
        *,
        subnets: Sequence[str],
        assign_public_ip: bool | cdktf.IResolvable | None = ...,
        security_groups: Sequence[str] | None = ...,
    ) -> None: ...
    def put_ordered_placement_strategy(self, value: cdktf.IResolvable | Sequence[EcsServiceOrderedPlacementStrategy]) -> None: ...
    def put_placement_constraints(self, value: cdktf.IResolvable | Sequence[EcsServicePlacementConstraints]) -> None: ...
    def put_service_connect_configuration(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
        log_configuration: EcsServiceServiceConnectConfigurationLogConfiguration | None = ...,
        namespace: str | None = ...,
        service: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationService] | None = ...,
    ) -> None: ...
    def put_service_registries(
        self,
        *,
        registry_arn: str,
        container_name: str | None = ...,
        container_port: float | None = ...,
        port: float | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    def put_volume_configuration(
        self,
        *,
        managed_ebs_volume: EcsServiceVolumeConfigurationManagedEbsVolume,
        name: str,
    ) -> None: ...
    def put_vpc_lattice_configurations(self, value: cdktf.IResolvable | Sequence[EcsServiceVpcLatticeConfigurations]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def alarms(self) -> EcsServiceAlarmsOutputReference: ...
    @property
    def arn(self) -> str: ...
    @property
    def capacity_provider_strategy(self) -> EcsServiceCapacityProviderStrategyList: ...
    @property
    def deployment_circuit_breaker(self) -> EcsServiceDeploymentCircuitBreakerOutputReference: ...
    @property
    def deployment_configuration(self) -> EcsServiceDeploymentConfigurationOutputReference: ...
    @property
    def deployment_controller(self) -> EcsServiceDeploymentControllerOutputReference: ...
    @property
    def load_balancer(self) -> EcsServiceLoadBalancerList: ...
    @property
    def network_configuration(self) -> EcsServiceNetworkConfigurationOutputReference: ...
    @property
    def ordered_placement_strategy(self) -> EcsServiceOrderedPlacementStrategyList: ...
    @property
    def placement_constraints(self) -> EcsServicePlacementConstraintsList: ...
    @property
    def service_connect_configuration(self) -> EcsServiceServiceConnectConfigurationOutputReference: ...
    @property
    def service_registries(self) -> EcsServiceServiceRegistriesOutputReference: ...
    @property
    def timeouts(self) -> EcsServiceTimeoutsOutputReference: ...
    @property
    def volume_configuration(self) -> EcsServiceVolumeConfigurationOutputReference: ...
    @property
    def vpc_lattice_configurations(self) -> EcsServiceVpcLatticeConfigurationsList: ...
    @property
    def alarms_input(self) -> EcsServiceAlarms | None: ...
    @property
    def availability_zone_rebalancing_input(self) -> str | None: ...
    @property
    def capacity_provider_strategy_input(self) -> cdktf.IResolvable | list[EcsServiceCapacityProviderStrategy] | None: ...
    @property
    def cluster_input(self) -> str | None: ...
    @property
    def deployment_circuit_breaker_input(self) -> EcsServiceDeploymentCircuitBreaker | None: ...
    @property
    def deployment_configuration_input(self) -> EcsServiceDeploymentConfiguration | None: ...
    @property
    def deployment_controller_input(self) -> EcsServiceDeploymentController | None: ...
    @property
    def deployment_maximum_percent_input(self) -> float | None: ...
    @property
    def deployment_minimum_healthy_percent_input(self) -> float | None: ...
    @property
    def desired_count_input(self) -> float | None: ...
    @property
    def enable_ecs_managed_tags_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_execute_command_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def force_delete_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def force_new_deployment_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def health_check_grace_period_seconds_input(self) -> float | None: ...
    @property
    def iam_role_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def launch_type_input(self) -> str | None: ...
    @property
    def load_balancer_input(self) -> cdktf.IResolvable | list[EcsServiceLoadBalancer] | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def network_configuration_input(self) -> EcsServiceNetworkConfiguration | None: ...
    @property
    def ordered_placement_strategy_input(self) -> cdktf.IResolvable | list[EcsServiceOrderedPlacementStrategy] | None: ...
    @property
    def placement_constraints_input(self) -> cdktf.IResolvable | list[EcsServicePlacementConstraints] | None: ...
    @property
    def platform_version_input(self) -> str | None: ...
    @property
    def propagate_tags_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def scheduling_strategy_input(self) -> str | None: ...
    @property
    def service_connect_configuration_input(self) -> EcsServiceServiceConnectConfiguration | None: ...
    @property
    def service_registries_input(self) -> EcsServiceServiceRegistries | None: ...
    @property
    def sigint_rollback_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def task_definition_input(self) -> str | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | EcsServiceTimeouts | None: ...
    @property
    def triggers_input(self) -> Mapping[str, str] | None: ...
    @property
    def volume_configuration_input(self) -> EcsServiceVolumeConfiguration | None: ...
    @property
    def vpc_lattice_configurations_input(self) -> cdktf.IResolvable | list[EcsServiceVpcLatticeConfigurations] | None: ...
    @property
    def wait_for_steady_state_input(self) -> bool | cdktf.IResolvable | None: ...
    availability_zone_rebalancing: str
    cluster: str
    deployment_maximum_percent: float
    deployment_minimum_healthy_percent: float
    desired_count: float
    enable_ecs_managed_tags: bool | cdktf.IResolvable
    enable_execute_command: bool | cdktf.IResolvable
    force_delete: bool | cdktf.IResolvable
    force_new_deployment: bool | cdktf.IResolvable
    health_check_grace_period_seconds: float
    iam_role: str
    id: str
    launch_type: str
    name: str
    platform_version: str
    propagate_tags: str
    region: str
    scheduling_strategy: str
    sigint_rollback: bool | cdktf.IResolvable
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    task_definition: str
    triggers: Mapping[str, str]
    wait_for_steady_state: bool | cdktf.IResolvable

class EcsServiceAlarms:
    def __init__(
        self,
        *,
        alarm_names: Sequence[str],
        enable: bool | cdktf.IResolvable,
        rollback: bool | cdktf.IResolvable,
    ) -> None: ...
    @property
    def alarm_names(self) -> list[str]: ...
    @property
    def enable(self) -> bool | cdktf.IResolvable: ...
    @property
    def rollback(self) -> bool | cdktf.IResolvable: ...

class EcsServiceAlarmsOutputReference(cdktf.ComplexObject):
    @property
    def alarm_names_input(self) -> list[str] | None: ...
    @property
    def enable_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def rollback_input(self) -> bool | cdktf.IResolvable | None: ...
    alarm_names: list[str]
    enable: bool | cdktf.IResolvable
    rollback: bool | cdktf.IResolvable
    internal_value: EcsServiceAlarms | None

class EcsServiceCapacityProviderStrategy:
    def __init__(
        self,
        *,
        capacity_provider: str,
        base: float | None = ...,
        weight: float | None = ...,
    ) -> None: ...
    @property
    def capacity_provider(self) -> str: ...
    @property
    def base(self) -> float | None: ...
    @property
    def weight(self) -> float | None: ...

class EcsServiceCapacityProviderStrategyList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceCapacityProviderStrategyOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceCapacityProviderStrategy] | None

class EcsServiceCapacityProviderStrategyOutputReference(cdktf.ComplexObject):
    @property
    def base_input(self) -> float | None: ...
    @property
    def capacity_provider_input(self) -> str | None: ...
    @property
    def weight_input(self) -> float | None: ...
    base: float
    capacity_provider: str
    weight: float
    internal_value: cdktf.IResolvable | EcsServiceCapacityProviderStrategy | None

class EcsServiceDeploymentCircuitBreaker:
    def __init__(
        self,
        *,
        enable: bool | cdktf.IResolvable,
        rollback: bool | cdktf.IResolvable,
    ) -> None: ...
    @property
    def enable(self) -> bool | cdktf.IResolvable: ...
    @property
    def rollback(self) -> bool | cdktf.IResolvable: ...

class EcsServiceDeploymentCircuitBreakerOutputReference(cdktf.ComplexObject):
    @property
    def enable_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def rollback_input(self) -> bool | cdktf.IResolvable | None: ...
    enable: bool | cdktf.IResolvable
    rollback: bool | cdktf.IResolvable
    internal_value: EcsServiceDeploymentCircuitBreaker | None

class EcsServiceDeploymentConfiguration:
    def __init__(
        self,
        *,
        bake_time_in_minutes: str | None = ...,
        canary_configuration: EcsServiceDeploymentConfigurationCanaryConfiguration | None = ...,
        lifecycle_hook: cdktf.IResolvable | Sequence[EcsServiceDeploymentConfigurationLifecycleHook] | None = ...,
        linear_configuration: EcsServiceDeploymentConfigurationLinearConfiguration | None = ...,
        strategy: str | None = ...,
    ) -> None: ...
    @property
    def bake_time_in_minutes(self) -> str | None: ...
    @property
    def canary_configuration(self) -> EcsServiceDeploymentConfigurationCanaryConfiguration | None: ...
    @property
    def lifecycle_hook(self) -> cdktf.IResolvable | list[EcsServiceDeploymentConfigurationLifecycleHook] | None: ...
    @property
    def linear_configuration(self) -> EcsServiceDeploymentConfigurationLinearConfiguration | None: ...
    @property
    def strategy(self) -> str | None: ...

class EcsServiceDeploymentConfigurationCanaryConfiguration:
    def __init__(
        self,
        *,
        canary_bake_time_in_minutes: str | None = ...,
        canary_percent: float | None = ...,
    ) -> None: ...
    @property
    def canary_bake_time_in_minutes(self) -> str | None: ...
    @property
    def canary_percent(self) -> float | None: ...

class EcsServiceDeploymentConfigurationCanaryConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def canary_bake_time_in_minutes_input(self) -> str | None: ...
    @property
    def canary_percent_input(self) -> float | None: ...
    canary_bake_time_in_minutes: str
    canary_percent: float
    internal_value: EcsServiceDeploymentConfigurationCanaryConfiguration | None

class EcsServiceDeploymentConfigurationLifecycleHook:
    def __init__(
        self,
        *,
        hook_target_arn: str,
        lifecycle_stages: Sequence[str],
        role_arn: str,
        hook_details: str | None = ...,
    ) -> None: ...
    @property
    def hook_target_arn(self) -> str: ...
    @property
    def lifecycle_stages(self) -> list[str]: ...
    @property
    def role_arn(self) -> str: ...
    @property
    def hook_details(self) -> str | None: ...

class EcsServiceDeploymentConfigurationLifecycleHookList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceDeploymentConfigurationLifecycleHookOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceDeploymentConfigurationLifecycleHook] | None

class EcsServiceDeploymentConfigurationLifecycleHookOutputReference(cdktf.ComplexObject):
    @property
    def hook_details_input(self) -> str | None: ...
    @property
    def hook_target_arn_input(self) -> str | None: ...
    @property
    def lifecycle_stages_input(self) -> list[str] | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    hook_details: str
    hook_target_arn: str
    lifecycle_stages: list[str]
    role_arn: str
    internal_value: cdktf.IResolvable | EcsServiceDeploymentConfigurationLifecycleHook | None

class EcsServiceDeploymentConfigurationLinearConfiguration:
    def __init__(
        self,
        *,
        step_bake_time_in_minutes: str | None = ...,
        step_percent: float | None = ...,
    ) -> None: ...
    @property
    def step_bake_time_in_minutes(self) -> str | None: ...
    @property
    def step_percent(self) -> float | None: ...

class EcsServiceDeploymentConfigurationLinearConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def step_bake_time_in_minutes_input(self) -> str | None: ...
    @property
    def step_percent_input(self) -> float | None: ...
    step_bake_time_in_minutes: str
    step_percent: float
    internal_value: EcsServiceDeploymentConfigurationLinearConfiguration | None

class EcsServiceDeploymentConfigurationOutputReference(cdktf.ComplexObject):
    def put_canary_configuration(
        self,
        *,
        canary_bake_time_in_minutes: str | None = ...,
        canary_percent: float | None = ...,
    ) -> None: ...
    def put_lifecycle_hook(self, value: cdktf.IResolvable | Sequence[EcsServiceDeploymentConfigurationLifecycleHook]) -> None: ...
    def put_linear_configuration(
        self,
        *,
        step_bake_time_in_minutes: str | None = ...,
        step_percent: float | None = ...,
    ) -> None: ...
    @property
    def canary_configuration(self) -> EcsServiceDeploymentConfigurationCanaryConfigurationOutputReference: ...
    @property
    def lifecycle_hook(self) -> EcsServiceDeploymentConfigurationLifecycleHookList: ...
    @property
    def linear_configuration(self) -> EcsServiceDeploymentConfigurationLinearConfigurationOutputReference: ...
    @property
    def bake_time_in_minutes_input(self) -> str | None: ...
    @property
    def canary_configuration_input(self) -> EcsServiceDeploymentConfigurationCanaryConfiguration | None: ...
    @property
    def lifecycle_hook_input(self) -> cdktf.IResolvable | list[EcsServiceDeploymentConfigurationLifecycleHook] | None: ...
    @property
    def linear_configuration_input(self) -> EcsServiceDeploymentConfigurationLinearConfiguration | None: ...
    @property
    def strategy_input(self) -> str | None: ...
    bake_time_in_minutes: str
    strategy: str
    internal_value: EcsServiceDeploymentConfiguration | None

class EcsServiceDeploymentController:
    def __init__(
        self,
        *,
        type: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str | None: ...

class EcsServiceDeploymentControllerOutputReference(cdktf.ComplexObject):
    @property
    def type_input(self) -> str | None: ...
    type: str
    internal_value: EcsServiceDeploymentController | None

class EcsServiceLoadBalancer:
    def __init__(
        self,
        *,
        container_name: str,
        container_port: float,
        advanced_configuration: EcsServiceLoadBalancerAdvancedConfiguration | None = ...,
        elb_name: str | None = ...,
        target_group_arn: str | None = ...,
    ) -> None: ...
    @property
    def container_name(self) -> str: ...
    @property
    def container_port(self) -> float: ...
    @property
    def advanced_configuration(self) -> EcsServiceLoadBalancerAdvancedConfiguration | None: ...
    @property
    def elb_name(self) -> str | None: ...
    @property
    def target_group_arn(self) -> str | None: ...

class EcsServiceLoadBalancerAdvancedConfiguration:
    def __init__(
        self,
        *,
        alternate_target_group_arn: str,
        production_listener_rule: str,
        role_arn: str,
        test_listener_rule: str | None = ...,
    ) -> None: ...
    @property
    def alternate_target_group_arn(self) -> str: ...
    @property
    def production_listener_rule(self) -> str: ...
    @property
    def role_arn(self) -> str: ...
    @property
    def test_listener_rule(self) -> str | None: ...

class EcsServiceLoadBalancerAdvancedConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def alternate_target_group_arn_input(self) -> str | None: ...
    @property
    def production_listener_rule_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    @property
    def test_listener_rule_input(self) -> str | None: ...
    alternate_target_group_arn: str
    production_listener_rule: str
    role_arn: str
    test_listener_rule: str
    internal_value: EcsServiceLoadBalancerAdvancedConfiguration | None

class EcsServiceLoadBalancerList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceLoadBalancerOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceLoadBalancer] | None

class EcsServiceLoadBalancerOutputReference(cdktf.ComplexObject):
    def put_advanced_configuration(
        self,
        *,
        alternate_target_group_arn: str,
        production_listener_rule: str,
        role_arn: str,
        test_listener_rule: str | None = ...,
    ) -> None: ...
    @property
    def advanced_configuration(self) -> EcsServiceLoadBalancerAdvancedConfigurationOutputReference: ...
    @property
    def advanced_configuration_input(self) -> EcsServiceLoadBalancerAdvancedConfiguration | None: ...
    @property
    def container_name_input(self) -> str | None: ...
    @property
    def container_port_input(self) -> float | None: ...
    @property
    def elb_name_input(self) -> str | None: ...
    @property
    def target_group_arn_input(self) -> str | None: ...
    container_name: str
    container_port: float
    elb_name: str
    target_group_arn: str
    internal_value: cdktf.IResolvable | EcsServiceLoadBalancer | None

class EcsServiceNetworkConfiguration:
    def __init__(
        self,
        *,
        subnets: Sequence[str],
        assign_public_ip: bool | cdktf.IResolvable | None = ...,
        security_groups: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def subnets(self) -> list[str]: ...
    @property
    def assign_public_ip(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def security_groups(self) -> list[str] | None: ...

class EcsServiceNetworkConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def assign_public_ip_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def security_groups_input(self) -> list[str] | None: ...
    @property
    def subnets_input(self) -> list[str] | None: ...
    assign_public_ip: bool | cdktf.IResolvable
    security_groups: list[str]
    subnets: list[str]
    internal_value: EcsServiceNetworkConfiguration | None

class EcsServiceOrderedPlacementStrategy:
    def __init__(
        self,
        *,
        type: str,
        field: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def field(self) -> str | None: ...

class EcsServiceOrderedPlacementStrategyList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceOrderedPlacementStrategyOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceOrderedPlacementStrategy] | None

class EcsServiceOrderedPlacementStrategyOutputReference(cdktf.ComplexObject):
    @property
    def field_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    field: str
    type: str
    internal_value: cdktf.IResolvable | EcsServiceOrderedPlacementStrategy | None

class EcsServicePlacementConstraints:
    def __init__(
        self,
        *,
        type: str,
        expression: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def expression(self) -> str | None: ...

class EcsServicePlacementConstraintsList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServicePlacementConstraintsOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServicePlacementConstraints] | None

class EcsServicePlacementConstraintsOutputReference(cdktf.ComplexObject):
    @property
    def expression_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    expression: str
    type: str
    internal_value: cdktf.IResolvable | EcsServicePlacementConstraints | None

class EcsServiceServiceConnectConfiguration:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
        log_configuration: EcsServiceServiceConnectConfigurationLogConfiguration | None = ...,
        namespace: str | None = ...,
        service: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationService] | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable: ...
    @property
    def log_configuration(self) -> EcsServiceServiceConnectConfigurationLogConfiguration | None: ...
    @property
    def namespace(self) -> str | None: ...
    @property
    def service(self) -> cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationService] | None: ...

class EcsServiceServiceConnectConfigurationLogConfiguration:
    def __init__(
        self,
        *,
        log_driver: str,
        options: Mapping[str, str] | None = ...,
        secret_option: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationLogConfigurationSecretOption] | None = ...,
    ) -> None: ...
    @property
    def log_driver(self) -> str: ...
    @property
    def options(self) -> Mapping[str, str] | None: ...
    @property
    def secret_option(self) -> cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationLogConfigurationSecretOption] | None: ...

class EcsServiceServiceConnectConfigurationLogConfigurationOutputReference(cdktf.ComplexObject):
    def put_secret_option(self, value: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationLogConfigurationSecretOption]) -> None: ...
    @property
    def secret_option(self) -> EcsServiceServiceConnectConfigurationLogConfigurationSecretOptionList: ...
    @property
    def log_driver_input(self) -> str | None: ...
    @property
    def options_input(self) -> Mapping[str, str] | None: ...
    @property
    def secret_option_input(self) -> cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationLogConfigurationSecretOption] | None: ...
    log_driver: str
    options: Mapping[str, str]
    internal_value: EcsServiceServiceConnectConfigurationLogConfiguration | None

class EcsServiceServiceConnectConfigurationLogConfigurationSecretOption:
    def __init__(
        self,
        *,
        name: str,
        value_from: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value_from(self) -> str: ...

class EcsServiceServiceConnectConfigurationLogConfigurationSecretOptionList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceServiceConnectConfigurationLogConfigurationSecretOptionOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationLogConfigurationSecretOption] | None

class EcsServiceServiceConnectConfigurationLogConfigurationSecretOptionOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_from_input(self) -> str | None: ...
    name: str
    value_from: str
    internal_value: cdktf.IResolvable | EcsServiceServiceConnectConfigurationLogConfigurationSecretOption | None

class EcsServiceServiceConnectConfigurationOutputReference(cdktf.ComplexObject):
    def put_log_configuration(
        self,
        *,
        log_driver: str,
        options: Mapping[str, str] | None = ...,
        secret_option: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationLogConfigurationSecretOption] | None = ...,
    ) -> None: ...
    def put_service(self, value: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationService]) -> None: ...
    @property
    def log_configuration(self) -> EcsServiceServiceConnectConfigurationLogConfigurationOutputReference: ...
    @property
    def service(self) -> EcsServiceServiceConnectConfigurationServiceList: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def log_configuration_input(self) -> EcsServiceServiceConnectConfigurationLogConfiguration | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    @property
    def service_input(self) -> cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationService] | None: ...
    enabled: bool | cdktf.IResolvable
    namespace: str
    internal_value: EcsServiceServiceConnectConfiguration | None

class EcsServiceServiceConnectConfigurationService:
    def __init__(
        self,
        *,
        port_name: str,
        client_alias: EcsServiceServiceConnectConfigurationServiceClientAlias | None = ...,
        discovery_name: str | None = ...,
        ingress_port_override: float | None = ...,
        timeout: EcsServiceServiceConnectConfigurationServiceTimeout | None = ...,
        tls: EcsServiceServiceConnectConfigurationServiceTls | None = ...,
    ) -> None: ...
    @property
    def port_name(self) -> str: ...
    @property
    def client_alias(self) -> EcsServiceServiceConnectConfigurationServiceClientAlias | None: ...
    @property
    def discovery_name(self) -> str | None: ...
    @property
    def ingress_port_override(self) -> float | None: ...
    @property
    def timeout(self) -> EcsServiceServiceConnectConfigurationServiceTimeout | None: ...
    @property
    def tls(self) -> EcsServiceServiceConnectConfigurationServiceTls | None: ...

class EcsServiceServiceConnectConfigurationServiceClientAlias:
    def __init__(
        self,
        *,
        port: float,
        dns_name: str | None = ...,
        test_traffic_rules: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules] | None = ...,
    ) -> None: ...
    @property
    def port(self) -> float: ...
    @property
    def dns_name(self) -> str | None: ...
    @property
    def test_traffic_rules(self) -> cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules] | None: ...

class EcsServiceServiceConnectConfigurationServiceClientAliasOutputReference(cdktf.ComplexObject):
    def put_test_traffic_rules(self, value: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules]) -> None: ...
    @property
    def test_traffic_rules(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesList: ...
    @property
    def dns_name_input(self) -> str | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def test_traffic_rules_input(self) -> cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules] | None: ...
    dns_name: str
    port: float
    internal_value: EcsServiceServiceConnectConfigurationServiceClientAlias | None

class EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules:
    def __init__(
        self,
        *,
        header: EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeader | None = ...,
    ) -> None: ...
    @property
    def header(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeader | None: ...

class EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeader:
    def __init__(
        self,
        *,
        name: str,
        value: EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValue,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValue: ...

class EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderOutputReference(cdktf.ComplexObject):
    def put_value(
        self,
        *,
        exact: str,
    ) -> None: ...
    @property
    def value(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValueOutputReference: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValue | None: ...
    name: str
    internal_value: EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeader | None

class EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValue:
    def __init__(
        self,
        *,
        exact: str,
    ) -> None: ...
    @property
    def exact(self) -> str: ...

class EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValueOutputReference(cdktf.ComplexObject):
    @property
    def exact_input(self) -> str | None: ...
    exact: str
    internal_value: EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValue | None

class EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules] | None

class EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesOutputReference(cdktf.ComplexObject):
    def put_header(
        self,
        *,
        name: str,
        value: EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderValue,
    ) -> None: ...
    @property
    def header(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeaderOutputReference: ...
    @property
    def header_input(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRulesHeader | None: ...
    internal_value: cdktf.IResolvable | EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules | None

class EcsServiceServiceConnectConfigurationServiceList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceServiceConnectConfigurationServiceOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceServiceConnectConfigurationService] | None

class EcsServiceServiceConnectConfigurationServiceOutputReference(cdktf.ComplexObject):
    def put_client_alias(
        self,
        *,
        port: float,
        dns_name: str | None = ...,
        test_traffic_rules: cdktf.IResolvable | Sequence[EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules] | None = ...,
    ) -> None: ...
    def put_timeout(
        self,
        *,
        idle_timeout_seconds: float | None = ...,
        per_request_timeout_seconds: float | None = ...,
    ) -> None: ...
    def put_tls(
        self,
        *,
        issuer_cert_authority: EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority,
        kms_key: str | None = ...,
        role_arn: str | None = ...,
    ) -> None: ...
    @property
    def client_alias(self) -> EcsServiceServiceConnectConfigurationServiceClientAliasOutputReference: ...
    @property
    def timeout(self) -> EcsServiceServiceConnectConfigurationServiceTimeoutOutputReference: ...
    @property
    def tls(self) -> EcsServiceServiceConnectConfigurationServiceTlsOutputReference: ...
    @property
    def client_alias_input(self) -> EcsServiceServiceConnectConfigurationServiceClientAlias | None: ...
    @property
    def discovery_name_input(self) -> str | None: ...
    @property
    def ingress_port_override_input(self) -> float | None: ...
    @property
    def port_name_input(self) -> str | None: ...
    @property
    def timeout_input(self) -> EcsServiceServiceConnectConfigurationServiceTimeout | None: ...
    @property
    def tls_input(self) -> EcsServiceServiceConnectConfigurationServiceTls | None: ...
    discovery_name: str
    ingress_port_override: float
    port_name: str
    internal_value: cdktf.IResolvable | EcsServiceServiceConnectConfigurationService | None

class EcsServiceServiceConnectConfigurationServiceTimeout:
    def __init__(
        self,
        *,
        idle_timeout_seconds: float | None = ...,
        per_request_timeout_seconds: float | None = ...,
    ) -> None: ...
    @property
    def idle_timeout_seconds(self) -> float | None: ...
    @property
    def per_request_timeout_seconds(self) -> float | None: ...

class EcsServiceServiceConnectConfigurationServiceTimeoutOutputReference(cdktf.ComplexObject):
    @property
    def idle_timeout_seconds_input(self) -> float | None: ...
    @property
    def per_request_timeout_seconds_input(self) -> float | None: ...
    idle_timeout_seconds: float
    per_request_timeout_seconds: float
    internal_value: EcsServiceServiceConnectConfigurationServiceTimeout | None

class EcsServiceServiceConnectConfigurationServiceTls:
    def __init__(
        self,
        *,
        issuer_cert_authority: EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority,
        kms_key: str | None = ...,
        role_arn: str | None = ...,
    ) -> None: ...
    @property
    def issuer_cert_authority(self) -> EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority: ...
    @property
    def kms_key(self) -> str | None: ...
    @property
    def role_arn(self) -> str | None: ...

class EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority:
    def __init__(
        self,
        *,
        aws_pca_authority_arn: str,
    ) -> None: ...
    @property
    def aws_pca_authority_arn(self) -> str: ...

class EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthorityOutputReference(cdktf.ComplexObject):
    @property
    def aws_pca_authority_arn_input(self) -> str | None: ...
    aws_pca_authority_arn: str
    internal_value: EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority | None

class EcsServiceServiceConnectConfigurationServiceTlsOutputReference(cdktf.ComplexObject):
    def put_issuer_cert_authority(
        self,
        *,
        aws_pca_authority_arn: str,
    ) -> None: ...
    @property
    def issuer_cert_authority(self) -> EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthorityOutputReference: ...
    @property
    def issuer_cert_authority_input(self) -> EcsServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority | None: ...
    @property
    def kms_key_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    kms_key: str
    role_arn: str
    internal_value: EcsServiceServiceConnectConfigurationServiceTls | None

class EcsServiceServiceRegistries:
    def __init__(
        self,
        *,
        registry_arn: str,
        container_name: str | None = ...,
        container_port: float | None = ...,
        port: float | None = ...,
    ) -> None: ...
    @property
    def registry_arn(self) -> str: ...
    @property
    def container_name(self) -> str | None: ...
    @property
    def container_port(self) -> float | None: ...
    @property
    def port(self) -> float | None: ...

class EcsServiceServiceRegistriesOutputReference(cdktf.ComplexObject):
    @property
    def container_name_input(self) -> str | None: ...
    @property
    def container_port_input(self) -> float | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def registry_arn_input(self) -> str | None: ...
    container_name: str
    container_port: float
    port: float
    registry_arn: str
    internal_value: EcsServiceServiceRegistries | None

class EcsServiceTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def delete(self) -> str | None: ...
    @property
    def update(self) -> str | None: ...

class EcsServiceTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | EcsServiceTimeouts | None

class EcsServiceVolumeConfiguration:
    def __init__(
        self,
        *,
        managed_ebs_volume: EcsServiceVolumeConfigurationManagedEbsVolume,
        name: str,
    ) -> None: ...
    @property
    def managed_ebs_volume(self) -> EcsServiceVolumeConfigurationManagedEbsVolume: ...
    @property
    def name(self) -> str: ...

class EcsServiceVolumeConfigurationManagedEbsVolume:
    def __init__(
        self,
        *,
        role_arn: str,
        encrypted: bool | cdktf.IResolvable | None = ...,
        file_system_type: str | None = ...,
        iops: float | None = ...,
        kms_key_id: str | None = ...,
        size_in_gb: float | None = ...,
        snapshot_id: str | None = ...,
        tag_specifications: cdktf.IResolvable | Sequence[EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications] | None = ...,
        throughput: float | None = ...,
        volume_initialization_rate: float | None = ...,
        volume_type: str | None = ...,
    ) -> None: ...
    @property
    def role_arn(self) -> str: ...
    @property
    def encrypted(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def file_system_type(self) -> str | None: ...
    @property
    def iops(self) -> float | None: ...
    @property
    def kms_key_id(self) -> str | None: ...
    @property
    def size_in_gb(self) -> float | None: ...
    @property
    def snapshot_id(self) -> str | None: ...
    @property
    def tag_specifications(self) -> cdktf.IResolvable | list[EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications] | None: ...
    @property
    def throughput(self) -> float | None: ...
    @property
    def volume_initialization_rate(self) -> float | None: ...
    @property
    def volume_type(self) -> str | None: ...

class EcsServiceVolumeConfigurationManagedEbsVolumeOutputReference(cdktf.ComplexObject):
    def put_tag_specifications(self, value: cdktf.IResolvable | Sequence[EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications]) -> None: ...
    @property
    def tag_specifications(self) -> EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecificationsList: ...
    @property
    def encrypted_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def file_system_type_input(self) -> str | None: ...
    @property
    def iops_input(self) -> float | None: ...
    @property
    def kms_key_id_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    @property
    def size_in_gb_input(self) -> float | None: ...
    @property
    def snapshot_id_input(self) -> str | None: ...
    @property
    def tag_specifications_input(self) -> cdktf.IResolvable | list[EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications] | None: ...
    @property
    def throughput_input(self) -> float | None: ...
    @property
    def volume_initialization_rate_input(self) -> float | None: ...
    @property
    def volume_type_input(self) -> str | None: ...
    encrypted: bool | cdktf.IResolvable
    file_system_type: str
    iops: float
    kms_key_id: str
    role_arn: str
    size_in_gb: float
    snapshot_id: str
    throughput: float
    volume_initialization_rate: float
    volume_type: str
    internal_value: EcsServiceVolumeConfigurationManagedEbsVolume | None

class EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications:
    def __init__(
        self,
        *,
        resource_type: str,
        propagate_tags: str | None = ...,
        tags: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def resource_type(self) -> str: ...
    @property
    def propagate_tags(self) -> str | None: ...
    @property
    def tags(self) -> Mapping[str, str] | None: ...

class EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecificationsList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecificationsOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications] | None

class EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecificationsOutputReference(cdktf.ComplexObject):
    @property
    def propagate_tags_input(self) -> str | None: ...
    @property
    def resource_type_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    propagate_tags: str
    resource_type: str
    tags: Mapping[str, str]
    internal_value: cdktf.IResolvable | EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications | None

class EcsServiceVolumeConfigurationOutputReference(cdktf.ComplexObject):
    def put_managed_ebs_volume(
        self,
        *,
        role_arn: str,
        encrypted: bool | cdktf.IResolvable | None = ...,
        file_system_type: str | None = ...,
        iops: float | None = ...,
        kms_key_id: str | None = ...,
        size_in_gb: float | None = ...,
        snapshot_id: str | None = ...,
        tag_specifications: cdktf.IResolvable | Sequence[EcsServiceVolumeConfigurationManagedEbsVolumeTagSpecifications] | None = ...,
        throughput: float | None = ...,
        volume_initialization_rate: float | None = ...,
        volume_type: str | None = ...,
    ) -> None: ...
    @property
    def managed_ebs_volume(self) -> EcsServiceVolumeConfigurationManagedEbsVolumeOutputReference: ...
    @property
    def managed_ebs_volume_input(self) -> EcsServiceVolumeConfigurationManagedEbsVolume | None: ...
    @property
    def name_input(self) -> str | None: ...
    name: str
    internal_value: EcsServiceVolumeConfiguration | None

class EcsServiceVpcLatticeConfigurations:
    def __init__(
        self,
        *,
        port_name: str,
        role_arn: str,
        target_group_arn: str,
    ) -> None: ...
    @property
    def port_name(self) -> str: ...
    @property
    def role_arn(self) -> str: ...
    @property
    def target_group_arn(self) -> str: ...

class EcsServiceVpcLatticeConfigurationsList(cdktf.ComplexList):
    def get(self, index: float) -> EcsServiceVpcLatticeConfigurationsOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsServiceVpcLatticeConfigurations] | None

class EcsServiceVpcLatticeConfigurationsOutputReference(cdktf.ComplexObject):
    @property
    def port_name_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    @property
    def target_group_arn_input(self) -> str | None: ...
    port_name: str
    role_arn: str
    target_group_arn: str
    internal_value: cdktf.IResolvable | EcsServiceVpcLatticeConfigurations | None
