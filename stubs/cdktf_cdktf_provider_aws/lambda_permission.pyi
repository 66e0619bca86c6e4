# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LambdaPermission(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        action: str,
        function_name: str,
        principal: str,
        event_source_token: str | None = ...,
        function_url_auth_type: str | None = ...,
        id: str | None = ...,
        principal_org_id: str | None = ...,
        qualifier: str | None = ...,
        region: str | None = ...,
        source_account: str | None = ...,
        source_arn: str | None = ...,
        statement_id: str | None = ...,
        statement_id_prefix: str | None = ...,
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
    def action_input(self) -> str | None: ...
    @property
    def event_source_token_input(self) -> str | None: ...
    @property
    def function_name_input(self) -> str | None: ...
    @property
    def function_url_auth_type_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def principal_input(self) -> str | None: ...
    @property
    def principal_org_id_input(self) -> str | None: ...
    @property
    def qualifier_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def source_account_input(self) -> str | None: ...
    @property
    def source_arn_input(self) -> str | None: ...
    @property
    def statement_id_input(self) -> str | None: ...
    @property
    def statement_id_prefix_input(self) -> str | None: ...
    action: str
    event_source_token: str
    function_name: str
    function_url_auth_type: str
    id: str
    principal: str
    principal_org_id: str
    qualifier: str
    region: str
    source_account: str
    source_arn: str
    statement_id: str
    statement_id_prefix: str
