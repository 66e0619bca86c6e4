"""What people decided of types: where it is said, neither a name nor an argument decides.

Every type of our stacks is here, or its powers are what its name says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.types.table import Power

_STORES, _GRANTS, _COPIES, _CONNECTS, _RUNS = Power

HARMLESS: Final[Mapping[str, str]] = {
    "aws_acm_certificate_validation": "it waits until a certificate is issued",
    "aws_api_gateway_base_path_mapping": "it names a stage; who may call is said by the API's methods",
    "aws_api_gateway_client_certificate": "the API shows it to its backends; no caller is let in by it",
    "aws_api_gateway_documentation_part": "it describes",
    "aws_api_gateway_documentation_version": "it describes",
    "aws_api_gateway_gateway_response": "what a refused caller is told",
    "aws_api_gateway_integration_response": "how an answer is shaped",
    "aws_api_gateway_method_response": "how an answer is shaped",
    "aws_api_gateway_model": "what a request must look like",
    "aws_api_gateway_request_validator": "what of a request is checked",
    "aws_api_gateway_resource": "a path; its methods are judged",
    "aws_api_gateway_usage_plan": "it throttles",
    "aws_apigatewayv2_api_mapping": "it names a stage; who may call is said by the API's routes",
    "aws_appautoscaling_policy": "when more of the same are started",
    "aws_appautoscaling_scheduled_action": "when more of the same are started",
    "aws_appautoscaling_target": "how many of the same may be started",
    "aws_autoscaling_policy": "when more of the same are started",
    "aws_autoscaling_schedule": "when more of the same are started",
    "aws_backup_selection": "what a plan, which is judged, is for; its role is judged",
    "aws_backup_vault_notifications": "it tells a topic, which is judged",
    "aws_cloudfront_cache_policy": "what tells answers in the cache apart",
    "aws_cloudfront_origin_access_identity": "a name by which a bucket's policy, which is judged, lets in",
    "aws_cloudfront_origin_request_policy": "what of a request its origin is told",
    "aws_cloudwatch_composite_alarm": "it looks at alarms; its actions are topics",
    "aws_cloudwatch_dashboard": "it shows metrics",
    "aws_cloudwatch_event_rule": "it selects events; its targets, which are judged, take them elsewhere",
    "aws_cloudwatch_log_metric_filter": "it counts",
    "aws_cloudwatch_log_stream": "a part of its group, which is judged",
    "aws_cloudwatch_metric_alarm": "it looks at a metric; its actions are judged all the same",
    "aws_codedeploy_app": "a name; its deployment groups deploy",
    "aws_codedeploy_deployment_config": "how fast a deployment goes",
    "aws_cognito_resource_server": "scopes that clients, which are judged, may ask for",
    "aws_cognito_user_pool_domain": "a name under which a pool, which is judged, answers",
    "aws_config_configuration_recorder_status": "the recorder, which is judged, on or off",
    "aws_dax_parameter_group": "how long a cache keeps what it has",
    "aws_db_option_group": "features of an engine",
    "aws_dynamodb_contributor_insights": "it counts",
    "aws_elasticache_parameter_group": "how an engine runs; who gets in is said by its users",
    "aws_elasticache_user_group": "users, which are judged, by one name",
    "aws_iam_instance_profile": "a role, which is judged, by another name",
    "aws_iam_service_linked_role": "AWS itself says what it may do and who takes it on",
    "aws_kms_alias": "a name of a key, which is judged",
    "aws_lambda_alias": "a name of a version, judged at its function",
    "aws_lambda_provisioned_concurrency_config": "how many copies are kept warm",
    "aws_lb_listener_certificate": "one more name that a listener answers to",
    "aws_memorydb_acl": "users, which are judged, by one name",
    "aws_memorydb_parameter_group": "how an engine runs; who gets in is said by its users",
    "aws_neptune_parameter_group": "how an engine runs; who gets in is said by its cluster's",
    "aws_placement_group": "where instances stand",
    "aws_rds_cluster_role_association": "a role, which is judged, that a cluster takes on",
    "aws_route_table_association": "which subnet a route table, which is judged, is for",
    "aws_main_route_table_association": "which VPC a route table, which is judged, is for",
    "aws_route53_health_check": "it asks an address whether it answers",
    "aws_route53_record": "it names an address; it opens none",
    "aws_route53_zone": "it holds names",
    "aws_scheduler_schedule_group": "a name for schedules",
    "aws_service_discovery_http_namespace": "it holds names",
    "aws_sfn_activity": "a name that workers ask for; they are let in by IAM",
    "aws_sfn_alias": "a name of a version of a state machine, which is judged",
    "aws_signer_signing_job": "what a profile, which is judged, signs",
    "aws_vpc_dhcp_options_association": "which VPC the options are for",
    "aws_xray_group": "it selects traces",
    "aws_xray_sampling_rule": "it selects traces",
    "terraform_data": "a value that Terraform remembers; a provisioner in it fails under its own rule",
    "data.terraform_remote_state": "it reads the outputs of another stack",
    "ephemeral.aws_secretsmanager_secret_version": "it reads a secret that no state keeps",
}
"""Types without a power, and why."""

POWERS: Final[Mapping[str, tuple[Power, ...]]] = {
    "aws_api_gateway_deployment": (_GRANTS,),
    "aws_api_gateway_domain_name": (_GRANTS,),
    "aws_api_gateway_integration": (_COPIES, _RUNS),
    "aws_api_gateway_method": (_GRANTS,),
    "aws_api_gateway_rest_api": (_GRANTS,),
    "aws_api_gateway_rest_api_put": (_GRANTS,),
    "aws_alb_target_group_attachment": (_CONNECTS,),
    "aws_autoscaling_attachment": (_CONNECTS,),
    "aws_autoscaling_traffic_source_attachment": (_CONNECTS,),
    "aws_chimesdkvoice_sip_rule": (_RUNS,),
    "aws_codedeploy_deployment_group": (_RUNS,),
    "aws_customerprofiles_profile": (_STORES,),
    "aws_db_parameter_group": (_GRANTS,),
    "aws_db_subnet_group": (_CONNECTS,),
    "aws_directory_service_region": (_COPIES,),
    "aws_directory_service_shared_directory": (_GRANTS,),
    "aws_ec2_instance_state": (_RUNS,),
    "aws_efs_mount_target": (_CONNECTS,),
    "aws_elasticache_user_group_association": (_GRANTS,),
    "aws_elb_attachment": (_CONNECTS,),
    "aws_fsx_backup": (_STORES,),
    "aws_iam_group_policies_exclusive": (_GRANTS,),
    "aws_iam_role_policies_exclusive": (_GRANTS,),
    "aws_iam_user_policies_exclusive": (_GRANTS,),
    "aws_lakeformation_data_cells_filter": (_GRANTS,),
    "aws_lakeformation_lf_tag": (_GRANTS,),
    "aws_lakeformation_resource_lf_tag": (_GRANTS,),
    "aws_lakeformation_resource_lf_tags": (_GRANTS,),
    "aws_lambda_code_signing_config": (_RUNS,),
    "aws_lambda_event_source_mapping": (_COPIES, _RUNS),
    "aws_lb": (_GRANTS,),
    "aws_lb_listener": (_GRANTS,),
    "aws_lb_listener_rule": (_GRANTS,),
    "aws_lb_target_group": (_CONNECTS,),
    "aws_lb_target_group_attachment": (_CONNECTS,),
    "aws_lightsail_lb_attachment": (_CONNECTS,),
    "aws_medialive_multiplex": (_COPIES,),
    "aws_msk_scram_secret_association": (_GRANTS,),
    "aws_msk_single_scram_secret_association": (_GRANTS,),
    "aws_prometheus_alert_manager_definition": (_COPIES,),
    "aws_rds_cluster": (_STORES, _GRANTS),
    "aws_rds_cluster_instance": (_STORES, _GRANTS),
    "aws_rds_cluster_parameter_group": (_GRANTS,),
    "aws_rds_global_cluster": (_STORES, _COPIES),
    "aws_route53profiles_association": (_CONNECTS,),
    "aws_s3_bucket_ownership_controls": (_GRANTS,),
    "aws_s3_bucket_public_access_block": (_GRANTS,),
    "aws_s3_bucket_versioning": (_STORES,),
    "aws_s3_bucket_lifecycle_configuration": (_STORES,),
    "aws_s3_bucket_server_side_encryption_configuration": (_STORES,),
    "aws_secretsmanager_secret_rotation": (_RUNS,),
    "aws_signer_signing_profile": (_GRANTS,),
    "aws_verifiedpermissions_schema": (_GRANTS,),
    "aws_workspacesweb_network_settings": (_CONNECTS,),
    "aws_workspacesweb_network_settings_association": (_CONNECTS,),
}
"""Types with a power that their names and arguments do not say, or say otherwise."""

AT_THE_OWNER: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_dynamodb_resource_policy": ("data-personal-denied",),
    "aws_lambda_function_event_invoke_config": ("functions-scheduled-once", "functions-dead-letter"),
    "aws_s3_bucket_lifecycle_configuration": ("s3-lifecycle",),
    "aws_s3_bucket_logging": ("s3-access-logging",),
    "aws_s3_bucket_ownership_controls": ("s3-ownership",),
    "aws_s3_bucket_policy": ("s3-tls-only",),
    "aws_s3_bucket_public_access_block": ("s3-public-access-block",),
    "aws_s3_bucket_server_side_encryption_configuration": ("s3-encryption",),
    "aws_s3_bucket_versioning": ("s3-versioning",),
    "aws_signer_signing_profile": ("functions-code-signing",),
    "aws_sns_topic_policy": ("sns-tls-only", "sns-policy-present"),
    "aws_sqs_queue_policy": ("sqs-tls-only", "sqs-senders"),
    "aws_sqs_queue_redrive_allow_policy": ("sqs-redrive-allow",),
    "aws_wafv2_web_acl_association": ("api-firewall",),
    "aws_wafv2_web_acl_logging_configuration": ("waf-logging",),
}
"""Types that are judged where their owner is: a bucket's versioning at the bucket. With the rules that do."""

OF_NO_POWER: Final = (
    *("naming-", "tags-", "parity-", "data-", "vpc-isolated"),
    *("terraform-deletion-protection", "terraform-final-snapshot", "terraform-protected-from-destroy"),
    "terraform-switched-off",
)
"""How the ids of rules begin that judge no power: they look at names, tags or what outlives a stack, or at
what the settings of a system class, and say nothing of other systems."""

UPKEEP: Final = frozenset(
    f"CKV_AWS_{number}"
    for number in (
        *(23, 65, 75, 91, 92, 115, 120, 126, 135, 138, 139, 141, 143, 150, 152, 153, 157, 172, 207, 208),
        *(216, 217, 222, 225, 226, 233, 237, 261, 293, 305, 310, 312, 313, 315, 318, 319, 320, 322),
        *(326, 332, 339, 340, 344, 353, 362),
    )
)
"""checkov's checks of descriptions, costs, availability and versions: they say nothing of a power."""
