"""Every attribute of the provider that is named like a grant is in the table, or is here with a reason."""

from __future__ import annotations

import re

import pytest

from policies.arn import matches
from policies.bindings import bindings
from policies.grants import ACCESS

pytestmark = pytest.mark.synth

NAMED = re.compile(
    r"(?:^|[_.])(?:principals?|principal_(?:arns?|ids?|identifier)|grantee|acl|accounts?|account_ids?|owner_account|"
    r"owner_id|master_id|registry_id|consumer_(?:arn|identifier)|organization_arns?|organizational_unit_arns?|"
    r"user_ids?|visibility|unauthenticated_identities|bucket_owner)$"
)
NEITHER = {
    "whose bucket it has to be, or fails": ("*.expected_bucket_owner", "*.expected_source_bucket_owner"),
    "the account that it configures": (
        *("aws_account_*.account_id", "aws_budgets_*.account_id", "aws_quicksight_*.aws_account_id"),
        *("aws_s3_account_public_access_block.account_id", "aws_s3_access_point.account_id"),
        *("aws_s3control_*.account_id", "aws_datazone_environment_profile.aws_account_id"),
        *(
            "aws_redshift_partner.account_id",
            "aws_redshift_cluster.owner_account",
            "aws_vpc_ipam.metered_account",
        ),
        *("aws_default_vpc_dhcp_options.owner_id", "aws_ssmincidents_response_plan.*.target_account"),
        *("aws_opensearch_outbound_connection.local_domain_info.owner_id",),
        *("aws_fis_target_account_configuration.account_id", "aws_cloudformation_stack_*accounts"),
        *(
            "aws_cloudformation_stack_set_instance.account_id",
            "aws_servicecatalog_provisioned_product.*accounts",
        ),
        "aws_imagebuilder_distribution_configuration.distribution.fast_launch_configuration.account_id",
    ),
    "whom it watches, or leaves out": (
        *(
            "aws_accessanalyzer_analyzer.*",
            "aws_backup_report_plan.*",
            "aws_ce_anomaly_subscription.account_id",
        ),
        *(
            "aws_cloudwatch_metric_alarm.metric_query.account_id",
            "aws_config_*accounts",
            "aws_*_member*.account_id",
        ),
        *("aws_config_configuration_aggregator.*", "aws_computeoptimizer_*", "aws_costoptimizationhub_*"),
        *("aws_fms_policy.*", "aws_imagebuilder_lifecycle_policy.*", "aws_inspector2_enabler.account_ids"),
        *(
            "aws_invoicing_invoice_unit.*",
            "aws_macie2_classification_job.*",
            "aws_networkflowmonitor_scope.*",
        ),
        "aws_securitylake_aws_log_source.source.accounts",
    ),
    "from whom it reads": (
        *("*.bucket_owner_account_id", "aws_dynamodb_table.import_table.*", "aws_glue_crawler.*account_id"),
        *("aws_redshiftserverless_endpoint_access.owner_account",),
        *("aws_redshift_data_share_consumer_association.*", "aws_location_tracker_association.consumer_arn"),
    ),
    "a user, a group or a machine of a directory of ours": (
        *("aws_appflow_connector_profile.*user_id", "aws_connect_*user_id", "aws_elasticache_user*"),
        *("aws_grafana_*", "aws_iot_thing_principal_attachment.principal", "aws_ssoadmin_*.principal_id"),
        *("aws_datasync_location_hdfs.kerberos_principal", "aws_sns_platform_application.platform_principal"),
        *("aws_eks_*service_account", "aws_storagegateway_nfs_file_share.*owner_id"),
    ),
    "a service of AWS": (
        *("aws_acmpca_permission.principal", "aws_organizations_delegated_administrator.service_principal"),
        *(
            "aws_organizations_organization.aws_service_access_principals",
            "aws_ses_receipt_rule.*organization_arn",
        ),
        "aws_cognito_user_pool.email_configuration.email_sending_account",
    ),
    "a switch, beside whom it names elsewhere": (
        *(
            "aws_ram_resource_share.allow_external_principals",
            "aws_servicecatalog_portfolio_share.share_principals",
        ),
    ),
    "how it is shown, or reached": (
        *("aws_appsync_graphql_api.visibility", "aws_ssoadmin_application.*visibility"),
        *("aws_storagegateway_gateway.*visibility",),
    ),
    "a certificate revocation list, which is for everybody": ("aws_acmpca_certificate_authority.*acl",),
    "a condition of its neighbour": ("aws_lambda_permission.source_account",),
}


def test_every_attribute_that_is_named_like_a_grant_is_classed() -> None:
    patterns = [pattern for group in NEITHER.values() for pattern in group]
    named = {
        f"{kind}.{argument.path}"
        for kind, arguments in bindings().types.items()
        for argument in arguments
        if argument.kind in ("string", "boolean") and NAMED.search(argument.path)
    }
    judged = {f"{kind}.{access.path}" for kind, accesses in ACCESS.items() for access in accesses}
    unclassed = {path for path in named - judged if not any(matches(each, path) for each in patterns)}
    assert unclassed == set()
    unused = {each for each in patterns if not any(matches(each, path) for path in named - judged)}
    assert unused == set()
