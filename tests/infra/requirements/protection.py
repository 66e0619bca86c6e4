"""Encryption, permissions, networks and logs (R35 to R54)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import add, leave_out, put, reword, take
from tests.infra.requirements.model import Proof, Requirement
from tests.infra.requirements.predicates import latency_is_watched_in_each_region

SECURITY: Final = "tests/infra/test_security.py"
AWS_KEY: Final = "alias/aws/sns"
OPEN: Final = "0.0.0.0/0"
ELSEWHERE: Final = "arn:aws:sns:sa-east-1:${data.aws_caller_identity.current.account_id}:payments-alerts-zq7"


REQUIREMENTS: Final = (
    Requirement(
        "R35",
        (
            Proof(put("aws_sns_topic", "kms_master_key_id", AWS_KEY)),
            Proof(leave_out("aws_sqs_queue", "kms_master_key_id")),
            Proof(leave_out("aws_cloudwatch_event_bus", "kms_key_identifier")),
            Proof(leave_out("aws_cloudwatch_log_group", "kms_key_id")),
            Proof(take("aws_s3_bucket_server_side_encryption_configuration", of="personal")),
            Proof(leave_out("aws_dynamodb_table_replica", "kms_key_arn")),
            Proof(leave_out("aws_lambda_function", "kms_key_arn")),
            Proof(leave_out("aws_sfn_state_machine", "encryption_configuration")),
        ),
    ),
    Requirement(
        "R36",
        (
            Proof(leave_out("aws_dynamodb_table", "server_side_encryption.kms_key_arn")),
            Proof(put("aws_dynamodb_table", "server_side_encryption.enabled", False)),
        ),
    ),
    Requirement(
        "R37",
        (
            Proof(put("aws_kms_key", "enable_key_rotation", False)),
            Proof(take("aws_kms_alias")),
            Proof(reword("aws_dynamodb_table_replica", "kms_key_arn", "eu_west_1", "us_east_1")),
        ),
    ),
    Requirement(
        "R38",
        (
            Proof(leave_out("aws_kms_key", "policy")),
            Proof(
                reword("aws_kms_key", "policy", '"kms:Decrypt"', '"kms:*"'),
                rules=("iam-wildcard-actions", "iam-exact-actions"),
            ),
            Proof(reword("aws_kms_key", "policy", '"AWS": "arn:', '"AWS": "*", "Also": "arn:')),
        ),
    ),
    Requirement(
        "R39",
        (
            Proof(take("aws_s3_bucket_policy")),
            Proof(reword("aws_sns_topic_policy", "policy", '"aws:SecureTransport": "false"', '"a:b": "c"')),
            Proof(reword("aws_sqs_queue_policy", "policy", '"Effect": "Deny"', '"Effect": "Allow"')),
            Proof(put("aws_api_gateway_domain_name", "security_policy", "TLS_1_0")),
            Proof(put("aws_route53_health_check", "type", "HTTP")),
        ),
        {"T": ("tests/policies/test_rules.py::test_each_example_is_judged_as_it_says",)},
    ),
    Requirement(
        "R40",
        (
            Proof(reword("aws_iam_role_policy", "policy", '"logs:PutLogEvents"', '"logs:*"')),
            Proof(reword("aws_iam_role_policy", "policy", '"logs:PutLogEvents"', '"logs:Put*"')),
            Proof(reword("aws_iam_role_policy", "policy", '"Action"', '"NotAction"')),
            Proof(
                add(
                    "aws_iam_role_policy_attachment",
                    role="${aws_iam_role.flow_log_role.name}",
                    policy_arn="arn:${data.aws_partition.partition.partition}:iam::aws:policy/AdministratorAccess",
                )
            ),
        ),
        {"T": ("tests/infra/test_policy_document.py::test_r40_a_wildcard_action_cannot_be_allowed",)},
    ),
    Requirement(
        "R41",
        (
            Proof(
                reword("aws_iam_role_policy", "policy", "${aws_cloudwatch_log_group.flow_log_group.arn}", "*")
            ),
            Proof(
                reword(
                    "aws_iam_role_policy",
                    "policy",
                    '"Action": ["logs:CreateLogStream", ',
                    '"Action": ["iam:PassRole", ',
                )
            ),
        ),
    ),
    Requirement(
        "R42",
        (
            Proof(reword("aws_iam_role", "assume_role_policy", '"aws:Source', '"aws:Other')),
            Proof(
                reword(
                    "aws_iam_role",
                    "assume_role_policy",
                    '{"Service": "vpc-flow-logs.amazonaws.com"}',
                    '{"AWS": "*"}',
                )
            ),
        ),
    ),
    Requirement(
        "R43",
        (
            Proof(put("aws_s3_bucket_public_access_block", "block_public_policy", False)),
            Proof(take("aws_s3_bucket_public_access_block")),
            Proof(put("aws_s3_bucket_ownership_controls", "rule.object_ownership", "ObjectWriter")),
        ),
    ),
    Requirement(
        "R44",
        (
            Proof(put("aws_s3_bucket_versioning", "versioning_configuration.status", "Suspended")),
            Proof(take("aws_s3_bucket_lifecycle_configuration")),
            Proof(
                leave_out("aws_s3_bucket_lifecycle_configuration", "rule.0.abort_incomplete_multipart_upload")
            ),
        ),
    ),
    Requirement(
        "R45",
        (
            Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", OPEN)),
            Proof(leave_out("aws_security_group", "description")),
            Proof(
                add(
                    "aws_vpc_security_group_egress_rule",
                    security_group_id="${aws_security_group.endpoints_group.id}",
                    ip_protocol="-1",
                    cidr_ipv4=OPEN,
                    description="everything",
                )
            ),
            Proof(
                put(
                    "aws_default_security_group",
                    "ingress",
                    [{"protocol": "-1", "from_port": 0, "to_port": 0}],
                )
            ),
        ),
        {"T": ("tests/infra/test_network.py::test_r45_endpoints_take_https_from_their_vpc_and_call_nobody",)},
    ),
    Requirement(
        "R46",
        (
            Proof(put("aws_cloudwatch_log_group", "retention_in_days", 30)),
            Proof(put("aws_flow_log", "traffic_type", "ACCEPT")),
            Proof(take("aws_flow_log")),
            Proof(leave_out("aws_s3_bucket_notification", "eventbridge")),
            Proof(take("aws_s3_bucket_logging")),
            Proof(leave_out("aws_lambda_function", "logging_config.log_group")),
            Proof(put("aws_sfn_state_machine", "logging_configuration.level", "ERROR")),
            Proof(leave_out("aws_api_gateway_stage", "access_log_settings")),
            Proof(take("aws_wafv2_web_acl_logging_configuration")),
            Proof(put("aws_lambda_function", "tracing_config.mode", "PassThrough")),
        ),
    ),
    Requirement(
        "R48",
        (
            Proof(put("aws_lambda_function", "reserved_concurrent_executions", -1)),
            Proof(put("aws_lambda_function", "reserved_concurrent_executions", 0)),
            Proof(leave_out("aws_lambda_function", "reserved_concurrent_executions")),
        ),
    ),
    Requirement(
        "R49",
        (Proof(put("aws_lambda_function", "reserved_concurrent_executions", 6)),),
    ),
    Requirement(
        "R50",
        (
            Proof(
                put("aws_cloudwatch_metric_alarm", "extended_statistic", "p50", of="api_latency"),
                latency_is_watched_in_each_region,
            ),
            Proof(
                leave_out("aws_cloudwatch_metric_alarm", "alarm_actions", of="api_latency"),
                latency_is_watched_in_each_region,
            ),
        ),
    ),
    Requirement(
        "R51",
        (
            Proof(leave_out("aws_cloudwatch_metric_alarm", "alarm_actions")),
            Proof(leave_out("aws_cloudwatch_metric_alarm", "treat_missing_data")),
            Proof(put("aws_cloudwatch_metric_alarm", "alarm_actions", [ELSEWHERE])),
            Proof(put("aws_cloudwatch_metric_alarm", "alarm_actions", []), rules=("alarms-actions",)),
            Proof(put("aws_cloudwatch_metric_alarm", "alarm_description", "Nobody pays.")),
            Proof(take("aws_sns_topic_subscription", of=".alerts_to_inbox"), rules=("sns-subscribed",)),
        ),
    ),
    Requirement(
        "R52",
        (
            Proof(put("aws_dynamodb_table", "point_in_time_recovery.enabled", False)),
            Proof(leave_out("aws_dynamodb_table_replica", "point_in_time_recovery")),
        ),
    ),
    Requirement(
        "R53",
        (
            Proof(put("aws_dynamodb_table", "billing_mode", "PROVISIONED")),
            Proof(add("aws_appautoscaling_target", service_namespace="dynamodb")),
        ),
    ),
    Requirement(
        "R54",
        (
            Proof(take("aws_vpc_endpoint", of="dynamodb")),
            Proof(put("aws_vpc_endpoint", "route_table_ids", [], of="s3")),
        ),
    ),
)
