# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayBasePathMapping(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        api_id: str,
        domain_name: str,
        base_path: str | None = ...,
        domain_name_id: str | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        stage_name: str | None = ...,
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
    def api_id_input(self) -> str | None: ...
    @property
    def base_path_input(self) -> str | None: ...
    @property
    def domain_name_id_input(self) -> str | None: ...
    @property
    def domain_name_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def stage_name_input(self) -> str | None: ...
    api_id: str
    base_path: str
    domain_name: str
    domain_name_id: str
    id: str
    region: str
    stage_name: str
