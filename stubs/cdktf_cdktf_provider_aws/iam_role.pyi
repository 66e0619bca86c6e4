# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class IamRole(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        assume_role_policy: str,
        description: str | None = ...,
        force_detach_policies: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        inline_policy: cdktf.IResolvable | Sequence[IamRoleInlinePolicy] | None = ...,
        managed_policy_arns: Sequence[str] | None = ...,
        max_session_duration: float | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        path: str | None = ...,
        permissions_boundary: str | None = ...,
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
    def put_inline_policy(self, value: cdktf.IResolvable | Sequence[IamRoleInlinePolicy]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def create_date(self) -> str: ...
    @property
    def inline_policy(self) -> IamRoleInlinePolicyList: ...
    @property
    def unique_id(self) -> str: ...
    @property
    def assume_role_policy_input(self) -> str | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def force_detach_policies_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def inline_policy_input(self) -> cdktf.IResolvable | list[IamRoleInlinePolicy] | None: ...
    @property
    def managed_policy_arns_input(self) -> list[str] | None: ...
    @property
    def max_session_duration_input(self) -> float | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def path_input(self) -> str | None: ...
    @property
    def permissions_boundary_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    assume_role_policy: str
    description: str
    force_detach_policies: bool | cdktf.IResolvable
    id: str
    managed_policy_arns: list[str]
    max_session_duration: float
    name: str
    name_prefix: str
    path: str
    permissions_boundary: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class IamRoleInlinePolicy:
    def __init__(
        self,
        *,
        name: str | None = ...,
        policy: str | None = ...,
    ) -> None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def policy(self) -> str | None: ...

class IamRoleInlinePolicyList(cdktf.ComplexList):
    def get(self, index: float) -> IamRoleInlinePolicyOutputReference: ...
    internal_value: cdktf.IResolvable | list[IamRoleInlinePolicy] | None

class IamRoleInlinePolicyOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def policy_input(self) -> str | None: ...
    name: str
    policy: str
    internal_value: cdktf.IResolvable | IamRoleInlinePolicy | None
