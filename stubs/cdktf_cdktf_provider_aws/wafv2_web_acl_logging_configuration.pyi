# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Wafv2WebAclLoggingConfiguration(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        log_destination_configs: Sequence[str],
        resource_arn: str,
        id: str | None = ...,
        logging_filter: Wafv2WebAclLoggingConfigurationLoggingFilter | None = ...,
        redacted_fields: cdktf.IResolvable | Sequence[Wafv2WebAclLoggingConfigurationRedactedFields] | None = ...,
        region: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_logging_filter(
        self,
        *,
        default_behavior: str,
        filter: cdktf.IResolvable | Sequence[Wafv2WebAclLoggingConfigurationLoggingFilterFilter],
    ) -> None: ...
    def put_redacted_fields(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclLoggingConfigurationRedactedFields]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def logging_filter(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterOutputReference: ...
    @property
    def redacted_fields(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsList: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def log_destination_configs_input(self) -> list[str] | None: ...
    @property
    def logging_filter_input(self) -> Wafv2WebAclLoggingConfigurationLoggingFilter | None: ...
    @property
    def redacted_fields_input(self) -> cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationRedactedFields] | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def resource_arn_input(self) -> str | None: ...
    id: str
    log_destination_configs: list[str]
    region: str
    resource_arn: str

class Wafv2WebAclLoggingConfigurationLoggingFilter:
    def __init__(
        self,
        *,
        default_behavior: str,
        filter: cdktf.IResolvable | Sequence[Wafv2WebAclLoggingConfigurationLoggingFilterFilter],
    ) -> None: ...
    @property
    def default_behavior(self) -> str: ...
    @property
    def filter(self) -> cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationLoggingFilterFilter]: ...

class Wafv2WebAclLoggingConfigurationLoggingFilterFilter:
    def __init__(
        self,
        *,
        behavior: str,
        condition: cdktf.IResolvable | Sequence[Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition],
        requirement: str,
    ) -> None: ...
    @property
    def behavior(self) -> str: ...
    @property
    def condition(self) -> cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition]: ...
    @property
    def requirement(self) -> str: ...

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition:
    def __init__(
        self,
        *,
        action_condition: Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition | None = ...,
        label_name_condition: Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameCondition | None = ...,
    ) -> None: ...
    @property
    def action_condition(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition | None: ...
    @property
    def label_name_condition(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameCondition | None: ...

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition:
    def __init__(
        self,
        *,
        action: str,
    ) -> None: ...
    @property
    def action(self) -> str: ...

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionConditionOutputReference(cdktf.ComplexObject):
    @property
    def action_input(self) -> str | None: ...
    action: str
    internal_value: Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition | None

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameCondition:
    def __init__(
        self,
        *,
        label_name: str,
    ) -> None: ...
    @property
    def label_name(self) -> str: ...

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameConditionOutputReference(cdktf.ComplexObject):
    @property
    def label_name_input(self) -> str | None: ...
    label_name: str
    internal_value: Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameCondition | None

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition] | None

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionOutputReference(cdktf.ComplexObject):
    def put_action_condition(
        self,
        *,
        action: str,
    ) -> None: ...
    def put_label_name_condition(
        self,
        *,
        label_name: str,
    ) -> None: ...
    @property
    def action_condition(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionConditionOutputReference: ...
    @property
    def label_name_condition(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameConditionOutputReference: ...
    @property
    def action_condition_input(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition | None: ...
    @property
    def label_name_condition_input(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameCondition | None: ...
    internal_value: cdktf.IResolvable | Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition | None

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationLoggingFilterFilter] | None

class Wafv2WebAclLoggingConfigurationLoggingFilterFilterOutputReference(cdktf.ComplexObject):
    def put_condition(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition]) -> None: ...
    @property
    def condition(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionList: ...
    @property
    def behavior_input(self) -> str | None: ...
    @property
    def condition_input(self) -> cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition] | None: ...
    @property
    def requirement_input(self) -> str | None: ...
    behavior: str
    requirement: str
    internal_value: cdktf.IResolvable | Wafv2WebAclLoggingConfigurationLoggingFilterFilter | None

class Wafv2WebAclLoggingConfigurationLoggingFilterOutputReference(cdktf.ComplexObject):
    def put_filter(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclLoggingConfigurationLoggingFilterFilter]) -> None: ...
    @property
    def filter(self) -> Wafv2WebAclLoggingConfigurationLoggingFilterFilterList: ...
    @property
    def default_behavior_input(self) -> str | None: ...
    @property
    def filter_input(self) -> cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationLoggingFilterFilter] | None: ...
    default_behavior: str
    internal_value: Wafv2WebAclLoggingConfigurationLoggingFilter | None

class Wafv2WebAclLoggingConfigurationRedactedFields:
    def __init__(
        self,
        *,
        method: Wafv2WebAclLoggingConfigurationRedactedFieldsMethod | None = ...,
        query_string: Wafv2WebAclLoggingConfigurationRedactedFieldsQueryString | None = ...,
        single_header: Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader | None = ...,
        uri_path: Wafv2WebAclLoggingConfigurationRedactedFieldsUriPath | None = ...,
    ) -> None: ...
    @property
    def method(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsMethod | None: ...
    @property
    def query_string(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsQueryString | None: ...
    @property
    def single_header(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader | None: ...
    @property
    def uri_path(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsUriPath | None: ...

class Wafv2WebAclLoggingConfigurationRedactedFieldsList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclLoggingConfigurationRedactedFieldsOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclLoggingConfigurationRedactedFields] | None

class Wafv2WebAclLoggingConfigurationRedactedFieldsMethod:
    def __init__(self) -> None: ...

class Wafv2WebAclLoggingConfigurationRedactedFieldsMethodOutputReference(cdktf.ComplexObject):
    internal_value: Wafv2WebAclLoggingConfigurationRedactedFieldsMethod | None

class Wafv2WebAclLoggingConfigurationRedactedFieldsOutputReference(cdktf.ComplexObject):
    def put_method(self) -> None: ...
    def put_query_string(self) -> None: ...
    def put_single_header(
        self,
        *,
        name: str,
    ) -> None: ...
    def put_uri_path(self) -> None: ...
    @property
    def method(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsMethodOutputReference: ...
    @property
    def query_string(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsQueryStringOutputReference: ...
    @property
    def single_header(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeaderOutputReference: ...
    @property
    def uri_path(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsUriPathOutputReference: ...
    @property
    def method_input(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsMethod | None: ...
    @property
    def query_string_input(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsQueryString | None: ...
    @property
    def single_header_input(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader | None: ...
    @property
    def uri_path_input(self) -> Wafv2WebAclLoggingConfigurationRedactedFieldsUriPath | None: ...
    internal_value: cdktf.IResolvable | Wafv2WebAclLoggingConfigurationRedactedFields | None

class Wafv2WebAclLoggingConfigurationRedactedFieldsQueryString:
    def __init__(self) -> None: ...

class Wafv2WebAclLoggingConfigurationRedactedFieldsQueryStringOutputReference(cdktf.ComplexObject):
    internal_value: Wafv2WebAclLoggingConfigurationRedactedFieldsQueryString | None

class Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader:
    def __init__(
        self,
        *,
        name: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...

class Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    name: str
    internal_value: Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader | None

class Wafv2WebAclLoggingConfigurationRedactedFieldsUriPath:
    def __init__(self) -> None: ...

class Wafv2WebAclLoggingConfigurationRedactedFieldsUriPathOutputReference(cdktf.ComplexObject):
    internal_value: Wafv2WebAclLoggingConfigurationRedactedFieldsUriPath | None
