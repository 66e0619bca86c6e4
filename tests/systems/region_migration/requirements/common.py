"""Requirements of every system (R1 to R60, R68, R152), as `region_migration` shows them."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements import aurora, state
from tests.infra.requirements.edits import add, forget, leave_out, put, reword, take
from tests.infra.requirements.inherited import other, same
from tests.infra.requirements.model import Proof, Requirement
from tests.systems.region_migration.requirements.predicates import (
    nothing_goes_out_to_everywhere,
    operators_find_what_they_need,
)

PHASES: Final = "tests/systems/region_migration/test_phases.py"
MANAGED: Final = "arn:${data.aws_partition.partition.partition}:iam::aws:policy/"
OPEN: Final = "0.0.0.0/0"
ALARM: Final = "aws_cloudwatch_metric_alarm"
TABLE: Final = {"name": "move-sessions-zq7", "hash_key": "id"}

REQUIREMENTS: Final = (
    *map(same, ("R1", "R3", "R5", "R11", "R16", "R20", "R25", "R28", "R31", "R43", "R44")),
    *map(same, ("R38", "R51", "R56", "R58", "R60", "R68")),
    *state.REQUIREMENTS,
    other("R10", Proof(reword("aws_sns_topic", "name", "move-", "prod-move-"))),
    other("R12", Proof(reword("aws_s3_bucket", "bucket", "use2", "us-east-2"))),
    other(
        "R13",
        Proof(
            reword("aws_s3_bucket_policy", "bucket", "audit_trails_use1.id", "audits.id"),
            rules=("terraform-dangling-reference",),
        ),
        Proof(
            put("aws_lb_listener", "load_balancer_arn", "${aws_lb.other.arn}"),
            rules=("terraform-dangling-reference",),
        ),
    ),
    other(
        "R14",
        Proof(reword("aws_flow_log", "log_destination", "flow_log_group", "gone")),
        Proof(put("aws_rds_cluster", "depends_on", [], of="database_secondary")),
        Proof(put("aws_s3_bucket_replication_configuration", "depends_on", [])),
        Proof(put("aws_lb_listener", "certificate_arn", "${aws_acm_certificate.gone.arn}", of="alb_https")),
    ),
    other(
        "R18",
        Proof(put("aws_lb", "name", "move-" + "x" * 30 + "-zq7")),
        Proof(reword("aws_s3_bucket", "bucket", "move-", "Move-")),
    ),
    other(
        "R19",
        Proof(leave_out("aws_lb", "tags.CostCenter")),
        Proof(leave_out("aws_rds_global_cluster", "tags.Environment")),
        Proof(put("aws_ecs_service", "tags.Region", "eu-west-1")),
    ),
    Requirement(
        "R22",
        (
            Proof(leave_out("aws_rds_cluster", "tags.MigrationPhase"), rules=("tags-required",)),
            Proof(leave_out("aws_ecs_service", "tags.EnvironmentSuffix"), rules=("tags-required",)),
            Proof(leave_out("aws_vpc", "tags.Project"), rules=("tags-required",)),
            Proof(put("aws_lb", "tags.Environment", "legacy")),
        ),
    ),
    other(
        "R24",
        Proof(put("aws_s3_bucket", "force_destroy", False, of="audit_trails")),
        Proof(put("aws_rds_cluster", "lifecycle", {"prevent_destroy": True})),
        Proof(put("aws_cloudwatch_log_group", "skip_destroy", True)),
    ),
    other(
        "R26",
        Proof(put("aws_rds_cluster", "deletion_protection", True)),
        Proof(put("aws_rds_global_cluster", "deletion_protection", True)),
        Proof(put("aws_lb", "enable_deletion_protection", True)),
    ),
    other(
        "R27",
        Proof(put("aws_rds_cluster", "skip_final_snapshot", False)),
        Proof(leave_out("aws_rds_cluster", "skip_final_snapshot", of="database_secondary")),
    ),
    other(
        "R29",
        Proof(add("aws_secretsmanager_secret", name="move-database-zq7")),
        Proof(add("random_password", length=32)),
        T=("tests/systems/region_migration/test_settings.py::test_r29_secrets_are_looked_up_by_their_names",),
    ),
    aurora.PASSWORD_OF_TASKS,
    other(
        "R32",
        Proof(
            add(
                "aws_iam_role_policy_attachment",
                to="-app",
                role="${aws_iam_role.deploy_role.name}",
                policy_arn=f"{MANAGED}AWSCodeDeployRoleForECS",
            )
        ),
    ),
    other(
        "R35",
        Proof(leave_out("aws_sns_topic", "kms_master_key_id")),
        Proof(leave_out("aws_sqs_queue", "kms_master_key_id")),
        Proof(leave_out("aws_cloudwatch_log_group", "kms_key_id")),
        Proof(leave_out("aws_rds_cluster", "kms_key_id", of="database_secondary")),
        Proof(leave_out("aws_rds_cluster_instance", "performance_insights_kms_key_id")),
        Proof(take("aws_s3_bucket_server_side_encryption_configuration", of="audit_trails_use2")),
    ),
    other(
        "R36",
        Proof(leave_out("aws_rds_cluster", "kms_key_id")),
        Proof(put("aws_rds_cluster", "storage_encrypted", False, of="database_secondary")),
    ),
    other(
        "R37",
        Proof(put("aws_kms_key", "enable_key_rotation", False)),
        Proof(take("aws_kms_alias")),
        Proof(reword("aws_rds_cluster", "kms_key_id", "us_east_2", "us_east_1", of="database_secondary")),
    ),
    other(
        "R39",
        Proof(take("aws_s3_bucket_policy")),
        Proof(put("aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-2016-08", of="alb_test")),
        Proof(put("aws_lb_listener", "protocol", "HTTP", of="alb_https")),
        Proof(put("aws_lb_target_group", "protocol", "HTTP", of="alb_green")),
        Proof(put("aws_rds_cluster_parameter_group", "parameter.0.value", "0", of="database_secondary")),
        Proof(put("aws_route53_health_check", "type", "HTTP")),
        Proof(reword("aws_sns_topic_policy", "policy", '"aws:SecureTransport": "false"', '"a:b": "c"')),
    ),
    other(
        "R40",
        *same("R40").proofs[:3],
        Proof(reword("aws_iam_role_policy", "policy", '"ecs:DeleteTaskSet"', '"ecs:*"', of="deploy_role")),
        Proof(reword("aws_iam_role_policy", "policy", '"s3:GetObject"', '"s3:Get*"', of="task_task_role")),
    ),
    other(
        "R41",
        Proof(reword("aws_iam_role_policy", "policy", '["logs:CreateLogStream", ', '["iam:PassRole", ')),
        Proof(
            reword("aws_iam_role_policy", "policy", "ecs-tasks.amazonaws.com", "*", of="deploy_role"),
            rules=("iam-pass-role",),
        ),
    ),
    other(
        "R42",
        Proof(reword("aws_iam_role", "assume_role_policy", '"aws:Source', '"aws:Other', of="deploy_role")),
        Proof(
            reword(
                "aws_iam_role", "assume_role_policy", '{"Service": "ecs-tasks.amazonaws.com"}', '{"AWS": "*"}'
            )
        ),
    ),
    other(
        "R45",
        Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", OPEN, of="endpoints")),
        Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", OPEN, of="testers")),
        Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", "10.1.0.0/16", of="asking_1")),
        Proof(
            put("aws_vpc_security_group_egress_rule", "cidr_ipv4", OPEN, of="outside"),
            nothing_goes_out_to_everywhere,
        ),
        Proof(leave_out("aws_security_group", "description")),
        T=(f"{PHASES}::test_r45_databases_admit_the_tasks_of_both_regions_alone",),
    ),
    other(
        "R46",
        Proof(put("aws_cloudwatch_log_group", "retention_in_days", 30)),
        Proof(put("aws_flow_log", "traffic_type", "ACCEPT")),
        Proof(leave_out("aws_s3_bucket_notification", "eventbridge")),
        Proof(take("aws_s3_bucket_logging")),
        Proof(put("aws_lb", "access_logs.enabled", False)),
        Proof(leave_out("aws_lb", "connection_logs")),
        Proof(put("aws_rds_cluster", "enabled_cloudwatch_logs_exports", [])),
        Proof(take("aws_wafv2_web_acl_logging_configuration")),
    ),
    other(
        "R50",
        Proof(put(ALARM, "extended_statistic", "p50", of="response_time")),
        Proof(take(ALARM, of="us-east-2.alarm_response_time")),
        Proof(leave_out(ALARM, "alarm_actions", of="response_time"), rules=("alarms-actions",)),
    ),
    other("R52", Proof(add("aws_dynamodb_table", billing_mode="PAY_PER_REQUEST", **TABLE))),
    other("R53", Proof(add("aws_dynamodb_table", billing_mode="PROVISIONED", **TABLE))),
    aurora.SERVERLESS,
    Requirement(
        "R57",
        carried={"T": ("rehearsal/tests/test_integration.py::test_passed_and_not_provable_are_told_apart",)},
    ),
    Requirement(
        "R59",
        tuple(
            Proof(forget(output, of=of), operators_find_what_they_need)
            for output, of in {
                "vpc_id": "-foundation-us-east-2",
                "alb_dns_name": "-app-us-east-2",
                "deploy_group_name": "-app-us-east-1",
                "database_endpoint": "-data-global",
                "transit_peering_id": "-transit-global",
                "phase": "-dns-global",
            }.items()
        ),
    ),
)
