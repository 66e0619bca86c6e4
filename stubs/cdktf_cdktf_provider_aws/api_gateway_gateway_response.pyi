# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayGatewayResponse(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        response_type: str,
        rest_api_id: str,
        id: str | None = ...,
        region: str | None = ...,
        response_parameters: Mapping[str, str] | None = ...,
        response_templates: Mapping[str, str] | None = ...,
        status_code: str | None = ...,
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
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def response_parameters_input(self) -> Mapping[str, str] | None: ...
    @property
    def response_templates_input(self) -> Mapping[str, str] | None: ...
    @property
    def response_type_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    @property
    def status_code_input(self) -> str | None: ...
    id: str
    region: str
    response_parameters: Mapping[str, str]
    response_templates: Mapping[str, str]
    response_type: str
    rest_api_id: str
    status_code: str
