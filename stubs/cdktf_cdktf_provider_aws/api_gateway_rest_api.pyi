# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayRestApi(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        api_key_source: str | None = ...,
        binary_media_types: Sequence[str] | None = ...,
        body: str | None = ...,
        description: str | None = ...,
        disable_execute_api_endpoint: bool | cdktf.IResolvable | None = ...,
        endpoint_configuration: ApiGatewayRestApiEndpointConfiguration | None = ...,
        fail_on_warnings: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        minimum_compression_size: str | None = ...,
        parameters: Mapping[str, str] | None = ...,
        policy: str | None = ...,
        put_rest_api_mode: str | None = ...,
        region: str | None = ...,
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
    def put_endpoint_configuration(
        self,
        *,
        types: Sequence[str],
        ip_address_type: str | None = ...,
        vpc_endpoint_ids: Sequence[str] | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def created_date(self) -> str: ...
    @property
    def endpoint_configuration(self) -> ApiGatewayRestApiEndpointConfigurationOutputReference: ...
    @property
    def execution_arn(self) -> str: ...
    @property
    def root_resource_id(self) -> str: ...
    @property
    def api_key_source_input(self) -> str | None: ...
    @property
    def binary_media_types_input(self) -> list[str] | None: ...
    @property
    def body_input(self) -> str | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def disable_execute_api_endpoint_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def endpoint_configuration_input(self) -> ApiGatewayRestApiEndpointConfiguration | None: ...
    @property
    def fail_on_warnings_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def minimum_compression_size_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def parameters_input(self) -> Mapping[str, str] | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def put_rest_api_mode_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    api_key_source: str
    binary_media_types: list[str]
    body: str
    description: str
    disable_execute_api_endpoint: bool | cdktf.IResolvable
    fail_on_warnings: bool | cdktf.IResolvable
    id: str
    minimum_compression_size: str
    name: str
    parameters: Mapping[str, str]
    policy: str
    put_rest_api_mode: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class ApiGatewayRestApiEndpointConfiguration:
    def __init__(
        self,
        *,
        types: Sequence[str],
        ip_address_type: str | None = ...,
        vpc_endpoint_ids: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def types(self) -> list[str]: ...
    @property
    def ip_address_type(self) -> str | None: ...
    @property
    def vpc_endpoint_ids(self) -> list[str] | None: ...

class ApiGatewayRestApiEndpointConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def ip_address_type_input(self) -> str | None: ...
    @property
    def types_input(self) -> list[str] | None: ...
    @property
    def vpc_endpoint_ids_input(self) -> list[str] | None: ...
    ip_address_type: str
    types: list[str]
    vpc_endpoint_ids: list[str]
    internal_value: ApiGatewayRestApiEndpointConfiguration | None
