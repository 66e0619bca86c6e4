"""Requirements of `onprem_migration` itself (R82 to R97)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import forget, in_stack, leave_out, put, reword, take
from tests.infra.requirements.model import Proof, Requirement
from tests.systems.onprem_migration.requirements.predicates import (
    ENDS,
    OUTPUTS,
    audit_is_kept_for_90_days_and_then_archived,
    callers_are_shared_out,
    databases_have_no_way_out,
    failures_and_errors_are_told_apart,
    outputs_are_what_they_say,
    payments_are_validated_screened_and_processed,
    private_subnets_go_out_by_nat,
    requests_are_validated,
    the_balancer_is_private,
    the_dashboard_shows,
    the_database_is_moved_with_its_changes,
    the_database_is_postgresql_with_readers,
    the_ledger_has_the_indexes_of_its_queries,
    three_tiers_in_three_zones,
)

STACKS: Final = "tests/systems/onprem_migration/test_stacks.py"
ROTATION: Final = "tests/handlers/functions/rotation"
README: Final = "README.md#The migration from a data centre"
INTEGRATION: Final = "aws_api_gateway_integration"
RULE: Final = "aws_lb_listener_rule"
CLUSTER: Final = "aws_rds_cluster"
LIFECYCLE: Final = "aws_s3_bucket_lifecycle_configuration"
NAT: Final = "${aws_nat_gateway.nat.id}"
FORWARD: Final = "action.0.forward"

REQUIREMENTS: Final = (
    Requirement(
        "R82",
        (
            Proof(take("aws_subnet", of="database_3"), three_tiers_in_three_zones),
            Proof(take("aws_subnet", of="public_1"), three_tiers_in_three_zones),
            Proof(
                put(
                    "aws_subnet",
                    "availability_zone",
                    "${data.aws_availability_zones.zones.names[0]}",
                    of="_2",
                ),
                three_tiers_in_three_zones,
            ),
            Proof(
                put(
                    "aws_route_table_association",
                    "route_table_id",
                    "${aws_route_table.private_routes.id}",
                    of="database_1",
                )
            ),
            Proof(
                put(
                    "aws_route",
                    "route_table_id",
                    "${aws_route_table.database_routes.id}",
                    of="private_to_nat",
                )
            ),
            Proof(
                put("aws_route", "route_table_id", "${aws_route_table.database_routes.id}", of="on_premises"),
                databases_have_no_way_out,
            ),
        ),
    ),
    Requirement(
        "R83",
        (
            Proof(take("aws_route", of="private_to_nat"), private_subnets_go_out_by_nat),
            Proof(
                put("aws_nat_gateway", "subnet_id", "${aws_subnet.private_1.id}"),
                private_subnets_go_out_by_nat,
            ),
            Proof(
                put(
                    "aws_route",
                    "route_table_id",
                    "${aws_route_table.database_routes.id}",
                    of="private_to_nat",
                ),
                private_subnets_go_out_by_nat,
            ),
        ),
    ),
    Requirement(
        "R84",
        (
            Proof(put(CLUSTER, "engine", "aurora-mysql"), the_database_is_postgresql_with_readers),
            Proof(take("aws_rds_cluster_instance", of="_3"), the_database_is_postgresql_with_readers),
            Proof(
                put(CLUSTER, "enabled_cloudwatch_logs_exports", []), the_database_is_postgresql_with_readers
            ),
            Proof(put(CLUSTER, "backup_retention_period", 0), rules=("rds-backups",)),
            Proof(leave_out(CLUSTER, "kms_key_id"), rules=("rds-customer-key",)),
            Proof(
                put(CLUSTER, "iam_database_authentication_enabled", False), rules=("rds-iam-authentication",)
            ),
            Proof(put(CLUSTER, "engine_version", "12.4"), rules=("rds-supported-engine",)),
            Proof(
                put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", "10.0.0.0/8", of="rds_cluster_group"),
                rules=("vpc-database-reached",),
            ),
        ),
    ),
    Requirement(
        "R85",
        (
            Proof(
                leave_out("aws_dynamodb_table", "global_secondary_index", of="ledger"),
                the_ledger_has_the_indexes_of_its_queries,
            ),
            Proof(
                put("aws_dynamodb_table", "global_secondary_index.0.hash_key", "merchant", of="ledger"),
                the_ledger_has_the_indexes_of_its_queries,
            ),
            Proof(
                put("aws_dynamodb_table", "point_in_time_recovery.enabled", False, of="ledger"),
                rules=("dynamodb-point-in-time-recovery",),
            ),
        ),
    ),
    Requirement(
        "R86",
        (
            *(
                Proof(
                    take("aws_lambda_function", of=f"function_{name}"),
                    payments_are_validated_screened_and_processed,
                )
                for name in ("validate", "screen", "authorize")
            ),
            Proof(
                leave_out("aws_lambda_function", "vpc_config", of="validate"), rules=("functions-network",)
            ),
            Proof(
                leave_out("aws_lambda_function", "dead_letter_config", of="screen"),
                rules=("functions-failures-kept",),
            ),
        ),
        {
            "H": (
                "tests/handlers/functions/test_validate.py::test_r86_the_first_thing_that_is_not_in_order_is_named",
                "tests/handlers/functions/test_screen.py::test_r86_each_rule_gives_its_reason_alone",
            ),
            "T": ("tests/handlers/functions/test_screen.py::test_r86_at_its_limit_no_rule_applies",),
        },
    ),
    Requirement(
        "R87",
        (
            Proof(leave_out("aws_api_gateway_method", "request_validator_id"), requests_are_validated),
            Proof(
                put("aws_api_gateway_request_validator", "validate_request_body", False),
                requests_are_validated,
            ),
            Proof(put(INTEGRATION, "connection_type", "INTERNET")),
            Proof(leave_out(INTEGRATION, "integration_target")),
            Proof(reword(INTEGRATION, "uri", "https://", "http://")),
            Proof(reword(INTEGRATION, "uri", "private-zq7.", "internal-private-zq7.")),
            Proof(take(RULE)),
            Proof(put(RULE, "condition.0.path_pattern.values", ["/payments*"])),
            Proof(leave_out(RULE, "transform")),
            Proof(
                put(
                    "aws_vpc_security_group_ingress_rule",
                    "referenced_security_group_id",
                    "${aws_security_group.functions_group.id}",
                    of="alb_group_from",
                )
            ),
            Proof(put("aws_apigatewayv2_vpc_link", "security_group_ids", [])),
            Proof(take("aws_wafv2_web_acl_association"), rules=("api-private-integration", "api-firewall")),
            Proof(leave_out("aws_wafv2_web_acl", "rule.4")),
            Proof(
                put("aws_api_gateway_method", "authorization", "NONE", of="payments_post"),
                rules=("api-authorization",),
            ),
        ),
    ),
    Requirement(
        "R88",
        (
            Proof(put("aws_lb", "internal", False), the_balancer_is_private),
            Proof(leave_out("aws_lb", "subnets.2"), the_balancer_is_private),
            Proof(put("aws_lb_listener", "protocol", "HTTP"), the_balancer_is_private),
        ),
    ),
    Requirement(
        "R89",
        (
            Proof(put(RULE, f"{FORWARD}.target_group.0.weight", 90)),
            Proof(leave_out(RULE, f"{FORWARD}.target_group.1.weight")),
            Proof(put(RULE, f"{FORWARD}.stickiness.enabled", False)),
            Proof(leave_out(RULE, f"{FORWARD}.target_group.1"), callers_are_shared_out),
            Proof(put(RULE, f"{FORWARD}.target_group.1.weight", 100)),
        ),
        {"D": (README, "docs/runbooks.md#api-failures")},
    ),
    Requirement(
        "R90",
        (
            Proof(
                put(LIFECYCLE, "rule.0.transition.0.days", 30, of="audit"),
                audit_is_kept_for_90_days_and_then_archived,
            ),
            Proof(
                leave_out(LIFECYCLE, "rule.0.transition", of="audit"),
                audit_is_kept_for_90_days_and_then_archived,
            ),
            Proof(
                put(LIFECYCLE, "rule.0.expiration.0.days", 60, of="audit"),
                audit_is_kept_for_90_days_and_then_archived,
            ),
            Proof(
                leave_out(LIFECYCLE, "rule.0.transition", of="receipts"),
                audit_is_kept_for_90_days_and_then_archived,
            ),
        ),
    ),
    Requirement(
        "R91",
        tuple(
            Proof(
                reword("aws_cloudwatch_dashboard", "dashboard_body", old, '"Other"', of="monitoring"),
                the_dashboard_shows,
            )
            for old in ('"4XXError"', '"5XXError"', '"ReadLatency"', '"DatabaseConnections"')
        ),
    ),
    Requirement(
        "R92",
        (
            Proof(take("aws_sns_topic", of="failed_payments"), failures_and_errors_are_told_apart),
            Proof(
                put(
                    "aws_ssm_parameter",
                    "value",
                    "${data.terraform_remote_state.storage.outputs.alerts_topic_arn}",
                    of="alerts_topic",
                ),
                failures_and_errors_are_told_apart,
            ),
            Proof(
                take("aws_sns_topic_subscription", of="failed_payments"), failures_and_errors_are_told_apart
            ),
            Proof(
                leave_out("aws_sns_topic", "kms_master_key_id", of="failed_payments"),
                rules=("sns-customer-key",),
            ),
        ),
        {"H": ("tests/handlers/functions/alert/test_alert.py::test_r92_a_failed_payment_is_told",)},
    ),
    Requirement(
        "R93",
        (
            Proof(put("aws_secretsmanager_secret_rotation", "rotation_rules.automatically_after_days", 90)),
            Proof(leave_out("aws_secretsmanager_secret_rotation", "rotate_immediately")),
            Proof(take("aws_lambda_permission", of="rotation_permission")),
            Proof(leave_out("aws_lambda_permission", "source_account", of="rotation_permission")),
            Proof(
                put(
                    "aws_secretsmanager_secret_rotation",
                    "rotation_lambda_arn",
                    "${aws_lambda_alias.function_validate_live.arn}",
                )
            ),
            Proof(
                take("aws_vpc_security_group_egress_rule", of="rotation_group_to_customers"),
                rules=("vpc-database-reached",),
            ),
        ),
        {
            "H": (f"{ROTATION}/test_rotation.py::test_rotations_take_turns",),
            "T": (f"{ROTATION}/test_rotation.py::test_died_at_a_call_and_repeated",),
        },
    ),
    Requirement(
        "R94",
        (
            Proof(
                put("aws_rds_cluster_parameter_group", "parameter.4.value", "all"),
                rules=("rds-audit", "rds-audit-events"),
            ),
            Proof(
                leave_out("aws_wafv2_web_acl_logging_configuration", "redacted_fields"),
                rules=("waf-logging",),
            ),
            Proof(put("aws_dms_replication_instance", "publicly_accessible", True)),
        ),
        {
            "D": (README, "docs/rules.md#vpc-database-tier"),
            "H": (
                "tests/handlers/adapters/test_runtime.py::test_every_other_error_is_told_by_type_and_place",
            ),
        },
    ),
    Requirement(
        "R95",
        (
            Proof(take("aws_rds_cluster_instance", of="_2"), the_database_is_postgresql_with_readers),
            Proof(leave_out("aws_lb", "subnets.1"), the_balancer_is_private),
            Proof(take("aws_subnet", of="private_3"), three_tiers_in_three_zones),
        ),
    ),
    Requirement(
        "R96",
        (
            Proof(
                put("aws_dms_replication_task", "migration_type", "full-load"),
                the_database_is_moved_with_its_changes,
            ),
            Proof(put("aws_dms_replication_task", "migration_type", "full-load")),
            Proof(
                reword(
                    "aws_dms_replication_task",
                    "replication_task_settings",
                    '"EnableValidation": true',
                    '"EnableValidation": false',
                )
            ),
            Proof(
                reword(
                    "aws_dms_replication_task",
                    "replication_task_settings",
                    '"ControlSchema": "awsdms_control"',
                    '"ControlSchema": "public"',
                )
            ),
            Proof(take("aws_cloudwatch_metric_alarm", of="migration_target_lag")),
            Proof(put(RULE, f"{FORWARD}.target_group.1.weight", 1)),
        ),
        {"D": (README, "docs/runbooks.md#data-migration")},
    ),
    Requirement(
        "R97",
        (
            *(
                Proof(forget(output, of=f"-{stack}"), outputs_are_what_they_say)
                for stack, outputs in OUTPUTS.items()
                for output in outputs
            ),
            *(
                Proof(
                    in_stack(f"output.{output}.value", "${aws_other.x.id}", of=f"-{stack}"),
                    outputs_are_what_they_say,
                )
                for stack, output in ENDS
            ),
        ),
    ),
)
