# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayMethodSettings(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        method_path: str,
        rest_api_id: str,
        settings: ApiGatewayMethodSettingsSettings,
        stage_name: str,
        id: str | None = ...,
        region: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_settings(
        self,
        *,
        cache_data_encrypted: bool | cdktf.IResolvable | None = ...,
        cache_ttl_in_seconds: float | None = ...,
        caching_enabled: bool | cdktf.IResolvable | None = ...,
        data_trace_enabled: bool | cdktf.IResolvable | None = ...,
        logging_level: str | None = ...,
        metrics_enabled: bool | cdktf.IResolvable | None = ...,
        require_authorization_for_cache_control: bool | cdktf.IResolvable | None = ...,
        throttling_burst_limit: float | None = ...,
        throttling_rate_limit: float | None = ...,
        unauthorized_cache_control_header_strategy: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def settings(self) -> ApiGatewayMethodSettingsSettingsOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def method_path_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    @property
    def settings_input(self) -> ApiGatewayMethodSettingsSettings | None: ...
    @property
    def stage_name_input(self) -> str | None: ...
    id: str
    method_path: str
    region: str
    rest_api_id: str
    stage_name: str

class ApiGatewayMethodSettingsSettings:
    def __init__(
        self,
        *,
        cache_data_encrypted: bool | cdktf.IResolvable | None = ...,
        cache_ttl_in_seconds: float | None = ...,
        caching_enabled: bool | cdktf.IResolvable | None = ...,
        data_trace_enabled: bool | cdktf.IResolvable | None = ...,
        logging_level: str | None = ...,
        metrics_enabled: bool | cdktf.IResolvable | None = ...,
        require_authorization_for_cache_control: bool | cdktf.IResolvable | None = ...,
        throttling_burst_limit: float | None = ...,
        throttling_rate_limit: float | None = ...,
        unauthorized_cache_control_header_strategy: str | None = ...,
    ) -> None: ...
    @property
    def cache_data_encrypted(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cache_ttl_in_seconds(self) -> float | None: ...
    @property
    def caching_enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def data_trace_enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def logging_level(self) -> str | None: ...
    @property
    def metrics_enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def require_authorization_for_cache_control(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def throttling_burst_limit(self) -> float | None: ...
    @property
    def throttling_rate_limit(self) -> float | None: ...
    @property
    def unauthorized_cache_control_header_strategy(self) -> str | None: ...

class ApiGatewayMethodSettingsSettingsOutputReference(cdktf.ComplexObject):
    @property
    def cache_data_encrypted_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cache_ttl_in_seconds_input(self) -> float | None: ...
    @property
    def caching_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def data_trace_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def logging_level_input(self) -> str | None: ...
    @property
    def metrics_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def require_authorization_for_cache_control_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def throttling_burst_limit_input(self) -> float | None: ...
    @property
    def throttling_rate_limit_input(self) -> float | None: ...
    @property
    def unauthorized_cache_control_header_strategy_input(self) -> str | None: ...
    cache_data_encrypted: bool | cdktf.IResolvable
    cache_ttl_in_seconds: float
    caching_enabled: bool | cdktf.IResolvable
    data_trace_enabled: bool | cdktf.IResolvable
    logging_level: str
    metrics_enabled: bool | cdktf.IResolvable
    require_authorization_for_cache_control: bool | cdktf.IResolvable
    throttling_burst_limit: float
    throttling_rate_limit: float
    unauthorized_cache_control_header_strategy: str
    internal_value: ApiGatewayMethodSettingsSettings | None
