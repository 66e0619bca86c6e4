# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketVersioningA(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        versioning_configuration: S3BucketVersioningVersioningConfiguration,
        expected_bucket_owner: str | None = ...,
        id: str | None = ...,
        mfa: str | None = ...,
        region: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_versioning_configuration(
        self,
        *,
        status: str,
        mfa_delete: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def versioning_configuration(self) -> S3BucketVersioningVersioningConfigurationOutputReference: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def expected_bucket_owner_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def mfa_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def versioning_configuration_input(self) -> S3BucketVersioningVersioningConfiguration | None: ...
    bucket: str
    expected_bucket_owner: str
    id: str
    mfa: str
    region: str

class S3BucketVersioningVersioningConfiguration:
    def __init__(
        self,
        *,
        status: str,
        mfa_delete: str | None = ...,
    ) -> None: ...
    @property
    def status(self) -> str: ...
    @property
    def mfa_delete(self) -> str | None: ...

class S3BucketVersioningVersioningConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def mfa_delete_input(self) -> str | None: ...
    @property
    def status_input(self) -> str | None: ...
    mfa_delete: str
    status: str
    internal_value: S3BucketVersioningVersioningConfiguration | None
