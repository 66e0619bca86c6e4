# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketLifecycleConfiguration(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id: str,
        *,
        bucket: str,
        expected_bucket_owner: str | None = ...,
        region: str | None = ...,
        rule: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRule] | None = ...,
        timeouts: S3BucketLifecycleConfigurationTimeouts | None = ...,
        transition_default_minimum_object_size: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_rule(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRule]) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def id(self) -> str: ...
    @property
    def rule(self) -> S3BucketLifecycleConfigurationRuleList: ...
    @property
    def timeouts(self) -> S3BucketLifecycleConfigurationTimeoutsOutputReference: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def expected_bucket_owner_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rule_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRule] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | S3BucketLifecycleConfigurationTimeouts | None: ...
    @property
    def transition_default_minimum_object_size_input(self) -> str | None: ...
    bucket: str
    expected_bucket_owner: str
    region: str
    transition_default_minimum_object_size: str

class S3BucketLifecycleConfigurationRule:
    def __init__(
        self,
        *,
        id: str,
        status: str,
        abort_incomplete_multipart_upload: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload] | None = ...,
        expiration: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleExpiration] | None = ...,
        filter: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleFilter] | None = ...,
        noncurrent_version_expiration: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration] | None = ...,
        noncurrent_version_transition: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition] | None = ...,
        prefix: str | None = ...,
        transition: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleTransition] | None = ...,
    ) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def abort_incomplete_multipart_upload(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload] | None: ...
    @property
    def expiration(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleExpiration] | None: ...
    @property
    def filter(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilter] | None: ...
    @property
    def noncurrent_version_expiration(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration] | None: ...
    @property
    def noncurrent_version_transition(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition] | None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def transition(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleTransition] | None: ...

class S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload:
    def __init__(
        self,
        *,
        days_after_initiation: float | None = ...,
    ) -> None: ...
    @property
    def days_after_initiation(self) -> float | None: ...

class S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload] | None

class S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadOutputReference(cdktf.ComplexObject):
    @property
    def days_after_initiation_input(self) -> float | None: ...
    days_after_initiation: float
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload | None

class S3BucketLifecycleConfigurationRuleExpiration:
    def __init__(
        self,
        *,
        date: str | None = ...,
        days: float | None = ...,
        expired_object_delete_marker: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def days(self) -> float | None: ...
    @property
    def expired_object_delete_marker(self) -> bool | cdktf.IResolvable | None: ...

class S3BucketLifecycleConfigurationRuleExpirationList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleExpirationOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleExpiration] | None

class S3BucketLifecycleConfigurationRuleExpirationOutputReference(cdktf.ComplexObject):
    @property
    def date_input(self) -> str | None: ...
    @property
    def days_input(self) -> float | None: ...
    @property
    def expired_object_delete_marker_input(self) -> bool | cdktf.IResolvable | None: ...
    date: str
    days: float
    expired_object_delete_marker: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleExpiration | None

class S3BucketLifecycleConfigurationRuleFilter:
    def __init__(
        self,
        *,
        and_: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleFilterAnd] | None = ...,
        object_size_greater_than: float | None = ...,
        object_size_less_than: float | None = ...,
        prefix: str | None = ...,
        tag: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleFilterTag] | None = ...,
    ) -> None: ...
    @property
    def and_(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilterAnd] | None: ...
    @property
    def object_size_greater_than(self) -> float | None: ...
    @property
    def object_size_less_than(self) -> float | None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def tag(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilterTag] | None: ...

class S3BucketLifecycleConfigurationRuleFilterAnd:
    def __init__(
        self,
        *,
        object_size_greater_than: float | None = ...,
        object_size_less_than: float | None = ...,
        prefix: str | None = ...,
        tags: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def object_size_greater_than(self) -> float | None: ...
    @property
    def object_size_less_than(self) -> float | None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def tags(self) -> Mapping[str, str] | None: ...

class S3BucketLifecycleConfigurationRuleFilterAndList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleFilterAndOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilterAnd] | None

class S3BucketLifecycleConfigurationRuleFilterAndOutputReference(cdktf.ComplexObject):
    @property
    def object_size_greater_than_input(self) -> float | None: ...
    @property
    def object_size_less_than_input(self) -> float | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    object_size_greater_than: float
    object_size_less_than: float
    prefix: str
    tags: Mapping[str, str]
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleFilterAnd | None

class S3BucketLifecycleConfigurationRuleFilterList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleFilterOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilter] | None

class S3BucketLifecycleConfigurationRuleFilterOutputReference(cdktf.ComplexObject):
    def put_and(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleFilterAnd]) -> None: ...
    def put_tag(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleFilterTag]) -> None: ...
    @property
    def and_(self) -> S3BucketLifecycleConfigurationRuleFilterAndList: ...
    @property
    def tag(self) -> S3BucketLifecycleConfigurationRuleFilterTagList: ...
    @property
    def and_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilterAnd] | None: ...
    @property
    def object_size_greater_than_input(self) -> float | None: ...
    @property
    def object_size_less_than_input(self) -> float | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def tag_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilterTag] | None: ...
    object_size_greater_than: float
    object_size_less_than: float
    prefix: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleFilter | None

class S3BucketLifecycleConfigurationRuleFilterTag:
    def __init__(
        self,
        *,
        key: str,
        value: str,
    ) -> None: ...
    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str: ...

class S3BucketLifecycleConfigurationRuleFilterTagList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleFilterTagOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilterTag] | None

class S3BucketLifecycleConfigurationRuleFilterTagOutputReference(cdktf.ComplexObject):
    @property
    def key_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    key: str
    value: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleFilterTag | None

class S3BucketLifecycleConfigurationRuleList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRule] | None

class S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration:
    def __init__(
        self,
        *,
        noncurrent_days: float,
        newer_noncurrent_versions: float | None = ...,
    ) -> None: ...
    @property
    def noncurrent_days(self) -> float: ...
    @property
    def newer_noncurrent_versions(self) -> float | None: ...

class S3BucketLifecycleConfigurationRuleNoncurrentVersionExpirationList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleNoncurrentVersionExpirationOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration] | None

class S3BucketLifecycleConfigurationRuleNoncurrentVersionExpirationOutputReference(cdktf.ComplexObject):
    @property
    def newer_noncurrent_versions_input(self) -> float | None: ...
    @property
    def noncurrent_days_input(self) -> float | None: ...
    newer_noncurrent_versions: float
    noncurrent_days: float
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration | None

class S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition:
    def __init__(
        self,
        *,
        noncurrent_days: float,
        storage_class: str,
        newer_noncurrent_versions: float | None = ...,
    ) -> None: ...
    @property
    def noncurrent_days(self) -> float: ...
    @property
    def storage_class(self) -> str: ...
    @property
    def newer_noncurrent_versions(self) -> float | None: ...

class S3BucketLifecycleConfigurationRuleNoncurrentVersionTransitionList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleNoncurrentVersionTransitionOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition] | None

class S3BucketLifecycleConfigurationRuleNoncurrentVersionTransitionOutputReference(cdktf.ComplexObject):
    @property
    def newer_noncurrent_versions_input(self) -> float | None: ...
    @property
    def noncurrent_days_input(self) -> float | None: ...
    @property
    def storage_class_input(self) -> str | None: ...
    newer_noncurrent_versions: float
    noncurrent_days: float
    storage_class: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition | None

class S3BucketLifecycleConfigurationRuleOutputReference(cdktf.ComplexObject):
    def put_abort_incomplete_multipart_upload(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload]) -> None: ...
    def put_expiration(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleExpiration]) -> None: ...
    def put_filter(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleFilter]) -> None: ...
    def put_noncurrent_version_expiration(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration]) -> None: ...
    def put_noncurrent_version_transition(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition]) -> None: ...
    def put_transition(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleConfigurationRuleTransition]) -> None: ...
    @property
    def abort_incomplete_multipart_upload(self) -> S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadList: ...
    @property
    def expiration(self) -> S3BucketLifecycleConfigurationRuleExpirationList: ...
    @property
    def filter(self) -> S3BucketLifecycleConfigurationRuleFilterList: ...
    @property
    def noncurrent_version_expiration(self) -> S3BucketLifecycleConfigurationRuleNoncurrentVersionExpirationList: ...
    @property
    def noncurrent_version_transition(self) -> S3BucketLifecycleConfigurationRuleNoncurrentVersionTransitionList: ...
    @property
    def transition(self) -> S3BucketLifecycleConfigurationRuleTransitionList: ...
    @property
    def abort_incomplete_multipart_upload_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload] | None: ...
    @property
    def expiration_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleExpiration] | None: ...
    @property
    def filter_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleFilter] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def noncurrent_version_expiration_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration] | None: ...
    @property
    def noncurrent_version_transition_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition] | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def status_input(self) -> str | None: ...
    @property
    def transition_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleTransition] | None: ...
    id: str
    prefix: str
    status: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRule | None

class S3BucketLifecycleConfigurationRuleTransition:
    def __init__(
        self,
        *,
        storage_class: str,
        date: str | None = ...,
        days: float | None = ...,
    ) -> None: ...
    @property
    def storage_class(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def days(self) -> float | None: ...

class S3BucketLifecycleConfigurationRuleTransitionList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleConfigurationRuleTransitionOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleConfigurationRuleTransition] | None

class S3BucketLifecycleConfigurationRuleTransitionOutputReference(cdktf.ComplexObject):
    @property
    def date_input(self) -> str | None: ...
    @property
    def days_input(self) -> float | None: ...
    @property
    def storage_class_input(self) -> str | None: ...
    date: str
    days: float
    storage_class: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationRuleTransition | None

class S3BucketLifecycleConfigurationTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def update(self) -> str | None: ...

class S3BucketLifecycleConfigurationTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    update: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleConfigurationTimeouts | None
