# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3Object(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        key: str,
        acl: str | None = ...,
        bucket_key_enabled: bool | cdktf.IResolvable | None = ...,
        cache_control: str | None = ...,
        checksum_algorithm: str | None = ...,
        content: str | None = ...,
        content_base64: str | None = ...,
        content_disposition: str | None = ...,
        content_encoding: str | None = ...,
        content_language: str | None = ...,
        content_type: str | None = ...,
        etag: str | None = ...,
        force_destroy: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        kms_key_id: str | None = ...,
        metadata: Mapping[str, str] | None = ...,
        object_lock_legal_hold_status: str | None = ...,
        object_lock_mode: str | None = ...,
        object_lock_retain_until_date: str | None = ...,
        override_provider: S3ObjectOverrideProvider | None = ...,
        region: str | None = ...,
        server_side_encryption: str | None = ...,
        source: str | None = ...,
        source_hash: str | None = ...,
        storage_class: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        website_redirect: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_override_provider(
        self,
        *,
        default_tags: S3ObjectOverrideProviderDefaultTags | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def checksum_crc32(self) -> str: ...
    @property
    def checksum_crc32_c(self) -> str: ...
    @property
    def checksum_crc64_nvme(self) -> str: ...
    @property
    def checksum_sha1(self) -> str: ...
    @property
    def checksum_sha256(self) -> str: ...
    @property
    def override_provider(self) -> S3ObjectOverrideProviderOutputReference: ...
    @property
    def version_id(self) -> str: ...
    @property
    def acl_input(self) -> str | None: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def bucket_key_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cache_control_input(self) -> str | None: ...
    @property
    def checksum_algorithm_input(self) -> str | None: ...
    @property
    def content_base64_input(self) -> str | None: ...
    @property
    def content_disposition_input(self) -> str | None: ...
    @property
    def content_encoding_input(self) -> str | None: ...
    @property
    def content_input(self) -> str | None: ...
    @property
    def content_language_input(self) -> str | None: ...
    @property
    def content_type_input(self) -> str | None: ...
    @property
    def etag_input(self) -> str | None: ...
    @property
    def force_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def key_input(self) -> str | None: ...
    @property
    def kms_key_id_input(self) -> str | None: ...
    @property
    def metadata_input(self) -> Mapping[str, str] | None: ...
    @property
    def object_lock_legal_hold_status_input(self) -> str | None: ...
    @property
    def object_lock_mode_input(self) -> str | None: ...
    @property
    def object_lock_retain_until_date_input(self) -> str | None: ...
    @property
    def override_provider_input(self) -> S3ObjectOverrideProvider | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def server_side_encryption_input(self) -> str | None: ...
    @property
    def source_hash_input(self) -> str | None: ...
    @property
    def source_input(self) -> str | None: ...
    @property
    def storage_class_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def website_redirect_input(self) -> str | None: ...
    acl: str
    bucket: str
    bucket_key_enabled: bool | cdktf.IResolvable
    cache_control: str
    checksum_algorithm: str
    content: str
    content_base64: str
    content_disposition: str
    content_encoding: str
    content_language: str
    content_type: str
    etag: str
    force_destroy: bool | cdktf.IResolvable
    id: str
    key: str
    kms_key_id: str
    metadata: Mapping[str, str]
    object_lock_legal_hold_status: str
    object_lock_mode: str
    object_lock_retain_until_date: str
    region: str
    server_side_encryption: str
    source: str
    source_hash: str
    storage_class: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    website_redirect: str

class S3ObjectOverrideProvider:
    def __init__(
        self,
        *,
        default_tags: S3ObjectOverrideProviderDefaultTags | None = ...,
    ) -> None: ...
    @property
    def default_tags(self) -> S3ObjectOverrideProviderDefaultTags | None: ...

class S3ObjectOverrideProviderDefaultTags:
    def __init__(
        self,
        *,
        tags: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def tags(self) -> Mapping[str, str] | None: ...

class S3ObjectOverrideProviderDefaultTagsOutputReference(cdktf.ComplexObject):
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    tags: Mapping[str, str]
    internal_value: S3ObjectOverrideProviderDefaultTags | None

class S3ObjectOverrideProviderOutputReference(cdktf.ComplexObject):
    def put_default_tags(
        self,
        *,
        tags: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def default_tags(self) -> S3ObjectOverrideProviderDefaultTagsOutputReference: ...
    @property
    def default_tags_input(self) -> S3ObjectOverrideProviderDefaultTags | None: ...
    internal_value: S3ObjectOverrideProvider | None
