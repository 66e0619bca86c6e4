"""What is asked of the synthesis directly, where no rule asks it: numbers and names of the specification."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.infra.synthesis import Configuration, Resource, Stack

PREFIX: Final = "onprem_migration-"
STACKS: Final = ("storage", "network", "database", "compute", "monitoring", "migration")
TIERS: Final = ("database", "private", "public")
LAMBDAS: Final = ("validate", "screen", "authorize")
OUTPUTS: Final = {
    "storage": ("ledger_table_name", "receipts_bucket_name", "alerts_topic_arn", "failed_payments_topic_arn"),
    "network": ("vpc_id", "public_subnet_ids", "private_subnet_ids", "database_subnet_ids"),
    "database": ("rds_cluster_endpoint", "rds_cluster_reader_endpoint", "database_key_arn"),
    "compute": ("api_url", "alb_dns_name", "phase", "parameter_prefix", "function_rotation_arn"),
    "monitoring": ("dashboard_name",),
    "migration": ("migration_task_arn",),
}
ENDS: Final = {
    ("network", "vpc_id"): "${aws_vpc.vpc.id}",
    ("database", "rds_cluster_endpoint"): "${aws_rds_cluster.rds_cluster.endpoint}",
    ("database", "rds_cluster_reader_endpoint"): "${aws_rds_cluster.rds_cluster.reader_endpoint}",
    ("compute", "api_url"): "${aws_api_gateway_stage.api_stage.invoke_url}",
    ("compute", "alb_dns_name"): "${aws_lb.alb.dns_name}",
    ("storage", "ledger_table_name"): "${aws_dynamodb_table.ledger_table.name}",
}
"""What some of them are, where a wrong attribute would be a value all the same."""


def of(config: Configuration, name: str) -> Stack:
    """One of the stacks, by its short name."""
    return config.stacks[f"{PREFIX}{name}"]


def one(stack: Stack, kind: str, resource_id: str) -> Resource:
    """A resource of a stack."""
    (found,) = (each for each in stack.of(kind) if each.id == resource_id)
    return found


def everything_is_in_us_east_1(config: Configuration) -> bool:
    """The region of each stack's only provider."""
    return {stack.region for stack in config.stacks.values()} == {"us-east-1"}


def three_tiers_in_three_zones(config: Configuration) -> bool:
    """A subnet of each tier in each zone, with a route table a tier."""
    network = of(config, "network")
    found = {each.id: each["availability_zone"] for each in network.of("aws_subnet")}
    wanted = {
        f"{tier}_{number}": f"${{data.aws_availability_zones.zones.names[{number - 1}]}}"
        for tier in TIERS
        for number in (1, 2, 3)
    }
    tables = {
        each["subnet_id"].split(".")[1]: each["route_table_id"].split(".")[1]
        for each in network.of("aws_route_table_association")
    }
    return (
        len(network.of("aws_vpc")) == 1
        and found == wanted
        and all(tables.get(name) == f"{name.rpartition('_')[0]}_routes" for name in wanted)
    )


def databases_have_no_way_out(config: Configuration) -> bool:
    """No route of their table at all."""
    ways = of(config, "network").of("aws_route")
    return not any("database_routes" in each["route_table_id"] for each in ways)


def private_subnets_go_out_by_nat(config: Configuration) -> bool:
    """Every way to everywhere from them is a NAT gateway in a public subnet."""
    network = of(config, "network")
    ways = {
        each["route_table_id"].split(".")[1]: each
        for each in network.of("aws_route")
        if each["destination_cidr_block"] == "0.0.0.0/0"
    }
    (gateway,) = network.of("aws_nat_gateway")
    return (
        "private_routes" in ways
        and ways["private_routes"].get("nat_gateway_id") == "${aws_nat_gateway.nat.id}"
        and gateway["subnet_id"] == "${aws_subnet.public_1.id}"
        and ways.keys() == {"private_routes", "public_routes"}
    )


def the_database_is_postgresql_with_readers(config: Configuration) -> bool:
    """One cluster with three instances, in the database subnets alone."""
    database = of(config, "database")
    (cluster,) = database.of("aws_rds_cluster")
    instances = database.of("aws_rds_cluster_instance")
    (group,) = database.of("aws_db_subnet_group")
    return (
        cluster["engine"] == "aurora-postgresql"
        and "postgresql" in cluster["enabled_cloudwatch_logs_exports"]
        and len(instances) == 3
        and sorted(each["promotion_tier"] for each in instances) == [0, 1, 2]
        and len(group["subnet_ids"]) == 3
        and all("database_subnet_ids" in each for each in group["subnet_ids"])
    )


def the_ledger_has_the_indexes_of_its_queries(config: Configuration) -> bool:
    """By merchant and by what is open, each over declared attributes."""
    table = one(of(config, "storage"), "aws_dynamodb_table", "ledger_table")
    declared = {each["name"] for each in table["attribute"]}
    indexes = table.get("global_secondary_index") or []
    return {each["name"] for each in indexes} == {"merchant_shard-created_at", "open_shard-due_at"} and all(
        {each["hash_key"], each["range_key"]} <= declared for each in indexes
    )


def payments_are_validated_screened_and_processed(config: Configuration) -> bool:
    """By a function each, in every private subnet."""
    compute = of(config, "compute")
    functions = {each.id.removeprefix("function_"): each for each in compute.of("aws_lambda_function")}
    return all(
        name in functions and len(functions[name]["vpc_config"]["subnet_ids"]) == 3 for name in LAMBDAS
    )


def requests_are_validated(config: Configuration) -> bool:
    """Each method has the validator of bodies and parameters, and each with a body its model."""
    compute = of(config, "compute")
    (validator,) = compute.of("aws_api_gateway_request_validator")
    methods = compute.of("aws_api_gateway_method")
    return (
        bool(methods)
        and validator["validate_request_body"]
        and validator["validate_request_parameters"]
        and all(each.get("request_validator_id") == validator.reference("id") for each in methods)
        and all(each.get("request_models") for each in methods if each["http_method"] == "POST")
    )


def the_balancer_is_private(config: Configuration) -> bool:
    """Internal, in three private subnets, with one listener, of HTTPS."""
    compute = of(config, "compute")
    (balancer,) = compute.of("aws_lb")
    (listener,) = compute.of("aws_lb_listener")
    return (
        balancer["internal"] is True
        and len(balancer["subnets"]) == 3
        and all("private_subnet" in each for each in balancer["subnets"])
        and (listener["protocol"], listener["port"]) == ("HTTPS", 443)
    )


def shares(config: Configuration) -> dict[str, int]:
    """The percent of requests of each side's group."""
    (rule,) = of(config, "compute").of("aws_lb_listener_rule")
    (action,) = rule["action"]
    groups = action["forward"]["target_group"]
    return {each["arn"].split(".")[1].removeprefix("alb_"): each["weight"] for each in groups}


def callers_are_shared_out(config: Configuration) -> bool:
    """Between two groups, and a caller with cookies stays where it was."""
    (rule,) = of(config, "compute").of("aws_lb_listener_rule")
    sticky = rule["action"][0]["forward"]["stickiness"]
    return shares(config) == {"legacy": 100, "aws": 0} and sticky == {"duration": 3600, "enabled": True}


def audit_is_kept_for_90_days_and_then_archived(config: Configuration) -> bool:
    """Of both buckets of records: nothing goes before, and what is archived ends later."""
    storage = of(config, "storage")
    found = {each.id: each["rule"] for each in storage.of("aws_s3_bucket_lifecycle_configuration")}
    return all(
        [(step["days"], step["storage_class"]) for step in rule.get("transition") or []] == [(90, "GLACIER")]
        and rule["expiration"][0]["days"] > 90
        for bucket in ("audit_bucket", "receipts_bucket")
        for rule in found[f"{bucket}_lifecycle"]
    )


def the_dashboard_shows(config: Configuration) -> bool:
    """How long the API takes, for half and for nearly all; its errors; and the database's load."""
    (dashboard,) = of(config, "monitoring").of("aws_cloudwatch_dashboard")
    shown = set(_shown(json.loads(dashboard["dashboard_body"])))
    return shown >= {
        ("Latency", "p50"),
        ("Latency", "p99"),
        ("4XXError", "Sum"),
        ("5XXError", "Sum"),
        ("CPUUtilization", "Average"),
        ("DatabaseConnections", "Maximum"),
        ("ReadLatency", "Average"),
        ("WriteLatency", "Average"),
    }


def _shown(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for widget in body["widgets"]:
        for row in widget["properties"].get("metrics", []):
            if isinstance(row[-1], dict) and "stat" in row[-1]:
                yield row[1], row[-1]["stat"]


def failures_and_errors_are_told_apart(config: Configuration) -> bool:
    """Each on a topic of its own with a queue that keeps what is told."""
    storage, compute = of(config, "storage"), of(config, "compute")
    topics = {each.id for each in storage.of("aws_sns_topic")}
    kept = {each["topic_arn"].split(".")[1] for each in storage.of("aws_sns_topic_subscription")}
    told = one(compute, "aws_ssm_parameter", "parameter_alerts_topic")["value"]
    alarms = {
        action
        for stack in ("monitoring", "migration")
        for each in of(config, stack).of("aws_cloudwatch_metric_alarm")
        for action in each["alarm_actions"]
    }
    return (
        topics == kept == {"alerts", "failed_payments"}
        and "failed_payments_topic_arn" in told
        and all("alerts_topic_arn" in each for each in alarms)
    )


def outputs_are_what_they_say(config: Configuration) -> bool:
    """Those that operators need, each of the right attribute."""
    written = {name: of(config, name).json["output"] for name in STACKS}
    return all(name in written[stack] for stack, names in OUTPUTS.items() for name in names) and all(
        written[stack][name]["value"] == value for (stack, name), value in ENDS.items()
    )


def the_suffix_is_a_tag_of(kind: str) -> Callable[[Configuration], bool]:
    """Whether each resource of a kind without a name carries the suffix in its tags."""

    def holds(config: Configuration) -> bool:
        found = config.of(kind)
        return bool(found) and all(
            each["tags"].get("EnvironmentSuffix") == "zq7" and "zq7" in each["tags"].get("Name", "zq7")
            for each in found
        )

    return holds


def latency_is_watched(config: Configuration) -> bool:
    """Of the API and of its whole backend, at the 99th percentile, and somebody is told."""
    alarms = {
        each["metric_name"]: each
        for each in of(config, "monitoring").of("aws_cloudwatch_metric_alarm")
        if each.get("extended_statistic") == "p99" and "TargetGroup" not in each["dimensions"]
    }
    return {"Latency", "IntegrationLatency", "TargetResponseTime"} <= alarms.keys() and all(
        each["alarm_actions"] for each in alarms.values()
    )


def the_database_is_moved_with_its_changes(config: Configuration) -> bool:
    """A task from the data centre's server into the cluster, which goes on after the first copy."""
    migration = of(config, "migration")
    (task,) = migration.of("aws_dms_replication_task")
    engines = {each["endpoint_type"]: each["engine_name"] for each in migration.of("aws_dms_endpoint")}
    return task["migration_type"] == "full-load-and-cdc" and engines == {
        "source": "postgres",
        "target": "aurora-postgresql",
    }
