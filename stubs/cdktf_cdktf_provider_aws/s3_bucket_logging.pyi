# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketLoggingA(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        target_bucket: str,
        target_prefix: str,
        expected_bucket_owner: str | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        target_grant: cdktf.IResolvable | Sequence[S3BucketLoggingTargetGrant] | None = ...,
        target_object_key_format: S3BucketLoggingTargetObjectKeyFormat | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_target_grant(self, value: cdktf.IResolvable | Sequence[S3BucketLoggingTargetGrant]) -> None: ...
    def put_target_object_key_format(
        self,
        *,
        partitioned_prefix: S3BucketLoggingTargetObjectKeyFormatPartitionedPrefix | None = ...,
        simple_prefix: S3BucketLoggingTargetObjectKeyFormatSimplePrefix | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def target_grant(self) -> S3BucketLoggingTargetGrantList: ...
    @property
    def target_object_key_format(self) -> S3BucketLoggingTargetObjectKeyFormatOutputReference: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def expected_bucket_owner_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def target_bucket_input(self) -> str | None: ...
    @property
    def target_grant_input(self) -> cdktf.IResolvable | list[S3BucketLoggingTargetGrant] | None: ...
    @property
    def target_object_key_format_input(self) -> S3BucketLoggingTargetObjectKeyFormat | None: ...
    @property
    def target_prefix_input(self) -> str | None: ...
    bucket: str
    expected_bucket_owner: str
    id: str
    region: str
    target_bucket: str
    target_prefix: str

class S3BucketLoggingTargetGrant:
    def __init__(
        self,
        *,
        grantee: S3BucketLoggingTargetGrantGrantee,
        permission: str,
    ) -> None: ...
    @property
    def grantee(self) -> S3BucketLoggingTargetGrantGrantee: ...
    @property
    def permission(self) -> str: ...

class S3BucketLoggingTargetGrantGrantee:
    def __init__(
        self,
        *,
        type: str,
        email_address: str | None = ...,
        id: str | None = ...,
        uri: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def email_address(self) -> str | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def uri(self) -> str | None: ...

class S3BucketLoggingTargetGrantGranteeOutputReference(cdktf.ComplexObject):
    @property
    def display_name(self) -> str: ...
    @property
    def email_address_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def uri_input(self) -> str | None: ...
    email_address: str
    id: str
    type: str
    uri: str
    internal_value: S3BucketLoggingTargetGrantGrantee | None

class S3BucketLoggingTargetGrantList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLoggingTargetGrantOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLoggingTargetGrant] | None

class S3BucketLoggingTargetGrantOutputReference(cdktf.ComplexObject):
    def put_grantee(
        self,
        *,
        type: str,
        email_address: str | None = ...,
        id: str | None = ...,
        uri: str | None = ...,
    ) -> None: ...
    @property
    def grantee(self) -> S3BucketLoggingTargetGrantGranteeOutputReference: ...
    @property
    def grantee_input(self) -> S3BucketLoggingTargetGrantGrantee | None: ...
    @property
    def permission_input(self) -> str | None: ...
    permission: str
    internal_value: cdktf.IResolvable | S3BucketLoggingTargetGrant | None

class S3BucketLoggingTargetObjectKeyFormat:
    def __init__(
        self,
        *,
        partitioned_prefix: S3BucketLoggingTargetObjectKeyFormatPartitionedPrefix | None = ...,
        simple_prefix: S3BucketLoggingTargetObjectKeyFormatSimplePrefix | None = ...,
    ) -> None: ...
    @property
    def partitioned_prefix(self) -> S3BucketLoggingTargetObjectKeyFormatPartitionedPrefix | None: ...
    @property
    def simple_prefix(self) -> S3BucketLoggingTargetObjectKeyFormatSimplePrefix | None: ...

class S3BucketLoggingTargetObjectKeyFormatOutputReference(cdktf.ComplexObject):
    def put_partitioned_prefix(
        self,
        *,
        partition_date_source: str,
    ) -> None: ...
    def put_simple_prefix(self) -> None: ...
    @property
    def partitioned_prefix(self) -> S3BucketLoggingTargetObjectKeyFormatPartitionedPrefixOutputReference: ...
    @property
    def simple_prefix(self) -> S3BucketLoggingTargetObjectKeyFormatSimplePrefixOutputReference: ...
    @property
    def partitioned_prefix_input(self) -> S3BucketLoggingTargetObjectKeyFormatPartitionedPrefix | None: ...
    @property
    def simple_prefix_input(self) -> S3BucketLoggingTargetObjectKeyFormatSimplePrefix | None: ...
    internal_value: S3BucketLoggingTargetObjectKeyFormat | None

class S3BucketLoggingTargetObjectKeyFormatPartitionedPrefix:
    def __init__(
        self,
        *,
        partition_date_source: str,
    ) -> None: ...
    @property
    def partition_date_source(self) -> str: ...

class S3BucketLoggingTargetObjectKeyFormatPartitionedPrefixOutputReference(cdktf.ComplexObject):
    @property
    def partition_date_source_input(self) -> str | None: ...
    partition_date_source: str
    internal_value: S3BucketLoggingTargetObjectKeyFormatPartitionedPrefix | None

class S3BucketLoggingTargetObjectKeyFormatSimplePrefix:
    def __init__(self) -> None: ...

class S3BucketLoggingTargetObjectKeyFormatSimplePrefixOutputReference(cdktf.ComplexObject):
    internal_value: S3BucketLoggingTargetObjectKeyFormatSimplePrefix | None
