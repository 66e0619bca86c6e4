# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class EcsTaskDefinition(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        container_definitions: str,
        family: str,
        cpu: str | None = ...,
        enable_fault_injection: bool | cdktf.IResolvable | None = ...,
        ephemeral_storage: EcsTaskDefinitionEphemeralStorage | None = ...,
        execution_role_arn: str | None = ...,
        id: str | None = ...,
        ipc_mode: str | None = ...,
        memory: str | None = ...,
        network_mode: str | None = ...,
        pid_mode: str | None = ...,
        placement_constraints: cdktf.IResolvable | Sequence[EcsTaskDefinitionPlacementConstraints] | None = ...,
        proxy_configuration: EcsTaskDefinitionProxyConfiguration | None = ...,
        region: str | None = ...,
        requires_compatibilities: Sequence[str] | None = ...,
        runtime_platform: EcsTaskDefinitionRuntimePlatform | None = ...,
        skip_destroy: bool | cdktf.IResolvable | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        task_role_arn: str | None = ...,
        track_latest: bool | cdktf.IResolvable | None = ...,
        volume: cdktf.IResolvable | Sequence[EcsTaskDefinitionVolume] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_ephemeral_storage(
        self,
        *,
        size_in_gib: float,
    ) -> None: ...
    def put_placement_constraints(self, value: cdktf.IResolvable | Sequence[EcsTaskDefinitionPlacementConstraints]) -> None: ...
    def put_proxy_configuration(
        self,
        *,
        container_name: str,
        properties: Mapping[str, str] | None = ...,
        type: str | None = ...,
    ) -> None: ...
    def put_runtime_platform(
        self,
        *,
        cpu_architecture: str | None = ...,
        operating_system_family: str | None = ...,
    ) -> None: ...
    def put_volume(self, value: cdktf.IResolvable | Sequence[EcsTaskDefinitionVolume]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def arn_without_revision(self) -> str: ...
    @property
    def ephemeral_storage(self) -> EcsTaskDefinitionEphemeralStorageOutputReference: ...
    @property
    def placement_constraints(self) -> EcsTaskDefinitionPlacementConstraintsList: ...
    @property
    def proxy_configuration(self) -> EcsTaskDefinitionProxyConfigurationOutputReference: ...
    @property
    def revision(self) -> float: ...
    @property
    def runtime_platform(self) -> EcsTaskDefinitionRuntimePlatformOutputReference: ...
    @property
    def volume(self) -> EcsTaskDefinitionVolumeList: ...
    @property
    def container_definitions_input(self) -> str | None: ...
    @property
    def cpu_input(self) -> str | None: ...
    @property
    def enable_fault_injection_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def ephemeral_storage_input(self) -> EcsTaskDefinitionEphemeralStorage | None: ...
    @property
    def execution_role_arn_input(self) -> str | None: ...
    @property
    def family_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ipc_mode_input(self) -> str | None: ...
    @property
    def memory_input(self) -> str | None: ...
    @property
    def network_mode_input(self) -> str | None: ...
    @property
    def pid_mode_input(self) -> str | None: ...
    @property
    def placement_constraints_input(self) -> cdktf.IResolvable | list[EcsTaskDefinitionPlacementConstraints] | None: ...
    @property
    def proxy_configuration_input(self) -> EcsTaskDefinitionProxyConfiguration | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def requires_compatibilities_input(self) -> list[str] | None: ...
    @property
    def runtime_platform_input(self) -> EcsTaskDefinitionRuntimePlatform | None: ...
    @property
    def skip_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def task_role_arn_input(self) -> str | None: ...
    @property
    def track_latest_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def volume_input(self) -> cdktf.IResolvable | list[EcsTaskDefinitionVolume] | None: ...
    container_definitions: str
    cpu: str
    enable_fault_injection: bool | cdktf.IResolvable
    execution_role_arn: str
    family: str
    id: str
    ipc_mode: str
    memory: str
    network_mode: str
    pid_mode: str
    region: str
    requires_compatibilities: list[str]
    skip_destroy: bool | cdktf.IResolvable
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    task_role_arn: str
    track_latest: bool | cdktf.IResolvable

class EcsTaskDefinitionEphemeralStorage:
    def __init__(
        self,
        *,
        size_in_gib: float,
    ) -> None: ...
    @property
    def size_in_gib(self) -> float: ...

class EcsTaskDefinitionEphemeralStorageOutputReference(cdktf.ComplexObject):
    @property
    def size_in_gib_input(self) -> float | None: ...
    size_in_gib: float
    internal_value: EcsTaskDefinitionEphemeralStorage | None

class EcsTaskDefinitionPlacementConstraints:
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

class EcsTaskDefinitionPlacementConstraintsList(cdktf.ComplexList):
    def get(self, index: float) -> EcsTaskDefinitionPlacementConstraintsOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsTaskDefinitionPlacementConstraints] | None

class EcsTaskDefinitionPlacementConstraintsOutputReference(cdktf.ComplexObject):
    @property
    def expression_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    expression: str
    type: str
    internal_value: cdktf.IResolvable | EcsTaskDefinitionPlacementConstraints | None

class EcsTaskDefinitionProxyConfiguration:
    def __init__(
        self,
        *,
        container_name: str,
        properties: Mapping[str, str] | None = ...,
        type: str | None = ...,
    ) -> None: ...
    @property
    def container_name(self) -> str: ...
    @property
    def properties(self) -> Mapping[str, str] | None: ...
    @property
    def type(self) -> str | None: ...

class EcsTaskDefinitionProxyConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def container_name_input(self) -> str | None: ...
    @property
    def properties_input(self) -> Mapping[str, str] | None: ...
    @property
    def type_input(self) -> str | None: ...
    container_name: str
    properties: Mapping[str, str]
    type: str
    internal_value: EcsTaskDefinitionProxyConfiguration | None

class EcsTaskDefinitionRuntimePlatform:
    def __init__(
        self,
        *,
        cpu_architecture: str | None = ...,
        operating_system_family: str | None = ...,
    ) -> None: ...
    @property
    def cpu_architecture(self) -> str | None: ...
    @property
    def operating_system_family(self) -> str | None: ...

class EcsTaskDefinitionRuntimePlatformOutputReference(cdktf.ComplexObject):
    @property
    def cpu_architecture_input(self) -> str | None: ...
    @property
    def operating_system_family_input(self) -> str | None: ...
    cpu_architecture: str
    operating_system_family: str
    internal_value: EcsTaskDefinitionRuntimePlatform | None

class EcsTaskDefinitionVolume:
    def __init__(
        self,
        *,
        name: str,
        configure_at_launch: bool | cdktf.IResolvable | None = ...,
        docker_volume_configuration: EcsTaskDefinitionVolumeDockerVolumeConfiguration | None = ...,
        efs_volume_configuration: EcsTaskDefinitionVolumeEfsVolumeConfiguration | None = ...,
        fsx_windows_file_server_volume_configuration: EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfiguration | None = ...,
        host_path: str | None = ...,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def configure_at_launch(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def docker_volume_configuration(self) -> EcsTaskDefinitionVolumeDockerVolumeConfiguration | None: ...
    @property
    def efs_volume_configuration(self) -> EcsTaskDefinitionVolumeEfsVolumeConfiguration | None: ...
    @property
    def fsx_windows_file_server_volume_configuration(self) -> EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfiguration | None: ...
    @property
    def host_path(self) -> str | None: ...

class EcsTaskDefinitionVolumeDockerVolumeConfiguration:
    def __init__(
        self,
        *,
        autoprovision: bool | cdktf.IResolvable | None = ...,
        driver: str | None = ...,
        driver_opts: Mapping[str, str] | None = ...,
        labels: Mapping[str, str] | None = ...,
        scope: str | None = ...,
    ) -> None: ...
    @property
    def autoprovision(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def driver(self) -> str | None: ...
    @property
    def driver_opts(self) -> Mapping[str, str] | None: ...
    @property
    def labels(self) -> Mapping[str, str] | None: ...
    @property
    def scope(self) -> str | None: ...

class EcsTaskDefinitionVolumeDockerVolumeConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def autoprovision_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def driver_input(self) -> str | None: ...
    @property
    def driver_opts_input(self) -> Mapping[str, str] | None: ...
    @property
    def labels_input(self) -> Mapping[str, str] | None: ...
    @property
    def scope_input(self) -> str | None: ...
    autoprovision: bool | cdktf.IResolvable
    driver: str
    driver_opts: Mapping[str, str]
    labels: Mapping[str, str]
    scope: str
    internal_value: EcsTaskDefinitionVolumeDockerVolumeConfiguration | None

class EcsTaskDefinitionVolumeEfsVolumeConfiguration:
    def __init__(
        self,
        *,
        file_system_id: str,
        authorization_config: EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig | None = ...,
        root_directory: str | None = ...,
        transit_encryption: str | None = ...,
        transit_encryption_port: float | None = ...,
    ) -> None: ...
    @property
    def file_system_id(self) -> str: ...
    @property
    def authorization_config(self) -> EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig | None: ...
    @property
    def root_directory(self) -> str | None: ...
    @property
    def transit_encryption(self) -> str | None: ...
    @property
    def transit_encryption_port(self) -> float | None: ...

class EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig:
    def __init__(
        self,
        *,
        access_point_id: str | None = ...,
        iam: str | None = ...,
    ) -> None: ...
    @property
    def access_point_id(self) -> str | None: ...
    @property
    def iam(self) -> str | None: ...

class EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfigOutputReference(cdktf.ComplexObject):
    @property
    def access_point_id_input(self) -> str | None: ...
    @property
    def iam_input(self) -> str | None: ...
    access_point_id: str
    iam: str
    internal_value: EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig | None

class EcsTaskDefinitionVolumeEfsVolumeConfigurationOutputReference(cdktf.ComplexObject):
    def put_authorization_config(
        self,
        *,
        access_point_id: str | None = ...,
        iam: str | None = ...,
    ) -> None: ...
    @property
    def authorization_config(self) -> EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfigOutputReference: ...
    @property
    def authorization_config_input(self) -> EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig | None: ...
    @property
    def file_system_id_input(self) -> str | None: ...
    @property
    def root_directory_input(self) -> str | None: ...
    @property
    def transit_encryption_input(self) -> str | None: ...
    @property
    def transit_encryption_port_input(self) -> float | None: ...
    file_system_id: str
    root_directory: str
    transit_encryption: str
    transit_encryption_port: float
    internal_value: EcsTaskDefinitionVolumeEfsVolumeConfiguration | None

class EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfiguration:
    def __init__(
        self,
        *,
        authorization_config: EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig,
        file_system_id: str,
        root_directory: str,
    ) -> None: ...
    @property
    def authorization_config(self) -> EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig: ...
    @property
    def file_system_id(self) -> str: ...
    @property
    def root_directory(self) -> str: ...

class EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig:
    def __init__(
        self,
        *,
        credentials_parameter: str,
        domain: str,
    ) -> None: ...
    @property
    def credentials_parameter(self) -> str: ...
    @property
    def domain(self) -> str: ...

class EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfigOutputReference(cdktf.ComplexObject):
    @property
    def credentials_parameter_input(self) -> str | None: ...
    @property
    def domain_input(self) -> str | None: ...
    credentials_parameter: str
    domain: str
    internal_value: EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig | None

class EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationOutputReference(cdktf.ComplexObject):
    def put_authorization_config(
        self,
        *,
        credentials_parameter: str,
        domain: str,
    ) -> None: ...
    @property
    def authorization_config(self) -> EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfigOutputReference: ...
    @property
    def authorization_config_input(self) -> EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig | None: ...
    @property
    def file_system_id_input(self) -> str | None: ...
    @property
    def root_directory_input(self) -> str | None: ...
    file_system_id: str
    root_directory: str
    internal_value: EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfiguration | None

class EcsTaskDefinitionVolumeList(cdktf.ComplexList):
    def get(self, index: float) -> EcsTaskDefinitionVolumeOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsTaskDefinitionVolume] | None

class EcsTaskDefinitionVolumeOutputReference(cdktf.ComplexObject):
    def put_docker_volume_configuration(
        self,
        *,
        autoprovision: bool | cdktf.IResolvable | None = ...,
        driver: str | None = ...,
        driver_opts: Mapping[str, str] | None = ...,
        labels: Mapping[str, str] | None = ...,
        scope: str | None = ...,
    ) -> None: ...
    def put_efs_volume_configuration(
        self,
        *,
        file_system_id: str,
        authorization_config: EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig | None = ...,
        root_directory: str | None = ...,
        transit_encryption: str | None = ...,
        transit_encryption_port: float | None = ...,
    ) -> None: ...
    def put_fsx_windows_file_server_volume_configuration(
        self,
        *,
        authorization_config: EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig,
        file_system_id: str,
        root_directory: str,
    ) -> None: ...
    @property
    def docker_volume_configuration(self) -> EcsTaskDefinitionVolumeDockerVolumeConfigurationOutputReference: ...
    @property
    def efs_volume_configuration(self) -> EcsTaskDefinitionVolumeEfsVolumeConfigurationOutputReference: ...
    @property
    def fsx_windows_file_server_volume_configuration(self) -> EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationOutputReference: ...
    @property
    def configure_at_launch_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def docker_volume_configuration_input(self) -> EcsTaskDefinitionVolumeDockerVolumeConfiguration | None: ...
    @property
    def efs_volume_configuration_input(self) -> EcsTaskDefinitionVolumeEfsVolumeConfiguration | None: ...
    @property
    def fsx_windows_file_server_volume_configuration_input(self) -> EcsTaskDefinitionVolumeFsxWindowsFileServerVolumeConfiguration | None: ...
    @property
    def host_path_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    configure_at_launch: bool | cdktf.IResolvable
    host_path: str
    name: str
    internal_value: cdktf.IResolvable | EcsTaskDefinitionVolume | None
