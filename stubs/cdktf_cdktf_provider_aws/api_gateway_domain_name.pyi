# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ApiGatewayDomainName(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        domain_name: str,
        certificate_arn: str | None = ...,
        certificate_body: str | None = ...,
        certificate_chain: str | None = ...,
        certificate_name: str | None = ...,
        certificate_private_key: str | None = ...,
        endpoint_configuration: ApiGatewayDomainNameEndpointConfiguration | None = ...,
        id: str | None = ...,
        mutual_tls_authentication: ApiGatewayDomainNameMutualTlsAuthentication | None = ...,
        ownership_verification_certificate_arn: str | None = ...,
        policy: str | None = ...,
        region: str | None = ...,
        regional_certificate_arn: str | None = ...,
        regional_certificate_name: str | None = ...,
        security_policy: str | None = ...,
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
    def put_endpoint_configuration(
        self,
        *,
        types: Sequence[str],
        ip_address_type: str | None = ...,
    ) -> None: ...
    def put_mutual_tls_authentication(
        self,
        *,
        truststore_uri: str,
        truststore_version: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def certificate_upload_date(self) -> str: ...
    @property
    def cloudfront_domain_name(self) -> str: ...
    @property
    def cloudfront_zone_id(self) -> str: ...
    @property
    def domain_name_id(self) -> str: ...
    @property
    def endpoint_configuration(self) -> ApiGatewayDomainNameEndpointConfigurationOutputReference: ...
    @property
    def mutual_tls_authentication(self) -> ApiGatewayDomainNameMutualTlsAuthenticationOutputReference: ...
    @property
    def regional_domain_name(self) -> str: ...
    @property
    def regional_zone_id(self) -> str: ...
    @property
    def certificate_arn_input(self) -> str | None: ...
    @property
    def certificate_body_input(self) -> str | None: ...
    @property
    def certificate_chain_input(self) -> str | None: ...
    @property
    def certificate_name_input(self) -> str | None: ...
    @property
    def certificate_private_key_input(self) -> str | None: ...
    @property
    def domain_name_input(self) -> str | None: ...
    @property
    def endpoint_configuration_input(self) -> ApiGatewayDomainNameEndpointConfiguration | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def mutual_tls_authentication_input(self) -> ApiGatewayDomainNameMutualTlsAuthentication | None: ...
    @property
    def ownership_verification_certificate_arn_input(self) -> str | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def regional_certificate_arn_input(self) -> str | None: ...
    @property
    def regional_certificate_name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def security_policy_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    certificate_arn: str
    certificate_body: str
    certificate_chain: str
    certificate_name: str
    certificate_private_key: str
    domain_name: str
    id: str
    ownership_verification_certificate_arn: str
    policy: str
    region: str
    regional_certificate_arn: str
    regional_certificate_name: str
    security_policy: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class ApiGatewayDomainNameEndpointConfiguration:
    def __init__(
        self,
        *,
        types: Sequence[str],
        ip_address_type: str | None = ...,
    ) -> None: ...
    @property
    def types(self) -> list[str]: ...
    @property
    def ip_address_type(self) -> str | None: ...

class ApiGatewayDomainNameEndpointConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def ip_address_type_input(self) -> str | None: ...
    @property
    def types_input(self) -> list[str] | None: ...
    ip_address_type: str
    types: list[str]
    internal_value: ApiGatewayDomainNameEndpointConfiguration | None

class ApiGatewayDomainNameMutualTlsAuthentication:
    def __init__(
        self,
        *,
        truststore_uri: str,
        truststore_version: str | None = ...,
    ) -> None: ...
    @property
    def truststore_uri(self) -> str: ...
    @property
    def truststore_version(self) -> str | None: ...

class ApiGatewayDomainNameMutualTlsAuthenticationOutputReference(cdktf.ComplexObject):
    @property
    def truststore_uri_input(self) -> str | None: ...
    @property
    def truststore_version_input(self) -> str | None: ...
    truststore_uri: str
    truststore_version: str
    internal_value: ApiGatewayDomainNameMutualTlsAuthentication | None
