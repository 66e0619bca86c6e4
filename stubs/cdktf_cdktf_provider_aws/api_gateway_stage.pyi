# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayStage(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        deployment_id: str,
        rest_api_id: str,
        stage_name: str,
        access_log_settings: ApiGatewayStageAccessLogSettings | None = ...,
        cache_cluster_enabled: bool | cdktf.IResolvable | None = ...,
        cache_cluster_size: str | None = ...,
        canary_settings: ApiGatewayStageCanarySettings | None = ...,
        client_certificate_id: str | None = ...,
        description: str | None = ...,
        documentation_version: str | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        variables: Mapping[str, str] | None = ...,
        xray_tracing_enabled: bool | cdktf.IResolvable | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_access_log_settings(
        self,
        *,
        destination_arn: str,
        format: str,
    ) -> None: ...
    def put_canary_settings(
        self,
        *,
        deployment_id: str,
        percent_traffic: float | None = ...,
        stage_variable_overrides: Mapping[str, str] | None = ...,
        use_stage_cache: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def access_log_settings(self) -> ApiGatewayStageAccessLogSettingsOutputReference: ...
    @property
    def arn(self) -> str: ...
    @property
    def canary_settings(self) -> ApiGatewayStageCanarySettingsOutputReference: ...
    @property
    def execution_arn(self) -> str: ...
    @property
    def invoke_url(self) -> str: ...
    @property
    def web_acl_arn(self) -> str: ...
    @property
    def access_log_settings_input(self) -> ApiGatewayStageAccessLogSettings | None: ...
    @property
    def cache_cluster_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cache_cluster_size_input(self) -> str | None: ...
    @property
    def canary_settings_input(self) -> ApiGatewayStageCanarySettings | None: ...
    @property
    def client_certificate_id_input(self) -> str | None: ...
    @property
    def deployment_id_input(self) -> str | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def documentation_version_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    @property
    def stage_name_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def variables_input(self) -> Mapping[str, str] | None: ...
    @property
    def xray_tracing_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    cache_cluster_enabled: bool | cdktf.IResolvable
    cache_cluster_size: str
    client_certificate_id: str
    deployment_id: str
    description: str
    documentation_version: str
    id: str
    region: str
    rest_api_id: str
    stage_name: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    variables: Mapping[str, str]
    xray_tracing_enabled: bool | cdktf.IResolvable

class ApiGatewayStageAccessLogSettings:
    def __init__(
        self,
        *,
        destination_arn: str,
        format: str,
    ) -> None: ...
    @property
    def destination_arn(self) -> str: ...
    @property
    def format(self) -> str: ...

class ApiGatewayStageAccessLogSettingsOutputReference(cdktf.ComplexObject):
    @property
    def destination_arn_input(self) -> str | None: ...
    @property
    def format_input(self) -> str | None: ...
    destination_arn: str
    format: str
    internal_value: ApiGatewayStageAccessLogSettings | None

class ApiGatewayStageCanarySettings:
    def __init__(
        self,
        *,
        deployment_id: str,
        percent_traffic: float | None = ...,
        stage_variable_overrides: Mapping[str, str] | None = ...,
        use_stage_cache: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def deployment_id(self) -> str: ...
    @property
    def percent_traffic(self) -> float | None: ...
    @property
    def stage_variable_overrides(self) -> Mapping[str, str] | None: ...
    @property
    def use_stage_cache(self) -> bool | cdktf.IResolvable | None: ...

class ApiGatewayStageCanarySettingsOutputReference(cdktf.ComplexObject):
    @property
    def deployment_id_input(self) -> str | None: ...
    @property
    def percent_traffic_input(self) -> float | None: ...
    @property
    def stage_variable_overrides_input(self) -> Mapping[str, str] | None: ...
    @property
    def use_stage_cache_input(self) -> bool | cdktf.IResolvable | None: ...
    deployment_id: str
    percent_traffic: float
    stage_variable_overrides: Mapping[str, str]
    use_stage_cache: bool | cdktf.IResolvable
    internal_value: ApiGatewayStageCanarySettings | None
