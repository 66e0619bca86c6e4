# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketServerSideEncryptionConfigurationA(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        rule: cdktf.IResolvable | Sequence[S3BucketServerSideEncryptionConfigurationRuleA],
        expected_bucket_owner: str | None = ...,
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
    def put_rule(self, value: cdktf.IResolvable | Sequence[S3BucketServerSideEncryptionConfigurationRuleA]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def rule(self) -> S3BucketServerSideEncryptionConfigurationRuleAList: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def expected_bucket_owner_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rule_input(self) -> cdktf.IResolvable | list[S3BucketServerSideEncryptionConfigurationRuleA] | None: ...
    bucket: str
    expected_bucket_owner: str
    id: str
    region: str

class S3BucketServerSideEncryptionConfigurationRuleA:
    def __init__(
        self,
        *,
        apply_server_side_encryption_by_default: S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA | None = ...,
        blocked_encryption_types: Sequence[str] | None = ...,
        bucket_key_enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def apply_server_side_encryption_by_default(self) -> S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA | None: ...
    @property
    def blocked_encryption_types(self) -> list[str] | None: ...
    @property
    def bucket_key_enabled(self) -> bool | cdktf.IResolvable | None: ...

class S3BucketServerSideEncryptionConfigurationRuleAList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketServerSideEncryptionConfigurationRuleAOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketServerSideEncryptionConfigurationRuleA] | None

class S3BucketServerSideEncryptionConfigurationRuleAOutputReference(cdktf.ComplexObject):
    def put_apply_server_side_encryption_by_default(
        self,
        *,
        sse_algorithm: str,
        kms_master_key_id: str | None = ...,
    ) -> None: ...
    @property
    def apply_server_side_encryption_by_default(self) -> S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultAOutputReference: ...
    @property
    def apply_server_side_encryption_by_default_input(self) -> S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA | None: ...
    @property
    def blocked_encryption_types_input(self) -> list[str] | None: ...
    @property
    def bucket_key_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    blocked_encryption_types: list[str]
    bucket_key_enabled: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | S3BucketServerSideEncryptionConfigurationRuleA | None

class S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA:
    def __init__(
        self,
        *,
        sse_algorithm: str,
        kms_master_key_id: str | None = ...,
    ) -> None: ...
    @property
    def sse_algorithm(self) -> str: ...
    @property
    def kms_master_key_id(self) -> str | None: ...

class S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultAOutputReference(cdktf.ComplexObject):
    @property
    def kms_master_key_id_input(self) -> str | None: ...
    @property
    def sse_algorithm_input(self) -> str | None: ...
    kms_master_key_id: str
    sse_algorithm: str
    internal_value: S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA | None
