# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketPublicAccessBlock(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        block_public_acls: bool | cdktf.IResolvable | None = ...,
        block_public_policy: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        ignore_public_acls: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        restrict_public_buckets: bool | cdktf.IResolvable | None = ...,
        skip_destroy: bool | cdktf.IResolvable | None = ...,
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
    def block_public_acls_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def block_public_policy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ignore_public_acls_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def restrict_public_buckets_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def skip_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    block_public_acls: bool | cdktf.IResolvable
    block_public_policy: bool | cdktf.IResolvable
    bucket: str
    id: str
    ignore_public_acls: bool | cdktf.IResolvable
    region: str
    restrict_public_buckets: bool | cdktf.IResolvable
    skip_destroy: bool | cdktf.IResolvable
