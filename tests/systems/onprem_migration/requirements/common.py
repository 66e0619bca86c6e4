"""Requirements of every system (R1 to R60, R152), as `onprem_migration` shows them."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements import aurora, state
from tests.infra.requirements.edits import add, forget, in_stack, leave_out, put, reword, take
from tests.infra.requirements.inherited import other, same
from tests.infra.requirements.model import Proof, Requirement
from tests.infra.requirements.predicates import (
    machines_wait_for_what_they_may_do,
)
from tests.systems.onprem_migration.requirements.predicates import (
    everything_is_in_us_east_1,
    latency_is_watched,
    outputs_are_what_they_say,
    the_suffix_is_a_tag_of,
)

PARAMETERS: Final = "tests/handlers/adapters/test_parameters.py"
STACKS: Final = "tests/systems/onprem_migration/test_stacks.py"
FUNCTION: Final = "aws_lambda_function"
CLUSTER: Final = "aws_rds_cluster"
MANAGED: Final = "arn:${data.aws_partition.partition.partition}:iam::aws:policy/"
ELSEWHERE: Final = "arn:aws:kms:sa-east-1:${data.aws_caller_identity.current.account_id}:key/1"
OPEN: Final = "0.0.0.0/0"
ROLE: Final = "${aws_iam_role.rds_cluster_monitoring_role.name}"

REQUIREMENTS: Final = (
    *map(same, ("R1", "R3", "R5", "R6", "R11", "R16", "R20", "R25", "R28", "R43", "R44", "R48", "R49")),
    *map(same, ("R56", "R58", "R60")),
    *state.REQUIREMENTS,
    Requirement(
        "R2",
        carried={"X": ("tests/architecture/test_structure.py::test_r1_the_program_is_python_for_cdktf",)},
    ),
    Requirement(
        "R9",
        (
            Proof(put(FUNCTION, "environment.variables", {"LEDGER_TABLE": "onp-ledger-zq7"}, of="validate")),
            Proof(
                put(
                    FUNCTION,
                    "environment.variables.PARAMETER_LEDGER_TABLE",
                    "${data.aws_ssm_parameter.ledger.value}",
                    of="validate",
                )
            ),
            Proof(
                put(FUNCTION, "environment.variables.PARAMETER_LEDGER_TABLE", "/onp/zq7/OTHER", of="validate")
            ),
            Proof(put("aws_ssm_parameter", "type", "SecureString")),
            Proof(put("aws_ssm_parameter", "name", "LEDGER_TABLE", of="ledger")),
            Proof(reword("aws_iam_role_policy", "policy", "ssm:GetParameters", "ssm:GetParameterHistory")),
            Proof(take("aws_ssm_parameter", of="ledger"), rules=("terraform-dangling-reference",)),
        ),
        {
            "H": (
                f"{PARAMETERS}::test_a_function_knows_a_changed_parameter_and_names_a_missing_one",
                f"{PARAMETERS}::test_missing_ones_are_named_together_and_their_values_are_not",
                f"{PARAMETERS}::test_while_the_store_does_not_answer_the_known_ones_hold",
            )
        },
    ),
    other("R10", Proof(reword("aws_sns_topic", "name", "onp-", "prod-onp-"))),
    other("R12", Proof(reword("aws_s3_bucket", "bucket", "use1", "us-east-1"))),
    other(
        "R13",
        Proof(
            reword("aws_s3_bucket_policy", "bucket", "code_bucket.id", "coded_bucket.id"),
            rules=("terraform-dangling-reference",),
        ),
        Proof(
            put("aws_api_gateway_integration", "connection_id", "${aws_apigatewayv2_vpc_link.gone.id}"),
            rules=("terraform-dangling-reference",),
        ),
    ),
    other(
        "R14",
        Proof(put(CLUSTER, "depends_on", [])),
        Proof(
            put(
                "aws_lb_listener", "certificate_arn", "${aws_acm_certificate.alb_certificate.arn}", of="https"
            )
        ),
        Proof(leave_out("aws_sfn_state_machine", "depends_on"), machines_wait_for_what_they_may_do),
        Proof(put("aws_dms_replication_instance", "depends_on", []), rules=("dms-log-group",)),
    ),
    other(
        "R15",
        Proof(in_stack("provider.aws.0.region", "us-east-2", of="-database"), everything_is_in_us_east_1),
        Proof(in_stack("provider.aws.0.region", "${var.region}")),
    ),
    Requirement(
        "R17",
        tuple(
            Proof(leave_out(kind, "tags.EnvironmentSuffix"), the_suffix_is_a_tag_of(kind))
            for kind in ("aws_vpc", "aws_subnet", "aws_internet_gateway", "aws_eip", "aws_nat_gateway")
        )
        + tuple(
            Proof(reword(kind, "tags.Name", "zq7", "zq8"), the_suffix_is_a_tag_of(kind))
            for kind in ("aws_route_table", "aws_kms_key")
        ),
    ),
    other(
        "R18",
        Proof(put("aws_lb", "name", "onp-" + "x" * 30 + "-zq7")),
        Proof(reword("aws_s3_bucket", "bucket", "onp-", "Onp-")),
    ),
    other(
        "R19",
        Proof(leave_out("aws_lb", "tags.CostCenter")),
        Proof(leave_out(CLUSTER, "tags.Environment")),
        Proof(put("aws_dms_endpoint", "tags.Region", "eu-west-1")),
    ),
    Requirement(
        "R23", (Proof(leave_out(CLUSTER, "tags.CostCenter")), Proof(put("aws_lb", "tags.CostCenter", "")))
    ),
    other(
        "R24",
        Proof(put("aws_s3_bucket", "force_destroy", False, of="audit")),
        Proof(put("aws_dynamodb_table", "lifecycle", {"prevent_destroy": True})),
        Proof(put("aws_cloudwatch_log_group", "skip_destroy", True)),
    ),
    other(
        "R26",
        Proof(put(CLUSTER, "deletion_protection", True)),
        Proof(put("aws_lb", "enable_deletion_protection", True)),
        Proof(put("aws_dynamodb_table", "deletion_protection_enabled", True)),
    ),
    other(
        "R27",
        Proof(put(CLUSTER, "skip_final_snapshot", False)),
        Proof(leave_out(CLUSTER, "skip_final_snapshot")),
    ),
    other(
        "R29",
        Proof(add("aws_secretsmanager_secret", to="-database", name="onp-database-zq7")),
        Proof(add("random_password", to="-database", length=32)),
        T=(f"{STACKS}::test_r29_secrets_are_looked_up_by_their_configured_names",),
    ),
    other(
        "R30",
        Proof(put(CLUSTER, "master_password", "hunter2-hunter2")),
        Proof(put(CLUSTER, "master_password_wo", "hunter2-hunter2")),
        Proof(put("aws_dms_endpoint", "password", "hunter2-hunter2")),
        Proof(put(FUNCTION, "environment.variables.DB_PASSWORD", "hunter2-hunter2")),
    ),
    other(
        "R31",
        Proof(add("aws_guardduty_detector", to="-storage", enable=True)),
        Proof(add("aws_api_gateway_account", to="-compute")),
    ),
    other(
        "R32",
        Proof(
            add(
                "aws_iam_role_policy_attachment",
                to="-database",
                role=ROLE,
                policy_arn=f"{MANAGED}AWS_ConfigRole",
            )
        ),
    ),
    other(
        "R35",
        Proof(leave_out("aws_sns_topic", "kms_master_key_id")),
        Proof(leave_out("aws_sqs_queue", "kms_master_key_id")),
        Proof(leave_out("aws_cloudwatch_event_bus", "kms_key_identifier")),
        Proof(leave_out("aws_cloudwatch_log_group", "kms_key_id")),
        Proof(take("aws_s3_bucket_server_side_encryption_configuration", of="audit")),
        Proof(leave_out(FUNCTION, "kms_key_arn")),
        Proof(leave_out("aws_sfn_state_machine", "encryption_configuration")),
        Proof(leave_out(CLUSTER, "kms_key_id")),
        Proof(leave_out("aws_rds_cluster_instance", "performance_insights_kms_key_id")),
        Proof(leave_out("aws_dms_replication_instance", "kms_key_arn")),
        Proof(leave_out("aws_dms_endpoint", "kms_key_arn")),
    ),
    other(
        "R36",
        *same("R36").proofs,
        Proof(leave_out(CLUSTER, "kms_key_id")),
        Proof(put(CLUSTER, "storage_encrypted", False)),
    ),
    other(
        "R37",
        *same("R37").proofs[:2],
        Proof(put(CLUSTER, "kms_key_id", ELSEWHERE)),
    ),
    other(
        "R39",
        *same("R39").proofs[:3],
        Proof(put("aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-2016-08", of="https")),
        Proof(put("aws_lb_listener", "protocol", "HTTP", of="https")),
        Proof(put("aws_lb_target_group", "protocol", "HTTP", of="legacy")),
        Proof(put("aws_rds_cluster_parameter_group", "parameter.0.value", "0")),
        Proof(put("aws_dms_endpoint", "ssl_mode", "none", of="source")),
        Proof(put("aws_dms_endpoint", "ssl_mode", "require", of="target")),
        Proof(leave_out("aws_dms_endpoint", "certificate_arn", of="source")),
    ),
    other(
        "R40",
        *same("R40").proofs[:3],
        Proof(
            add(
                "aws_iam_role_policy_attachment",
                to="-database",
                role=ROLE,
                policy_arn=f"{MANAGED}AdministratorAccess",
            )
        ),
    ),
    other(
        "R41",
        Proof(
            reword(
                "aws_iam_role_policy", "policy", "${data.aws_secretsmanager_secret.rotation_secret.arn}", "*"
            )
        ),
        Proof(reword("aws_iam_role_policy", "policy", '["logs:CreateLogStream", ', '["iam:PassRole", ')),
    ),
    other(
        "R42",
        Proof(
            reword("aws_iam_role", "assume_role_policy", '"aws:Source', '"aws:Other', of="monitoring_role")
        ),
        Proof(reword("aws_iam_role", "assume_role_policy", '"aws:Source', '"aws:Other', of="migration_role")),
        Proof(
            reword(
                "aws_iam_role",
                "assume_role_policy",
                '{"Service": "dms.us-east-1.amazonaws.com"}',
                '{"AWS": "*"}',
            )
        ),
    ),
    other(
        "R45",
        Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", OPEN, of="endpoints")),
        Proof(
            put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", "10.0.0.0/16", of="alb_group_from"),
            rules=("api-private-integration",),
        ),
        Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", OPEN, of="rds_cluster_group")),
        *same("R45").proofs[1:2],
        Proof(
            put("aws_default_security_group", "ingress", [{"protocol": "-1", "from_port": 0, "to_port": 0}])
        ),
        T=(f"{STACKS}::test_r45_each_group_lets_through_what_it_needs",),
    ),
    other(
        "R46",
        Proof(put("aws_cloudwatch_log_group", "retention_in_days", 30)),
        Proof(put("aws_flow_log", "traffic_type", "ACCEPT")),
        Proof(take("aws_flow_log")),
        Proof(leave_out("aws_s3_bucket_notification", "eventbridge")),
        Proof(take("aws_s3_bucket_logging")),
        Proof(leave_out(FUNCTION, "logging_config.log_group")),
        Proof(put("aws_sfn_state_machine", "logging_configuration.level", "ERROR")),
        Proof(leave_out("aws_api_gateway_stage", "access_log_settings")),
        Proof(put("aws_lb", "access_logs.enabled", False)),
        Proof(leave_out("aws_lb", "connection_logs")),
        Proof(put(CLUSTER, "enabled_cloudwatch_logs_exports", [])),
        Proof(take("aws_cloudwatch_log_group", of="migration_log")),
        Proof(take("aws_wafv2_web_acl_logging_configuration")),
    ),
    other(
        "R50",
        *(
            Proof(edit, latency_is_watched)
            for alarm in ("api_latency", "integration_latency", "response_time")
            for edit in (
                put("aws_cloudwatch_metric_alarm", "extended_statistic", "p50", of=alarm),
                take("aws_cloudwatch_metric_alarm", of=alarm),
            )
        ),
        Proof(
            leave_out("aws_cloudwatch_metric_alarm", "alarm_actions", of="api_latency"),
            rules=("alarms-actions",),
        ),
    ),
    other("R51", *same("R51").proofs[:5], Proof(take("aws_sns_topic_subscription"))),
    other("R52", Proof(put("aws_dynamodb_table", "point_in_time_recovery.enabled", False))),
    other("R53", Proof(put("aws_dynamodb_table", "billing_mode", "PROVISIONED"))),
    other(
        "R54",
        *same("R54").proofs,
        Proof(
            add(
                "aws_nat_gateway",
                to="-network",
                allocation_id="${aws_eip.nat_address.id}",
                subnet_id="${aws_subnet.public_2.id}",
            )
        ),
    ),
    aurora.SERVERLESS,
    Requirement(
        "R57",
        carried={"T": ("rehearsal/tests/test_integration.py::test_passed_and_not_provable_are_told_apart",)},
    ),
    Requirement("R59", (Proof(forget("vpc_id", of="-network"), outputs_are_what_they_say),)),
)
