# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayRequestValidator(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        rest_api_id: str,
        id: str | None = ...,
        region: str | None = ...,
        validate_request_body: bool | cdktf.IResolvable | None = ...,
        validate_request_parameters: bool | cdktf.IResolvable | None = ...,
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
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    @property
    def validate_request_body_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def validate_request_parameters_input(self) -> bool | cdktf.IResolvable | None: ...
    id: str
    name: str
    region: str
    rest_api_id: str
    validate_request_body: bool | cdktf.IResolvable
    validate_request_parameters: bool | cdktf.IResolvable
