# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class AcmCertificate(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        certificate_authority_arn: str | None = ...,
        certificate_body: str | None = ...,
        certificate_chain: str | None = ...,
        domain_name: str | None = ...,
        early_renewal_duration: str | None = ...,
        id: str | None = ...,
        key_algorithm: str | None = ...,
        options: AcmCertificateOptions | None = ...,
        private_key: str | None = ...,
        region: str | None = ...,
        subject_alternative_names: Sequence[str] | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        validation_method: str | None = ...,
        validation_option: cdktf.IResolvable | Sequence[AcmCertificateValidationOption] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_options(
        self,
        *,
        certificate_transparency_logging_preference: str | None = ...,
        export: str | None = ...,
    ) -> None: ...
    def put_validation_option(self, value: cdktf.IResolvable | Sequence[AcmCertificateValidationOption]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def domain_validation_options(self) -> AcmCertificateDomainValidationOptionsList: ...
    @property
    def not_after(self) -> str: ...
    @property
    def not_before(self) -> str: ...
    @property
    def options(self) -> AcmCertificateOptionsOutputReference: ...
    @property
    def pending_renewal(self) -> cdktf.IResolvable: ...
    @property
    def renewal_eligibility(self) -> str: ...
    @property
    def renewal_summary(self) -> AcmCertificateRenewalSummaryList: ...
    @property
    def status(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def validation_emails(self) -> list[str]: ...
    @property
    def validation_option(self) -> AcmCertificateValidationOptionList: ...
    @property
    def certificate_authority_arn_input(self) -> str | None: ...
    @property
    def certificate_body_input(self) -> str | None: ...
    @property
    def certificate_chain_input(self) -> str | None: ...
    @property
    def domain_name_input(self) -> str | None: ...
    @property
    def early_renewal_duration_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def key_algorithm_input(self) -> str | None: ...
    @property
    def options_input(self) -> AcmCertificateOptions | None: ...
    @property
    def private_key_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def subject_alternative_names_input(self) -> list[str] | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def validation_method_input(self) -> str | None: ...
    @property
    def validation_option_input(self) -> cdktf.IResolvable | list[AcmCertificateValidationOption] | None: ...
    certificate_authority_arn: str
    certificate_body: str
    certificate_chain: str
    domain_name: str
    early_renewal_duration: str
    id: str
    key_algorithm: str
    private_key: str
    region: str
    subject_alternative_names: list[str]
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    validation_method: str

class AcmCertificateDomainValidationOptions:
    def __init__(self) -> None: ...

class AcmCertificateDomainValidationOptionsList(cdktf.ComplexList):
    def get(self, index: float) -> AcmCertificateDomainValidationOptionsOutputReference: ...

class AcmCertificateDomainValidationOptionsOutputReference(cdktf.ComplexObject):
    @property
    def domain_name(self) -> str: ...
    @property
    def resource_record_name(self) -> str: ...
    @property
    def resource_record_type(self) -> str: ...
    @property
    def resource_record_value(self) -> str: ...
    internal_value: AcmCertificateDomainValidationOptions | None

class AcmCertificateOptions:
    def __init__(
        self,
        *,
        certificate_transparency_logging_preference: str | None = ...,
        export: str | None = ...,
    ) -> None: ...
    @property
    def certificate_transparency_logging_preference(self) -> str | None: ...
    @property
    def export(self) -> str | None: ...

class AcmCertificateOptionsOutputReference(cdktf.ComplexObject):
    @property
    def certificate_transparency_logging_preference_input(self) -> str | None: ...
    @property
    def export_input(self) -> str | None: ...
    certificate_transparency_logging_preference: str
    export: str
    internal_value: AcmCertificateOptions | None

class AcmCertificateRenewalSummary:
    def __init__(self) -> None: ...

class AcmCertificateRenewalSummaryList(cdktf.ComplexList):
    def get(self, index: float) -> AcmCertificateRenewalSummaryOutputReference: ...

class AcmCertificateRenewalSummaryOutputReference(cdktf.ComplexObject):
    @property
    def renewal_status(self) -> str: ...
    @property
    def renewal_status_reason(self) -> str: ...
    @property
    def updated_at(self) -> str: ...
    internal_value: AcmCertificateRenewalSummary | None

class AcmCertificateValidationOption:
    def __init__(
        self,
        *,
        domain_name: str,
        validation_domain: str,
    ) -> None: ...
    @property
    def domain_name(self) -> str: ...
    @property
    def validation_domain(self) -> str: ...

class AcmCertificateValidationOptionList(cdktf.ComplexList):
    def get(self, index: float) -> AcmCertificateValidationOptionOutputReference: ...
    internal_value: cdktf.IResolvable | list[AcmCertificateValidationOption] | None

class AcmCertificateValidationOptionOutputReference(cdktf.ComplexObject):
    @property
    def domain_name_input(self) -> str | None: ...
    @property
    def validation_domain_input(self) -> str | None: ...
    domain_name: str
    validation_domain: str
    internal_value: cdktf.IResolvable | AcmCertificateValidationOption | None
