# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SignerSigningProfile(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        platform_id: str,
        id: str | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        region: str | None = ...,
        signature_validity_period: SignerSigningProfileSignatureValidityPeriod | None = ...,
        signing_material: SignerSigningProfileSigningMaterial | None = ...,
        signing_parameters: Mapping[str, str] | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_signature_validity_period(
        self,
        *,
        type: str,
        value: float,
    ) -> None: ...
    def put_signing_material(
        self,
        *,
        certificate_arn: str,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def platform_display_name(self) -> str: ...
    @property
    def revocation_record(self) -> SignerSigningProfileRevocationRecordList: ...
    @property
    def signature_validity_period(self) -> SignerSigningProfileSignatureValidityPeriodOutputReference: ...
    @property
    def signing_material(self) -> SignerSigningProfileSigningMaterialOutputReference: ...
    @property
    def status(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def version_arn(self) -> str: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def platform_id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def signature_validity_period_input(self) -> SignerSigningProfileSignatureValidityPeriod | None: ...
    @property
    def signing_material_input(self) -> SignerSigningProfileSigningMaterial | None: ...
    @property
    def signing_parameters_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    id: str
    name: str
    name_prefix: str
    platform_id: str
    region: str
    signing_parameters: Mapping[str, str]
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class SignerSigningProfileRevocationRecord:
    def __init__(self) -> None: ...

class SignerSigningProfileRevocationRecordList(cdktf.ComplexList):
    def get(self, index: float) -> SignerSigningProfileRevocationRecordOutputReference: ...

class SignerSigningProfileRevocationRecordOutputReference(cdktf.ComplexObject):
    @property
    def revocation_effective_from(self) -> str: ...
    @property
    def revoked_at(self) -> str: ...
    @property
    def revoked_by(self) -> str: ...
    internal_value: SignerSigningProfileRevocationRecord | None

class SignerSigningProfileSignatureValidityPeriod:
    def __init__(
        self,
        *,
        type: str,
        value: float,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def value(self) -> float: ...

class SignerSigningProfileSignatureValidityPeriodOutputReference(cdktf.ComplexObject):
    @property
    def type_input(self) -> str | None: ...
    @property
    def value_input(self) -> float | None: ...
    type: str
    value: float
    internal_value: SignerSigningProfileSignatureValidityPeriod | None

class SignerSigningProfileSigningMaterial:
    def __init__(
        self,
        *,
        certificate_arn: str,
    ) -> None: ...
    @property
    def certificate_arn(self) -> str: ...

class SignerSigningProfileSigningMaterialOutputReference(cdktf.ComplexObject):
    @property
    def certificate_arn_input(self) -> str | None: ...
    certificate_arn: str
    internal_value: SignerSigningProfileSigningMaterial | None
