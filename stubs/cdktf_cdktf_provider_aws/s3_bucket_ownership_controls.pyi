# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketOwnershipControls(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        rule: S3BucketOwnershipControlsRule,
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
    def put_rule(
        self,
        *,
        object_ownership: str,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def rule(self) -> S3BucketOwnershipControlsRuleOutputReference: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rule_input(self) -> S3BucketOwnershipControlsRule | None: ...
    bucket: str
    id: str
    region: str

class S3BucketOwnershipControlsRule:
    def __init__(
        self,
        *,
        object_ownership: str,
    ) -> None: ...
    @property
    def object_ownership(self) -> str: ...

class S3BucketOwnershipControlsRuleOutputReference(cdktf.ComplexObject):
    @property
    def object_ownership_input(self) -> str | None: ...
    object_ownership: str
    internal_value: S3BucketOwnershipControlsRule | None
