# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ConfigConfigurationRecorder(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        role_arn: str,
        id: str | None = ...,
        name: str | None = ...,
        recording_group: ConfigConfigurationRecorderRecordingGroup | None = ...,
        recording_mode: ConfigConfigurationRecorderRecordingMode | None = ...,
        region: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_recording_group(
        self,
        *,
        all_supported: bool | cdktf.IResolvable | None = ...,
        exclusion_by_resource_types: cdktf.IResolvable | Sequence[ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes] | None = ...,
        include_global_resource_types: bool | cdktf.IResolvable | None = ...,
        recording_strategy: cdktf.IResolvable | Sequence[ConfigConfigurationRecorderRecordingGroupRecordingStrategy] | None = ...,
        resource_types: Sequence[str] | None = ...,
    ) -> None: ...
    def put_recording_mode(
        self,
        *,
        recording_frequency: str | None = ...,
        recording_mode_override: ConfigConfigurationRecorderRecordingModeRecordingModeOverride | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def recording_group(self) -> ConfigConfigurationRecorderRecordingGroupOutputReference: ...
    @property
    def recording_mode(self) -> ConfigConfigurationRecorderRecordingModeOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def recording_group_input(self) -> ConfigConfigurationRecorderRecordingGroup | None: ...
    @property
    def recording_mode_input(self) -> ConfigConfigurationRecorderRecordingMode | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    id: str
    name: str
    region: str
    role_arn: str

class ConfigConfigurationRecorderRecordingGroup:
    def __init__(
        self,
        *,
        all_supported: bool | cdktf.IResolvable | None = ...,
        exclusion_by_resource_types: cdktf.IResolvable | Sequence[ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes] | None = ...,
        include_global_resource_types: bool | cdktf.IResolvable | None = ...,
        recording_strategy: cdktf.IResolvable | Sequence[ConfigConfigurationRecorderRecordingGroupRecordingStrategy] | None = ...,
        resource_types: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def all_supported(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def exclusion_by_resource_types(self) -> cdktf.IResolvable | list[ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes] | None: ...
    @property
    def include_global_resource_types(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def recording_strategy(self) -> cdktf.IResolvable | list[ConfigConfigurationRecorderRecordingGroupRecordingStrategy] | None: ...
    @property
    def resource_types(self) -> list[str] | None: ...

class ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes:
    def __init__(
        self,
        *,
        resource_types: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def resource_types(self) -> list[str] | None: ...

class ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypesList(cdktf.ComplexList):
    def get(self, index: float) -> ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypesOutputReference: ...
    internal_value: cdktf.IResolvable | list[ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes] | None

class ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypesOutputReference(cdktf.ComplexObject):
    @property
    def resource_types_input(self) -> list[str] | None: ...
    resource_types: list[str]
    internal_value: cdktf.IResolvable | ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes | None

class ConfigConfigurationRecorderRecordingGroupOutputReference(cdktf.ComplexObject):
    def put_exclusion_by_resource_types(self, value: cdktf.IResolvable | Sequence[ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes]) -> None: ...
    def put_recording_strategy(self, value: cdktf.IResolvable | Sequence[ConfigConfigurationRecorderRecordingGroupRecordingStrategy]) -> None: ...
    @property
    def exclusion_by_resource_types(self) -> ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypesList: ...
    @property
    def recording_strategy(self) -> ConfigConfigurationRecorderRecordingGroupRecordingStrategyList: ...
    @property
    def all_supported_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def exclusion_by_resource_types_input(self) -> cdktf.IResolvable | list[ConfigConfigurationRecorderRecordingGroupExclusionByResourceTypes] | None: ...
    @property
    def include_global_resource_types_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def recording_strategy_input(self) -> cdktf.IResolvable | list[ConfigConfigurationRecorderRecordingGroupRecordingStrategy] | None: ...
    @property
    def resource_types_input(self) -> list[str] | None: ...
    all_supported: bool | cdktf.IResolvable
    include_global_resource_types: bool | cdktf.IResolvable
    resource_types: list[str]
    internal_value: ConfigConfigurationRecorderRecordingGroup | None

class ConfigConfigurationRecorderRecordingGroupRecordingStrategy:
    def __init__(
        self,
        *,
        use_only: str | None = ...,
    ) -> None: ...
    @property
    def use_only(self) -> str | None: ...

class ConfigConfigurationRecorderRecordingGroupRecordingStrategyList(cdktf.ComplexList):
    def get(self, index: float) -> ConfigConfigurationRecorderRecordingGroupRecordingStrategyOutputReference: ...
    internal_value: cdktf.IResolvable | list[ConfigConfigurationRecorderRecordingGroupRecordingStrategy] | None

class ConfigConfigurationRecorderRecordingGroupRecordingStrategyOutputReference(cdktf.ComplexObject):
    @property
    def use_only_input(self) -> str | None: ...
    use_only: str
    internal_value: cdktf.IResolvable | ConfigConfigurationRecorderRecordingGroupRecordingStrategy | None

class ConfigConfigurationRecorderRecordingMode:
    def __init__(
        self,
        *,
        recording_frequency: str | None = ...,
        recording_mode_override: ConfigConfigurationRecorderRecordingModeRecordingModeOverride | None = ...,
    ) -> None: ...
    @property
    def recording_frequency(self) -> str | None: ...
    @property
    def recording_mode_override(self) -> ConfigConfigurationRecorderRecordingModeRecordingModeOverride | None: ...

class ConfigConfigurationRecorderRecordingModeOutputReference(cdktf.ComplexObject):
    def put_recording_mode_override(
        self,
        *,
        recording_frequency: str,
        resource_types: Sequence[str],
        description: str | None = ...,
    ) -> None: ...
    @property
    def recording_mode_override(self) -> ConfigConfigurationRecorderRecordingModeRecordingModeOverrideOutputReference: ...
    @property
    def recording_frequency_input(self) -> str | None: ...
    @property
    def recording_mode_override_input(self) -> ConfigConfigurationRecorderRecordingModeRecordingModeOverride | None: ...
    recording_frequency: str
    internal_value: ConfigConfigurationRecorderRecordingMode | None

class ConfigConfigurationRecorderRecordingModeRecordingModeOverride:
    def __init__(
        self,
        *,
        recording_frequency: str,
        resource_types: Sequence[str],
        description: str | None = ...,
    ) -> None: ...
    @property
    def recording_frequency(self) -> str: ...
    @property
    def resource_types(self) -> list[str]: ...
    @property
    def description(self) -> str | None: ...

class ConfigConfigurationRecorderRecordingModeRecordingModeOverrideOutputReference(cdktf.ComplexObject):
    @property
    def description_input(self) -> str | None: ...
    @property
    def recording_frequency_input(self) -> str | None: ...
    @property
    def resource_types_input(self) -> list[str] | None: ...
    description: str
    recording_frequency: str
    resource_types: list[str]
    internal_value: ConfigConfigurationRecorderRecordingModeRecordingModeOverride | None
