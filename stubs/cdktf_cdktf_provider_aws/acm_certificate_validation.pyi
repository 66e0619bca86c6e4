# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class AcmCertificateValidation(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        certificate_arn: str,
        id: str | None = ...,
        region: str | None = ...,
        timeouts: AcmCertificateValidationTimeouts | None = ...,
        validation_record_fqdns: Sequence[str] | None = ...,
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
    def timeouts(self) -> AcmCertificateValidationTimeoutsOutputReference: ...
    @property
    def certificate_arn_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | AcmCertificateValidationTimeouts | None: ...
    @property
    def validation_record_fqdns_input(self) -> list[str] | None: ...
    certificate_arn: str
    id: str
    region: str
    validation_record_fqdns: list[str]

class AcmCertificateValidationTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...

class AcmCertificateValidationTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    create: str
    internal_value: cdktf.IResolvable | AcmCertificateValidationTimeouts | None
