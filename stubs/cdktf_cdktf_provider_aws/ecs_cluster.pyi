# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class EcsCluster(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        configuration: EcsClusterConfiguration | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        service_connect_defaults: EcsClusterServiceConnectDefaults | None = ...,
        setting: cdktf.IResolvable | Sequence[EcsClusterSetting] | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_configuration(
        self,
        *,
        execute_command_configuration: EcsClusterConfigurationExecuteCommandConfiguration | None = ...,
        managed_storage_configuration: EcsClusterConfigurationManagedStorageConfiguration | None = ...,
    ) -> None: ...
    def put_service_connect_defaults(
        self,
        *,
        namespace: str,
    ) -> None: ...
    def put_setting(self, value: cdktf.IResolvable | Sequence[EcsClusterSetting]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def configuration(self) -> EcsClusterConfigurationOutputReference: ...
    @property
    def service_connect_defaults(self) -> EcsClusterServiceConnectDefaultsOutputReference: ...
    @property
    def setting(self) -> EcsClusterSettingList: ...
    @property
    def configuration_input(self) -> EcsClusterConfiguration | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def service_connect_defaults_input(self) -> EcsClusterServiceConnectDefaults | None: ...
    @property
    def setting_input(self) -> cdktf.IResolvable | list[EcsClusterSetting] | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    id: str
    name: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class EcsClusterConfiguration:
    def __init__(
        self,
        *,
        execute_command_configuration: EcsClusterConfigurationExecuteCommandConfiguration | None = ...,
        managed_storage_configuration: EcsClusterConfigurationManagedStorageConfiguration | None = ...,
    ) -> None: ...
    @property
    def execute_command_configuration(self) -> EcsClusterConfigurationExecuteCommandConfiguration | None: ...
    @property
    def managed_storage_configuration(self) -> EcsClusterConfigurationManagedStorageConfiguration | None: ...

class EcsClusterConfigurationExecuteCommandConfiguration:
    def __init__(
        self,
        *,
        kms_key_id: str | None = ...,
        log_configuration: EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration | None = ...,
        logging: str | None = ...,
    ) -> None: ...
    @property
    def kms_key_id(self) -> str | None: ...
    @property
    def log_configuration(self) -> EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration | None: ...
    @property
    def logging(self) -> str | None: ...

class EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration:
    def __init__(
        self,
        *,
        cloud_watch_encryption_enabled: bool | cdktf.IResolvable | None = ...,
        cloud_watch_log_group_name: str | None = ...,
        s3_bucket_encryption_enabled: bool | cdktf.IResolvable | None = ...,
        s3_bucket_name: str | None = ...,
        s3_key_prefix: str | None = ...,
    ) -> None: ...
    @property
    def cloud_watch_encryption_enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cloud_watch_log_group_name(self) -> str | None: ...
    @property
    def s3_bucket_encryption_enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def s3_bucket_name(self) -> str | None: ...
    @property
    def s3_key_prefix(self) -> str | None: ...

class EcsClusterConfigurationExecuteCommandConfigurationLogConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def cloud_watch_encryption_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cloud_watch_log_group_name_input(self) -> str | None: ...
    @property
    def s3_bucket_encryption_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def s3_bucket_name_input(self) -> str | None: ...
    @property
    def s3_key_prefix_input(self) -> str | None: ...
    cloud_watch_encryption_enabled: bool | cdktf.IResolvable
    cloud_watch_log_group_name: str
    s3_bucket_encryption_enabled: bool | cdktf.IResolvable
    s3_bucket_name: str
    s3_key_prefix: str
    internal_value: EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration | None

class EcsClusterConfigurationExecuteCommandConfigurationOutputReference(cdktf.ComplexObject):
    def put_log_configuration(
        self,
        *,
        cloud_watch_encryption_enabled: bool | cdktf.IResolvable | None = ...,
        cloud_watch_log_group_name: str | None = ...,
        s3_bucket_encryption_enabled: bool | cdktf.IResolvable | None = ...,
        s3_bucket_name: str | None = ...,
        s3_key_prefix: str | None = ...,
    ) -> None: ...
    @property
    def log_configuration(self) -> EcsClusterConfigurationExecuteCommandConfigurationLogConfigurationOutputReference: ...
    @property
    def kms_key_id_input(self) -> str | None: ...
    @property
    def log_configuration_input(self) -> EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration | None: ...
    @property
    def logging_input(self) -> str | None: ...
    kms_key_id: str
    logging: str
    internal_value: EcsClusterConfigurationExecuteCommandConfiguration | None

class EcsClusterConfigurationManagedStorageConfiguration:
    def __init__(
        self,
        *,
        fargate_ephemeral_storage_kms_key_id: str | None = ...,
        kms_key_id: str | None = ...,
    ) -> None: ...
    @property
    def fargate_ephemeral_storage_kms_key_id(self) -> str | None: ...
    @property
    def kms_key_id(self) -> str | None: ...

class EcsClusterConfigurationManagedStorageConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def fargate_ephemeral_storage_kms_key_id_input(self) -> str | None: ...
    @property
    def kms_key_id_input(self) -> str | None: ...
    fargate_ephemeral_storage_kms_key_id: str
    kms_key_id: str
    internal_value: EcsClusterConfigurationManagedStorageConfiguration | None

class EcsClusterConfigurationOutputReference(cdktf.ComplexObject):
    def put_execute_command_configuration(
        self,
        *,
        kms_key_id: str | None = ...,
        log_configuration: EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration | None = ...,
        logging: str | None = ...,
    ) -> None: ...
    def put_managed_storage_configuration(
        self,
        *,
        fargate_ephemeral_storage_kms_key_id: str | None = ...,
        kms_key_id: str | None = ...,
    ) -> None: ...
    @property
    def execute_command_configuration(self) -> EcsClusterConfigurationExecuteCommandConfigurationOutputReference: ...
    @property
    def managed_storage_configuration(self) -> EcsClusterConfigurationManagedStorageConfigurationOutputReference: ...
    @property
    def execute_command_configuration_input(self) -> EcsClusterConfigurationExecuteCommandConfiguration | None: ...
    @property
    def managed_storage_configuration_input(self) -> EcsClusterConfigurationManagedStorageConfiguration | None: ...
    internal_value: EcsClusterConfiguration | None

class EcsClusterServiceConnectDefaults:
    def __init__(
        self,
        *,
        namespace: str,
    ) -> None: ...
    @property
    def namespace(self) -> str: ...

class EcsClusterServiceConnectDefaultsOutputReference(cdktf.ComplexObject):
    @property
    def namespace_input(self) -> str | None: ...
    namespace: str
    internal_value: EcsClusterServiceConnectDefaults | None

class EcsClusterSetting:
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

class EcsClusterSettingList(cdktf.ComplexList):
    def get(self, index: float) -> EcsClusterSettingOutputReference: ...
    internal_value: cdktf.IResolvable | list[EcsClusterSetting] | None

class EcsClusterSettingOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | EcsClusterSetting | None
