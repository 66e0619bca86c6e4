# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LbListenerRule(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        action: cdktf.IResolvable | Sequence[LbListenerRuleAction],
        condition: cdktf.IResolvable | Sequence[LbListenerRuleCondition],
        listener_arn: str,
        id: str | None = ...,
        priority: float | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        transform: cdktf.IResolvable | Sequence[LbListenerRuleTransform] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_action(self, value: cdktf.IResolvable | Sequence[LbListenerRuleAction]) -> None: ...
    def put_condition(self, value: cdktf.IResolvable | Sequence[LbListenerRuleCondition]) -> None: ...
    def put_transform(self, value: cdktf.IResolvable | Sequence[LbListenerRuleTransform]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def action(self) -> LbListenerRuleActionList: ...
    @property
    def arn(self) -> str: ...
    @property
    def condition(self) -> LbListenerRuleConditionList: ...
    @property
    def transform(self) -> LbListenerRuleTransformList: ...
    @property
    def action_input(self) -> cdktf.IResolvable | list[LbListenerRuleAction] | None: ...
    @property
    def condition_input(self) -> cdktf.IResolvable | list[LbListenerRuleCondition] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def listener_arn_input(self) -> str | None: ...
    @property
    def priority_input(self) -> float | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def transform_input(self) -> cdktf.IResolvable | list[LbListenerRuleTransform] | None: ...
    id: str
    listener_arn: str
    priority: float
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class LbListenerRuleAction:
    def __init__(
        self,
        *,
        type: str,
        authenticate_cognito: LbListenerRuleActionAuthenticateCognito | None = ...,
        authenticate_oidc: LbListenerRuleActionAuthenticateOidc | None = ...,
        fixed_response: LbListenerRuleActionFixedResponse | None = ...,
        forward: LbListenerRuleActionForward | None = ...,
        jwt_validation: LbListenerRuleActionJwtValidation | None = ...,
        order: float | None = ...,
        redirect: LbListenerRuleActionRedirect | None = ...,
        target_group_arn: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def authenticate_cognito(self) -> LbListenerRuleActionAuthenticateCognito | None: ...
    @property
    def authenticate_oidc(self) -> LbListenerRuleActionAuthenticateOidc | None: ...
    @property
    def fixed_response(self) -> LbListenerRuleActionFixedResponse | None: ...
    @property
    def forward(self) -> LbListenerRuleActionForward | None: ...
    @property
    def jwt_validation(self) -> LbListenerRuleActionJwtValidation | None: ...
    @property
    def order(self) -> float | None: ...
    @property
    def redirect(self) -> LbListenerRuleActionRedirect | None: ...
    @property
    def target_group_arn(self) -> str | None: ...

class LbListenerRuleActionAuthenticateCognito:
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

class LbListenerRuleActionAuthenticateCognitoOutputReference(cdktf.ComplexObject):
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
    internal_value: LbListenerRuleActionAuthenticateCognito | None

class LbListenerRuleActionAuthenticateOidc:
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

class LbListenerRuleActionAuthenticateOidcOutputReference(cdktf.ComplexObject):
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
    internal_value: LbListenerRuleActionAuthenticateOidc | None

class LbListenerRuleActionFixedResponse:
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

class LbListenerRuleActionFixedResponseOutputReference(cdktf.ComplexObject):
    @property
    def content_type_input(self) -> str | None: ...
    @property
    def message_body_input(self) -> str | None: ...
    @property
    def status_code_input(self) -> str | None: ...
    content_type: str
    message_body: str
    status_code: str
    internal_value: LbListenerRuleActionFixedResponse | None

class LbListenerRuleActionForward:
    def __init__(
        self,
        *,
        target_group: cdktf.IResolvable | Sequence[LbListenerRuleActionForwardTargetGroup],
        stickiness: LbListenerRuleActionForwardStickiness | None = ...,
    ) -> None: ...
    @property
    def target_group(self) -> cdktf.IResolvable | list[LbListenerRuleActionForwardTargetGroup]: ...
    @property
    def stickiness(self) -> LbListenerRuleActionForwardStickiness | None: ...

class LbListenerRuleActionForwardOutputReference(cdktf.ComplexObject):
    def put_stickiness(
        self,
        *,
        duration: float,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_target_group(self, value: cdktf.IResolvable | Sequence[LbListenerRuleActionForwardTargetGroup]) -> None: ...
    @property
    def stickiness(self) -> LbListenerRuleActionForwardStickinessOutputReference: ...
    @property
    def target_group(self) -> LbListenerRuleActionForwardTargetGroupList: ...
    @property
    def stickiness_input(self) -> LbListenerRuleActionForwardStickiness | None: ...
    @property
    def target_group_input(self) -> cdktf.IResolvable | list[LbListenerRuleActionForwardTargetGroup] | None: ...
    internal_value: LbListenerRuleActionForward | None

class LbListenerRuleActionForwardStickiness:
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

class LbListenerRuleActionForwardStickinessOutputReference(cdktf.ComplexObject):
    @property
    def duration_input(self) -> float | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    duration: float
    enabled: bool | cdktf.IResolvable
    internal_value: LbListenerRuleActionForwardStickiness | None

class LbListenerRuleActionForwardTargetGroup:
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

class LbListenerRuleActionForwardTargetGroupList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerRuleActionForwardTargetGroupOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerRuleActionForwardTargetGroup] | None

class LbListenerRuleActionForwardTargetGroupOutputReference(cdktf.ComplexObject):
    @property
    def arn_input(self) -> str | None: ...
    @property
    def weight_input(self) -> float | None: ...
    arn: str
    weight: float
    internal_value: cdktf.IResolvable | LbListenerRuleActionForwardTargetGroup | None

class LbListenerRuleActionJwtValidation:
    def __init__(
        self,
        *,
        issuer: str,
        jwks_endpoint: str,
        additional_claim: cdktf.IResolvable | Sequence[LbListenerRuleActionJwtValidationAdditionalClaim] | None = ...,
    ) -> None: ...
    @property
    def issuer(self) -> str: ...
    @property
    def jwks_endpoint(self) -> str: ...
    @property
    def additional_claim(self) -> cdktf.IResolvable | list[LbListenerRuleActionJwtValidationAdditionalClaim] | None: ...

class LbListenerRuleActionJwtValidationAdditionalClaim:
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

class LbListenerRuleActionJwtValidationAdditionalClaimList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerRuleActionJwtValidationAdditionalClaimOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerRuleActionJwtValidationAdditionalClaim] | None

class LbListenerRuleActionJwtValidationAdditionalClaimOutputReference(cdktf.ComplexObject):
    @property
    def format_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def values_input(self) -> list[str] | None: ...
    format: str
    name: str
    values: list[str]
    internal_value: cdktf.IResolvable | LbListenerRuleActionJwtValidationAdditionalClaim | None

class LbListenerRuleActionJwtValidationOutputReference(cdktf.ComplexObject):
    def put_additional_claim(self, value: cdktf.IResolvable | Sequence[LbListenerRuleActionJwtValidationAdditionalClaim]) -> None: ...
    @property
    def additional_claim(self) -> LbListenerRuleActionJwtValidationAdditionalClaimList: ...
    @property
    def additional_claim_input(self) -> cdktf.IResolvable | list[LbListenerRuleActionJwtValidationAdditionalClaim] | None: ...
    @property
    def issuer_input(self) -> str | None: ...
    @property
    def jwks_endpoint_input(self) -> str | None: ...
    issuer: str
    jwks_endpoint: str
    internal_value: LbListenerRuleActionJwtValidation | None

class LbListenerRuleActionList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerRuleActionOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerRuleAction] | None

class LbListenerRuleActionOutputReference(cdktf.ComplexObject):
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
        target_group: cdktf.IResolvable | Sequence[LbListenerRuleActionForwardTargetGroup],
        stickiness: LbListenerRuleActionForwardStickiness | None = ...,
    ) -> None: ...
    def put_jwt_validation(
        self,
        *,
        issuer: str,
        jwks_endpoint: str,
        additional_claim: cdktf.IResolvable | Sequence[LbListenerRuleActionJwtValidationAdditionalClaim] | None = ...,
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
    def authenticate_cognito(self) -> LbListenerRuleActionAuthenticateCognitoOutputReference: ...
    @property
    def authenticate_oidc(self) -> LbListenerRuleActionAuthenticateOidcOutputReference: ...
    @property
    def fixed_response(self) -> LbListenerRuleActionFixedResponseOutputReference: ...
    @property
    def forward(self) -> LbListenerRuleActionForwardOutputReference: ...
    @property
    def jwt_validation(self) -> LbListenerRuleActionJwtValidationOutputReference: ...
    @property
    def redirect(self) -> LbListenerRuleActionRedirectOutputReference: ...
    @property
    def authenticate_cognito_input(self) -> LbListenerRuleActionAuthenticateCognito | None: ...
    @property
    def authenticate_oidc_input(self) -> LbListenerRuleActionAuthenticateOidc | None: ...
    @property
    def fixed_response_input(self) -> LbListenerRuleActionFixedResponse | None: ...
    @property
    def forward_input(self) -> LbListenerRuleActionForward | None: ...
    @property
    def jwt_validation_input(self) -> LbListenerRuleActionJwtValidation | None: ...
    @property
    def order_input(self) -> float | None: ...
    @property
    def redirect_input(self) -> LbListenerRuleActionRedirect | None: ...
    @property
    def target_group_arn_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    order: float
    target_group_arn: str
    type: str
    internal_value: cdktf.IResolvable | LbListenerRuleAction | None

class LbListenerRuleActionRedirect:
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

class LbListenerRuleActionRedirectOutputReference(cdktf.ComplexObject):
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
    internal_value: LbListenerRuleActionRedirect | None

class LbListenerRuleCondition:
    def __init__(
        self,
        *,
        host_header: LbListenerRuleConditionHostHeader | None = ...,
        http_header: LbListenerRuleConditionHttpHeader | None = ...,
        http_request_method: LbListenerRuleConditionHttpRequestMethod | None = ...,
        path_pattern: LbListenerRuleConditionPathPattern | None = ...,
        query_string: cdktf.IResolvable | Sequence[LbListenerRuleConditionQueryString] | None = ...,
        source_ip: LbListenerRuleConditionSourceIp | None = ...,
    ) -> None: ...
    @property
    def host_header(self) -> LbListenerRuleConditionHostHeader | None: ...
    @property
    def http_header(self) -> LbListenerRuleConditionHttpHeader | None: ...
    @property
    def http_request_method(self) -> LbListenerRuleConditionHttpRequestMethod | None: ...
    @property
    def path_pattern(self) -> LbListenerRuleConditionPathPattern | None: ...
    @property
    def query_string(self) -> cdktf.IResolvable | list[LbListenerRuleConditionQueryString] | None: ...
    @property
    def source_ip(self) -> LbListenerRuleConditionSourceIp | None: ...

class LbListenerRuleConditionHostHeader:
    def __init__(
        self,
        *,
        regex_values: Sequence[str] | None = ...,
        values: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def regex_values(self) -> list[str] | None: ...
    @property
    def values(self) -> list[str] | None: ...

class LbListenerRuleConditionHostHeaderOutputReference(cdktf.ComplexObject):
    @property
    def regex_values_input(self) -> list[str] | None: ...
    @property
    def values_input(self) -> list[str] | None: ...
    regex_values: list[str]
    values: list[str]
    internal_value: LbListenerRuleConditionHostHeader | None

class LbListenerRuleConditionHttpHeader:
    def __init__(
        self,
        *,
        http_header_name: str,
        regex_values: Sequence[str] | None = ...,
        values: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def http_header_name(self) -> str: ...
    @property
    def regex_values(self) -> list[str] | None: ...
    @property
    def values(self) -> list[str] | None: ...

class LbListenerRuleConditionHttpHeaderOutputReference(cdktf.ComplexObject):
    @property
    def http_header_name_input(self) -> str | None: ...
    @property
    def regex_values_input(self) -> list[str] | None: ...
    @property
    def values_input(self) -> list[str] | None: ...
    http_header_name: str
    regex_values: list[str]
    values: list[str]
    internal_value: LbListenerRuleConditionHttpHeader | None

class LbListenerRuleConditionHttpRequestMethod:
    def __init__(
        self,
        *,
        values: Sequence[str],
    ) -> None: ...
    @property
    def values(self) -> list[str]: ...

class LbListenerRuleConditionHttpRequestMethodOutputReference(cdktf.ComplexObject):
    @property
    def values_input(self) -> list[str] | None: ...
    values: list[str]
    internal_value: LbListenerRuleConditionHttpRequestMethod | None

class LbListenerRuleConditionList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerRuleConditionOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerRuleCondition] | None

class LbListenerRuleConditionOutputReference(cdktf.ComplexObject):
    def put_host_header(
        self,
        *,
        regex_values: Sequence[str] | None = ...,
        values: Sequence[str] | None = ...,
    ) -> None: ...
    def put_http_header(
        self,
        *,
        http_header_name: str,
        regex_values: Sequence[str] | None = ...,
        values: Sequence[str] | None = ...,
    ) -> None: ...
    def put_http_request_method(
        self,
        *,
        values: Sequence[str],
    ) -> None: ...
    def put_path_pattern(
        self,
        *,
        regex_values: Sequence[str] | None = ...,
        values: Sequence[str] | None = ...,
    ) -> None: ...
    def put_query_string(self, value: cdktf.IResolvable | Sequence[LbListenerRuleConditionQueryString]) -> None: ...
    def put_source_ip(
        self,
        *,
        values: Sequence[str],
    ) -> None: ...
    @property
    def host_header(self) -> LbListenerRuleConditionHostHeaderOutputReference: ...
    @property
    def http_header(self) -> LbListenerRuleConditionHttpHeaderOutputReference: ...
    @property
    def http_request_method(self) -> LbListenerRuleConditionHttpRequestMethodOutputReference: ...
    @property
    def path_pattern(self) -> LbListenerRuleConditionPathPatternOutputReference: ...
    @property
    def query_string(self) -> LbListenerRuleConditionQueryStringList: ...
    @property
    def source_ip(self) -> LbListenerRuleConditionSourceIpOutputReference: ...
    @property
    def host_header_input(self) -> LbListenerRuleConditionHostHeader | None: ...
    @property
    def http_header_input(self) -> LbListenerRuleConditionHttpHeader | None: ...
    @property
    def http_request_method_input(self) -> LbListenerRuleConditionHttpRequestMethod | None: ...
    @property
    def path_pattern_input(self) -> LbListenerRuleConditionPathPattern | None: ...
    @property
    def query_string_input(self) -> cdktf.IResolvable | list[LbListenerRuleConditionQueryString] | None: ...
    @property
    def source_ip_input(self) -> LbListenerRuleConditionSourceIp | None: ...
    internal_value: cdktf.IResolvable | LbListenerRuleCondition | None

class LbListenerRuleConditionPathPattern:
    def __init__(
        self,
        *,
        regex_values: Sequence[str] | None = ...,
        values: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def regex_values(self) -> list[str] | None: ...
    @property
    def values(self) -> list[str] | None: ...

class LbListenerRuleConditionPathPatternOutputReference(cdktf.ComplexObject):
    @property
    def regex_values_input(self) -> list[str] | None: ...
    @property
    def values_input(self) -> list[str] | None: ...
    regex_values: list[str]
    values: list[str]
    internal_value: LbListenerRuleConditionPathPattern | None

class LbListenerRuleConditionQueryString:
    def __init__(
        self,
        *,
        value: str,
        key: str | None = ...,
    ) -> None: ...
    @property
    def value(self) -> str: ...
    @property
    def key(self) -> str | None: ...

class LbListenerRuleConditionQueryStringList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerRuleConditionQueryStringOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerRuleConditionQueryString] | None

class LbListenerRuleConditionQueryStringOutputReference(cdktf.ComplexObject):
    @property
    def key_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    key: str
    value: str
    internal_value: cdktf.IResolvable | LbListenerRuleConditionQueryString | None

class LbListenerRuleConditionSourceIp:
    def __init__(
        self,
        *,
        values: Sequence[str],
    ) -> None: ...
    @property
    def values(self) -> list[str]: ...

class LbListenerRuleConditionSourceIpOutputReference(cdktf.ComplexObject):
    @property
    def values_input(self) -> list[str] | None: ...
    values: list[str]
    internal_value: LbListenerRuleConditionSourceIp | None

class LbListenerRuleTransform:
    def __init__(
        self,
        *,
        type: str,
        host_header_rewrite_config: LbListenerRuleTransformHostHeaderRewriteConfig | None = ...,
        url_rewrite_config: LbListenerRuleTransformUrlRewriteConfig | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def host_header_rewrite_config(self) -> LbListenerRuleTransformHostHeaderRewriteConfig | None: ...
    @property
    def url_rewrite_config(self) -> LbListenerRuleTransformUrlRewriteConfig | None: ...

class LbListenerRuleTransformHostHeaderRewriteConfig:
    def __init__(
        self,
        *,
        rewrite: LbListenerRuleTransformHostHeaderRewriteConfigRewrite | None = ...,
    ) -> None: ...
    @property
    def rewrite(self) -> LbListenerRuleTransformHostHeaderRewriteConfigRewrite | None: ...

class LbListenerRuleTransformHostHeaderRewriteConfigOutputReference(cdktf.ComplexObject):
    def put_rewrite(
        self,
        *,
        regex: str,
        replace: str,
    ) -> None: ...
    @property
    def rewrite(self) -> LbListenerRuleTransformHostHeaderRewriteConfigRewriteOutputReference: ...
    @property
    def rewrite_input(self) -> LbListenerRuleTransformHostHeaderRewriteConfigRewrite | None: ...
    internal_value: LbListenerRuleTransformHostHeaderRewriteConfig | None

class LbListenerRuleTransformHostHeaderRewriteConfigRewrite:
    def __init__(
        self,
        *,
        regex: str,
        replace: str,
    ) -> None: ...
    @property
    def regex(self) -> str: ...
    @property
    def replace(self) -> str: ...

class LbListenerRuleTransformHostHeaderRewriteConfigRewriteOutputReference(cdktf.ComplexObject):
    @property
    def regex_input(self) -> str | None: ...
    @property
    def replace_input(self) -> str | None: ...
    regex: str
    replace: str
    internal_value: LbListenerRuleTransformHostHeaderRewriteConfigRewrite | None

class LbListenerRuleTransformList(cdktf.ComplexList):
    def get(self, index: float) -> LbListenerRuleTransformOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbListenerRuleTransform] | None

class LbListenerRuleTransformOutputReference(cdktf.ComplexObject):
    def put_host_header_rewrite_config(
        self,
        *,
        rewrite: LbListenerRuleTransformHostHeaderRewriteConfigRewrite | None = ...,
    ) -> None: ...
    def put_url_rewrite_config(
        self,
        *,
        rewrite: LbListenerRuleTransformUrlRewriteConfigRewrite | None = ...,
    ) -> None: ...
    @property
    def host_header_rewrite_config(self) -> LbListenerRuleTransformHostHeaderRewriteConfigOutputReference: ...
    @property
    def url_rewrite_config(self) -> LbListenerRuleTransformUrlRewriteConfigOutputReference: ...
    @property
    def host_header_rewrite_config_input(self) -> LbListenerRuleTransformHostHeaderRewriteConfig | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def url_rewrite_config_input(self) -> LbListenerRuleTransformUrlRewriteConfig | None: ...
    type: str
    internal_value: cdktf.IResolvable | LbListenerRuleTransform | None

class LbListenerRuleTransformUrlRewriteConfig:
    def __init__(
        self,
        *,
        rewrite: LbListenerRuleTransformUrlRewriteConfigRewrite | None = ...,
    ) -> None: ...
    @property
    def rewrite(self) -> LbListenerRuleTransformUrlRewriteConfigRewrite | None: ...

class LbListenerRuleTransformUrlRewriteConfigOutputReference(cdktf.ComplexObject):
    def put_rewrite(
        self,
        *,
        regex: str,
        replace: str,
    ) -> None: ...
    @property
    def rewrite(self) -> LbListenerRuleTransformUrlRewriteConfigRewriteOutputReference: ...
    @property
    def rewrite_input(self) -> LbListenerRuleTransformUrlRewriteConfigRewrite | None: ...
    internal_value: LbListenerRuleTransformUrlRewriteConfig | None

class LbListenerRuleTransformUrlRewriteConfigRewrite:
    def __init__(
        self,
        *,
        regex: str,
        replace: str,
    ) -> None: ...
    @property
    def regex(self) -> str: ...
    @property
    def replace(self) -> str: ...

class LbListenerRuleTransformUrlRewriteConfigRewriteOutputReference(cdktf.ComplexObject):
    @property
    def regex_input(self) -> str | None: ...
    @property
    def replace_input(self) -> str | None: ...
    regex: str
    replace: str
    internal_value: LbListenerRuleTransformUrlRewriteConfigRewrite | None
