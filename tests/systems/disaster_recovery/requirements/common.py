"""Requirements of every system (R1 to R60, R68, R152), as `disaster_recovery` shows them."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements import state
from tests.infra.requirements.edits import forget, leave_out, put, reword, take
from tests.infra.requirements.inherited import other, same
from tests.infra.requirements.model import Proof, Requirement
from tests.systems.disaster_recovery.requirements.predicates import operators_find_what_they_need

REQUIREMENTS: Final = (
    *map(same, ("R1", "R3", "R5", "R11", "R13", "R16", "R19", "R20", "R24", "R25", "R26", "R27", "R28")),
    *map(same, ("R29", "R30", "R31", "R32", "R34", "R36", "R38", "R40", "R41", "R42", "R43", "R44", "R48")),
    *map(same, ("R51", "R52", "R53", "R56", "R58", "R60", "R68")),
    *state.REQUIREMENTS,
    other("R10", Proof(reword("aws_sns_topic", "name", "dr-", "prod-dr-"))),
    other("R12", Proof(reword("aws_s3_bucket", "bucket", "usw2", "us-west-2"))),
    other(
        "R14",
        Proof(put("aws_s3_bucket_replication_configuration", "depends_on", [])),
        Proof(reword("aws_flow_log", "log_destination", "flow_log_group", "gone")),
        Proof(put("aws_lb_listener", "certificate_arn", "${aws_acm_certificate.gone.arn}", of="alb_https")),
        Proof(reword("aws_cloudwatch_composite_alarm", "alarm_rule", "alarm_use2_endpoint", "alarm_gone")),
    ),
    other(
        "R18",
        Proof(put("aws_lb", "name", "dr-" + "x" * 30 + "-zq7")),
        Proof(reword("aws_s3_bucket", "bucket", "dr-", "Dr-")),
    ),
    other(
        "R35",
        *same("R35").proofs[:4],
        Proof(take("aws_s3_bucket_server_side_encryption_configuration", of="receipts_usw2")),
        *same("R35").proofs[5:],
    ),
    other(
        "R37",
        *same("R37").proofs[:2],
        Proof(reword("aws_dynamodb_table_replica", "kms_key_arn", "us_west_2", "us_east_2")),
    ),
    other(
        "R39",
        *same("R39").proofs[:3],
        Proof(put("aws_route53_health_check", "type", "HTTP")),
        Proof(put("aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-2016-08", of="alb_https")),
        Proof(put("aws_lb_listener", "protocol", "HTTP", of="alb_https")),
    ),
    other(
        "R45",
        Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", "0.0.0.0/0", of="endpoints_group")),
        *same("R45").proofs[1:],
    ),
    other(
        "R46",
        Proof(put("aws_cloudwatch_log_group", "retention_in_days", 0)),
        *same("R46").proofs[1:7],
        Proof(put("aws_lb", "access_logs.enabled", False)),
        Proof(leave_out("aws_lb", "connection_logs")),
        *same("R46").proofs[8:],
    ),
    Requirement(
        "R47",
        (
            Proof(put("aws_cloudwatch_log_group", "retention_in_days", 365)),
            Proof(leave_out("aws_cloudwatch_log_group", "retention_in_days")),
        ),
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
    Requirement(
        "R57",
        carried={"T": ("rehearsal/tests/test_integration.py::test_passed_and_not_provable_are_told_apart",)},
    ),
    Requirement(
        "R59",
        tuple(
            Proof(forget(output, of=of), operators_find_what_they_need)
            for output, of in {
                "vpc_id": "-foundation-us-west-2",
                "alb_dns_name": "-app-us-west-2",
                "health_check_id_use2": "-dns-global",
                "ledger_table_name": "-data-global",
            }.items()
        ),
    ),
)
