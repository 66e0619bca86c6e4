# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LbListener(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        default_action: cdktf.IResolvable | Sequence[LbListenerDefaultAction],
        load_balancer_arn: str,
        alpn_policy: str | None = ...,
        certificate_arn: str | None = ...,
        id: str | None = ...,
        mutual_authentication: LbListenerMutualAuthentication | None = ...,
        port: float | None = ...,
        protocol: str | None = ...,
        region: str | None = ...,
        routing_http_request_x_amzn_mtls_clientcert_header_name: str | None = ...,
        routing_http_request_x_amzn_mtls_clientcert_issuer_header_name: str | None = ...,
        routing_http_request_x_amzn_mtls_clientcert_leaf_header_name: str | None = ...,
        routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name: str | None = ...,
        routing_http_request_x_amzn_mtls_clientcert_subject_header_name: str | None = ...,
        routing_http_request_x_amzn_mtls_clientcert_validity_header_name: str | None = ...,
        routing_http_request_x_amzn_tls_cipher_suite_header_name: str | None = ...,
        routing_http_request_x_amzn_tls_version_header_name: str | None = ...,
        routing_http_response_access_control_allow_credentials_header_value: str | None = ...,
        routing_http_response_access_control_allow_headers_header_value: str | None = ...,
        routing_http_response_access_control_allow_methods_header_value: str | None = ...,
        routing_http_response_access_control_allow_origin_header_value: str | None = ...,
        routing_http_response_access_control_expose_headers_header_value: str | None = ...,
        routing_http_response_access_control_max_age_header_value: str | None = ...,
        routing_http_response_content_security_policy_header_value: str | None = ...,
        routing_http_response_server_enabled: bool | cdktf.IResolvable | None = ...,
        routing_http_response_strict_transport_security_header_value: str | None = ...,
        routing_http_response_x_content_type_options_header_value: str | None = ...,
        routing_http_response_x_frame_options_header_value: str | None = ...,
        ssl_policy: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        tcp_idle_timeout_seconds: float | None = ...,
        timeouts: LbListenerTimeouts | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_default_action(self, value: cdktf.IResolvable | Sequence[LbListenerDefaultAction]) -> None: ...
    def put_mutual_authentication(
        self,
        *,
        mode: str,
        advertise_trust_store_ca_names: str | None = ...,
        ignore_client_certificate_expiry: bool | cdktf.IResolvable | None = ...,
        trust_store_arn: str | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def default_action(self) -> LbListenerDefaultActionList: ...
    @property
    def mutual_authentication(self) -> LbListenerMutualAuthenticationOutputReference: ...
    @property
    def timeouts(self) -> LbListenerTimeoutsOutputReference: ...
    @property
    def alpn_policy_input(self) -> str | None: ...
    @property
    def certificate_arn_input(self) -> str | None: ...
    @property
    def default_action_input(self) -> cdktf.IResolvable | list[LbListenerDefaultAction] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def load_balancer_arn_input(self) -> str | None: ...
    @property
    def mutual_authentication_input(self) -> LbListenerMutualAuthentication | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def protocol_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_mtls_clientcert_header_name_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_mtls_clientcert_issuer_header_name_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_mtls_clientcert_leaf_header_name_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_mtls_clientcert_subject_header_name_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_mtls_clientcert_validity_header_name_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_tls_cipher_suite_header_name_input(self) -> str | None: ...
    @property
    def routing_http_request_x_amzn_tls_version_header_name_input(self) -> str | None: ...
    @property
    def routing_http_response_access_control_allow_credentials_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_access_control_allow_headers_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_access_control_allow_methods_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_access_control_allow_origin_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_access_control_expose_headers_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_access_control_max_age_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_content_security_policy_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_server_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def routing_http_response_strict_transport_security_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_x_content_type_options_header_value_input(self) -> str | None: ...
    @property
    def routing_http_response_x_frame_options_header_value_input(self) -> str | None: ...
    @property
    def ssl_policy_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def tcp_idle_timeout_seconds_input(self) -> float | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | LbListenerTimeouts | None: ...
    alpn_policy: str
    certificate_arn: str
    id: str
    load_balancer_arn: str
    port: float
    protocol: str
    region: str
    routing_http_request_x_amzn_mtls_clientcert_header_name: str
    routing_http_request_x_amzn_mtls_clientcert_issuer_header_name: str
    routing_http_request_x_amzn_mtls_clientcert_leaf_header_name: str
    routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name: str
    routing_http_request_x_amzn_mtls_clientcert_subject_header_name: str
    routing_http_request_x_amzn_mtls_clientcert_validity_header_name: str
    routing_http_request_x_amzn_tls_cipher_suite_header_name: str
    routing_http_request_x_amzn_tls_version_header_name: str
    routing_http_response_access_control_allow_credentials_header_value: str
    routing_http_response_access_control_allow_headers_header_value: str
    routing_http_response_access_control_allow_methods_header_value: str
    routing_http_response_access_control_allow_origin_header_value: str
    routing_http_response_access_control_expose_headers_header_value: str
    routing_http_response_access_control_max_age_header_value: str
    routing_http_response_content_security_policy_header_value: str
    routing_http_response_server_enabled: bool | cdktf.IResolvable
    routing_http_response_strict_transport_security_header_value: str
    routing_http_response_x_content_type_options_header_value: str
    routing_http_response_x_frame_options_header_value: str
    ssl_policy: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    tcp_idle_timeout_seconds: float

class LbListenerDefaultAction:
    def __init__(
        self,
        *,
        type: str,
        authenticate_cognito: LbListenerDefaultActionAuthenticateCognito | None = ...,
        authenticate_oidc: LbListenerDefaultActionAuthenticateOidc | None = ...,
        fixed_response: LbListenerDefaultActionFixedResponse | None = ...,
        forward: LbListenerDefaultActionForward | None = ...,
        jwt_validation: LbListenerDefaultActionJwtValidation | None = ...,
        order: float | None = ...,
        redirect: LbListenerDefaultActionRedirect | None = ...,
        target_group_arn: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def authenticate_cognito(self) -> LbListenerDefaultActionAuthenticateCognito | None: ...
    @property
    def authenticate_oidc(self) -> LbListenerDefaultActionAuthenticateOidc | None: ...
    @property
    def fixed_response(self) -> LbListenerDefaultActionFixedResponse | None: ...
    @property
    def forward(self) -> LbListenerDefaultActionForward | None: ...
    @property
    def jwt_validation(self) -> LbListenerDefaultActionJwtValidation | None: ...
    @property
    def order(self) -> float | None: ...
    @property
    def redirect(self) -> LbListenerDefaultActionRedirect | None: ...
    @property
    def target_group_arn(self) -> str | None: ...

class LbListenerDefaultActionAuthenticateCognito:
    def __init__(
        self,
        *,
        user_pool_arn: str,
        user_pool_client_id: str,
        user_pool_domain: str,
        authentication_request_extra_params: Mapping[str, str] | None = ...,
        on_unauthenticated_request: str | None = ...,
        scope: str | None = ...,
        session_cookie_name: str | None = ...,
        session_timeout: float | None = ...,
    ) -> None: ...
    @property
    def user_pool_arn(self) -> str: ...
    @property
    def user_pool_client_id(self) -> str: ...
    @property
    def user_pool_domain(self) -> str: ...
    @property
    def authentication_request_extra_params(self) -> Mapping[str, str] | None: ...
    @property
    def on_unauthenticated_request(self) -> str | None: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def session_cookie_name(self) -> str | None: ...
    @property
    def session_timeout(self) -> float | None: ...

class LbListenerDefaultActionAuthenticateCognitoOutputReference(cdktf.ComplexObject):
    @property
    def authentication_request_extra_params_input(self) -> Mapping[str, str] | None: ...
    @property
    def on_unauthenticated_request_input(self) -> str | None: ...
    @property
    def scope_input(self) -> str | None: ...
    @property
    def session_cookie_name_input(self) -> str | None: ...
    @property
    def session_timeout_input(self) -> float | None: ...
    @property
    def user_pool_arn_input(self) -> str | None: ...
    @property
    def user_pool_client_id_input(self) -> str | None: ...
    @property
    def user_pool_domain_input(self) -> str | None: ...
    authentication_request_extra_params: Mapping[str, str]
    on_unauthenticated_request: str
    scope: str
    session_cookie_name: str
    session_timeout: float
    user_pool_arn: str
    user_pool_client_id: str
    user_pool_domain: str
    internal_value: LbListenerDefaultActionAuthenticateCognito | None

class LbListenerDefaultActionAuthenticateOidc:
    def __init__(
        self,
        *,
        authorization_endpoint: str,
        client_id: str,
        client_secret: str,
        issuer: str,
        token_endpoint: str,
        user_info_endpoint: str,
        authentication_request_extra_params: Mapping[str, str] | None = ...,
        on_unauthenticated_request: str | None = ...,
        scope: str | None = ...,
        session_cookie_name: str | None = ...,
        session_timeout: float | None = ...,
    ) -> None: ...
    @property
    def authorization_endpoint(self) -> str: ...
    @property
    def client_id(self) -> str: ...
    @property
    def client_secret(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def token_endpoint(self) -> str: ...
    @property
    def user_info_endpoint(self) -> str: ...
    @property
    def authentication_request_extra_params(self) -> Mapping[str, str] | None: ...
    @property
    def on_unauthenticated_request(self) -> str | None: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def session_cookie_name(self) -> str | None: ...
    @property
    def session_timeout(self) -> float | None: ...

class LbListenerDefaultActionAuthenticateOidcOutputReference(cdktf.ComplexObject):
    @property
    def authentication_request_extra_params_input(self) -> Mapping[str, str] | None: ...
    @property
    def authorization_endpoint_input(self) -> str | None: ...
    @property
    def client_id_input(self) -> str | None: ...
    @property
    def client_secret_input(self) -> str | None: ...
    @property
    def issuer_input(self) -> str | None: ...
    @property
    def on_unauthenticated_request_input(self) -> str | None: ...
    @property
    def scope_input(self) -> str | None: ...
    @property
    def session_cookie_name_input(self) -> str | None: ...
    @property
    def session_timeout_input(self) -> float | None: ...
    @property
    def token_endpoint_input(self) -> str | None: ...
    @property
    def user_info_endpoint_input(self) -> str | None: ...
    authentication_request_extra_params: Mapping[str, str]
    authorization_endpoint: str
    client_id: str
    client_secret: str
    issuer: str
    on_unauthenticated_request: str
    scope: str
    session_cookie_name: str
    session_timeout: float
    token_endpoint: str
    user_info_endpoint: str
    internal_value: LbListenerDefaultActionAuthenticateOidc | None

class LbListenerDefaultActionFixedResponse:
    def __init__(
        self,
        *,
        content_type: str,
        message_body: str | None = ...,
        status_code: str | None = ...,
    ) -> None: ...
    @property
    def content_type(self) -> str: ...
    @property
    def message_body(self) -> str | None: ...
    @property
    def status_code(self) -> str | None: ...

class LbListenerDefaultActionFixedResponseOutputReference(cdktf.ComplexObject):
    @property
    def content_type_input(self) -> str | None: ...
    @property
    def message_body_input(self) -> str | None: ...
    @property
    def status_code_input(self) -> str | None: ...
    content_type: str
    message_body: str
    status_code: str
    internal_value: LbListenerDefaultActionFixedResponse | None

class LbListenerDefaultActionForward:
    def __init__(
        self,
        *,
        target_group: cdktf.IResolvable | Sequence[LbListenerDefaultActionForwardTargetGroup],
        stickiness: LbListenerDefaultActionForwardStickiness | None = ...,
    ) -> None: ...
    @property
    def target_group(self) -> cdktf.IResolvable | list[LbListenerDefaultActionForwardTargetGroup]: ...
    @property
    def stickiness(self) -> LbListenerDefaultActionForwardStickiness | None: ...

class LbListenerDefaultActionForwardOutputReference(cdktf.ComplexObject):
    def put_stickiness(
        self,
        *,
        duration: float,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_target_group(self, value: cdktf.IResolvable | Sequence[LbListenerDefaultActionForwardTargetGroup]) -> None: ...
    @property
    def stickiness(self) -> LbListenerDefaultActionForwardStickinessOutputReference: ...
    @property
    def target_group(self) -> LbListenerDefaultActionForwardTargetGroupList: ...
    @property
    def stickiness_input(self) -> LbListenerDefaultActionForwardStickiness | None: ...
    @property
    def target_group_input(self) -> cdktf.IResolvable | list[LbListenerDefaultActionForwardTargetGroup] | None: ...
    internal_value: LbListenerDefaultActionForward | None

class LbListenerDefaultActionForwardStickiness:
    def __init__(
        self,
        *,
        duration: float,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def duration(self) -> float: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...

class LbListenerDefaultActionForwardStickinessOutputReference(cdktf.ComplexObject):
    @property
    def duration_input(self) -> float | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    duration: float
    enabled: bool | cdktf.IResolvable
    internal_value: LbListenerDefaultActionForwardStickiness | None

class LbListenerDefaultActionForwardTargetGroup:
    def __init__(
        self,
        *,
        arn: str,
        weight: float | None = ...,
    ) -> None: ...
    @property
    def arn(self) -> str: ...
    @property
    def weight(self) -> float | None: ...

class LbListenerDefaultActionForwardTargetGroupList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerDefaultActionForwardTargetGroupOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerDefaultActionForwardTargetGroup] | None

class LbListenerDefaultActionForwardTargetGroupOutputReference(cdktf.ComplexObject):
    @property
    def arn_input(self) -> str | None: ...
    @property
    def weight_input(self) -> float | None: ...
    arn: str
    weight: float
    internal_value: cdktf.IResolvable | LbListenerDefaultActionForwardTargetGroup | None

class LbListenerDefaultActionJwtValidation:
    def __init__(
        self,
        *,
        issuer: str,
        jwks_endpoint: str,
        additional_claim: cdktf.IResolvable | Sequence[LbListenerDefaultActionJwtValidationAdditionalClaim] | None = ...,
    ) -> None: ...
    @property
    def issuer(self) -> str: ...
    @property
    def jwks_endpoint(self) -> str: ...
    @property
    def additional_claim(self) -> cdktf.IResolvable | list[LbListenerDefaultActionJwtValidationAdditionalClaim] | None: ...

class LbListenerDefaultActionJwtValidationAdditionalClaim:
    def __init__(
        self,
        *,
        format: str,
        name: str,
        values: Sequence[str],
    ) -> None: ...
    @property
    def format(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def values(self) -> list[str]: ...

class LbListenerDefaultActionJwtValidationAdditionalClaimList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerDefaultActionJwtValidationAdditionalClaimOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerDefaultActionJwtValidationAdditionalClaim] | None

class LbListenerDefaultActionJwtValidationAdditionalClaimOutputReference(cdktf.ComplexObject):
    @property
    def format_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def values_input(self) -> list[str] | None: ...
    format: str
    name: str
    values: list[str]
    internal_value: cdktf.IResolvable | LbListenerDefaultActionJwtValidationAdditionalClaim | None

class LbListenerDefaultActionJwtValidationOutputReference(cdktf.ComplexObject):
    def put_additional_claim(self, value: cdktf.IResolvable | Sequence[LbListenerDefaultActionJwtValidationAdditionalClaim]) -> None: ...
    @property
    def additional_claim(self) -> LbListenerDefaultActionJwtValidationAdditionalClaimList: ...
    @property
    def additional_claim_input(self) -> cdktf.IResolvable | list[LbListenerDefaultActionJwtValidationAdditionalClaim] | None: ...
    @property
    def issuer_input(self) -> str | None: ...
    @property
    def jwks_endpoint_input(self) -> str | None: ...
    issuer: str
    jwks_endpoint: str
    internal_value: LbListenerDefaultActionJwtValidation | None

class LbListenerDefaultActionList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerDefaultActionOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerDefaultAction] | None

class LbListenerDefaultActionOutputReference(cdktf.ComplexObject):
    def put_authenticate_cognito(
        self,
        *,
        user_pool_arn: str,
        user_pool_client_id: str,
        user_pool_domain: str,
        authentication_request_extra_params: Mapping[str, str] | None = ...,
        on_unauthenticated_request: str | None = ...,
        scope: str | None = ...,
        session_cookie_name: str | None = ...,
        session_timeout: float | None = ...,
    ) -> None: ...
    def put_authenticate_oidc(
        self,
        *,
        authorization_endpoint: str,
        client_id: str,
        client_secret: str,
        issuer: str,
        token_endpoint: str,
        user_info_endpoint: str,
        authentication_request_extra_params: Mapping[str, str] | None = ...,
        on_unauthenticated_request: str | None = ...,
        scope: str | None = ...,
        session_cookie_name: str | None = ...,
        session_timeout: float | None = ...,
    ) -> None: ...
    def put_fixed_response(
        self,
        *,
        content_type: str,
        message_body: str | None = ...,
        status_code: str | None = ...,
    ) -> None: ...
    def put_forward(
        self,
        *,
        target_group: cdktf.IResolvable | Sequence[LbListenerDefaultActionForwardTargetGroup],
        stickiness: LbListenerDefaultActionForwardStickiness | None = ...,
    ) -> None: ...
    def put_jwt_validation(
        self,
        *,
        issuer: str,
        jwks_endpoint: str,
        additional_claim: cdktf.IResolvable | Sequence[LbListenerDefaultActionJwtValidationAdditionalClaim] | None = ...,
    ) -> None: ...
    def put_redirect(
        self,
        *,
        status_code: str,
        host: str | None = ...,
        path: str | None = ...,
        port: str | None = ...,
        protocol: str | None = ...,
        query: str | None = ...,
    ) -> None: ...
    @property
    def authenticate_cognito(self) -> LbListenerDefaultActionAuthenticateCognitoOutputReference: ...
    @property
    def authenticate_oidc(self) -> LbListenerDefaultActionAuthenticateOidcOutputReference: ...
    @property
    def fixed_response(self) -> LbListenerDefaultActionFixedResponseOutputReference: ...
    @property
    def forward(self) -> LbListenerDefaultActionForwardOutputReference: ...
    @property
    def jwt_validation(self) -> LbListenerDefaultActionJwtValidationOutputReference: ...
    @property
    def redirect(self) -> LbListenerDefaultActionRedirectOutputReference: ...
    @property
    def authenticate_cognito_input(self) -> LbListenerDefaultActionAuthenticateCognito | None: ...
    @property
    def authenticate_oidc_input(self) -> LbListenerDefaultActionAuthenticateOidc | None: ...
    @property
    def fixed_response_input(self) -> LbListenerDefaultActionFixedResponse | None: ...
    @property
    def forward_input(self) -> LbListenerDefaultActionForward | None: ...
    @property
    def jwt_validation_input(self) -> LbListenerDefaultActionJwtValidation | None: ...
    @property
    def order_input(self) -> float | None: ...
    @property
    def redirect_input(self) -> LbListenerDefaultActionRedirect | None: ...
    @property
    def target_group_arn_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    order: float
    target_group_arn: str
    type: str
    internal_value: cdktf.IResolvable | LbListenerDefaultAction | None

class LbListenerDefaultActionRedirect:
    def __init__(
        self,
        *,
        status_code: str,
        host: str | None = ...,
        path: str | None = ...,
        port: str | None = ...,
        protocol: str | None = ...,
        query: str | None = ...,
    ) -> None: ...
    @property
    def status_code(self) -> str: ...
    @property
    def host(self) -> str | None: ...
    @property
    def path(self) -> str | None: ...
    @property
    def port(self) -> str | None: ...
    @property
    def protocol(self) -> str | None: ...
    @property
    def query(self) -> str | None: ...

class LbListenerDefaultActionRedirectOutputReference(cdktf.ComplexObject):
    @property
    def host_input(self) -> str | None: ...
    @property
    def path_input(self) -> str | None: ...
    @property
    def port_input(self) -> str | None: ...
    @property
    def protocol_input(self) -> str | None: ...
    @property
    def query_input(self) -> str | None: ...
    @property
    def status_code_input(self) -> str | None: ...
    host: str
    path: str
    port: str
    protocol: str
    query: str
    status_code: str
    internal_value: LbListenerDefaultActionRedirect | None

class LbListenerMutualAuthentication:
    def __init__(
        self,
        *,
        mode: str,
        advertise_trust_store_ca_names: str | None = ...,
        ignore_client_certificate_expiry: bool | cdktf.IResolvable | None = ...,
        trust_store_arn: str | None = ...,
    ) -> None: ...
    @property
    def mode(self) -> str: ...
    @property
    def advertise_trust_store_ca_names(self) -> str | None: ...
    @property
    def ignore_client_certificate_expiry(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def trust_store_arn(self) -> str | None: ...

class LbListenerMutualAuthenticationOutputReference(cdktf.ComplexObject):
    @property
    def advertise_trust_store_ca_names_input(self) -> str | None: ...
    @property
    def ignore_client_certificate_expiry_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def mode_input(self) -> str | None: ...
    @property
    def trust_store_arn_input(self) -> str | None: ...
    advertise_trust_store_ca_names: str
    ignore_client_certificate_expiry: bool | cdktf.IResolvable
    mode: str
    trust_store_arn: str
    internal_value: LbListenerMutualAuthentication | None

class LbListenerTimeouts:
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

class LbListenerTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    update: str
    internal_value: cdktf.IResolvable | LbListenerTimeouts | None
