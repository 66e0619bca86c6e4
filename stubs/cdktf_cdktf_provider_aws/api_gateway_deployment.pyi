# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayDeployment(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        rest_api_id: str,
        description: str | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        triggers: Mapping[str, str] | None = ...,
        variables: Mapping[str, str] | None = ...,
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
    def created_date(self) -> str: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rest_api_id_input(self) -> str | None: ...
    @property
    def triggers_input(self) -> Mapping[str, str] | None: ...
    @property
    def variables_input(self) -> Mapping[str, str] | None: ...
    description: str
    id: str
    region: str
    rest_api_id: str
    triggers: Mapping[str, str]
    variables: Mapping[str, str]
