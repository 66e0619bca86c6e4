"""Grants that are no policy documents: the attributes that let a principal in, read as statements.

One table says where they stand. A principal is an account, an ARN, an organization, a service or everybody;
what each attribute takes is in the provider's documentation of its type
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from policies.arn import matches
from policies.expressions.json_texts import loads
from policies.policy_document import PolicyDocument, Principal, Statement
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import is_known

UNSPECIFIED: Final = "Unspecified"
"""The kind of a principal that an unknown word decides: everybody, or nobody."""
DESTINATION: Final = "Destination"
"""The kind of a principal to whose account data, or a network, is led."""

_SOURCE: Final = MappingProxyType(
    {
        "source_arn": ("ArnLike", "aws:SourceArn"),
        "source_account": ("StringEquals", "aws:SourceAccount"),
        "principal_org_id": ("StringEquals", "aws:PrincipalOrgID"),
        "organization_id": ("StringEquals", "aws:PrincipalOrgID"),
        "event_source_token": ("StringEquals", "lambda:EventSourceToken"),
        "function_url_auth_type": ("StringEquals", "lambda:FunctionUrlAuthType"),
        "invoked_via_function_url": ("Bool", "lambda:InvokedViaFunctionUrl"),
    }
)
"""The conditions that the arguments beside a principal become (Lambda API, AddPermission)."""


@dataclass(frozen=True, slots=True)
class Access:
    """One attribute that lets in.

    path: the dotted path of the attribute that says whom.
    actions: the attribute beside it that says to do what, behind the service where its values lack it
        (`kms:operations`).
    kind: of its principals, where they are neither accounts nor ARNs.
    public: the values that mean everybody, as patterns; `*` always does.
    words: whether all its other values let nobody in.
    """

    path: str
    actions: str = ""
    kind: str = "AWS"
    public: tuple[str, ...] = ()
    words: bool = False


def _accounts(*paths: str, actions: str = "", public: tuple[str, ...] = ()) -> tuple[Access, ...]:
    return tuple(Access(path, actions, public=public) for path in paths)


def _leads_to(*paths: str) -> tuple[Access, ...]:
    return tuple(Access(path, kind=DESTINATION) for path in paths)


def _words(path: str, *public: str) -> Access:
    return Access(path, public=public, words=True)


_EVERYBODY: Final = ("*/AllUsers", "*/AuthenticatedUsers")
"""S3 User Guide, "Access control list (ACL) overview": 'authenticated' is any customer of AWS."""


_PUBLIC_ACLS: Final = (
    *("public-read", "public-read-write", "authenticated-read"),
    *("PUBLIC_READ", "AUTHENTICATED_READ"),
)


def _acl(path: str) -> Access:
    return _words(path, *_PUBLIC_ACLS)


def _grantees(path: str, email: str = "") -> tuple[Access, ...]:
    by_address = (Access(f"{path}.{email}", kind="Email"),) if email else ()
    return (Access(f"{path}.id", kind="CanonicalUser"), *by_address, _words(f"{path}.uri", *_EVERYBODY))


_QUICKSIGHT: Final = _accounts(
    "permissions.principal", actions="actions", public=("arn:*:quicksight:*:publicAnonymousUser/*",)
)
_IN_SHARE: Final = _accounts("shared_accounts", public=("all",))
_MAY_USE_AMI: Final = "distribution.ami_distribution_configuration"

ACCESS: Final[Mapping[str, tuple[Access, ...]]] = MappingProxyType(
    {
        # Code
        "aws_codebuild_project": (_words("project_visibility", "PUBLIC_READ"),),
        "aws_lambda_function_url": (_words("authorization_type", "NONE"),),
        "aws_lambda_layer_version_permission": _accounts("principal", actions="action"),
        "aws_lambda_permission": _accounts("principal", actions="action"),
        "aws_sagemaker_domain": _accounts("domain_settings.docker_settings.vpc_only_trusted_accounts"),
        "aws_signer_signing_profile_permission": _accounts("principal", actions="action"),
        "aws_bedrockagentcore_gateway": (_words("authorizer_type", "NONE"),),
        # Keys, certificates, identities
        "aws_acmpca_permission": _accounts("source_account", actions="acm-pca:actions"),
        "aws_cognito_identity_pool": (_words("allow_unauthenticated_identities", "true", "1"),),
        "aws_eks_access_entry": _accounts("principal_arn"),
        "aws_eks_access_policy_association": _accounts("principal_arn"),
        "aws_kms_grant": (Access("grantee_principal", "kms:operations"), Access("retiring_principal")),
        # Shares
        "aws_auditmanager_framework_share": _accounts("destination_account"),
        "aws_cleanrooms_collaboration": _accounts("member.account_id"),
        "aws_cloud9_environment_membership": _accounts("user_arn"),
        "aws_directory_service_shared_directory": _accounts("target.id"),
        "aws_globalaccelerator_cross_account_attachment": _accounts("principals"),
        "aws_licensemanager_grant": _accounts("principal"),
        "aws_ram_principal_association": _accounts("principal"),
        "aws_redshift_data_share_authorization": _accounts("consumer_identifier"),
        "aws_redshift_endpoint_authorization": _accounts("account"),
        "aws_servicecatalog_portfolio_share": _accounts("principal_id"),
        "aws_servicecatalog_principal_portfolio_association": _accounts("principal_arn"),
        # Data lakes and reports
        "aws_glue_catalog_database": _accounts(
            "create_table_default_permission.principal.data_lake_principal_identifier"
        ),
        "aws_lakeformation_data_lake_settings": _accounts(
            *("admins", "read_only_admins", "trusted_resource_owners", "external_data_filtering_allow_list"),
            *("create_database_default_permissions.principal", "create_table_default_permissions.principal"),
        ),
        "aws_lakeformation_opt_in": _accounts("principal.data_lake_principal_identifier"),
        "aws_lakeformation_permissions": _accounts("principal", actions="lakeformation:permissions"),
        "aws_quicksight_analysis": _QUICKSIGHT,
        "aws_quicksight_dashboard": _QUICKSIGHT,
        "aws_quicksight_data_set": (
            *_QUICKSIGHT,
            *_accounts("column_level_permission_rules.principals"),
        ),
        "aws_quicksight_data_source": _accounts("permission.principal", actions="actions"),
        "aws_quicksight_folder": _QUICKSIGHT,
        "aws_quicksight_template": _QUICKSIGHT,
        "aws_quicksight_theme": _QUICKSIGHT,
        "aws_securitylake_custom_log_source": _accounts("configuration.provider_identity.principal"),
        "aws_securitylake_subscriber": _accounts("subscriber_identity.principal"),
        # Images, snapshots, documents
        "aws_ami_launch_permission": (
            *_accounts("account_id", "organization_arn", "organizational_unit_arn"),
            _words("group", "all"),
        ),
        "aws_db_cluster_snapshot": _IN_SHARE,
        "aws_db_snapshot": _IN_SHARE,
        "aws_db_snapshot_copy": _IN_SHARE,
        "aws_dlm_lifecycle_policy": _accounts("policy_details.schedule.share_rule.target_accounts"),
        "aws_imagebuilder_distribution_configuration": (
            *_accounts(f"{_MAY_USE_AMI}.launch_permission.user_ids", f"{_MAY_USE_AMI}.target_account_ids"),
            *_accounts(
                f"{_MAY_USE_AMI}.launch_permission.organization_arns",
                f"{_MAY_USE_AMI}.launch_permission.organizational_unit_arns",
            ),
            _words(f"{_MAY_USE_AMI}.launch_permission.user_groups", "all"),
            *_leads_to(
                "distribution.launch_template_configuration.account_id",
                "distribution.ssm_parameter_configuration.ami_account_id",
            ),
        ),
        "aws_rds_cluster_snapshot_copy": _IN_SHARE,
        "aws_snapshot_create_volume_permission": _accounts("account_id"),
        "aws_ssm_document": _accounts("permissions.account_ids", public=("all", "All")),
        # Objects
        "aws_elastictranscoder_pipeline": tuple(
            Access(f"{name}.grantee", kind="CanonicalUser", public=("AllUsers", "AuthenticatedUsers"))
            for name in ("content_config_permissions", "thumbnail_config_permissions")
        ),
        "aws_iot_topic_rule": (_acl("s3.canned_acl"), _acl("error_action.s3.canned_acl")),
        "aws_medialive_channel": tuple(
            _words(f"encoder_settings.output_groups.output_group_settings.{path}.canned_acl", *_PUBLIC_ACLS)
            for path in (
                "archive_group_settings.archive_cdn_settings.archive_s3_settings",
                "frame_capture_group_settings.frame_capture_cdn_settings.frame_capture_s3_settings",
                "hls_group_settings.hls_cdn_settings.hls_s3_settings",
            )
        ),
        "aws_s3_bucket": (
            _acl("acl"),
            *_grantees("grant"),
            *_leads_to("replication_configuration.rules.destination.account_id"),
        ),
        "aws_s3_bucket_acl": (
            _acl("acl"),
            *_grantees("access_control_policy.grant.grantee", "email_address"),
        ),
        "aws_s3_bucket_logging": _grantees("target_grant.grantee", "email_address"),
        "aws_s3_bucket_object": (_acl("acl"),),
        "aws_s3_object": (_acl("acl"),),
        "aws_s3_object_copy": (_acl("acl"), *_grantees("grant", "email")),
        "aws_s3control_access_grant": _accounts("grantee.grantee_identifier"),
        "aws_storagegateway_nfs_file_share": (_acl("object_acl"),),
        "aws_storagegateway_smb_file_share": (_acl("object_acl"),),
        "aws_cloudfront_distribution": _accounts(
            "default_cache_behavior.trusted_signers", "ordered_cache_behavior.trusted_signers"
        ),
        # Events
        "aws_cloudwatch_event_permission": _accounts("principal", actions="action"),
        # Networks
        "aws_dx_gateway_association": _leads_to("associated_gateway_owner_account_id"),
        "aws_dx_gateway_association_proposal": _accounts("dx_gateway_owner_account_id"),
        "aws_dx_hosted_connection": _accounts("owner_account_id"),
        "aws_dx_hosted_private_virtual_interface": _accounts("owner_account_id"),
        "aws_dx_hosted_public_virtual_interface": _accounts("owner_account_id"),
        "aws_dx_hosted_transit_virtual_interface": _accounts("owner_account_id"),
        "aws_ec2_transit_gateway_peering_attachment": _leads_to("peer_account_id"),
        "aws_network_interface_permission": _accounts("aws_account_id"),
        "aws_opensearch_outbound_connection": _leads_to("remote_domain_info.owner_id"),
        "aws_opensearch_authorize_vpc_endpoint_access": _accounts("account"),
        "aws_vpc_endpoint_service": _accounts("allowed_principals"),
        "aws_vpc_endpoint_service_allowed_principal": _accounts("principal_arn"),
        "aws_vpc_peering_connection": _leads_to("peer_owner_id"),
        # Administrators
        "aws_auditmanager_account_registration": _accounts("delegated_admin_account"),
        "aws_auditmanager_organization_admin_account_registration": _accounts("admin_account_id"),
        "aws_cloudtrail_organization_delegated_admin_account": _accounts("account_id"),
        "aws_config_aggregate_authorization": _accounts("account_id"),
        "aws_detective_organization_admin_account": _accounts("account_id"),
        "aws_fms_admin_account": _accounts("account_id"),
        "aws_guardduty_invite_accepter": _accounts("master_account_id"),
        "aws_guardduty_organization_admin_account": _accounts("admin_account_id"),
        "aws_inspector2_delegated_admin_account": _accounts("account_id"),
        "aws_macie2_invitation_accepter": _accounts("administrator_account_id"),
        "aws_macie2_organization_admin_account": _accounts("admin_account_id"),
        "aws_organizations_delegated_administrator": _accounts("account_id"),
        "aws_securityhub_invite_accepter": _accounts("master_id"),
        "aws_securityhub_organization_admin_account": _accounts("admin_account_id"),
        "aws_vpc_ipam_organization_admin_account": _accounts("delegated_admin_account_id"),
        # Copies elsewhere
        "aws_backup_plan": _leads_to("rule.copy_action.destination_vault_arn"),
        "aws_cloudwatch_log_destination": _leads_to("target_arn"),
        "aws_cloudwatch_metric_stream": _leads_to("firehose_arn"),
        "aws_dynamodb_kinesis_streaming_destination": _leads_to("stream_arn"),
        "aws_pipes_pipe": _leads_to("target", "log_configuration.s3_log_destination.bucket_owner"),
        "aws_s3_access_point": _leads_to("bucket_account_id"),
        "aws_s3control_multi_region_access_point": _leads_to("details.region.bucket_account_id"),
        "aws_verifiedaccess_instance_logging_configuration": _leads_to("access_logs.s3.bucket_owner"),
        "aws_workspacesweb_session_logger": _leads_to("log_configuration.s3.bucket_owner"),
        "aws_cloudwatch_event_target": _leads_to("arn"),
        "aws_cloudwatch_log_subscription_filter": _leads_to("destination_arn"),
        "aws_dynamodb_table_export": _leads_to("s3_bucket_owner"),
        "aws_ecr_replication_configuration": _leads_to(
            "replication_configuration.rule.destination.registry_id"
        ),
        "aws_oam_link": _leads_to("sink_identifier"),
        "aws_observabilityadmin_centralization_rule_for_organization": _leads_to("rule.destination.account"),
        "aws_s3_bucket_analytics_configuration": _leads_to(
            "storage_class_analysis.data_export.destination.s3_bucket_destination.bucket_account_id"
        ),
        "aws_s3_bucket_inventory": _leads_to("destination.bucket.account_id"),
        "aws_s3_bucket_replication_configuration": _leads_to("rule.destination.account"),
        "aws_s3control_storage_lens_configuration": _leads_to(
            "storage_lens_configuration.data_export.s3_bucket_destination.account_id"
        ),
        "aws_sns_topic_subscription": _leads_to("endpoint"),
    }
)
"""The attributes of the provider's types that let in, or lead to, whom they name."""

PUBLIC: Final = frozenset({"aws_ecrpublic_repository"})
"""Types that serve everybody, whatever their arguments say."""


_SERVICE: Final = re.compile(r"[a-z][\w.-]*\.amazon(?:aws)?\.com(?:\.cn)?")
_NO_ACCOUNT: Final = ("application", "email", "email-json", "http", "https", "sms")
"""The protocols of a subscription whose endpoint lies in no account of AWS."""
_CONCERNED: Final = ACCESS.keys() | PUBLIC
_SERVERLESS: Final = "aws_opensearchserverless_"


def grants(resource: Resource) -> tuple[PolicyDocument, ...]:
    """What the resource's attributes grant, each attribute as a document of its own."""
    if resource.type not in _CONCERNED and not resource.type.startswith(_SERVERLESS):
        return ()
    found = {access.path: tuple(_statements(resource, access)) for access in ACCESS.get(resource.type, ())}
    if resource.type in PUBLIC:
        found["type"] = (_statement(resource.type, Principal("AWS", "*")),)
    if resource.type.startswith(_SERVERLESS):
        found["policy"] = tuple(_serverless(resource.get("policy")))
    return tuple(PolicyDocument(attribute, said) for attribute, said in found.items() if said)


def _statements(resource: Resource, access: Access) -> Iterator[Statement]:
    above, _, attribute = access.path.rpartition(".")
    for block in resource.blocks(above) if above else (resource.values,):
        conditions = tuple(_conditions(resource, block, attribute))
        actions = tuple(_actions(block, access.actions))
        if block.get("protocol") in _NO_ACCOUNT:
            continue
        for text in _texts(block.get(attribute)):
            for principal in _principals(access, text):
                name = f"'{text}'" if access.words else "it"
                yield _statement(name, principal, actions, conditions)


def _principals(access: Access, text: str) -> Iterator[Principal]:
    if text == "*" or any(matches(pattern, text) for pattern in access.public):
        yield Principal("AWS", "*")
    elif access.words:
        if not is_known(text):
            yield Principal(UNSPECIFIED, text)
    elif access.kind == "AWS" and _SERVICE.fullmatch(text):
        yield Principal("Service", text)
    else:
        yield Principal(access.kind, text)


def _actions(block: Mapping[str, Any], where: str) -> Iterator[str]:
    service, colon, attribute = where.rpartition(":")
    for text in _texts(block.get(attribute)):
        yield f"{service}{colon}{text}"


def _conditions(
    resource: Resource, block: Mapping[str, Any], attribute: str
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name, (operator, key) in _SOURCE.items():
        if name != attribute and (values := tuple(_texts(block.get(name)))):
            yield operator, key, values
    if resource.type == "aws_cloudwatch_event_permission":
        for test in resource.blocks("condition"):
            yield str(test.get("type")), str(test.get("key")), tuple(_texts(test.get("value")))


def _serverless(policy: object) -> Iterator[Statement]:
    """The rules of OpenSearch Serverless, which are a list: who may read data, and from which networks.

    OpenSearch Service Developer Guide, "Data access control" and "Network access for Amazon OpenSearch
    Serverless".
    """
    try:
        parsed = loads(str(policy))
    except StrictJsonError:
        parsed = None if is_known(policy) else [{"Principal": [policy]}]
    for rule in parsed if isinstance(parsed, list) else ():
        if not isinstance(rule, Mapping):
            continue
        if str(rule.get("AllowFromPublic")).lower() == "true":
            yield _statement("AllowFromPublic", Principal("AWS", "*"))
        for text in _texts(rule.get("Principal")):
            yield _statement("it", Principal("AWS", text))


def _texts(value: object) -> Iterator[str]:
    """The values of an attribute: one, a list, or a text with commas between them."""
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, str) and is_known(value):
        yield from (part.strip() for part in value.split(",") if part.strip())
    elif value is not None and not isinstance(value, Mapping):
        yield str(value)


def _statement(
    name: str,
    principal: Principal,
    actions: tuple[str, ...] = (),
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...] = (),
) -> Statement:
    return Statement("", "Allow", actions, (), (), (), (principal,), (), conditions, name)
