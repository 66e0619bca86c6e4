# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayMethod(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        authorization: str,
        http_method: str,
        resource_id: str,
        rest_api_id: str,
        api_key_required: bool | cdktf.IResolvable | None = ...,
        authorization_scopes: Sequence[str] | None = ...,
        authorizer_id: str | None = ...,
        id: str | None = ...,
        operation_name: str | None = ...,
        region: str | None = ...,
        request_models: Mapping[str, str] | None = ...,
        request_parameters: Mapping[str, bool | cdktf.IResolvable] | None = ...,
        request_validator_id: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def api_key_required_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def authorization_input(self) -> str | None: ...
    @property
    def authorization_scopes_input(self) -> list[str] | None: ...
    @property
    def authorizer_id_input(self) -> str | None: ...
    @property
    def http_method_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def operation_name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def request_models_input(self) -> Mapping[str, str] | None: ...
    @property
    def request_parameters_input(self) -> Mapping[str, bool | cdktf.IResolvable] | None: ...
    @property
    def request_validator_id_input(self) -> str | None: ...
    @property
    def resource_id_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    api_key_required: bool | cdktf.IResolvable
    authorization: str
    authorization_scopes: list[str]
    authorizer_id: str
    http_method: str
    id: str
    operation_name: str
    region: str
    request_models: Mapping[str, str]
    request_parameters: Mapping[str, bool | cdktf.IResolvable]
    request_validator_id: str
    resource_id: str
    rest_api_id: str
