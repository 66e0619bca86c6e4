"""Requirements of `pci_web_app` itself (R94, R139 to R151)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.aurora import aurora_is_serverless
from tests.infra.requirements.edits import forget, in_stack, leave_out, put, reword, take
from tests.infra.requirements.model import Proof, Requirement
from tests.systems.pci_web_app.requirements.predicates import (
    alarm,
    an_application_answers,
    each_subnet_has_the_routes_of_its_tier,
    flow_logs_are_in_a_bucket_by_reference,
    health_is_asked_at_its_path,
    nothing_goes_out_to_everywhere,
    the_database_is_mysql,
    the_nine_outputs_are_what_they_say,
    three_public_and_three_private_subnets,
    traffic_is_what_the_tiers_need,
)

VARIABLES: Final = "tests/systems/pci_web_app/test_settings.py"
SERVER: Final = "tests/containers/web/test_server.py"
TASK: Final = "aws_ecs_task_definition"
CLUSTER: Final = "aws_rds_cluster"
ALARM: Final = "aws_cloudwatch_metric_alarm"
SECRETS: Final = ("rds-password", "terraform-secret-literals", "terraform-secret-reads")

REQUIREMENTS: Final = (
    Requirement(
        "R94",
        (
            Proof(put("aws_rds_cluster_parameter_group", "parameter.3.value", "QUERY")),
            Proof(leave_out("aws_wafv2_web_acl_logging_configuration", "redacted_fields")),
        ),
        {
            "D": ("docs/rules.md#rds-audit-events", "README.md#The web application"),
            "H": (f"{SERVER}::test_a_line_of_the_log_tells_the_request_and_nothing_that_was_sent",),
        },
    ),
    Requirement(
        "R139",
        (
            Proof(take("aws_subnet", of="public_3"), three_public_and_three_private_subnets),
            Proof(take("aws_subnet", of="private_1"), three_public_and_three_private_subnets),
            Proof(take("aws_nat_gateway"), three_public_and_three_private_subnets),
            Proof(take("aws_internet_gateway"), three_public_and_three_private_subnets),
            Proof(
                put(
                    "aws_subnet",
                    "availability_zone",
                    "${data.aws_availability_zones.zones.names[0]}",
                    of="_2",
                ),
                three_public_and_three_private_subnets,
            ),
            Proof(
                take("aws_route_table_association", of="private_2"), each_subnet_has_the_routes_of_its_tier
            ),
            Proof(put("aws_nat_gateway", "subnet_id", "${aws_subnet.private_1.id}")),
        ),
    ),
    Requirement(
        "R140",
        (
            Proof(
                put(
                    "aws_lb_listener",
                    "certificate_arn",
                    "${aws_acm_certificate.alb_certificate.arn}",
                    of="https",
                )
            ),
            Proof(
                put(
                    "aws_lb_listener",
                    "default_action",
                    [{"type": "forward", "target_group_arn": "${aws_lb_target_group.alb_targets.arn}"}],
                    of="alb_http",
                )
            ),
            Proof(take("aws_lb_listener", of="alb_https")),
            Proof(put("aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-TLS-1-1-2017-01", of="alb_https")),
            Proof(take("aws_wafv2_web_acl_association")),
            Proof(leave_out("aws_lb", "access_logs")),
            Proof(put("aws_lb", "internal", True)),
        ),
    ),
    Requirement(
        "R141",
        (
            Proof(put("aws_lb_target_group", "health_check.path", "/"), health_is_asked_at_its_path),
            Proof(put("aws_lb_target_group", "health_check.matcher", "200-499"), health_is_asked_at_its_path),
            Proof(put("aws_lb_target_group", "health_check.protocol", "HTTP")),
        ),
    ),
    Requirement(
        "R142",
        (
            Proof(put(CLUSTER, "engine", "aurora-postgresql"), the_database_is_mysql),
            Proof(put(CLUSTER, "engine_version", "5.7.mysql_aurora.2.11.0")),
            Proof(leave_out(CLUSTER, "serverlessv2_scaling_configuration"), aurora_is_serverless),
            Proof(put("aws_rds_cluster_instance", "instance_class", "db.r6g.large"), aurora_is_serverless),
            Proof(take("aws_rds_cluster_instance", of="rds_cluster_2")),
            Proof(put(CLUSTER, "backup_retention_period", 0)),
            Proof(put("aws_rds_cluster_parameter_group", "parameter.2.value", "0")),
            Proof(put(CLUSTER, "enabled_cloudwatch_logs_exports", ["error", "slowquery"])),
            Proof(leave_out(CLUSTER, "db_cluster_parameter_group_name")),
            Proof(take("aws_cloudwatch_log_group", of="log_audit")),
        ),
    ),
    Requirement(
        "R143",
        (
            Proof(put(CLUSTER, "master_password", "hunter2-hunter2"), rules=SECRETS),
            Proof(
                put(
                    CLUSTER, "master_password_wo", "${data.aws_secretsmanager_secret_version.a.secret_string}"
                ),
                rules=SECRETS,
            ),
            Proof(
                in_stack(
                    "data.aws_secretsmanager_secret_version",
                    {"administrator": {"secret_id": "pci/database-administrator"}},
                    of="-data",
                ),
                rules=SECRETS,
            ),
        ),
    ),
    Requirement(
        "R144",
        tuple(
            Proof(edit, rules=(rule,))
            for bucket in ("static_assets", "flow_logs")
            for rule, edit in {
                "s3-encryption": take("aws_s3_bucket_server_side_encryption_configuration", of=bucket),
                "s3-versioning": take("aws_s3_bucket_versioning", of=bucket),
                "s3-public-access-block": take("aws_s3_bucket_public_access_block", of=bucket),
                "s3-force-destroy": put("aws_s3_bucket", "force_destroy", False, of=bucket),
            }.items()
        ),
    ),
    Requirement(
        "R145",
        (
            Proof(put("aws_flow_log", "destination_options.file_format", "plain-text")),
            Proof(
                put("aws_flow_log", "log_destination", "arn:aws:s3:::pci-flow-logs-zq7/flow/"),
                flow_logs_are_in_a_bucket_by_reference,
            ),
            Proof(take("aws_flow_log")),
            Proof(put("aws_flow_log", "traffic_type", "REJECT")),
            Proof(
                put("aws_s3_bucket_lifecycle_configuration", "rule.0.expiration.0.days", 120, of="flow_logs")
            ),
        ),
        {"D": ("README.md#The web application",)},
    ),
    Requirement(
        "R146",
        (
            Proof(
                put("aws_vpc_security_group_egress_rule", "cidr_ipv4", "0.0.0.0/0", of="outside"),
                nothing_goes_out_to_everywhere,
            ),
            Proof(put("aws_vpc_security_group_ingress_rule", "to_port", 444, of="callers_443")),
            Proof(
                put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", "0.0.0.0/0", of="rds_cluster_group"),
            ),
            Proof(take("aws_vpc_security_group_egress_rule", of="alb_group_to_tasks")),
            Proof(take("aws_vpc_security_group_egress_rule", of="outside"), traffic_is_what_the_tiers_need),
        ),
    ),
    Requirement(
        "R147",
        tuple(
            Proof(edit, alarm(alarm_id, metric, threshold))
            for alarm_id, metric, threshold in (
                ("unhealthy_hosts", "UnHealthyHostCount", 0),
                ("database_cpu", "CPUUtilization", 80),
                ("database_connections", "DatabaseConnections", 100),
            )
            for edit in (
                take(ALARM, of=alarm_id),
                put(ALARM, "threshold", 99.5, of=alarm_id),
                leave_out(ALARM, "alarm_actions", of=alarm_id),
            )
        ),
    ),
    Requirement(
        "R148",
        (
            *(
                Proof(forget(output, of=of), the_nine_outputs_are_what_they_say)
                for output, of in {
                    "vpc_id": "-foundation",
                    "public_subnet_ids": "-foundation",
                    "private_subnet_ids": "-foundation",
                    "static_assets_bucket_name": "-foundation",
                    "flow_logs_bucket_name": "-foundation",
                    "rds_cluster_endpoint": "-data",
                    "rds_cluster_reader_endpoint": "-data",
                    "alb_dns_name": "-app",
                    "alb_arn": "-app",
                }.items()
            ),
            Proof(
                in_stack(
                    "output.rds_cluster_reader_endpoint.value",
                    "${aws_rds_cluster.rds_cluster.endpoint}",
                    of="-data",
                ),
                the_nine_outputs_are_what_they_say,
            ),
            Proof(
                in_stack("output.public_subnet_ids.value", "${aws_subnet.public_1.id}", of="-foundation"),
                the_nine_outputs_are_what_they_say,
            ),
        ),
    ),
    Requirement(
        "R149",
        (
            Proof(put("aws_ecs_service", "load_balancer", []), an_application_answers),
            Proof(put("aws_ecs_service", "desired_count", 1), an_application_answers),
            Proof(take("aws_ecs_service"), an_application_answers),
            Proof(put("aws_ecs_service", "load_balancer.0.container_port", 8080)),
            Proof(reword(TASK, "container_definitions", "@sha256:", ":latest-")),
            Proof(
                reword(
                    TASK,
                    "container_definitions",
                    '"readonlyRootFilesystem": true',
                    '"readonlyRootFilesystem": false',
                )
            ),
            Proof(put("aws_ecs_service", "network_configuration.assign_public_ip", True)),
            Proof(take("aws_appautoscaling_target")),
        ),
    ),
    Requirement(
        "R150",
        (
            *(
                Proof(reword(kind, argument, "-zq7", ""), rules=("naming-suffix",))
                for kind, argument in {
                    CLUSTER: "cluster_identifier",
                    "aws_ecs_cluster": "name",
                    "aws_lb": "name",
                    TASK: "family",
                }.items()
            ),
            Proof(
                put("aws_lb", "enable_deletion_protection", True), rules=("terraform-deletion-protection",)
            ),
            Proof(put(CLUSTER, "skip_final_snapshot", False), rules=("terraform-final-snapshot",)),
        ),
    ),
    Requirement(
        "R151",
        carried={
            "X": (
                f"{VARIABLES}::test_r151_variables_win_over_the_file",
                f"{VARIABLES}::test_r151_a_bad_variable_is_one_sentence_that_names_it",
                "tests/test_main.py::test_the_suffix_is_needed_and_the_sentence_says_what_to_set",
            )
        },
    ),
)
