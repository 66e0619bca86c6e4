# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Wafv2WebAcl(cdktf.TerraformResource):
    def __init__(
        self,
        scope_: constructs.Construct,
        id_: str,
        *,
        default_action: Wafv2WebAclDefaultAction,
        scope: str,
        visibility_config: Wafv2WebAclVisibilityConfig,
        association_config: Wafv2WebAclAssociationConfig | None = ...,
        captcha_config: Wafv2WebAclCaptchaConfig | None = ...,
        challenge_config: Wafv2WebAclChallengeConfig | None = ...,
        custom_response_body: cdktf.IResolvable | Sequence[Wafv2WebAclCustomResponseBody] | None = ...,
        data_protection_config: Wafv2WebAclDataProtectionConfig | None = ...,
        description: str | None = ...,
        id: str | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        region: str | None = ...,
        rule: cdktf.IResolvable | Sequence[Wafv2WebAclRule] | None = ...,
        rule_json: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        token_domains: Sequence[str] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_association_config(
        self,
        *,
        request_body: cdktf.IResolvable | Sequence[Wafv2WebAclAssociationConfigRequestBody] | None = ...,
    ) -> None: ...
    def put_captcha_config(
        self,
        *,
        immunity_time_property: Wafv2WebAclCaptchaConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    def put_challenge_config(
        self,
        *,
        immunity_time_property: Wafv2WebAclChallengeConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    def put_custom_response_body(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclCustomResponseBody]) -> None: ...
    def put_data_protection_config(
        self,
        *,
        data_protection: cdktf.IResolvable | Sequence[Wafv2WebAclDataProtectionConfigDataProtection] | None = ...,
    ) -> None: ...
    def put_default_action(
        self,
        *,
        allow: Wafv2WebAclDefaultActionAllow | None = ...,
        block: Wafv2WebAclDefaultActionBlock | None = ...,
    ) -> None: ...
    def put_rule(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclRule]) -> None: ...
    def put_visibility_config(
        self,
        *,
        cloudwatch_metrics_enabled: bool | cdktf.IResolvable,
        metric_name: str,
        sampled_requests_enabled: bool | cdktf.IResolvable,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def application_integration_url(self) -> str: ...
    @property
    def arn(self) -> str: ...
    @property
    def association_config(self) -> Wafv2WebAclAssociationConfigOutputReference: ...
    @property
    def capacity(self) -> float: ...
    @property
    def captcha_config(self) -> Wafv2WebAclCaptchaConfigOutputReference: ...
    @property
    def challenge_config(self) -> Wafv2WebAclChallengeConfigOutputReference: ...
    @property
    def custom_response_body(self) -> Wafv2WebAclCustomResponseBodyList: ...
    @property
    def data_protection_config(self) -> Wafv2WebAclDataProtectionConfigOutputReference: ...
    @property
    def default_action(self) -> Wafv2WebAclDefaultActionOutputReference: ...
    @property
    def lock_token(self) -> str: ...
    @property
    def rule(self) -> Wafv2WebAclRuleList: ...
    @property
    def visibility_config(self) -> Wafv2WebAclVisibilityConfigOutputReference: ...
    @property
    def association_config_input(self) -> Wafv2WebAclAssociationConfig | None: ...
    @property
    def captcha_config_input(self) -> Wafv2WebAclCaptchaConfig | None: ...
    @property
    def challenge_config_input(self) -> Wafv2WebAclChallengeConfig | None: ...
    @property
    def custom_response_body_input(self) -> cdktf.IResolvable | list[Wafv2WebAclCustomResponseBody] | None: ...
    @property
    def data_protection_config_input(self) -> Wafv2WebAclDataProtectionConfig | None: ...
    @property
    def default_action_input(self) -> Wafv2WebAclDefaultAction | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rule_input(self) -> cdktf.IResolvable | list[Wafv2WebAclRule] | None: ...
    @property
    def rule_json_input(self) -> str | None: ...
    @property
    def scope_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def token_domains_input(self) -> list[str] | None: ...
    @property
    def visibility_config_input(self) -> Wafv2WebAclVisibilityConfig | None: ...
    description: str
    id: str
    name: str
    name_prefix: str
    region: str
    rule_json: str
    scope: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    token_domains: list[str]

class Wafv2WebAclAssociationConfig:
    def __init__(
        self,
        *,
        request_body: cdktf.IResolvable | Sequence[Wafv2WebAclAssociationConfigRequestBody] | None = ...,
    ) -> None: ...
    @property
    def request_body(self) -> cdktf.IResolvable | list[Wafv2WebAclAssociationConfigRequestBody] | None: ...

class Wafv2WebAclAssociationConfigOutputReference(cdktf.ComplexObject):
    def put_request_body(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclAssociationConfigRequestBody]) -> None: ...
    @property
    def request_body(self) -> Wafv2WebAclAssociationConfigRequestBodyList: ...
    @property
    def request_body_input(self) -> cdktf.IResolvable | list[Wafv2WebAclAssociationConfigRequestBody] | None: ...
    internal_value: Wafv2WebAclAssociationConfig | None

class Wafv2WebAclAssociationConfigRequestBody:
    def __init__(
        self,
        *,
        api_gateway: Wafv2WebAclAssociationConfigRequestBodyApiGateway | None = ...,
        app_runner_service: Wafv2WebAclAssociationConfigRequestBodyAppRunnerService | None = ...,
        cloudfront: Wafv2WebAclAssociationConfigRequestBodyCloudfront | None = ...,
        cognito_user_pool: Wafv2WebAclAssociationConfigRequestBodyCognitoUserPool | None = ...,
        verified_access_instance: Wafv2WebAclAssociationConfigRequestBodyVerifiedAccessInstance | None = ...,
    ) -> None: ...
    @property
    def api_gateway(self) -> Wafv2WebAclAssociationConfigRequestBodyApiGateway | None: ...
    @property
    def app_runner_service(self) -> Wafv2WebAclAssociationConfigRequestBodyAppRunnerService | None: ...
    @property
    def cloudfront(self) -> Wafv2WebAclAssociationConfigRequestBodyCloudfront | None: ...
    @property
    def cognito_user_pool(self) -> Wafv2WebAclAssociationConfigRequestBodyCognitoUserPool | None: ...
    @property
    def verified_access_instance(self) -> Wafv2WebAclAssociationConfigRequestBodyVerifiedAccessInstance | None: ...

class Wafv2WebAclAssociationConfigRequestBodyApiGateway:
    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    @property
    def default_size_inspection_limit(self) -> str: ...

class Wafv2WebAclAssociationConfigRequestBodyApiGatewayOutputReference(cdktf.ComplexObject):
    @property
    def default_size_inspection_limit_input(self) -> str | None: ...
    default_size_inspection_limit: str
    internal_value: Wafv2WebAclAssociationConfigRequestBodyApiGateway | None

class Wafv2WebAclAssociationConfigRequestBodyAppRunnerService:
    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    @property
    def default_size_inspection_limit(self) -> str: ...

class Wafv2WebAclAssociationConfigRequestBodyAppRunnerServiceOutputReference(cdktf.ComplexObject):
    @property
    def default_size_inspection_limit_input(self) -> str | None: ...
    default_size_inspection_limit: str
    internal_value: Wafv2WebAclAssociationConfigRequestBodyAppRunnerService | None

class Wafv2WebAclAssociationConfigRequestBodyCloudfront:
    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    @property
    def default_size_inspection_limit(self) -> str: ...

class Wafv2WebAclAssociationConfigRequestBodyCloudfrontOutputReference(cdktf.ComplexObject):
    @property
    def default_size_inspection_limit_input(self) -> str | None: ...
    default_size_inspection_limit: str
    internal_value: Wafv2WebAclAssociationConfigRequestBodyCloudfront | None

class Wafv2WebAclAssociationConfigRequestBodyCognitoUserPool:
    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    @property
    def default_size_inspection_limit(self) -> str: ...

class Wafv2WebAclAssociationConfigRequestBodyCognitoUserPoolOutputReference(cdktf.ComplexObject):
    @property
    def default_size_inspection_limit_input(self) -> str | None: ...
    default_size_inspection_limit: str
    internal_value: Wafv2WebAclAssociationConfigRequestBodyCognitoUserPool | None

class Wafv2WebAclAssociationConfigRequestBodyList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclAssociationConfigRequestBodyOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclAssociationConfigRequestBody] | None

class Wafv2WebAclAssociationConfigRequestBodyOutputReference(cdktf.ComplexObject):
    def put_api_gateway(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    def put_app_runner_service(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    def put_cloudfront(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    def put_cognito_user_pool(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    def put_verified_access_instance(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    @property
    def api_gateway(self) -> Wafv2WebAclAssociationConfigRequestBodyApiGatewayOutputReference: ...
    @property
    def app_runner_service(self) -> Wafv2WebAclAssociationConfigRequestBodyAppRunnerServiceOutputReference: ...
    @property
    def cloudfront(self) -> Wafv2WebAclAssociationConfigRequestBodyCloudfrontOutputReference: ...
    @property
    def cognito_user_pool(self) -> Wafv2WebAclAssociationConfigRequestBodyCognitoUserPoolOutputReference: ...
    @property
    def verified_access_instance(self) -> Wafv2WebAclAssociationConfigRequestBodyVerifiedAccessInstanceOutputReference: ...
    @property
    def api_gateway_input(self) -> Wafv2WebAclAssociationConfigRequestBodyApiGateway | None: ...
    @property
    def app_runner_service_input(self) -> Wafv2WebAclAssociationConfigRequestBodyAppRunnerService | None: ...
    @property
    def cloudfront_input(self) -> Wafv2WebAclAssociationConfigRequestBodyCloudfront | None: ...
    @property
    def cognito_user_pool_input(self) -> Wafv2WebAclAssociationConfigRequestBodyCognitoUserPool | None: ...
    @property
    def verified_access_instance_input(self) -> Wafv2WebAclAssociationConfigRequestBodyVerifiedAccessInstance | None: ...
    internal_value: cdktf.IResolvable | Wafv2WebAclAssociationConfigRequestBody | None

class Wafv2WebAclAssociationConfigRequestBodyVerifiedAccessInstance:
    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None: ...
    @property
    def default_size_inspection_limit(self) -> str: ...

class Wafv2WebAclAssociationConfigRequestBodyVerifiedAccessInstanceOutputReference(cdktf.ComplexObject):
    @property
    def default_size_inspection_limit_input(self) -> str | None: ...
    default_size_inspection_limit: str
    internal_value: Wafv2WebAclAssociationConfigRequestBodyVerifiedAccessInstance | None

class Wafv2WebAclCaptchaConfig:
    def __init__(
        self,
        *,
        immunity_time_property: Wafv2WebAclCaptchaConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclCaptchaConfigImmunityTimeProperty | None: ...

class Wafv2WebAclCaptchaConfigImmunityTimeProperty:
    def __init__(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time(self) -> float | None: ...

class Wafv2WebAclCaptchaConfigImmunityTimePropertyOutputReference(cdktf.ComplexObject):
    @property
    def immunity_time_input(self) -> float | None: ...
    immunity_time: float
    internal_value: Wafv2WebAclCaptchaConfigImmunityTimeProperty | None

class Wafv2WebAclCaptchaConfigOutputReference(cdktf.ComplexObject):
    def put_immunity_time_property(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclCaptchaConfigImmunityTimePropertyOutputReference: ...
    @property
    def immunity_time_property_input(self) -> Wafv2WebAclCaptchaConfigImmunityTimeProperty | None: ...
    internal_value: Wafv2WebAclCaptchaConfig | None

class Wafv2WebAclChallengeConfig:
    def __init__(
        self,
        *,
        immunity_time_property: Wafv2WebAclChallengeConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclChallengeConfigImmunityTimeProperty | None: ...

class Wafv2WebAclChallengeConfigImmunityTimeProperty:
    def __init__(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time(self) -> float | None: ...

class Wafv2WebAclChallengeConfigImmunityTimePropertyOutputReference(cdktf.ComplexObject):
    @property
    def immunity_time_input(self) -> float | None: ...
    immunity_time: float
    internal_value: Wafv2WebAclChallengeConfigImmunityTimeProperty | None

class Wafv2WebAclChallengeConfigOutputReference(cdktf.ComplexObject):
    def put_immunity_time_property(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclChallengeConfigImmunityTimePropertyOutputReference: ...
    @property
    def immunity_time_property_input(self) -> Wafv2WebAclChallengeConfigImmunityTimeProperty | None: ...
    internal_value: Wafv2WebAclChallengeConfig | None

class Wafv2WebAclCustomResponseBody:
    def __init__(
        self,
        *,
        content: str,
        content_type: str,
        key: str,
    ) -> None: ...
    @property
    def content(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def key(self) -> str: ...

class Wafv2WebAclCustomResponseBodyList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclCustomResponseBodyOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclCustomResponseBody] | None

class Wafv2WebAclCustomResponseBodyOutputReference(cdktf.ComplexObject):
    @property
    def content_input(self) -> str | None: ...
    @property
    def content_type_input(self) -> str | None: ...
    @property
    def key_input(self) -> str | None: ...
    content: str
    content_type: str
    key: str
    internal_value: cdktf.IResolvable | Wafv2WebAclCustomResponseBody | None

class Wafv2WebAclDataProtectionConfig:
    def __init__(
        self,
        *,
        data_protection: cdktf.IResolvable | Sequence[Wafv2WebAclDataProtectionConfigDataProtection] | None = ...,
    ) -> None: ...
    @property
    def data_protection(self) -> cdktf.IResolvable | list[Wafv2WebAclDataProtectionConfigDataProtection] | None: ...

class Wafv2WebAclDataProtectionConfigDataProtection:
    def __init__(
        self,
        *,
        action: str,
        field: Wafv2WebAclDataProtectionConfigDataProtectionField,
        exclude_rate_based_details: bool | cdktf.IResolvable | None = ...,
        exclude_rule_match_details: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def action(self) -> str: ...
    @property
    def field(self) -> Wafv2WebAclDataProtectionConfigDataProtectionField: ...
    @property
    def exclude_rate_based_details(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def exclude_rule_match_details(self) -> bool | cdktf.IResolvable | None: ...

class Wafv2WebAclDataProtectionConfigDataProtectionField:
    def __init__(
        self,
        *,
        field_type: str,
        field_keys: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def field_type(self) -> str: ...
    @property
    def field_keys(self) -> list[str] | None: ...

class Wafv2WebAclDataProtectionConfigDataProtectionFieldOutputReference(cdktf.ComplexObject):
    @property
    def field_keys_input(self) -> list[str] | None: ...
    @property
    def field_type_input(self) -> str | None: ...
    field_keys: list[str]
    field_type: str
    internal_value: Wafv2WebAclDataProtectionConfigDataProtectionField | None

class Wafv2WebAclDataProtectionConfigDataProtectionList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclDataProtectionConfigDataProtectionOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclDataProtectionConfigDataProtection] | None

class Wafv2WebAclDataProtectionConfigDataProtectionOutputReference(cdktf.ComplexObject):
    def put_field(
        self,
        *,
        field_type: str,
        field_keys: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def field(self) -> Wafv2WebAclDataProtectionConfigDataProtectionFieldOutputReference: ...
    @property
    def action_input(self) -> str | None: ...
    @property
    def exclude_rate_based_details_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def exclude_rule_match_details_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def field_input(self) -> Wafv2WebAclDataProtectionConfigDataProtectionField | None: ...
    action: str
    exclude_rate_based_details: bool | cdktf.IResolvable
    exclude_rule_match_details: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | Wafv2WebAclDataProtectionConfigDataProtection | None

class Wafv2WebAclDataProtectionConfigOutputReference(cdktf.ComplexObject):
    def put_data_protection(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclDataProtectionConfigDataProtection]) -> None: ...
    @property
    def data_protection(self) -> Wafv2WebAclDataProtectionConfigDataProtectionList: ...
    @property
    def data_protection_input(self) -> cdktf.IResolvable | list[Wafv2WebAclDataProtectionConfigDataProtection] | None: ...
    internal_value: Wafv2WebAclDataProtectionConfig | None

class Wafv2WebAclDefaultAction:
    def __init__(
        self,
        *,
        allow: Wafv2WebAclDefaultActionAllow | None = ...,
        block: Wafv2WebAclDefaultActionBlock | None = ...,
    ) -> None: ...
    @property
    def allow(self) -> Wafv2WebAclDefaultActionAllow | None: ...
    @property
    def block(self) -> Wafv2WebAclDefaultActionBlock | None: ...

class Wafv2WebAclDefaultActionAllow:
    def __init__(
        self,
        *,
        custom_request_handling: Wafv2WebAclDefaultActionAllowCustomRequestHandling | None = ...,
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclDefaultActionAllowCustomRequestHandling | None: ...

class Wafv2WebAclDefaultActionAllowCustomRequestHandling:
    def __init__(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def insert_header(self) -> cdktf.IResolvable | list[Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader]: ...

class Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeaderList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeaderOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader] | None

class Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader | None

class Wafv2WebAclDefaultActionAllowCustomRequestHandlingOutputReference(cdktf.ComplexObject):
    def put_insert_header(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader]) -> None: ...
    @property
    def insert_header(self) -> Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeaderList: ...
    @property
    def insert_header_input(self) -> cdktf.IResolvable | list[Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader] | None: ...
    internal_value: Wafv2WebAclDefaultActionAllowCustomRequestHandling | None

class Wafv2WebAclDefaultActionAllowOutputReference(cdktf.ComplexObject):
    def put_custom_request_handling(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclDefaultActionAllowCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclDefaultActionAllowCustomRequestHandlingOutputReference: ...
    @property
    def custom_request_handling_input(self) -> Wafv2WebAclDefaultActionAllowCustomRequestHandling | None: ...
    internal_value: Wafv2WebAclDefaultActionAllow | None

class Wafv2WebAclDefaultActionBlock:
    def __init__(
        self,
        *,
        custom_response: Wafv2WebAclDefaultActionBlockCustomResponse | None = ...,
    ) -> None: ...
    @property
    def custom_response(self) -> Wafv2WebAclDefaultActionBlockCustomResponse | None: ...

class Wafv2WebAclDefaultActionBlockCustomResponse:
    def __init__(
        self,
        *,
        response_code: float,
        custom_response_body_key: str | None = ...,
        response_header: cdktf.IResolvable | Sequence[Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader] | None = ...,
    ) -> None: ...
    @property
    def response_code(self) -> float: ...
    @property
    def custom_response_body_key(self) -> str | None: ...
    @property
    def response_header(self) -> cdktf.IResolvable | list[Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader] | None: ...

class Wafv2WebAclDefaultActionBlockCustomResponseOutputReference(cdktf.ComplexObject):
    def put_response_header(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader]) -> None: ...
    @property
    def response_header(self) -> Wafv2WebAclDefaultActionBlockCustomResponseResponseHeaderList: ...
    @property
    def custom_response_body_key_input(self) -> str | None: ...
    @property
    def response_code_input(self) -> float | None: ...
    @property
    def response_header_input(self) -> cdktf.IResolvable | list[Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader] | None: ...
    custom_response_body_key: str
    response_code: float
    internal_value: Wafv2WebAclDefaultActionBlockCustomResponse | None

class Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class Wafv2WebAclDefaultActionBlockCustomResponseResponseHeaderList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclDefaultActionBlockCustomResponseResponseHeaderOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader] | None

class Wafv2WebAclDefaultActionBlockCustomResponseResponseHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader | None

class Wafv2WebAclDefaultActionBlockOutputReference(cdktf.ComplexObject):
    def put_custom_response(
        self,
        *,
        response_code: float,
        custom_response_body_key: str | None = ...,
        response_header: cdktf.IResolvable | Sequence[Wafv2WebAclDefaultActionBlockCustomResponseResponseHeader] | None = ...,
    ) -> None: ...
    @property
    def custom_response(self) -> Wafv2WebAclDefaultActionBlockCustomResponseOutputReference: ...
    @property
    def custom_response_input(self) -> Wafv2WebAclDefaultActionBlockCustomResponse | None: ...
    internal_value: Wafv2WebAclDefaultActionBlock | None

class Wafv2WebAclDefaultActionOutputReference(cdktf.ComplexObject):
    def put_allow(
        self,
        *,
        custom_request_handling: Wafv2WebAclDefaultActionAllowCustomRequestHandling | None = ...,
    ) -> None: ...
    def put_block(
        self,
        *,
        custom_response: Wafv2WebAclDefaultActionBlockCustomResponse | None = ...,
    ) -> None: ...
    @property
    def allow(self) -> Wafv2WebAclDefaultActionAllowOutputReference: ...
    @property
    def block(self) -> Wafv2WebAclDefaultActionBlockOutputReference: ...
    @property
    def allow_input(self) -> Wafv2WebAclDefaultActionAllow | None: ...
    @property
    def block_input(self) -> Wafv2WebAclDefaultActionBlock | None: ...
    internal_value: Wafv2WebAclDefaultAction | None

class Wafv2WebAclRule:
    def __init__(
        self,
        *,
        name: str,
        priority: float,
        visibility_config: Wafv2WebAclRuleVisibilityConfig,
        action: Wafv2WebAclRuleAction | None = ...,
        captcha_config: Wafv2WebAclRuleCaptchaConfig | None = ...,
        challenge_config: Wafv2WebAclRuleChallengeConfig | None = ...,
        override_action: Wafv2WebAclRuleOverrideAction | None = ...,
        rule_label: cdktf.IResolvable | Sequence[Wafv2WebAclRuleRuleLabel] | None = ...,
        statement: Any = ...,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def priority(self) -> float: ...
    @property
    def visibility_config(self) -> Wafv2WebAclRuleVisibilityConfig: ...
    @property
    def action(self) -> Wafv2WebAclRuleAction | None: ...
    @property
    def captcha_config(self) -> Wafv2WebAclRuleCaptchaConfig | None: ...
    @property
    def challenge_config(self) -> Wafv2WebAclRuleChallengeConfig | None: ...
    @property
    def override_action(self) -> Wafv2WebAclRuleOverrideAction | None: ...
    @property
    def rule_label(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleRuleLabel] | None: ...
    @property
    def statement(self) -> Any: ...

class Wafv2WebAclRuleAction:
    def __init__(
        self,
        *,
        allow: Wafv2WebAclRuleActionAllow | None = ...,
        block: Wafv2WebAclRuleActionBlock | None = ...,
        captcha: Wafv2WebAclRuleActionCaptcha | None = ...,
        challenge: Wafv2WebAclRuleActionChallenge | None = ...,
        count: Wafv2WebAclRuleActionCount | None = ...,
    ) -> None: ...
    @property
    def allow(self) -> Wafv2WebAclRuleActionAllow | None: ...
    @property
    def block(self) -> Wafv2WebAclRuleActionBlock | None: ...
    @property
    def captcha(self) -> Wafv2WebAclRuleActionCaptcha | None: ...
    @property
    def challenge(self) -> Wafv2WebAclRuleActionChallenge | None: ...
    @property
    def count(self) -> Wafv2WebAclRuleActionCount | None: ...

class Wafv2WebAclRuleActionAllow:
    def __init__(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionAllowCustomRequestHandling | None = ...,
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionAllowCustomRequestHandling | None: ...

class Wafv2WebAclRuleActionAllowCustomRequestHandling:
    def __init__(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def insert_header(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader]: ...

class Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeaderList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeaderOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader] | None

class Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader | None

class Wafv2WebAclRuleActionAllowCustomRequestHandlingOutputReference(cdktf.ComplexObject):
    def put_insert_header(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader]) -> None: ...
    @property
    def insert_header(self) -> Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeaderList: ...
    @property
    def insert_header_input(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader] | None: ...
    internal_value: Wafv2WebAclRuleActionAllowCustomRequestHandling | None

class Wafv2WebAclRuleActionAllowOutputReference(cdktf.ComplexObject):
    def put_custom_request_handling(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionAllowCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionAllowCustomRequestHandlingOutputReference: ...
    @property
    def custom_request_handling_input(self) -> Wafv2WebAclRuleActionAllowCustomRequestHandling | None: ...
    internal_value: Wafv2WebAclRuleActionAllow | None

class Wafv2WebAclRuleActionBlock:
    def __init__(
        self,
        *,
        custom_response: Wafv2WebAclRuleActionBlockCustomResponse | None = ...,
    ) -> None: ...
    @property
    def custom_response(self) -> Wafv2WebAclRuleActionBlockCustomResponse | None: ...

class Wafv2WebAclRuleActionBlockCustomResponse:
    def __init__(
        self,
        *,
        response_code: float,
        custom_response_body_key: str | None = ...,
        response_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionBlockCustomResponseResponseHeader] | None = ...,
    ) -> None: ...
    @property
    def response_code(self) -> float: ...
    @property
    def custom_response_body_key(self) -> str | None: ...
    @property
    def response_header(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionBlockCustomResponseResponseHeader] | None: ...

class Wafv2WebAclRuleActionBlockCustomResponseOutputReference(cdktf.ComplexObject):
    def put_response_header(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionBlockCustomResponseResponseHeader]) -> None: ...
    @property
    def response_header(self) -> Wafv2WebAclRuleActionBlockCustomResponseResponseHeaderList: ...
    @property
    def custom_response_body_key_input(self) -> str | None: ...
    @property
    def response_code_input(self) -> float | None: ...
    @property
    def response_header_input(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionBlockCustomResponseResponseHeader] | None: ...
    custom_response_body_key: str
    response_code: float
    internal_value: Wafv2WebAclRuleActionBlockCustomResponse | None

class Wafv2WebAclRuleActionBlockCustomResponseResponseHeader:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class Wafv2WebAclRuleActionBlockCustomResponseResponseHeaderList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclRuleActionBlockCustomResponseResponseHeaderOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclRuleActionBlockCustomResponseResponseHeader] | None

class Wafv2WebAclRuleActionBlockCustomResponseResponseHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | Wafv2WebAclRuleActionBlockCustomResponseResponseHeader | None

class Wafv2WebAclRuleActionBlockOutputReference(cdktf.ComplexObject):
    def put_custom_response(
        self,
        *,
        response_code: float,
        custom_response_body_key: str | None = ...,
        response_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionBlockCustomResponseResponseHeader] | None = ...,
    ) -> None: ...
    @property
    def custom_response(self) -> Wafv2WebAclRuleActionBlockCustomResponseOutputReference: ...
    @property
    def custom_response_input(self) -> Wafv2WebAclRuleActionBlockCustomResponse | None: ...
    internal_value: Wafv2WebAclRuleActionBlock | None

class Wafv2WebAclRuleActionCaptcha:
    def __init__(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionCaptchaCustomRequestHandling | None = ...,
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionCaptchaCustomRequestHandling | None: ...

class Wafv2WebAclRuleActionCaptchaCustomRequestHandling:
    def __init__(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def insert_header(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader]: ...

class Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeaderList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeaderOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader] | None

class Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader | None

class Wafv2WebAclRuleActionCaptchaCustomRequestHandlingOutputReference(cdktf.ComplexObject):
    def put_insert_header(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader]) -> None: ...
    @property
    def insert_header(self) -> Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeaderList: ...
    @property
    def insert_header_input(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader] | None: ...
    internal_value: Wafv2WebAclRuleActionCaptchaCustomRequestHandling | None

class Wafv2WebAclRuleActionCaptchaOutputReference(cdktf.ComplexObject):
    def put_custom_request_handling(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionCaptchaCustomRequestHandlingOutputReference: ...
    @property
    def custom_request_handling_input(self) -> Wafv2WebAclRuleActionCaptchaCustomRequestHandling | None: ...
    internal_value: Wafv2WebAclRuleActionCaptcha | None

class Wafv2WebAclRuleActionChallenge:
    def __init__(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionChallengeCustomRequestHandling | None = ...,
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionChallengeCustomRequestHandling | None: ...

class Wafv2WebAclRuleActionChallengeCustomRequestHandling:
    def __init__(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def insert_header(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader]: ...

class Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeaderList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeaderOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader] | None

class Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader | None

class Wafv2WebAclRuleActionChallengeCustomRequestHandlingOutputReference(cdktf.ComplexObject):
    def put_insert_header(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader]) -> None: ...
    @property
    def insert_header(self) -> Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeaderList: ...
    @property
    def insert_header_input(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader] | None: ...
    internal_value: Wafv2WebAclRuleActionChallengeCustomRequestHandling | None

class Wafv2WebAclRuleActionChallengeOutputReference(cdktf.ComplexObject):
    def put_custom_request_handling(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionChallengeCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionChallengeCustomRequestHandlingOutputReference: ...
    @property
    def custom_request_handling_input(self) -> Wafv2WebAclRuleActionChallengeCustomRequestHandling | None: ...
    internal_value: Wafv2WebAclRuleActionChallenge | None

class Wafv2WebAclRuleActionCount:
    def __init__(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionCountCustomRequestHandling | None = ...,
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionCountCustomRequestHandling | None: ...

class Wafv2WebAclRuleActionCountCustomRequestHandling:
    def __init__(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def insert_header(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader]: ...

class Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeaderList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeaderOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader] | None

class Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeaderOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader | None

class Wafv2WebAclRuleActionCountCustomRequestHandlingOutputReference(cdktf.ComplexObject):
    def put_insert_header(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader]) -> None: ...
    @property
    def insert_header(self) -> Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeaderList: ...
    @property
    def insert_header_input(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader] | None: ...
    internal_value: Wafv2WebAclRuleActionCountCustomRequestHandling | None

class Wafv2WebAclRuleActionCountOutputReference(cdktf.ComplexObject):
    def put_custom_request_handling(
        self,
        *,
        insert_header: cdktf.IResolvable | Sequence[Wafv2WebAclRuleActionCountCustomRequestHandlingInsertHeader],
    ) -> None: ...
    @property
    def custom_request_handling(self) -> Wafv2WebAclRuleActionCountCustomRequestHandlingOutputReference: ...
    @property
    def custom_request_handling_input(self) -> Wafv2WebAclRuleActionCountCustomRequestHandling | None: ...
    internal_value: Wafv2WebAclRuleActionCount | None

class Wafv2WebAclRuleActionOutputReference(cdktf.ComplexObject):
    def put_allow(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionAllowCustomRequestHandling | None = ...,
    ) -> None: ...
    def put_block(
        self,
        *,
        custom_response: Wafv2WebAclRuleActionBlockCustomResponse | None = ...,
    ) -> None: ...
    def put_captcha(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionCaptchaCustomRequestHandling | None = ...,
    ) -> None: ...
    def put_challenge(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionChallengeCustomRequestHandling | None = ...,
    ) -> None: ...
    def put_count(
        self,
        *,
        custom_request_handling: Wafv2WebAclRuleActionCountCustomRequestHandling | None = ...,
    ) -> None: ...
    @property
    def allow(self) -> Wafv2WebAclRuleActionAllowOutputReference: ...
    @property
    def block(self) -> Wafv2WebAclRuleActionBlockOutputReference: ...
    @property
    def captcha(self) -> Wafv2WebAclRuleActionCaptchaOutputReference: ...
    @property
    def challenge(self) -> Wafv2WebAclRuleActionChallengeOutputReference: ...
    @property
    def count(self) -> Wafv2WebAclRuleActionCountOutputReference: ...
    @property
    def allow_input(self) -> Wafv2WebAclRuleActionAllow | None: ...
    @property
    def block_input(self) -> Wafv2WebAclRuleActionBlock | None: ...
    @property
    def captcha_input(self) -> Wafv2WebAclRuleActionCaptcha | None: ...
    @property
    def challenge_input(self) -> Wafv2WebAclRuleActionChallenge | None: ...
    @property
    def count_input(self) -> Wafv2WebAclRuleActionCount | None: ...
    internal_value: Wafv2WebAclRuleAction | None

class Wafv2WebAclRuleCaptchaConfig:
    def __init__(
        self,
        *,
        immunity_time_property: Wafv2WebAclRuleCaptchaConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclRuleCaptchaConfigImmunityTimeProperty | None: ...

class Wafv2WebAclRuleCaptchaConfigImmunityTimeProperty:
    def __init__(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time(self) -> float | None: ...

class Wafv2WebAclRuleCaptchaConfigImmunityTimePropertyOutputReference(cdktf.ComplexObject):
    @property
    def immunity_time_input(self) -> float | None: ...
    immunity_time: float
    internal_value: Wafv2WebAclRuleCaptchaConfigImmunityTimeProperty | None

class Wafv2WebAclRuleCaptchaConfigOutputReference(cdktf.ComplexObject):
    def put_immunity_time_property(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclRuleCaptchaConfigImmunityTimePropertyOutputReference: ...
    @property
    def immunity_time_property_input(self) -> Wafv2WebAclRuleCaptchaConfigImmunityTimeProperty | None: ...
    internal_value: Wafv2WebAclRuleCaptchaConfig | None

class Wafv2WebAclRuleChallengeConfig:
    def __init__(
        self,
        *,
        immunity_time_property: Wafv2WebAclRuleChallengeConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclRuleChallengeConfigImmunityTimeProperty | None: ...

class Wafv2WebAclRuleChallengeConfigImmunityTimeProperty:
    def __init__(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time(self) -> float | None: ...

class Wafv2WebAclRuleChallengeConfigImmunityTimePropertyOutputReference(cdktf.ComplexObject):
    @property
    def immunity_time_input(self) -> float | None: ...
    immunity_time: float
    internal_value: Wafv2WebAclRuleChallengeConfigImmunityTimeProperty | None

class Wafv2WebAclRuleChallengeConfigOutputReference(cdktf.ComplexObject):
    def put_immunity_time_property(
        self,
        *,
        immunity_time: float | None = ...,
    ) -> None: ...
    @property
    def immunity_time_property(self) -> Wafv2WebAclRuleChallengeConfigImmunityTimePropertyOutputReference: ...
    @property
    def immunity_time_property_input(self) -> Wafv2WebAclRuleChallengeConfigImmunityTimeProperty | None: ...
    internal_value: Wafv2WebAclRuleChallengeConfig | None

class Wafv2WebAclRuleList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclRuleOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclRule] | None

class Wafv2WebAclRuleOutputReference(cdktf.ComplexObject):
    def put_action(
        self,
        *,
        allow: Wafv2WebAclRuleActionAllow | None = ...,
        block: Wafv2WebAclRuleActionBlock | None = ...,
        captcha: Wafv2WebAclRuleActionCaptcha | None = ...,
        challenge: Wafv2WebAclRuleActionChallenge | None = ...,
        count: Wafv2WebAclRuleActionCount | None = ...,
    ) -> None: ...
    def put_captcha_config(
        self,
        *,
        immunity_time_property: Wafv2WebAclRuleCaptchaConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    def put_challenge_config(
        self,
        *,
        immunity_time_property: Wafv2WebAclRuleChallengeConfigImmunityTimeProperty | None = ...,
    ) -> None: ...
    def put_override_action(
        self,
        *,
        count: Wafv2WebAclRuleOverrideActionCount | None = ...,
        none: Wafv2WebAclRuleOverrideActionNone | None = ...,
    ) -> None: ...
    def put_rule_label(self, value: cdktf.IResolvable | Sequence[Wafv2WebAclRuleRuleLabel]) -> None: ...
    def put_visibility_config(
        self,
        *,
        cloudwatch_metrics_enabled: bool | cdktf.IResolvable,
        metric_name: str,
        sampled_requests_enabled: bool | cdktf.IResolvable,
    ) -> None: ...
    @property
    def action(self) -> Wafv2WebAclRuleActionOutputReference: ...
    @property
    def captcha_config(self) -> Wafv2WebAclRuleCaptchaConfigOutputReference: ...
    @property
    def challenge_config(self) -> Wafv2WebAclRuleChallengeConfigOutputReference: ...
    @property
    def override_action(self) -> Wafv2WebAclRuleOverrideActionOutputReference: ...
    @property
    def rule_label(self) -> Wafv2WebAclRuleRuleLabelList: ...
    @property
    def statement_input(self) -> Any: ...
    @property
    def visibility_config(self) -> Wafv2WebAclRuleVisibilityConfigOutputReference: ...
    @property
    def action_input(self) -> Wafv2WebAclRuleAction | None: ...
    @property
    def captcha_config_input(self) -> Wafv2WebAclRuleCaptchaConfig | None: ...
    @property
    def challenge_config_input(self) -> Wafv2WebAclRuleChallengeConfig | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def override_action_input(self) -> Wafv2WebAclRuleOverrideAction | None: ...
    @property
    def priority_input(self) -> float | None: ...
    @property
    def rule_label_input(self) -> cdktf.IResolvable | list[Wafv2WebAclRuleRuleLabel] | None: ...
    @property
    def visibility_config_input(self) -> Wafv2WebAclRuleVisibilityConfig | None: ...
    name: str
    priority: float
    statement: Any
    internal_value: cdktf.IResolvable | Wafv2WebAclRule | None

class Wafv2WebAclRuleOverrideAction:
    def __init__(
        self,
        *,
        count: Wafv2WebAclRuleOverrideActionCount | None = ...,
        none: Wafv2WebAclRuleOverrideActionNone | None = ...,
    ) -> None: ...
    @property
    def count(self) -> Wafv2WebAclRuleOverrideActionCount | None: ...
    @property
    def none(self) -> Wafv2WebAclRuleOverrideActionNone | None: ...

class Wafv2WebAclRuleOverrideActionCount:
    def __init__(self) -> None: ...

class Wafv2WebAclRuleOverrideActionCountOutputReference(cdktf.ComplexObject):
    internal_value: Wafv2WebAclRuleOverrideActionCount | None

class Wafv2WebAclRuleOverrideActionNone:
    def __init__(self) -> None: ...

class Wafv2WebAclRuleOverrideActionNoneOutputReference(cdktf.ComplexObject):
    internal_value: Wafv2WebAclRuleOverrideActionNone | None

class Wafv2WebAclRuleOverrideActionOutputReference(cdktf.ComplexObject):
    def put_count(self) -> None: ...
    def put_none(self) -> None: ...
    @property
    def count(self) -> Wafv2WebAclRuleOverrideActionCountOutputReference: ...
    @property
    def none(self) -> Wafv2WebAclRuleOverrideActionNoneOutputReference: ...
    @property
    def count_input(self) -> Wafv2WebAclRuleOverrideActionCount | None: ...
    @property
    def none_input(self) -> Wafv2WebAclRuleOverrideActionNone | None: ...
    internal_value: Wafv2WebAclRuleOverrideAction | None

class Wafv2WebAclRuleRuleLabel:
    def __init__(
        self,
        *,
        name: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...

class Wafv2WebAclRuleRuleLabelList(cdktf.ComplexList):
    def get(self, index: float) -> Wafv2WebAclRuleRuleLabelOutputReference: ...
    internal_value: cdktf.IResolvable | list[Wafv2WebAclRuleRuleLabel] | None

class Wafv2WebAclRuleRuleLabelOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    name: str
    internal_value: cdktf.IResolvable | Wafv2WebAclRuleRuleLabel | None

class Wafv2WebAclRuleVisibilityConfig:
    def __init__(
        self,
        *,
        cloudwatch_metrics_enabled: bool | cdktf.IResolvable,
        metric_name: str,
        sampled_requests_enabled: bool | cdktf.IResolvable,
    ) -> None: ...
    @property
    def cloudwatch_metrics_enabled(self) -> bool | cdktf.IResolvable: ...
    @property
    def metric_name(self) -> str: ...
    @property
    def sampled_requests_enabled(self) -> bool | cdktf.IResolvable: ...

class Wafv2WebAclRuleVisibilityConfigOutputReference(cdktf.ComplexObject):
    @property
    def cloudwatch_metrics_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def sampled_requests_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    cloudwatch_metrics_enabled: bool | cdktf.IResolvable
    metric_name: str
    sampled_requests_enabled: bool | cdktf.IResolvable
    internal_value: Wafv2WebAclRuleVisibilityConfig | None

class Wafv2WebAclVisibilityConfig:
    def __init__(
        self,
        *,
        cloudwatch_metrics_enabled: bool | cdktf.IResolvable,
        metric_name: str,
        sampled_requests_enabled: bool | cdktf.IResolvable,
    ) -> None: ...
    @property
    def cloudwatch_metrics_enabled(self) -> bool | cdktf.IResolvable: ...
    @property
    def metric_name(self) -> str: ...
    @property
    def sampled_requests_enabled(self) -> bool | cdktf.IResolvable: ...

class Wafv2WebAclVisibilityConfigOutputReference(cdktf.ComplexObject):
    @property
    def cloudwatch_metrics_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def sampled_requests_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    cloudwatch_metrics_enabled: bool | cdktf.IResolvable
    metric_name: str
    sampled_requests_enabled: bool | cdktf.IResolvable
    internal_value: Wafv2WebAclVisibilityConfig | None
