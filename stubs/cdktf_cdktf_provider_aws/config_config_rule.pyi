# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ConfigConfigRule(cdktf.TerraformResource):
    def __init__(
        self,
        scope_: constructs.Construct,
        id_: str,
        *,
        name: str,
        source: ConfigConfigRuleSource,
        description: str | None = ...,
        evaluation_mode: cdktf.IResolvable | Sequence[ConfigConfigRuleEvaluationMode] | None = ...,
        id: str | None = ...,
        input_parameters: str | None = ...,
        maximum_execution_frequency: str | None = ...,
        region: str | None = ...,
        scope: ConfigConfigRuleScope | None = ...,
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
    def put_evaluation_mode(self, value: cdktf.IResolvable | Sequence[ConfigConfigRuleEvaluationMode]) -> None: ...
    def put_scope(
        self,
        *,
        compliance_resource_id: str | None = ...,
        compliance_resource_types: Sequence[str] | None = ...,
        tag_key: str | None = ...,
        tag_value: str | None = ...,
    ) -> None: ...
    def put_source(
        self,
        *,
        owner: str,
        custom_policy_details: ConfigConfigRuleSourceCustomPolicyDetails | None = ...,
        source_detail: cdktf.IResolvable | Sequence[ConfigConfigRuleSourceSourceDetail] | None = ...,
        source_identifier: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def evaluation_mode(self) -> ConfigConfigRuleEvaluationModeList: ...
    @property
    def rule_id(self) -> str: ...
    @property
    def scope(self) -> ConfigConfigRuleScopeOutputReference: ...
    @property
    def source(self) -> ConfigConfigRuleSourceOutputReference: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def evaluation_mode_input(self) -> cdktf.IResolvable | list[ConfigConfigRuleEvaluationMode] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def input_parameters_input(self) -> str | None: ...
    @property
    def maximum_execution_frequency_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def scope_input(self) -> ConfigConfigRuleScope | None: ...
    @property
    def source_input(self) -> ConfigConfigRuleSource | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    description: str
    id: str
    input_parameters: str
    maximum_execution_frequency: str
    name: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class ConfigConfigRuleEvaluationMode:
    def __init__(
        self,
        *,
        mode: str | None = ...,
    ) -> None: ...
    @property
    def mode(self) -> str | None: ...

class ConfigConfigRuleEvaluationModeList(cdktf.ComplexList):
    def get(self, index: float) -> ConfigConfigRuleEvaluationModeOutputReference: ...
    internal_value: cdktf.IResolvable | list[ConfigConfigRuleEvaluationMode] | None

class ConfigConfigRuleEvaluationModeOutputReference(cdktf.ComplexObject):
    @property
    def mode_input(self) -> str | None: ...
    mode: str
    internal_value: cdktf.IResolvable | ConfigConfigRuleEvaluationMode | None

class ConfigConfigRuleScope:
    def __init__(
        self,
        *,
        compliance_resource_id: str | None = ...,
        compliance_resource_types: Sequence[str] | None = ...,
        tag_key: str | None = ...,
        tag_value: str | None = ...,
    ) -> None: ...
    @property
    def compliance_resource_id(self) -> str | None: ...
    @property
    def compliance_resource_types(self) -> list[str] | None: ...
    @property
    def tag_key(self) -> str | None: ...
    @property
    def tag_value(self) -> str | None: ...

class ConfigConfigRuleScopeOutputReference(cdktf.ComplexObject):
    @property
    def compliance_resource_id_input(self) -> str | None: ...
    @property
    def compliance_resource_types_input(self) -> list[str] | None: ...
    @property
    def tag_key_input(self) -> str | None: ...
    @property
    def tag_value_input(self) -> str | None: ...
    compliance_resource_id: str
    compliance_resource_types: list[str]
    tag_key: str
    tag_value: str
    internal_value: ConfigConfigRuleScope | None

class ConfigConfigRuleSource:
    def __init__(
        self,
        *,
        owner: str,
        custom_policy_details: ConfigConfigRuleSourceCustomPolicyDetails | None = ...,
        source_detail: cdktf.IResolvable | Sequence[ConfigConfigRuleSourceSourceDetail] | None = ...,
        source_identifier: str | None = ...,
    ) -> None: ...
    @property
    def owner(self) -> str: ...
    @property
    def custom_policy_details(self) -> ConfigConfigRuleSourceCustomPolicyDetails | None: ...
    @property
    def source_detail(self) -> cdktf.IResolvable | list[ConfigConfigRuleSourceSourceDetail] | None: ...
    @property
    def source_identifier(self) -> str | None: ...

class ConfigConfigRuleSourceCustomPolicyDetails:
    def __init__(
        self,
        *,
        policy_runtime: str,
        policy_text: str,
        enable_debug_log_delivery: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def policy_runtime(self) -> str: ...
    @property
    def policy_text(self) -> str: ...
    @property
    def enable_debug_log_delivery(self) -> bool | cdktf.IResolvable | None: ...

class ConfigConfigRuleSourceCustomPolicyDetailsOutputReference(cdktf.ComplexObject):
    @property
    def enable_debug_log_delivery_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def policy_runtime_input(self) -> str | None: ...
    @property
    def policy_text_input(self) -> str | None: ...
    enable_debug_log_delivery: bool | cdktf.IResolvable
    policy_runtime: str
    policy_text: str
    internal_value: ConfigConfigRuleSourceCustomPolicyDetails | None

class ConfigConfigRuleSourceOutputReference(cdktf.ComplexObject):
    def put_custom_policy_details(
        self,
        *,
        policy_runtime: str,
        policy_text: str,
        enable_debug_log_delivery: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_source_detail(self, value: cdktf.IResolvable | Sequence[ConfigConfigRuleSourceSourceDetail]) -> None: ...
    @property
    def custom_policy_details(self) -> ConfigConfigRuleSourceCustomPolicyDetailsOutputReference: ...
    @property
    def source_detail(self) -> ConfigConfigRuleSourceSourceDetailList: ...
    @property
    def custom_policy_details_input(self) -> ConfigConfigRuleSourceCustomPolicyDetails | None: ...
    @property
    def owner_input(self) -> str | None: ...
    @property
    def source_detail_input(self) -> cdktf.IResolvable | list[ConfigConfigRuleSourceSourceDetail] | None: ...
    @property
    def source_identifier_input(self) -> str | None: ...
    owner: str
    source_identifier: str
    internal_value: ConfigConfigRuleSource | None

class ConfigConfigRuleSourceSourceDetail:
    def __init__(
        self,
        *,
        event_source: str | None = ...,
        maximum_execution_frequency: str | None = ...,
        message_type: str | None = ...,
    ) -> None: ...
    @property
    def event_source(self) -> str | None: ...
    @property
    def maximum_execution_frequency(self) -> str | None: ...
    @property
    def message_type(self) -> str | None: ...

class ConfigConfigRuleSourceSourceDetailList(cdktf.ComplexList):
    def get(self, index: float) -> ConfigConfigRuleSourceSourceDetailOutputReference: ...
    internal_value: cdktf.IResolvable | list[ConfigConfigRuleSourceSourceDetail] | None

class ConfigConfigRuleSourceSourceDetailOutputReference(cdktf.ComplexObject):
    @property
    def event_source_input(self) -> str | None: ...
    @property
    def maximum_execution_frequency_input(self) -> str | None: ...
    @property
    def message_type_input(self) -> str | None: ...
    event_source: str
    maximum_execution_frequency: str
    message_type: str
    internal_value: cdktf.IResolvable | ConfigConfigRuleSourceSourceDetail | None
