# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SignerSigningJob(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        destination: SignerSigningJobDestination,
        profile_name: str,
        source: SignerSigningJobSource,
        id: str | None = ...,
        ignore_signing_job_failure: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_destination(
        self,
        *,
        s3: SignerSigningJobDestinationS3,
    ) -> None: ...
    def put_source(
        self,
        *,
        s3: SignerSigningJobSourceS3,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def completed_at(self) -> str: ...
    @property
    def created_at(self) -> str: ...
    @property
    def destination(self) -> SignerSigningJobDestinationOutputReference: ...
    @property
    def job_id(self) -> str: ...
    @property
    def job_invoker(self) -> str: ...
    @property
    def job_owner(self) -> str: ...
    @property
    def platform_display_name(self) -> str: ...
    @property
    def platform_id(self) -> str: ...
    @property
    def profile_version(self) -> str: ...
    @property
    def requested_by(self) -> str: ...
    @property
    def revocation_record(self) -> SignerSigningJobRevocationRecordList: ...
    @property
    def signature_expires_at(self) -> str: ...
    @property
    def signed_object(self) -> SignerSigningJobSignedObjectList: ...
    @property
    def source(self) -> SignerSigningJobSourceOutputReference: ...
    @property
    def status(self) -> str: ...
    @property
    def status_reason(self) -> str: ...
    @property
    def destination_input(self) -> SignerSigningJobDestination | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ignore_signing_job_failure_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def profile_name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def source_input(self) -> SignerSigningJobSource | None: ...
    id: str
    ignore_signing_job_failure: bool | cdktf.IResolvable
    profile_name: str
    region: str

class SignerSigningJobDestination:
    def __init__(
        self,
        *,
        s3: SignerSigningJobDestinationS3,
    ) -> None: ...
    @property
    def s3(self) -> SignerSigningJobDestinationS3: ...

class SignerSigningJobDestinationOutputReference(cdktf.ComplexObject):
    def put_s3(
        self,
        *,
        bucket: str,
        prefix: str | None = ...,
    ) -> None: ...
    @property
    def s3(self) -> SignerSigningJobDestinationS3OutputReference: ...
    @property
    def s3_input(self) -> SignerSigningJobDestinationS3 | None: ...
    internal_value: SignerSigningJobDestination | None

class SignerSigningJobDestinationS3:
    def __init__(
        self,
        *,
        bucket: str,
        prefix: str | None = ...,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def prefix(self) -> str | None: ...

class SignerSigningJobDestinationS3OutputReference(cdktf.ComplexObject):
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    bucket: str
    prefix: str
    internal_value: SignerSigningJobDestinationS3 | None

class SignerSigningJobRevocationRecord:
    def __init__(self) -> None: ...

class SignerSigningJobRevocationRecordList(cdktf.ComplexList):
    def get(self, index: float) -> SignerSigningJobRevocationRecordOutputReference: ...

class SignerSigningJobRevocationRecordOutputReference(cdktf.ComplexObject):
    @property
    def reason(self) -> str: ...
    @property
    def revoked_at(self) -> str: ...
    @property
    def revoked_by(self) -> str: ...
    internal_value: SignerSigningJobRevocationRecord | None

class SignerSigningJobSignedObject:
    def __init__(self) -> None: ...

class SignerSigningJobSignedObjectList(cdktf.ComplexList):
    def get(self, index: float) -> SignerSigningJobSignedObjectOutputReference: ...

class SignerSigningJobSignedObjectOutputReference(cdktf.ComplexObject):
    @property
    def s3(self) -> SignerSigningJobSignedObjectS3List: ...
    internal_value: SignerSigningJobSignedObject | None

class SignerSigningJobSignedObjectS3:
    def __init__(self) -> None: ...

class SignerSigningJobSignedObjectS3List(cdktf.ComplexList):
    def get(self, index: float) -> SignerSigningJobSignedObjectS3OutputReference: ...

class SignerSigningJobSignedObjectS3OutputReference(cdktf.ComplexObject):
    @property
    def bucket(self) -> str: ...
    @property
    def key(self) -> str: ...
    internal_value: SignerSigningJobSignedObjectS3 | None

class SignerSigningJobSource:
    def __init__(
        self,
        *,
        s3: SignerSigningJobSourceS3,
    ) -> None: ...
    @property
    def s3(self) -> SignerSigningJobSourceS3: ...

class SignerSigningJobSourceOutputReference(cdktf.ComplexObject):
    def put_s3(
        self,
        *,
        bucket: str,
        key: str,
        version: str,
    ) -> None: ...
    @property
    def s3(self) -> SignerSigningJobSourceS3OutputReference: ...
    @property
    def s3_input(self) -> SignerSigningJobSourceS3 | None: ...
    internal_value: SignerSigningJobSource | None

class SignerSigningJobSourceS3:
    def __init__(
        self,
        *,
        bucket: str,
        key: str,
        version: str,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def version(self) -> str: ...

class SignerSigningJobSourceS3OutputReference(cdktf.ComplexObject):
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def key_input(self) -> str | None: ...
    @property
    def version_input(self) -> str | None: ...
    bucket: str
    key: str
    version: str
    internal_value: SignerSigningJobSourceS3 | None
