# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LambdaFunction(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        function_name: str,
        role: str,
        architectures: Sequence[str] | None = ...,
        capacity_provider_config: LambdaFunctionCapacityProviderConfig | None = ...,
        code_signing_config_arn: str | None = ...,
        dead_letter_config: LambdaFunctionDeadLetterConfig | None = ...,
        description: str | None = ...,
        durable_config: LambdaFunctionDurableConfig | None = ...,
        environment: LambdaFunctionEnvironment | None = ...,
        ephemeral_storage: LambdaFunctionEphemeralStorage | None = ...,
        filename: str | None = ...,
        file_system_config: LambdaFunctionFileSystemConfig | None = ...,
        handler: str | None = ...,
        id: str | None = ...,
        image_config: LambdaFunctionImageConfig | None = ...,
        image_uri: str | None = ...,
        kms_key_arn: str | None = ...,
        layers: Sequence[str] | None = ...,
        logging_config: LambdaFunctionLoggingConfig | None = ...,
        memory_size: float | None = ...,
        package_type: str | None = ...,
        publish: bool | cdktf.IResolvable | None = ...,
        publish_to: str | None = ...,
        region: str | None = ...,
        replacement_security_group_ids: Sequence[str] | None = ...,
        replace_security_groups_on_destroy: bool | cdktf.IResolvable | None = ...,
        reserved_concurrent_executions: float | None = ...,
        runtime: str | None = ...,
        s3_bucket: str | None = ...,
        s3_key: str | None = ...,
        s3_object_version: str | None = ...,
        skip_destroy: bool | cdktf.IResolvable | None = ...,
        snap_start: LambdaFunctionSnapStart | None = ...,
        source_code_hash: str | None = ...,
        source_kms_key_arn: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        tenancy_config: LambdaFunctionTenancyConfig | None = ...,
        timeout: float | None = ...,
        timeouts: LambdaFunctionTimeouts | None = ...,
        tracing_config: LambdaFunctionTracingConfig | None = ...,
        vpc_config: LambdaFunctionVpcConfig | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_capacity_provider_config(
        self,
        *,
        lambda_managed_instances_capacity_provider_config: LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfig,
    ) -> None: ...
    def put_dead_letter_config(
        self,
        *,
        target_arn: str,
    ) -> None: ...
    def put_durable_config(
        self,
        *,
        execution_timeout: float,
        retention_period: float | None = ...,
    ) -> None: ...
    def put_environment(
        self,
        *,
        variables: Mapping[str, str] | None = ...,
    ) -> None: ...
    def put_ephemeral_storage(
        self,
        *,
        size: float | None = ...,
    ) -> None: ...
    def put_file_system_config(
        self,
        *,
        arn: str,
        local_mount_path: str,
    ) -> None: ...
    def put_image_config(
        self,
        *,
        command: Sequence[str] | None = ...,
        entry_point: Sequence[str] | None = ...,
        working_directory: str | None = ...,
    ) -> None: ...
    def put_logging_config(
        self,
        *,
        log_format: str,
        application_log_level: str | None = ...,
        log_group: str | None = ...,
        system_log_level: str | None = ...,
    ) -> None: ...
    def put_snap_start(
        self,
        *,
        apply_on: str,
    ) -> None: ...
    def put_tenancy_config(
        self,
        *,
        tenant_isolation_mode: str,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    def put_tracing_config(
        self,
        *,
        mode: str,
    ) -> None: ...
    def put_vpc_config(
        self,
        *,
        security_group_ids: Sequence[str],
        subnet_ids: Sequence[str],
        ipv6_allowed_for_dual_stack: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def capacity_provider_config(self) -> LambdaFunctionCapacityProviderConfigOutputReference: ...
    @property
    def code_sha256(self) -> str: ...
    @property
    def dead_letter_config(self) -> LambdaFunctionDeadLetterConfigOutputReference: ...
    @property
    def durable_config(self) -> LambdaFunctionDurableConfigOutputReference: ...
    @property
    def environment(self) -> LambdaFunctionEnvironmentOutputReference: ...
    @property
    def ephemeral_storage(self) -> LambdaFunctionEphemeralStorageOutputReference: ...
    @property
    def file_system_config(self) -> LambdaFunctionFileSystemConfigOutputReference: ...
    @property
    def image_config(self) -> LambdaFunctionImageConfigOutputReference: ...
    @property
    def invoke_arn(self) -> str: ...
    @property
    def last_modified(self) -> str: ...
    @property
    def logging_config(self) -> LambdaFunctionLoggingConfigOutputReference: ...
    @property
    def qualified_arn(self) -> str: ...
    @property
    def qualified_invoke_arn(self) -> str: ...
    @property
    def signing_job_arn(self) -> str: ...
    @property
    def signing_profile_version_arn(self) -> str: ...
    @property
    def snap_start(self) -> LambdaFunctionSnapStartOutputReference: ...
    @property
    def source_code_size(self) -> float: ...
    @property
    def tenancy_config(self) -> LambdaFunctionTenancyConfigOutputReference: ...
    @property
    def timeouts(self) -> LambdaFunctionTimeoutsOutputReference: ...
    @property
    def tracing_config(self) -> LambdaFunctionTracingConfigOutputReference: ...
    @property
    def version(self) -> str: ...
    @property
    def vpc_config(self) -> LambdaFunctionVpcConfigOutputReference: ...
    @property
    def architectures_input(self) -> list[str] | None: ...
    @property
    def capacity_provider_config_input(self) -> LambdaFunctionCapacityProviderConfig | None: ...
    @property
    def code_signing_config_arn_input(self) -> str | None: ...
    @property
    def dead_letter_config_input(self) -> LambdaFunctionDeadLetterConfig | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def durable_config_input(self) -> LambdaFunctionDurableConfig | None: ...
    @property
    def environment_input(self) -> LambdaFunctionEnvironment | None: ...
    @property
    def ephemeral_storage_input(self) -> LambdaFunctionEphemeralStorage | None: ...
    @property
    def filename_input(self) -> str | None: ...
    @property
    def file_system_config_input(self) -> LambdaFunctionFileSystemConfig | None: ...
    @property
    def function_name_input(self) -> str | None: ...
    @property
    def handler_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def image_config_input(self) -> LambdaFunctionImageConfig | None: ...
    @property
    def image_uri_input(self) -> str | None: ...
    @property
    def kms_key_arn_input(self) -> str | None: ...
    @property
    def layers_input(self) -> list[str] | None: ...
    @property
    def logging_config_input(self) -> LambdaFunctionLoggingConfig | None: ...
    @property
    def memory_size_input(self) -> float | None: ...
    @property
    def package_type_input(self) -> str | None: ...
    @property
    def publish_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def publish_to_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def replacement_security_group_ids_input(self) -> list[str] | None: ...
    @property
    def replace_security_groups_on_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def reserved_concurrent_executions_input(self) -> float | None: ...
    @property
    def role_input(self) -> str | None: ...
    @property
    def runtime_input(self) -> str | None: ...
    @property
    def s3_bucket_input(self) -> str | None: ...
    @property
    def s3_key_input(self) -> str | None: ...
    @property
    def s3_object_version_input(self) -> str | None: ...
    @property
    def skip_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def snap_start_input(self) -> LambdaFunctionSnapStart | None: ...
    @property
    def source_code_hash_input(self) -> str | None: ...
    @property
    def source_kms_key_arn_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def tenancy_config_input(self) -> LambdaFunctionTenancyConfig | None: ...
    @property
    def timeout_input(self) -> float | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | LambdaFunctionTimeouts | None: ...
    @property
    def tracing_config_input(self) -> LambdaFunctionTracingConfig | None: ...
    @property
    def vpc_config_input(self) -> LambdaFunctionVpcConfig | None: ...
    architectures: list[str]
    code_signing_config_arn: str
    description: str
    filename: str
    function_name: str
    handler: str
    id: str
    image_uri: str
    kms_key_arn: str
    layers: list[str]
    memory_size: float
    package_type: str
    publish: bool | cdktf.IResolvable
    publish_to: str
    region: str
    replacement_security_group_ids: list[str]
    replace_security_groups_on_destroy: bool | cdktf.IResolvable
    reserved_concurrent_executions: float
    role: str
    runtime: str
    s3_bucket: str
    s3_key: str
    s3_object_version: str
    skip_destroy: bool | cdktf.IResolvable
    source_code_hash: str
    source_kms_key_arn: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    timeout: float

class LambdaFunctionCapacityProviderConfig:
    def __init__(
        self,
        *,
        lambda_managed_instances_capacity_provider_config: LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfig,
    ) -> None: ...
    @property
    def lambda_managed_instances_capacity_provider_config(self) -> LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfig: ...

class LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfig:
    def __init__(
        self,
        *,
        capacity_provider_arn: str,
        execution_environment_memory_gib_per_vcpu: float | None = ...,
        per_execution_environment_max_concurrency: float | None = ...,
    ) -> None: ...
    @property
    def capacity_provider_arn(self) -> str: ...
    @property
    def execution_environment_memory_gib_per_vcpu(self) -> float | None: ...
    @property
    def per_execution_environment_max_concurrency(self) -> float | None: ...

class LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfigOutputReference(cdktf.ComplexObject):
    @property
    def capacity_provider_arn_input(self) -> str | None: ...
    @property
    def execution_environment_memory_gib_per_vcpu_input(self) -> float | None: ...
    @property
    def per_execution_environment_max_concurrency_input(self) -> float | None: ...
    capacity_provider_arn: str
    execution_environment_memory_gib_per_vcpu: float
    per_execution_environment_max_concurrency: float
    internal_value: LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfig | None

class LambdaFunctionCapacityProviderConfigOutputReference(cdktf.ComplexObject):
    def put_lambda_managed_instances_capacity_provider_config(
        self,
        *,
        capacity_provider_arn: str,
        execution_environment_memory_gib_per_vcpu: float | None = ...,
        per_execution_environment_max_concurrency: float | None = ...,
    ) -> None: ...
    @property
    def lambda_managed_instances_capacity_provider_config(self) -> LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfigOutputReference: ...
    @property
    def lambda_managed_instances_capacity_provider_config_input(self) -> LambdaFunctionCapacityProviderConfigLambdaManagedInstancesCapacityProviderConfig | None: ...
    internal_value: LambdaFunctionCapacityProviderConfig | None

class LambdaFunctionDeadLetterConfig:
    def __init__(
        self,
        *,
        target_arn: str,
    ) -> None: ...
    @property
    def target_arn(self) -> str: ...

class LambdaFunctionDeadLetterConfigOutputReference(cdktf.ComplexObject):
    @property
    def target_arn_input(self) -> str | None: ...
    target_arn: str
    internal_value: LambdaFunctionDeadLetterConfig | None

class LambdaFunctionDurableConfig:
    def __init__(
        self,
        *,
        execution_timeout: float,
        retention_period: float | None = ...,
    ) -> None: ...
    @property
    def execution_timeout(self) -> float: ...
    @property
    def retention_period(self) -> float | None: ...

class LambdaFunctionDurableConfigOutputReference(cdktf.ComplexObject):
    @property
    def execution_timeout_input(self) -> float | None: ...
    @property
    def retention_period_input(self) -> float | None: ...
    execution_timeout: float
    retention_period: float
    internal_value: LambdaFunctionDurableConfig | None

class LambdaFunctionEnvironment:
    def __init__(
        self,
        *,
        variables: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def variables(self) -> Mapping[str, str] | None: ...

class LambdaFunctionEnvironmentOutputReference(cdktf.ComplexObject):
    @property
    def variables_input(self) -> Mapping[str, str] | None: ...
    variables: Mapping[str, str]
    internal_value: LambdaFunctionEnvironment | None

class LambdaFunctionEphemeralStorage:
    def __init__(
        self,
        *,
        size: float | None = ...,
    ) -> None: ...
    @property
    def size(self) -> float | None: ...

class LambdaFunctionEphemeralStorageOutputReference(cdktf.ComplexObject):
    @property
    def size_input(self) -> float | None: ...
    size: float
    internal_value: LambdaFunctionEphemeralStorage | None

class LambdaFunctionFileSystemConfig:
    def __init__(
        self,
        *,
        arn: str,
        local_mount_path: str,
    ) -> None: ...
    @property
    def arn(self) -> str: ...
    @property
    def local_mount_path(self) -> str: ...

class LambdaFunctionFileSystemConfigOutputReference(cdktf.ComplexObject):
    @property
    def arn_input(self) -> str | None: ...
    @property
    def local_mount_path_input(self) -> str | None: ...
    arn: str
    local_mount_path: str
    internal_value: LambdaFunctionFileSystemConfig | None

class LambdaFunctionImageConfig:
    def __init__(
        self,
        *,
        command: Sequence[str] | None = ...,
        entry_point: Sequence[str] | None = ...,
        working_directory: str | None = ...,
    ) -> None: ...
    @property
    def command(self) -> list[str] | None: ...
    @property
    def entry_point(self) -> list[str] | None: ...
    @property
    def working_directory(self) -> str | None: ...

class LambdaFunctionImageConfigOutputReference(cdktf.ComplexObject):
    @property
    def command_input(self) -> list[str] | None: ...
    @property
    def entry_point_input(self) -> list[str] | None: ...
    @property
    def working_directory_input(self) -> str | None: ...
    command: list[str]
    entry_point: list[str]
    working_directory: str
    internal_value: LambdaFunctionImageConfig | None

class LambdaFunctionLoggingConfig:
    def __init__(
        self,
        *,
        log_format: str,
        application_log_level: str | None = ...,
        log_group: str | None = ...,
        system_log_level: str | None = ...,
    ) -> None: ...
    @property
    def log_format(self) -> str: ...
    @property
    def application_log_level(self) -> str | None: ...
    @property
    def log_group(self) -> str | None: ...
    @property
    def system_log_level(self) -> str | None: ...

class LambdaFunctionLoggingConfigOutputReference(cdktf.ComplexObject):
    @property
    def application_log_level_input(self) -> str | None: ...
    @property
    def log_format_input(self) -> str | None: ...
    @property
    def log_group_input(self) -> str | None: ...
    @property
    def system_log_level_input(self) -> str | None: ...
    application_log_level: str
    log_format: str
    log_group: str
    system_log_level: str
    internal_value: LambdaFunctionLoggingConfig | None

class LambdaFunctionSnapStart:
    def __init__(
        self,
        *,
        apply_on: str,
    ) -> None: ...
    @property
    def apply_on(self) -> str: ...

class LambdaFunctionSnapStartOutputReference(cdktf.ComplexObject):
    @property
    def optimization_status(self) -> str: ...
    @property
    def apply_on_input(self) -> str | None: ...
    apply_on: str
    internal_value: LambdaFunctionSnapStart | None

class LambdaFunctionTenancyConfig:
    def __init__(
        self,
        *,
        tenant_isolation_mode: str,
    ) -> None: ...
    @property
    def tenant_isolation_mode(self) -> str: ...

class LambdaFunctionTenancyConfigOutputReference(cdktf.ComplexObject):
    @property
    def tenant_isolation_mode_input(self) -> str | None: ...
    tenant_isolation_mode: str
    internal_value: LambdaFunctionTenancyConfig | None

class LambdaFunctionTimeouts:
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

class LambdaFunctionTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | LambdaFunctionTimeouts | None

class LambdaFunctionTracingConfig:
    def __init__(
        self,
        *,
        mode: str,
    ) -> None: ...
    @property
    def mode(self) -> str: ...

class LambdaFunctionTracingConfigOutputReference(cdktf.ComplexObject):
    @property
    def mode_input(self) -> str | None: ...
    mode: str
    internal_value: LambdaFunctionTracingConfig | None

class LambdaFunctionVpcConfig:
    def __init__(
        self,
        *,
        security_group_ids: Sequence[str],
        subnet_ids: Sequence[str],
        ipv6_allowed_for_dual_stack: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def security_group_ids(self) -> list[str]: ...
    @property
    def subnet_ids(self) -> list[str]: ...
    @property
    def ipv6_allowed_for_dual_stack(self) -> bool | cdktf.IResolvable | None: ...

class LambdaFunctionVpcConfigOutputReference(cdktf.ComplexObject):
    @property
    def vpc_id(self) -> str: ...
    @property
    def ipv6_allowed_for_dual_stack_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def security_group_ids_input(self) -> list[str] | None: ...
    @property
    def subnet_ids_input(self) -> list[str] | None: ...
    ipv6_allowed_for_dual_stack: bool | cdktf.IResolvable
    security_group_ids: list[str]
    subnet_ids: list[str]
    internal_value: LambdaFunctionVpcConfig | None
