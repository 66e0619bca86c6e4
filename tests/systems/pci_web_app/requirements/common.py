"""Requirements of every system (R1 to R60, R152), as `pci_web_app` shows them."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements import aurora, state
from tests.infra.requirements.edits import add, forget, in_stack, leave_out, put, reword, take
from tests.infra.requirements.inherited import other, same
from tests.infra.requirements.model import Proof, Requirement
from tests.systems.pci_web_app.requirements.predicates import (
    everything_is_in_us_east_1,
    nothing_goes_out_to_everywhere,
    the_nine_outputs_are_what_they_say,
    traffic_is_what_the_tiers_need,
)

APPLICATION: Final = "tests/systems/pci_web_app/test_application.py"
ELSEWHERE: Final = "arn:aws:kms:sa-east-1:${data.aws_caller_identity.current.account_id}:key/1"
MANAGED: Final = "arn:${data.aws_partition.partition.partition}:iam::aws:policy/"
OPEN: Final = "0.0.0.0/0"
REQUIREMENTS: Final = (
    *map(same, ("R1", "R3", "R5", "R11", "R16", "R20", "R25", "R28", "R31", "R43", "R44")),
    *map(same, ("R56", "R58", "R60")),
    *state.REQUIREMENTS,
    other("R10", Proof(reword("aws_sns_topic", "name", "pci-", "prod-pci-"))),
    other("R12", Proof(reword("aws_s3_bucket", "bucket", "use1", "us-east-1"))),
    other(
        "R13",
        Proof(
            reword("aws_s3_bucket_policy", "bucket", "assets_bucket.id", "asset_bucket.id"),
            rules=("terraform-dangling-reference",),
        ),
        Proof(
            put("aws_lb_listener", "load_balancer_arn", "${aws_lb.other.arn}"),
            rules=("terraform-dangling-reference",),
        ),
    ),
    other(
        "R14",
        Proof(reword("aws_flow_log", "log_destination", "flow_logs_bucket", "gone")),
        Proof(put("aws_rds_cluster", "depends_on", [])),
        Proof(
            put(
                "aws_lb_listener", "certificate_arn", "${aws_acm_certificate.alb_certificate.arn}", of="https"
            )
        ),
    ),
    other(
        "R15",
        Proof(in_stack("provider.aws.0.region", "us-east-2", of="-data"), everything_is_in_us_east_1),
        Proof(in_stack("provider.aws.0.region", "${var.region}")),
    ),
    other(
        "R18",
        Proof(put("aws_lb", "name", "pci-" + "x" * 30 + "-zq7")),
        Proof(reword("aws_s3_bucket", "bucket", "pci-", "Pci-")),
    ),
    other(
        "R19",
        Proof(leave_out("aws_lb", "tags.CostCenter")),
        Proof(leave_out("aws_rds_cluster", "tags.Environment")),
        Proof(put("aws_ecs_service", "tags.Region", "eu-west-1")),
    ),
    Requirement("R21", (Proof(leave_out("aws_rds_cluster", "tags.Project")),)),
    other(
        "R24",
        Proof(put("aws_s3_bucket", "force_destroy", False, of="assets")),
        Proof(put("aws_rds_cluster", "lifecycle", {"prevent_destroy": True})),
        Proof(put("aws_cloudwatch_log_group", "skip_destroy", True)),
    ),
    other(
        "R26",
        Proof(put("aws_rds_cluster", "deletion_protection", True)),
        Proof(put("aws_lb", "enable_deletion_protection", True)),
    ),
    other(
        "R27",
        Proof(put("aws_rds_cluster", "skip_final_snapshot", False)),
        Proof(leave_out("aws_rds_cluster", "skip_final_snapshot")),
    ),
    other(
        "R29",
        Proof(add("aws_secretsmanager_secret", name="pci-database-zq7")),
        Proof(add("random_password", length=32)),
        T=(f"{APPLICATION}::test_r29_secrets_are_looked_up_by_their_configured_names",),
    ),
    aurora.PASSWORD_OF_TASKS,
    other(
        "R32",
        Proof(
            add(
                "aws_iam_role_policy_attachment",
                to="-data",
                role="${aws_iam_role.rds_cluster_monitoring_role.name}",
                policy_arn=f"{MANAGED}AWS_ConfigRole",
            )
        ),
    ),
    other(
        "R35",
        Proof(leave_out("aws_sns_topic", "kms_master_key_id")),
        Proof(leave_out("aws_sqs_queue", "kms_master_key_id")),
        Proof(leave_out("aws_cloudwatch_log_group", "kms_key_id")),
        Proof(leave_out("aws_rds_cluster", "kms_key_id")),
        Proof(leave_out("aws_rds_cluster_instance", "performance_insights_kms_key_id")),
        Proof(take("aws_s3_bucket_server_side_encryption_configuration", of="assets")),
        Proof(
            leave_out(
                "aws_ecs_cluster",
                "configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id",
            )
        ),
    ),
    other(
        "R36",
        Proof(leave_out("aws_rds_cluster", "kms_key_id")),
        Proof(put("aws_rds_cluster", "storage_encrypted", False)),
    ),
    other(
        "R37",
        Proof(put("aws_kms_key", "enable_key_rotation", False)),
        Proof(take("aws_kms_alias")),
        Proof(put("aws_rds_cluster", "kms_key_id", ELSEWHERE)),
    ),
    other(
        "R39",
        Proof(take("aws_s3_bucket_policy")),
        Proof(put("aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-2016-08", of="https")),
        Proof(put("aws_lb_listener", "protocol", "HTTP", of="https")),
        Proof(put("aws_lb_target_group", "protocol", "HTTP")),
        Proof(put("aws_rds_cluster_parameter_group", "parameter.0.value", "OFF")),
        Proof(reword("aws_sns_topic_policy", "policy", '"aws:SecureTransport": "false"', '"a:b": "c"')),
        Proof(reword("aws_sqs_queue_policy", "policy", '"Effect": "Deny"', '"Effect": "Allow"')),
    ),
    other(
        "R40",
        *same("R40").proofs[:3],
        Proof(
            add(
                "aws_iam_role_policy_attachment",
                to="-app",
                role="${aws_iam_role.task_task_role.name}",
                policy_arn=f"{MANAGED}AdministratorAccess",
            )
        ),
    ),
    other(
        "R41",
        Proof(
            reword(
                "aws_iam_role_policy",
                "policy",
                "${data.aws_secretsmanager_secret.database_credential.arn}",
                "*",
            )
        ),
        Proof(reword("aws_iam_role_policy", "policy", '["logs:CreateLogStream", ', '["iam:PassRole", ')),
    ),
    other(
        "R42",
        Proof(reword("aws_iam_role", "assume_role_policy", '"aws:Source', '"aws:Other', of="monitoring")),
        Proof(
            reword(
                "aws_iam_role", "assume_role_policy", '{"Service": "ecs-tasks.amazonaws.com"}', '{"AWS": "*"}'
            )
        ),
    ),
    other(
        "R45",
        Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", OPEN, of="endpoints")),
        Proof(
            put("aws_vpc_security_group_egress_rule", "cidr_ipv4", OPEN, of="outside"),
            nothing_goes_out_to_everywhere,
        ),
        Proof(leave_out("aws_security_group", "description")),
        Proof(take("aws_vpc_security_group_ingress_rule", of="rds_cluster"), traffic_is_what_the_tiers_need),
        Proof(
            put("aws_default_security_group", "ingress", [{"protocol": "-1", "from_port": 0, "to_port": 0}])
        ),
        T=(f"{APPLICATION}::test_r45_each_tier_admits_the_one_before_it_on_its_port",),
    ),
    other(
        "R46",
        Proof(put("aws_cloudwatch_log_group", "retention_in_days", 30)),
        Proof(put("aws_flow_log", "traffic_type", "ACCEPT")),
        Proof(leave_out("aws_s3_bucket_notification", "eventbridge")),
        Proof(take("aws_s3_bucket_logging")),
        Proof(put("aws_lb", "access_logs.enabled", False)),
        Proof(leave_out("aws_lb", "connection_logs")),
        Proof(put("aws_rds_cluster", "enabled_cloudwatch_logs_exports", ["error"])),
        Proof(
            reword(
                "aws_ecs_task_definition", "container_definitions", '"logConfiguration"', '"noConfiguration"'
            )
        ),
        Proof(take("aws_wafv2_web_acl_logging_configuration")),
    ),
    other(
        "R50",
        Proof(put("aws_cloudwatch_metric_alarm", "extended_statistic", "p50", of="response_time")),
        Proof(take("aws_cloudwatch_metric_alarm", of="response_time")),
        Proof(
            leave_out("aws_cloudwatch_metric_alarm", "alarm_actions", of="response_time"),
            rules=("alarms-actions",),
        ),
    ),
    other(
        "R51",
        *same("R51").proofs[:5],
        Proof(take("aws_sns_topic_subscription")),
    ),
    other(
        "R52",
        Proof(
            add("aws_dynamodb_table", name="pci-sessions-zq7", hash_key="id", billing_mode="PAY_PER_REQUEST")
        ),
    ),
    other(
        "R53",
        Proof(add("aws_dynamodb_table", name="pci-sessions-zq7", hash_key="id", billing_mode="PROVISIONED")),
    ),
    other(
        "R54",
        *same("R54").proofs,
        Proof(
            add(
                "aws_nat_gateway",
                allocation_id="${aws_eip.nat_address.id}",
                subnet_id="${aws_subnet.public_2.id}",
            )
        ),
    ),
    aurora.SERVERLESS,
    Requirement(
        "R57",
        carried={"T": ("tests/integration/test_web_application.py::test_it_answers_over_https",)},
    ),
    Requirement("R59", (Proof(forget("vpc_id", of="-foundation"), the_nine_outputs_are_what_they_say),)),
)
