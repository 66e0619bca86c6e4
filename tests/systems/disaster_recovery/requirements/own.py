"""Requirements of `disaster_recovery` itself (R98 to R117)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import add, in_stack, leave_out, put, reword, take
from tests.infra.requirements.model import Proof, Requirement
from tests.systems.disaster_recovery.requirements.predicates import (
    both_endpoints_are_asked_every_two_minutes,
    copies_that_are_late_are_told,
    each_region_has_its_balancer,
    each_region_has_two_subnets_of_each_tier,
    health_is_asked_of_each_balancer,
    networks_are_as_specified,
    only_web_ports_are_open,
    the_ledger_is_in_both_regions,
    the_loss_of_the_primary_is_acted_on,
    the_primary_is_us_east_2,
)

SETTINGS: Final = "tests/systems/disaster_recovery/test_settings.py"
LAYOUT: Final = "tests/systems/disaster_recovery/test_layout.py"
PROBES: Final = "tests/handlers/functions/endpoint_health/test_endpoint_health.py"
ALARM: Final = "aws_cloudwatch_metric_alarm"
CHECK: Final = "aws_route53_health_check"
LOGS: Final = "aws_cloudwatch_log_group"
RECORD: Final = "aws_route53_record"
REGISTERED: Final = "aws_lb_target_group_attachment"
EVENTS: Final = "aws_cloudwatch_event_rule"
REPLICA: Final = "aws_dynamodb_table_replica"
REPLICATION: Final = "aws_s3_bucket_replication_configuration"

REQUIREMENTS: Final = (
    Requirement(
        "R98",
        carried={"X": (f"{LAYOUT}::test_r98_each_part_of_the_original_has_its_counterpart_in_python",)},
    ),
    Requirement(
        "R99",
        (
            Proof(
                in_stack("provider.aws.0.region", "us-east-1", of="-app-us-east-2"), the_primary_is_us_east_2
            ),
            Proof(put("aws_dynamodb_table", "provider", "aws.usw2", of="ledger"), the_primary_is_us_east_2),
            Proof(
                put(RECORD, "failover_routing_policy.type", "SECONDARY", of="public_primary"),
                the_primary_is_us_east_2,
            ),
        ),
    ),
    Requirement(
        "R100",
        (
            Proof(put("aws_vpc", "cidr_block", "10.0.0.0/16", of="us-west-2"), networks_are_as_specified),
            Proof(take("aws_subnet", of="public_2"), each_region_has_two_subnets_of_each_tier),
            Proof(
                put("aws_subnet", "availability_zone", "us-west-2a", of="us-west-2.private_2"),
                each_region_has_two_subnets_of_each_tier,
            ),
            Proof(
                put(
                    "aws_subnet",
                    "availability_zone",
                    "${data.aws_availability_zones.zones.names[0]}",
                    of="_2",
                )
            ),
            Proof(take("aws_route_table_association", of="private_2")),
            Proof(take("aws_route_table_association", of="public_1")),
            Proof(take("aws_route", of="public_to_internet")),
            Proof(take("aws_route", of="private_to_nat")),
            Proof(
                put(
                    "aws_route_table_association",
                    "route_table_id",
                    "${aws_route_table.public_routes.id}",
                    of="private_1",
                )
            ),
        ),
    ),
    Requirement(
        "R101",
        (
            Proof(put("aws_lb", "internal", True)),
            Proof(reword("aws_lb", "subnets.0", "public_subnet", "private_subnet")),
            Proof(put("aws_subnet", "map_public_ip_on_launch", True, of="private_1")),
            Proof(leave_out("aws_lambda_function", "vpc_config", of="front")),
        ),
    ),
    Requirement(
        "R102",
        (
            Proof(take(REPLICA), the_ledger_is_in_both_regions),
            Proof(put(REPLICA, "provider", "aws.use2"), the_ledger_is_in_both_regions),
            Proof(leave_out(REPLICA, "kms_key_arn")),
            Proof(put("aws_dynamodb_table", "billing_mode", "PROVISIONED", of="ledger")),
            Proof(take(ALARM, of="us-east-2.alarm_replication_to_peer_1")),
            Proof(put(ALARM, "threshold", 61_000, of="us-west-2.alarm_replication_to_peer_1")),
        ),
    ),
    Requirement(
        "R103",
        (
            Proof(leave_out(REPLICATION, "rule.0.destination.replication_time")),
            Proof(leave_out(REPLICATION, "rule.0.destination.metrics")),
            Proof(put(REPLICATION, "rule.0.destination.replication_time.time.minutes", 30)),
            Proof(leave_out(REPLICATION, "rule.0.destination.encryption_configuration")),
            Proof(take(REPLICATION, of="receipts_usw2")),
        ),
    ),
    Requirement(
        "R104",
        (
            Proof(put("aws_vpc_security_group_ingress_rule", "to_port", 8443, of="callers_443")),
            Proof(put("aws_vpc_security_group_ingress_rule", "from_port", 22, of="callers_80")),
            Proof(
                put("aws_vpc_security_group_ingress_rule", "to_port", 444, of="endpoints_group"),
                only_web_ports_are_open,
            ),
            Proof(
                put("aws_vpc_security_group_egress_rule", "to_port", 3306, of="functions_to_internet"),
                only_web_ports_are_open,
            ),
        ),
    ),
    Requirement(
        "R105",
        (
            Proof(take("aws_lb", of="us-west-2"), each_region_has_its_balancer),
            Proof(take("aws_lb_listener", of="us-west-2.alb_http"), each_region_has_its_balancer),
            Proof(take("aws_lb_listener", of="alb_https")),
            Proof(
                put(
                    "aws_lb_listener",
                    "default_action",
                    [{"type": "forward", "target_group_arn": "${aws_lb_target_group.alb_targets.arn}"}],
                    of="alb_http",
                )
            ),
            Proof(put("aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-TLS-1-1-2017-01", of="alb_https")),
            Proof(take(REGISTERED)),
        ),
    ),
    Requirement(
        "R106",
        (
            Proof(put(CHECK, "request_interval", 60)),
            Proof(put(CHECK, "failure_threshold", 4)),
            Proof(put(CHECK, "type", "HTTP")),
            Proof(put(CHECK, "enable_sni", False)),
            Proof(leave_out(CHECK, "enable_sni")),
            Proof(put(CHECK, "disabled", True)),
            Proof(put(CHECK, "fqdn", "pay-zq7.payments.example.com")),
            Proof(put(CHECK, "resource_path", "/"), health_is_asked_of_each_balancer),
            Proof(put(CHECK, "port", 8443), health_is_asked_of_each_balancer),
            Proof(put(CHECK, "request_interval", 10), health_is_asked_of_each_balancer),
            Proof(take(CHECK, of="usw2"), health_is_asked_of_each_balancer),
            Proof(
                put(
                    REGISTERED,
                    "target_id",
                    "${aws_lambda_alias.function_front_live.arn}",
                    of="alb_health_function",
                ),
                rules=("lb-health-function",),
            ),
            Proof(
                put(
                    "aws_lb_target_group",
                    "health_check",
                    {"enabled": True, "path": "/health"},
                    of="alb_targets",
                ),
                rules=("lb-health-function",),
            ),
        ),
    ),
    Requirement(
        "R107",
        (
            Proof(take(RECORD, of="public_secondary")),
            Proof(take(RECORD, of="public_primary")),
            Proof(put(RECORD, "alias.evaluate_target_health", False, of="public_primary")),
            Proof(leave_out(RECORD, "health_check_id", of="public_primary")),
            Proof(put(RECORD, "name", "other-zq7.payments.example.com", of="public_secondary")),
        ),
    ),
    Requirement(
        "R108",
        (
            Proof(
                put(EVENTS, "schedule_expression", "rate(5 minutes)", of="endpoint_health"),
                both_endpoints_are_asked_every_two_minutes,
            ),
            Proof(
                put("aws_lambda_function", "environment.variables.ENDPOINTS", "{}", of="endpoint_health"),
                both_endpoints_are_asked_every_two_minutes,
            ),
            Proof(take("aws_cloudwatch_event_target", of="endpoint_health")),
            Proof(take("aws_lambda_permission", of="endpoint_health")),
        ),
        {
            "H": (
                f"{PROBES}::test_each_endpoint_is_measured_whatever_the_others_say",
                f"{PROBES}::test_an_answer_and_what_is_wrong_with_it",
                f"{PROBES}::test_a_certificate_for_another_name_is_not_taken",
            )
        },
    ),
    Requirement(
        "R109",
        (
            Proof(take(ALARM, of="alarm_use2_endpoint")),
            Proof(take(ALARM, of="alarm_usw2_endpoint")),
            Proof(put(ALARM, "comparison_operator", "GreaterThanThreshold", of="alarm_use2_endpoint")),
            Proof(put(ALARM, "alarm_actions", [], of="alarm_usw2_endpoint")),
            Proof(put(ALARM, "provider", "aws.use2", of="alarm_use2_endpoint"), rules=("alarms-own-region",)),
        ),
    ),
    Requirement(
        "R110",
        (
            Proof(leave_out(LOGS, "kms_key_id")),
            Proof(put(LOGS, "retention_in_days", 365)),
            Proof(leave_out(LOGS, "retention_in_days")),
        ),
    ),
    Requirement(
        "R111",
        (
            Proof(take("aws_flow_log")),
            Proof(put("aws_flow_log", "traffic_type", "REJECT")),
            Proof(take("aws_wafv2_web_acl_logging_configuration")),
            Proof(leave_out("aws_lambda_function", "logging_config.log_group", of="front")),
        ),
    ),
    Requirement(
        "R112",
        (
            Proof(take(ALARM, of="alarm_replication_to_peer_1")),
            Proof(take(ALARM, of="alarm_use2_endpoint")),
            Proof(take(ALARM, of="alarm_copies_late_1"), copies_that_are_late_are_told),
            Proof(put(ALARM, "threshold", 1800, of="alarm_copies_late_1"), copies_that_are_late_are_told),
            Proof(take("aws_cloudwatch_composite_alarm"), the_loss_of_the_primary_is_acted_on),
            Proof(
                reword("aws_cloudwatch_event_target", "input", '"take"', '"status"', of="takeover"),
                the_loss_of_the_primary_is_acted_on,
            ),
            Proof(take("aws_cloudwatch_event_target", of="takeover"), the_loss_of_the_primary_is_acted_on),
        ),
        {
            "D": (
                "docs/runbooks.md#failover-of-a-pair",
                f"{SETTINGS}::test_r112_the_standby_takes_over_within_270_seconds",
                f"{SETTINGS}::test_r107_a_failure_is_found_and_callers_led_elsewhere_within_five_minutes",
            )
        },
    ),
    Requirement(
        "R113",
        (
            Proof(take("aws_cloudwatch_dashboard", of="-dns-global")),
            Proof(take(ALARM, of="alarm_payment_failures")),
            Proof(leave_out(ALARM, "alarm_actions", of="alarm_payment_failures")),
            Proof(put("aws_cloudwatch_composite_alarm", "alarm_actions", [])),
        ),
        {
            "H": (
                "tests/handlers/adapters/test_runtime.py::test_a_failure_is_counted_and_what_was_counted_before_it_is_kept",
                "tests/handlers/test_recovery.py::test_the_age_of_the_oldest_payment_in_doubt_is_measured_whether_it_is_due_or_not",
                f"{PROBES}::test_each_endpoint_is_measured_whatever_the_others_say",
            )
        },
    ),
    Requirement(
        "R114",
        carried={
            "D": (
                "docs/runbooks.md#Test a failover",
                "docs/runbooks.md#When the primary is lost",
                "docs/runbooks.md#Give back to the primary",
                "docs/runbooks.md#endpoint",
            )
        },
    ),
    Requirement(
        "R115",
        (
            Proof(add("aws_config_configuration_recorder", name="dr-zq7")),
            Proof(add("aws_securityhub_account")),
        ),
        {"D": ("docs/costs.md#Spend less", f"{LAYOUT}::test_r115_what_exists_once_an_account_is_documented")},
    ),
    Requirement(
        "R116",
        carried={
            "D": (
                "docs/costs.md#Spend less",
                "tests/systems/disaster_recovery/test_costs.py::test_r116_the_lines_add_up",
                "tests/systems/disaster_recovery/test_costs.py::test_r116_as_many_are_counted_as_are_synthesized",
            )
        },
    ),
    Requirement(
        "R117",
        carried={
            "X": (f"{LAYOUT}::test_r117_one_command_destroys_what_was_deployed",),
            "D": ("README.md#Deploy", f"{LAYOUT}::test_r117_the_command_is_documented"),
        },
    ),
)
