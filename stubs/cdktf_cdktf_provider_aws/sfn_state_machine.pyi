# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SfnStateMachine(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        definition: str,
        role_arn: str,
        encryption_configuration: SfnStateMachineEncryptionConfiguration | None = ...,
        id: str | None = ...,
        logging_configuration: SfnStateMachineLoggingConfiguration | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        publish: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: SfnStateMachineTimeouts | None = ...,
        tracing_configuration: SfnStateMachineTracingConfiguration | None = ...,
        type: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_encryption_configuration(
        self,
        *,
        kms_data_key_reuse_period_seconds: float | None = ...,
        kms_key_id: str | None = ...,
        type: str | None = ...,
    ) -> None: ...
    def put_logging_configuration(
        self,
        *,
        include_execution_data: bool | cdktf.IResolvable | None = ...,
        level: str | None = ...,
        log_destination: str | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    def put_tracing_configuration(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def creation_date(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def encryption_configuration(self) -> SfnStateMachineEncryptionConfigurationOutputReference: ...
    @property
    def logging_configuration(self) -> SfnStateMachineLoggingConfigurationOutputReference: ...
    @property
    def revision_id(self) -> str: ...
    @property
    def state_machine_version_arn(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def timeouts(self) -> SfnStateMachineTimeoutsOutputReference: ...
    @property
    def tracing_configuration(self) -> SfnStateMachineTracingConfigurationOutputReference: ...
    @property
    def version_description(self) -> str: ...
    @property
    def definition_input(self) -> str | None: ...
    @property
    def encryption_configuration_input(self) -> SfnStateMachineEncryptionConfiguration | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def logging_configuration_input(self) -> SfnStateMachineLoggingConfiguration | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def publish_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | SfnStateMachineTimeouts | None: ...
    @property
    def tracing_configuration_input(self) -> SfnStateMachineTracingConfiguration | None: ...
    @property
    def type_input(self) -> str | None: ...
    definition: str
    id: str
    name: str
    name_prefix: str
    publish: bool | cdktf.IResolvable
    region: str
    role_arn: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    type: str

class SfnStateMachineEncryptionConfiguration:
    def __init__(
        self,
        *,
        kms_data_key_reuse_period_seconds: float | None = ...,
        kms_key_id: str | None = ...,
        type: str | None = ...,
    ) -> None: ...
    @property
    def kms_data_key_reuse_period_seconds(self) -> float | None: ...
    @property
    def kms_key_id(self) -> str | None: ...
    @property
    def type(self) -> str | None: ...

class SfnStateMachineEncryptionConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def kms_data_key_reuse_period_seconds_input(self) -> float | None: ...
    @property
    def kms_key_id_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    kms_data_key_reuse_period_seconds: float
    kms_key_id: str
    type: str
    internal_value: SfnStateMachineEncryptionConfiguration | None

class SfnStateMachineLoggingConfiguration:
    def __init__(
        self,
        *,
        include_execution_data: bool | cdktf.IResolvable | None = ...,
        level: str | None = ...,
        log_destination: str | None = ...,
    ) -> None: ...
    @property
    def include_execution_data(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def level(self) -> str | None: ...
    @property
    def log_destination(self) -> str | None: ...

class SfnStateMachineLoggingConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def include_execution_data_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def level_input(self) -> str | None: ...
    @property
    def log_destination_input(self) -> str | None: ...
    include_execution_data: bool | cdktf.IResolvable
    level: str
    log_destination: str
    internal_value: SfnStateMachineLoggingConfiguration | None

class SfnStateMachineTimeouts:
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

class SfnStateMachineTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | SfnStateMachineTimeouts | None

class SfnStateMachineTracingConfiguration:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...

class SfnStateMachineTracingConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    enabled: bool | cdktf.IResolvable
    internal_value: SfnStateMachineTracingConfiguration | None
