"""Requirements of `region_migration` itself (R96, R118 to R138)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import in_stack, leave_out, put, reword, take
from tests.infra.requirements.model import Proof, Requirement
from tests.systems.region_migration.requirements.predicates import (
    each_region_has_the_service_with_all_it_needs,
    networks_are_as_specified,
    records_are_replicated_to_the_second_region,
    the_clusters_are_postgresql_of_two_instances,
    the_weights_are_those_of_the_phase,
)

PHASES: Final = "tests/systems/region_migration/test_phases.py"
SETTINGS: Final = "tests/systems/region_migration/test_settings.py"
ISSUES: Final = "tests/systems/region_migration/test_issues.py"
ALARM: Final = "aws_cloudwatch_metric_alarm"
CLUSTER: Final = "aws_rds_cluster"
GROUP: Final = "aws_codedeploy_deployment_group"
RECORD: Final = "aws_route53_record"
REPLICATION: Final = "aws_s3_bucket_replication_configuration"
GATEWAY: Final = "aws_ec2_transit_gateway"
PRIMARY, SECONDARY = "us-east-1", "us-east-2"

REQUIREMENTS: Final = (
    Requirement(
        "R96",
        (
            Proof(put("aws_lb", "name", "move-web-legacy-zq7")),
            Proof(in_stack("terraform.backend.s3.key", "region_migration/zq7/legacy/app.tfstate", of="-app")),
        ),
        {"D": ("docs/runbooks.md#Migrating from one region to another",)},
    ),
    Requirement(
        "R118",
        tuple(
            Proof(reword("aws_vpc", "tags.Name", "-zq7", "", of=region), rules=("naming-suffix",))
            for region in (PRIMARY, SECONDARY)
        ),
    ),
    Requirement(
        "R119",
        tuple(
            Proof(reword("aws_kms_alias", "name", "-zq7", "", of=region)) for region in (PRIMARY, SECONDARY)
        ),
    ),
    Requirement(
        "R120",
        (
            *(
                Proof(leave_out(CLUSTER, "vpc_security_group_ids", of=of))
                for of in ("database_primary", "database_secondary")
            ),
            Proof(
                put("aws_vpc_security_group_ingress_rule", "from_port", 3306, of="database_group_from_tasks")
            ),
            Proof(put("aws_vpc_security_group_ingress_rule", "cidr_ipv4", "10.1.1.0/24", of="from_asking_1")),
        ),
    ),
    Requirement(
        "R121",
        (
            Proof(put("aws_rds_global_cluster", "storage_encrypted", False)),
            Proof(leave_out(CLUSTER, "storage_encrypted", of="database_primary")),
            Proof(leave_out(CLUSTER, "kms_key_id", of="database_secondary")),
        ),
    ),
    Requirement(
        "R122",
        (
            Proof(put(CLUSTER, "master_password", "hunter2-hunter2", of="database_primary")),
            Proof(put(CLUSTER, "master_username", "ledgeradmin", of="database_secondary")),
        ),
        {"S": (f"{SETTINGS}::test_r122_names_that_rds_keeps_are_refused",)},
    ),
    Requirement(
        "R123",
        (
            Proof(put("aws_ecs_service", "deployment_controller.type", "ECS")),
            Proof(put("aws_ecs_service", "lifecycle.ignore_changes", ["desired_count"])),
            Proof(take(GROUP, of=SECONDARY)),
            Proof(leave_out(GROUP, "alarm_configuration")),
            Proof(leave_out("aws_lb_listener", "lifecycle", of="alb_https")),
            Proof(leave_out(GROUP, "load_balancer_info.target_group_pair_info.test_traffic_route")),
            Proof(reword("aws_iam_role_policy", "policy", "ecs:CreateTaskSet", "ecs:ListTasks", of="deploy")),
        ),
    ),
    Requirement(
        "R124",
        tuple(
            Proof(take(kind, of=f"app-{SECONDARY}"), each_region_has_the_service_with_all_it_needs)
            for kind in ("aws_ecs_service", "aws_lb", "aws_lb_target_group", "aws_ecs_task_definition")
        ),
    ),
    Requirement(
        "R125",
        (
            Proof(take(REPLICATION, of="transaction_logs_use1"), records_are_replicated_to_the_second_region),
            Proof(take(REPLICATION, of="audit_trails_use1"), records_are_replicated_to_the_second_region),
            Proof(
                reword(
                    REPLICATION,
                    "rule.0.destination.encryption_configuration.replica_kms_key_id",
                    "us_east_2",
                    "us_east_1",
                    of="use1_replication",
                ),
                records_are_replicated_to_the_second_region,
            ),
            Proof(take(REPLICATION, of="transaction_logs_use2")),
        ),
    ),
    Requirement(
        "R126",
        (
            Proof(reword("aws_iam_role_policy", "policy", "s3:PutObject", "s3:ListBucket", of="task_task")),
            Proof(
                reword("aws_iam_role_policy", "policy", "kms:GenerateDataKey", "kms:Encrypt", of="task_task")
            ),
        ),
    ),
    Requirement(
        "R127",
        (
            Proof(take("aws_iam_role_policy", of="transaction_logs_use1_replication_role_policy")),
            Proof(
                reword(
                    "aws_iam_role_policy",
                    "policy",
                    "s3:ReplicateObject",
                    "s3:ListBucket",
                    of="audit_trails_use1_replication_role_policy",
                )
            ),
        ),
    ),
    Requirement(
        "R128",
        (
            Proof(take(ALARM, of=f"{SECONDARY}.alarm_database_lag")),
            Proof(leave_out(ALARM, "dimensions.SourceRegion", of=f"{SECONDARY}.alarm_database_lag")),
            Proof(put(ALARM, "dimensions.SourceRegion", SECONDARY, of=f"{SECONDARY}.alarm_database_lag")),
        ),
    ),
    Requirement(
        "R129",
        (
            Proof(leave_out(RECORD, "health_check_id", of="public_secondary")),
            Proof(put("aws_route53_health_check", "fqdn", "move-zq7.payments.example.com", of="health_use2")),
        ),
    ),
    Requirement(
        "R130",
        (
            Proof(take(ALARM, of=f"{SECONDARY}.alarm_transaction_logs_late_1")),
            Proof(take(ALARM, of=f"{SECONDARY}.alarm_audit_trails_failed_1")),
            Proof(leave_out(ALARM, "dimensions.RuleId", of="alarm_transaction_logs_failed_1")),
        ),
    ),
    Requirement("R131", (Proof(take(ALARM, of=f"{SECONDARY}.alarm_service_memory")),)),
    Requirement(
        "R132",
        (
            Proof(
                put(RECORD, "weighted_routing_policy.weight", 90, of="public_primary"),
                the_weights_are_those_of_the_phase,
            ),
            Proof(put(RECORD, "weighted_routing_policy.weight", 0, of="public_primary")),
        ),
        {"T": (f"{PHASES}::test_r132_weights_follow_the_phase",)},
    ),
    Requirement(
        "R133",
        (
            Proof(take(RECORD, of="public_secondary")),
            Proof(put(RECORD, "set_identifier", "primary", of="public_secondary")),
        ),
    ),
    Requirement(
        "R134",
        (
            Proof(in_stack("terraform.backend.s3.key", "region_migration/legacy/zq7/data.tfstate")),
            Proof(in_stack("terraform.backend.s3.use_lockfile", False), rules=("terraform-backend",)),
            Proof(
                in_stack("terraform.backend.s3.key", "region_migration/data.tfstate"),
                rules=("terraform-state-key",),
            ),
        ),
    ),
    Requirement(
        "R135",
        (
            Proof(take(f"{GATEWAY}_peering_attachment_accepter")),
            Proof(take(f"{GATEWAY}_peering_attachment")),
            Proof(take(f"{GATEWAY}_vpc_attachment", of="accepter")),
            Proof(take(f"{GATEWAY}_route", of="requester")),
            Proof(take(f"{GATEWAY}_route_table_association", of="accepter_peering")),
            Proof(take(f"{GATEWAY}_route_table_propagation")),
            Proof(take("aws_route", of="accepter_from_network_2")),
            Proof(put(GATEWAY, "amazon_side_asn", 64513, of="requester")),
        ),
    ),
    Requirement(
        "R136",
        (
            Proof(put("aws_vpc", "cidr_block", "10.0.0.0/16", of=SECONDARY), networks_are_as_specified),
            Proof(take("aws_subnet", of=f"{SECONDARY}.database_3"), networks_are_as_specified),
            Proof(
                take("aws_rds_cluster_instance", of="database_secondary_2"),
                the_clusters_are_postgresql_of_two_instances,
            ),
            Proof(take(CLUSTER, of="database_secondary"), the_clusters_are_postgresql_of_two_instances),
            Proof(put(CLUSTER, "lifecycle", {}, of="database_secondary")),
        ),
    ),
    Requirement(
        "R137",
        (Proof(put(CLUSTER, "cluster_identifier", "move-database-legacy-use1-zq7")),),
        {"T": (f"{SETTINGS}::test_r137_a_phase_that_is_none_is_refused",)},
    ),
    Requirement(
        "R138",
        carried={
            "T": (f"{ISSUES}::test_each_remark_of_the_specification_is_found_by_the_rule_of_its_requirement",)
        },
    ),
)
