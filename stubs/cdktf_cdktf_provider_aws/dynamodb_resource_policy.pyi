# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DynamodbResourcePolicy(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id: str,
        *,
        policy: str,
        resource_arn: str,
        confirm_remove_self_resource_access: bool | cdktf.IResolvable | None = ...,
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
    def id(self) -> str: ...
    @property
    def revision_id(self) -> str: ...
    @property
    def confirm_remove_self_resource_access_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def resource_arn_input(self) -> str | None: ...
    confirm_remove_self_resource_access: bool | cdktf.IResolvable
    policy: str
    region: str
    resource_arn: str
