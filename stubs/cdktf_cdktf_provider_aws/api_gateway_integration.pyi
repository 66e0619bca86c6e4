# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayIntegration(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        http_method: str,
        resource_id: str,
        rest_api_id: str,
        type: str,
        cache_key_parameters: Sequence[str] | None = ...,
        cache_namespace: str | None = ...,
        connection_id: str | None = ...,
        connection_type: str | None = ...,
        content_handling: str | None = ...,
        credentials: str | None = ...,
        id: str | None = ...,
        integration_http_method: str | None = ...,
        integration_target: str | None = ...,
        passthrough_behavior: str | None = ...,
        region: str | None = ...,
        request_parameters: Mapping[str, str] | None = ...,
        request_templates: Mapping[str, str] | None = ...,
        response_transfer_mode: str | None = ...,
        timeout_milliseconds: float | None = ...,
        tls_config: ApiGatewayIntegrationTlsConfig | None = ...,
        uri: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_tls_config(
        self,
        *,
        insecure_skip_verification: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def tls_config(self) -> ApiGatewayIntegrationTlsConfigOutputReference: ...
    @property
    def cache_key_parameters_input(self) -> list[str] | None: ...
    @property
    def cache_namespace_input(self) -> str | None: ...
    @property
    def connection_id_input(self) -> str | None: ...
    @property
    def connection_type_input(self) -> str | None: ...
    @property
    def content_handling_input(self) -> str | None: ...
    @property
    def credentials_input(self) -> str | None: ...
    @property
    def http_method_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def integration_http_method_input(self) -> str | None: ...
    @property
    def integration_target_input(self) -> str | None: ...
    @property
    def passthrough_behavior_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def request_parameters_input(self) -> Mapping[str, str] | None: ...
    @property
    def request_templates_input(self) -> Mapping[str, str] | None: ...
    @property
    def resource_id_input(self) -> str | None: ...
    @property
    def response_transfer_mode_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    @property
    def timeout_milliseconds_input(self) -> float | None: ...
    @property
    def tls_config_input(self) -> ApiGatewayIntegrationTlsConfig | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def uri_input(self) -> str | None: ...
    cache_key_parameters: list[str]
    cache_namespace: str
    connection_id: str
    connection_type: str
    content_handling: str
    credentials: str
    http_method: str
    id: str
    integration_http_method: str
    integration_target: str
    passthrough_behavior: str
    region: str
    request_parameters: Mapping[str, str]
    request_templates: Mapping[str, str]
    resource_id: str
    response_transfer_mode: str
    rest_api_id: str
    timeout_milliseconds: float
    type: str
    uri: str

class ApiGatewayIntegrationTlsConfig:
    def __init__(
        self,
        *,
        insecure_skip_verification: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def insecure_skip_verification(self) -> bool | cdktf.IResolvable | None: ...

class ApiGatewayIntegrationTlsConfigOutputReference(cdktf.ComplexObject):
    @property
    def insecure_skip_verification_input(self) -> bool | cdktf.IResolvable | None: ...
    insecure_skip_verification: bool | cdktf.IResolvable
    internal_value: ApiGatewayIntegrationTlsConfig | None
