# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CloudwatchEventTarget(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        arn: str,
        rule: str,
        appsync_target: CloudwatchEventTargetAppsyncTarget | None = ...,
        batch_target: CloudwatchEventTargetBatchTarget | None = ...,
        dead_letter_config: CloudwatchEventTargetDeadLetterConfig | None = ...,
        ecs_target: CloudwatchEventTargetEcsTarget | None = ...,
        event_bus_name: str | None = ...,
        force_destroy: bool | cdktf.IResolvable | None = ...,
        http_target: CloudwatchEventTargetHttpTarget | None = ...,
        id: str | None = ...,
        input: str | None = ...,
        input_path: str | None = ...,
        input_transformer: CloudwatchEventTargetInputTransformer | None = ...,
        kinesis_target: CloudwatchEventTargetKinesisTarget | None = ...,
        redshift_target: CloudwatchEventTargetRedshiftTarget | None = ...,
        region: str | None = ...,
        retry_policy: CloudwatchEventTargetRetryPolicy | None = ...,
        role_arn: str | None = ...,
        run_command_targets: cdktf.IResolvable | Sequence[CloudwatchEventTargetRunCommandTargets] | None = ...,
        sagemaker_pipeline_target: CloudwatchEventTargetSagemakerPipelineTarget | None = ...,
        sqs_target: CloudwatchEventTargetSqsTarget | None = ...,
        target_id: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_appsync_target(
        self,
        *,
        graphql_operation: str | None = ...,
    ) -> None: ...
    def put_batch_target(
        self,
        *,
        job_definition: str,
        job_name: str,
        array_size: float | None = ...,
        job_attempts: float | None = ...,
    ) -> None: ...
    def put_dead_letter_config(
        self,
        *,
        arn: str | None = ...,
    ) -> None: ...
    def put_ecs_target(
        self,
        *,
        task_definition_arn: str,
        capacity_provider_strategy: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetCapacityProviderStrategy] | None = ...,
        enable_ecs_managed_tags: bool | cdktf.IResolvable | None = ...,
        enable_execute_command: bool | cdktf.IResolvable | None = ...,
        group: str | None = ...,
        launch_type: str | None = ...,
        network_configuration: CloudwatchEventTargetEcsTargetNetworkConfiguration | None = ...,
        ordered_placement_strategy: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetOrderedPlacementStrategy] | None = ...,
        placement_constraint: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetPlacementConstraint] | None = ...,
        platform_version: str | None = ...,
        propagate_tags: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        task_count: float | None = ...,
    ) -> None: ...
    def put_http_target(
        self,
        *,
        header_parameters: Mapping[str, str] | None = ...,
        path_parameter_values: Sequence[str] | None = ...,
        query_string_parameters: Mapping[str, str] | None = ...,
    ) -> None: ...
    def put_input_transformer(
        self,
        *,
        input_template: str,
        input_paths: Mapping[str, str] | None = ...,
    ) -> None: ...
    def put_kinesis_target(
        self,
        *,
        partition_key_path: str | None = ...,
    ) -> None: ...
    def put_redshift_target(
        self,
        *,
        database: str,
        db_user: str | None = ...,
        secrets_manager_arn: str | None = ...,
        sql: str | None = ...,
        statement_name: str | None = ...,
        with_event: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_retry_policy(
        self,
        *,
        maximum_event_age_in_seconds: float | None = ...,
        maximum_retry_attempts: float | None = ...,
    ) -> None: ...
    def put_run_command_targets(self, value: cdktf.IResolvable | Sequence[CloudwatchEventTargetRunCommandTargets]) -> None: ...
    def put_sagemaker_pipeline_target(
        self,
        *,
        pipeline_parameter_list: cdktf.IResolvable | Sequence[CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct] | None = ...,
    ) -> None: ...
    def put_sqs_target(
        self,
        *,
        message_group_id: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def appsync_target(self) -> CloudwatchEventTargetAppsyncTargetOutputReference: ...
    @property
    def batch_target(self) -> CloudwatchEventTargetBatchTargetOutputReference: ...
    @property
    def dead_letter_config(self) -> CloudwatchEventTargetDeadLetterConfigOutputReference: ...
    @property
    def ecs_target(self) -> CloudwatchEventTargetEcsTargetOutputReference: ...
    @property
    def http_target(self) -> CloudwatchEventTargetHttpTargetOutputReference: ...
    @property
    def input_transformer(self) -> CloudwatchEventTargetInputTransformerOutputReference: ...
    @property
    def kinesis_target(self) -> CloudwatchEventTargetKinesisTargetOutputReference: ...
    @property
    def redshift_target(self) -> CloudwatchEventTargetRedshiftTargetOutputReference: ...
    @property
    def retry_policy(self) -> CloudwatchEventTargetRetryPolicyOutputReference: ...
    @property
    def run_command_targets(self) -> CloudwatchEventTargetRunCommandTargetsList: ...
    @property
    def sagemaker_pipeline_target(self) -> CloudwatchEventTargetSagemakerPipelineTargetOutputReference: ...
    @property
    def sqs_target(self) -> CloudwatchEventTargetSqsTargetOutputReference: ...
    @property
    def appsync_target_input(self) -> CloudwatchEventTargetAppsyncTarget | None: ...
    @property
    def arn_input(self) -> str | None: ...
    @property
    def batch_target_input(self) -> CloudwatchEventTargetBatchTarget | None: ...
    @property
    def dead_letter_config_input(self) -> CloudwatchEventTargetDeadLetterConfig | None: ...
    @property
    def ecs_target_input(self) -> CloudwatchEventTargetEcsTarget | None: ...
    @property
    def event_bus_name_input(self) -> str | None: ...
    @property
    def force_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def http_target_input(self) -> CloudwatchEventTargetHttpTarget | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def input_input(self) -> str | None: ...
    @property
    def input_path_input(self) -> str | None: ...
    @property
    def input_transformer_input(self) -> CloudwatchEventTargetInputTransformer | None: ...
    @property
    def kinesis_target_input(self) -> CloudwatchEventTargetKinesisTarget | None: ...
    @property
    def redshift_target_input(self) -> CloudwatchEventTargetRedshiftTarget | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def retry_policy_input(self) -> CloudwatchEventTargetRetryPolicy | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    @property
    def rule_input(self) -> str | None: ...
    @property
    def run_command_targets_input(self) -> cdktf.IResolvable | list[CloudwatchEventTargetRunCommandTargets] | None: ...
    @property
    def sagemaker_pipeline_target_input(self) -> CloudwatchEventTargetSagemakerPipelineTarget | None: ...
    @property
    def sqs_target_input(self) -> CloudwatchEventTargetSqsTarget | None: ...
    @property
    def target_id_input(self) -> str | None: ...
    arn: str
    event_bus_name: str
    force_destroy: bool | cdktf.IResolvable
    id: str
    input: str
    input_path: str
    region: str
    role_arn: str
    rule: str
    target_id: str

class CloudwatchEventTargetAppsyncTarget:
    def __init__(
        self,
        *,
        graphql_operation: str | None = ...,
    ) -> None: ...
    @property
    def graphql_operation(self) -> str | None: ...

class CloudwatchEventTargetAppsyncTargetOutputReference(cdktf.ComplexObject):
    @property
    def graphql_operation_input(self) -> str | None: ...
    graphql_operation: str
    internal_value: CloudwatchEventTargetAppsyncTarget | None

class CloudwatchEventTargetBatchTarget:
    def __init__(
        self,
        *,
        job_definition: str,
        job_name: str,
        array_size: float | None = ...,
        job_attempts: float | None = ...,
    ) -> None: ...
    @property
    def job_definition(self) -> str: ...
    @property
    def job_name(self) -> str: ...
    @property
    def array_size(self) -> float | None: ...
    @property
    def job_attempts(self) -> float | None: ...

class CloudwatchEventTargetBatchTargetOutputReference(cdktf.ComplexObject):
    @property
    def array_size_input(self) -> float | None: ...
    @property
    def job_attempts_input(self) -> float | None: ...
    @property
    def job_definition_input(self) -> str | None: ...
    @property
    def job_name_input(self) -> str | None: ...
    array_size: float
    job_attempts: float
    job_definition: str
    job_name: str
    internal_value: CloudwatchEventTargetBatchTarget | None

class CloudwatchEventTargetDeadLetterConfig:
    def __init__(
        self,
        *,
        arn: str | None = ...,
    ) -> None: ...
    @property
    def arn(self) -> str | None: ...

class CloudwatchEventTargetDeadLetterConfigOutputReference(cdktf.ComplexObject):
    @property
    def arn_input(self) -> str | None: ...
    arn: str
    internal_value: CloudwatchEventTargetDeadLetterConfig | None

class CloudwatchEventTargetEcsTarget:
    def __init__(
        self,
        *,
        task_definition_arn: str,
        capacity_provider_strategy: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetCapacityProviderStrategy] | None = ...,
        enable_ecs_managed_tags: bool | cdktf.IResolvable | None = ...,
        enable_execute_command: bool | cdktf.IResolvable | None = ...,
        group: str | None = ...,
        launch_type: str | None = ...,
        network_configuration: CloudwatchEventTargetEcsTargetNetworkConfiguration | None = ...,
        ordered_placement_strategy: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetOrderedPlacementStrategy] | None = ...,
        placement_constraint: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetPlacementConstraint] | None = ...,
        platform_version: str | None = ...,
        propagate_tags: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        task_count: float | None = ...,
    ) -> None: ...
    @property
    def task_definition_arn(self) -> str: ...
    @property
    def capacity_provider_strategy(self) -> cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetCapacityProviderStrategy] | None: ...
    @property
    def enable_ecs_managed_tags(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_execute_command(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def group(self) -> str | None: ...
    @property
    def launch_type(self) -> str | None: ...
    @property
    def network_configuration(self) -> CloudwatchEventTargetEcsTargetNetworkConfiguration | None: ...
    @property
    def ordered_placement_strategy(self) -> cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetOrderedPlacementStrategy] | None: ...
    @property
    def placement_constraint(self) -> cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetPlacementConstraint] | None: ...
    @property
    def platform_version(self) -> str | None: ...
    @property
    def propagate_tags(self) -> str | None: ...
    @property
    def tags(self) -> Mapping[str, str] | None: ...
    @property
    def task_count(self) -> float | None: ...

class CloudwatchEventTargetEcsTargetCapacityProviderStrategy:
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

class CloudwatchEventTargetEcsTargetCapacityProviderStrategyList(cdktf.ComplexList):
    def get(self, index: float) -> CloudwatchEventTargetEcsTargetCapacityProviderStrategyOutputReference: ...
    internal_value: cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetCapacityProviderStrategy] | None

class CloudwatchEventTargetEcsTargetCapacityProviderStrategyOutputReference(cdktf.ComplexObject):
    @property
    def base_input(self) -> float | None: ...
    @property
    def capacity_provider_input(self) -> str | None: ...
    @property
    def weight_input(self) -> float | None: ...
    base: float
    capacity_provider: str
    weight: float
    internal_value: cdktf.IResolvable | CloudwatchEventTargetEcsTargetCapacityProviderStrategy | None

class CloudwatchEventTargetEcsTargetNetworkConfiguration:
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

class CloudwatchEventTargetEcsTargetNetworkConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def assign_public_ip_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def security_groups_input(self) -> list[str] | None: ...
    @property
    def subnets_input(self) -> list[str] | None: ...
    assign_public_ip: bool | cdktf.IResolvable
    security_groups: list[str]
    subnets: list[str]
    internal_value: CloudwatchEventTargetEcsTargetNetworkConfiguration | None

class CloudwatchEventTargetEcsTargetOrderedPlacementStrategy:
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

class CloudwatchEventTargetEcsTargetOrderedPlacementStrategyList(cdktf.ComplexList):
    def get(self, index: float) -> CloudwatchEventTargetEcsTargetOrderedPlacementStrategyOutputReference: ...
    internal_value: cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetOrderedPlacementStrategy] | None

class CloudwatchEventTargetEcsTargetOrderedPlacementStrategyOutputReference(cdktf.ComplexObject):
    @property
    def field_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    field: str
    type: str
    internal_value: cdktf.IResolvable | CloudwatchEventTargetEcsTargetOrderedPlacementStrategy | None

class CloudwatchEventTargetEcsTargetOutputReference(cdktf.ComplexObject):
    def put_capacity_provider_strategy(self, value: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetCapacityProviderStrategy]) -> None: ...
    def put_network_configuration(
        self,
        *,
        subnets: Sequence[str],
        assign_public_ip: bool | cdktf.IResolvable | None = ...,
        security_groups: Sequence[str] | None = ...,
    ) -> None: ...
    def put_ordered_placement_strategy(self, value: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetOrderedPlacementStrategy]) -> None: ...
    def put_placement_constraint(self, value: cdktf.IResolvable | Sequence[CloudwatchEventTargetEcsTargetPlacementConstraint]) -> None: ...
    @property
    def capacity_provider_strategy(self) -> CloudwatchEventTargetEcsTargetCapacityProviderStrategyList: ...
    @property
    def network_configuration(self) -> CloudwatchEventTargetEcsTargetNetworkConfigurationOutputReference: ...
    @property
    def ordered_placement_strategy(self) -> CloudwatchEventTargetEcsTargetOrderedPlacementStrategyList: ...
    @property
    def placement_constraint(self) -> CloudwatchEventTargetEcsTargetPlacementConstraintList: ...
    @property
    def capacity_provider_strategy_input(self) -> cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetCapacityProviderStrategy] | None: ...
    @property
    def enable_ecs_managed_tags_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_execute_command_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def group_input(self) -> str | None: ...
    @property
    def launch_type_input(self) -> str | None: ...
    @property
    def network_configuration_input(self) -> CloudwatchEventTargetEcsTargetNetworkConfiguration | None: ...
    @property
    def ordered_placement_strategy_input(self) -> cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetOrderedPlacementStrategy] | None: ...
    @property
    def placement_constraint_input(self) -> cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetPlacementConstraint] | None: ...
    @property
    def platform_version_input(self) -> str | None: ...
    @property
    def propagate_tags_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def task_count_input(self) -> float | None: ...
    @property
    def task_definition_arn_input(self) -> str | None: ...
    enable_ecs_managed_tags: bool | cdktf.IResolvable
    enable_execute_command: bool | cdktf.IResolvable
    group: str
    launch_type: str
    platform_version: str
    propagate_tags: str
    tags: Mapping[str, str]
    task_count: float
    task_definition_arn: str
    internal_value: CloudwatchEventTargetEcsTarget | None

class CloudwatchEventTargetEcsTargetPlacementConstraint:
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

class CloudwatchEventTargetEcsTargetPlacementConstraintList(cdktf.ComplexList):
    def get(self, index: float) -> CloudwatchEventTargetEcsTargetPlacementConstraintOutputReference: ...
    internal_value: cdktf.IResolvable | list[CloudwatchEventTargetEcsTargetPlacementConstraint] | None

class CloudwatchEventTargetEcsTargetPlacementConstraintOutputReference(cdktf.ComplexObject):
    @property
    def expression_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    expression: str
    type: str
    internal_value: cdktf.IResolvable | CloudwatchEventTargetEcsTargetPlacementConstraint | None

class CloudwatchEventTargetHttpTarget:
    def __init__(
        self,
        *,
        header_parameters: Mapping[str, str] | None = ...,
        path_parameter_values: Sequence[str] | None = ...,
        query_string_parameters: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def header_parameters(self) -> Mapping[str, str] | None: ...
    @property
    def path_parameter_values(self) -> list[str] | None: ...
    @property
    def query_string_parameters(self) -> Mapping[str, str] | None: ...

class CloudwatchEventTargetHttpTargetOutputReference(cdktf.ComplexObject):
    @property
    def header_parameters_input(self) -> Mapping[str, str] | None: ...
    @property
    def path_parameter_values_input(self) -> list[str] | None: ...
    @property
    def query_string_parameters_input(self) -> Mapping[str, str] | None: ...
    header_parameters: Mapping[str, str]
    path_parameter_values: list[str]
    query_string_parameters: Mapping[str, str]
    internal_value: CloudwatchEventTargetHttpTarget | None

class CloudwatchEventTargetInputTransformer:
    def __init__(
        self,
        *,
        input_template: str,
        input_paths: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def input_template(self) -> str: ...
    @property
    def input_paths(self) -> Mapping[str, str] | None: ...

class CloudwatchEventTargetInputTransformerOutputReference(cdktf.ComplexObject):
    @property
    def input_paths_input(self) -> Mapping[str, str] | None: ...
    @property
    def input_template_input(self) -> str | None: ...
    input_paths: Mapping[str, str]
    input_template: str
    internal_value: CloudwatchEventTargetInputTransformer | None

class CloudwatchEventTargetKinesisTarget:
    def __init__(
        self,
        *,
        partition_key_path: str | None = ...,
    ) -> None: ...
    @property
    def partition_key_path(self) -> str | None: ...

class CloudwatchEventTargetKinesisTargetOutputReference(cdktf.ComplexObject):
    @property
    def partition_key_path_input(self) -> str | None: ...
    partition_key_path: str
    internal_value: CloudwatchEventTargetKinesisTarget | None

class CloudwatchEventTargetRedshiftTarget:
    def __init__(
        self,
        *,
        database: str,
        db_user: str | None = ...,
        secrets_manager_arn: str | None = ...,
        sql: str | None = ...,
        statement_name: str | None = ...,
        with_event: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def database(self) -> str: ...
    @property
    def db_user(self) -> str | None: ...
    @property
    def secrets_manager_arn(self) -> str | None: ...
    @property
    def sql(self) -> str | None: ...
    @property
    def statement_name(self) -> str | None: ...
    @property
    def with_event(self) -> bool | cdktf.IResolvable | None: ...

class CloudwatchEventTargetRedshiftTargetOutputReference(cdktf.ComplexObject):
    @property
    def database_input(self) -> str | None: ...
    @property
    def db_user_input(self) -> str | None: ...
    @property
    def secrets_manager_arn_input(self) -> str | None: ...
    @property
    def sql_input(self) -> str | None: ...
    @property
    def statement_name_input(self) -> str | None: ...
    @property
    def with_event_input(self) -> bool | cdktf.IResolvable | None: ...
    database: str
    db_user: str
    secrets_manager_arn: str
    sql: str
    statement_name: str
    with_event: bool | cdktf.IResolvable
    internal_value: CloudwatchEventTargetRedshiftTarget | None

class CloudwatchEventTargetRetryPolicy:
    def __init__(
        self,
        *,
        maximum_event_age_in_seconds: float | None = ...,
        maximum_retry_attempts: float | None = ...,
    ) -> None: ...
    @property
    def maximum_event_age_in_seconds(self) -> float | None: ...
    @property
    def maximum_retry_attempts(self) -> float | None: ...

class CloudwatchEventTargetRetryPolicyOutputReference(cdktf.ComplexObject):
    @property
    def maximum_event_age_in_seconds_input(self) -> float | None: ...
    @property
    def maximum_retry_attempts_input(self) -> float | None: ...
    maximum_event_age_in_seconds: float
    maximum_retry_attempts: float
    internal_value: CloudwatchEventTargetRetryPolicy | None

class CloudwatchEventTargetRunCommandTargets:
    def __init__(
        self,
        *,
        key: str,
        values: Sequence[str],
    ) -> None: ...
    @property
    def key(self) -> str: ...
    @property
    def values(self) -> list[str]: ...

class CloudwatchEventTargetRunCommandTargetsList(cdktf.ComplexList):
    def get(self, index: float) -> CloudwatchEventTargetRunCommandTargetsOutputReference: ...
    internal_value: cdktf.IResolvable | list[CloudwatchEventTargetRunCommandTargets] | None

class CloudwatchEventTargetRunCommandTargetsOutputReference(cdktf.ComplexObject):
    @property
    def key_input(self) -> str | None: ...
    @property
    def values_input(self) -> list[str] | None: ...
    key: str
    values: list[str]
    internal_value: cdktf.IResolvable | CloudwatchEventTargetRunCommandTargets | None

class CloudwatchEventTargetSagemakerPipelineTarget:
    def __init__(
        self,
        *,
        pipeline_parameter_list: cdktf.IResolvable | Sequence[CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct] | None = ...,
    ) -> None: ...
    @property
    def pipeline_parameter_list(self) -> cdktf.IResolvable | list[CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct] | None: ...

class CloudwatchEventTargetSagemakerPipelineTargetOutputReference(cdktf.ComplexObject):
    def put_pipeline_parameter_list(self, value: cdktf.IResolvable | Sequence[CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct]) -> None: ...
    @property
    def pipeline_parameter_list(self) -> CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStructList: ...
    @property
    def pipeline_parameter_list_input(self) -> cdktf.IResolvable | list[CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct] | None: ...
    internal_value: CloudwatchEventTargetSagemakerPipelineTarget | None

class CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStructList(cdktf.ComplexList):
    def get(self, index: float) -> CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStructOutputReference: ...
    internal_value: cdktf.IResolvable | list[CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct] | None

class CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStructOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | CloudwatchEventTargetSagemakerPipelineTargetPipelineParameterListStruct | None

class CloudwatchEventTargetSqsTarget:
    def __init__(
        self,
        *,
        message_group_id: str | None = ...,
    ) -> None: ...
    @property
    def message_group_id(self) -> str | None: ...

class CloudwatchEventTargetSqsTargetOutputReference(cdktf.ComplexObject):
    @property
    def message_group_id_input(self) -> str | None: ...
    message_group_id: str
    internal_value: CloudwatchEventTargetSqsTarget | None
