# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Wafv2WebAclAssociation(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        resource_arn: str,
        web_acl_arn: str,
        id: str | None = ...,
        region: str | None = ...,
        timeouts: Wafv2WebAclAssociationTimeouts | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def timeouts(self) -> Wafv2WebAclAssociationTimeoutsOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def resource_arn_input(self) -> str | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | Wafv2WebAclAssociationTimeouts | None: ...
    @property
    def web_acl_arn_input(self) -> str | None: ...
    id: str
    region: str
    resource_arn: str
    web_acl_arn: str

class Wafv2WebAclAssociationTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...

class Wafv2WebAclAssociationTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    create: str
    internal_value: cdktf.IResolvable | Wafv2WebAclAssociationTimeouts | None
