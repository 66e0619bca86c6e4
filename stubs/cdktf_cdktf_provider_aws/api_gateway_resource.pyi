# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayResource(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        parent_id: str,
        path_part: str,
        rest_api_id: str,
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
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def path(self) -> str: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def parent_id_input(self) -> str | None: ...
    @property
    def path_part_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    id: str
    parent_id: str
    path_part: str
    region: str
    rest_api_id: str
