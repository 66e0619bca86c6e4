"""What is asked of the synthesis directly, where no rule asks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tests.infra.synthesis import Configuration, Resource, Stack

PREFIX: Final = "pci_web_app-"
NINE: Final = {
    "foundation": {
        "vpc_id": r"aws_vpc\.vpc\.id",
        "public_subnet_ids": r"aws_subnet\.public_\d\.id",
        "private_subnet_ids": r"aws_subnet\.private_\d\.id",
        "static_assets_bucket_name": r"aws_s3_bucket\.static_assets_bucket\.id",
        "flow_logs_bucket_name": r"aws_s3_bucket\.flow_logs_bucket\.id",
    },
    "data": {
        "rds_cluster_endpoint": r"aws_rds_cluster\.rds_cluster\.endpoint",
        "rds_cluster_reader_endpoint": r"aws_rds_cluster\.rds_cluster\.reader_endpoint",
    },
    "app": {
        "alb_dns_name": r"aws_lb\.alb\.dns_name",
        "alb_arn": r"aws_lb\.alb\.arn",
    },
}
"""The outputs that others use, by stack, and the reference that each is of, or is a list of."""


def of(config: Configuration, name: str) -> Stack:
    """One of the stacks, by its short name."""
    return config.stacks[f"{PREFIX}{name}"]


def everything_is_in_us_east_1(config: Configuration) -> bool:
    """Each stack has one provider, and it works there."""
    return all(stack.region == "us-east-1" for stack in config.stacks.values())


def three_public_and_three_private_subnets(config: Configuration) -> bool:
    """One of each in every zone; one gateway to the internet; one NAT gateway."""
    network = of(config, "foundation")
    zones = {
        tier: sorted(each["availability_zone"] for each in network.of("aws_subnet") if tier in each.id)
        for tier in ("public", "private")
    }
    looked_up = [f"${{data.aws_availability_zones.zones.names[{number}]}}" for number in range(3)]
    gateways = len(network.of("aws_internet_gateway")), len(network.of("aws_nat_gateway"))
    return zones == {"public": looked_up, "private": looked_up} and gateways == (1, 1)


def each_subnet_has_the_routes_of_its_tier(config: Configuration) -> bool:
    """Every subnet is associated with the route table of its tier."""
    network = of(config, "foundation")
    associated = {
        each["subnet_id"]: each["route_table_id"] for each in network.of("aws_route_table_association")
    }
    return all(
        associated.get(subnet.reference("id"))
        == f"${{aws_route_table.{subnet.id.partition('_')[0]}_routes.id}}"
        for subnet in network.of("aws_subnet")
    )


def health_is_asked_at_its_path(config: Configuration) -> bool:
    """Each target group asks /health, and takes 200 alone for healthy."""
    return all(
        (group["health_check"]["path"], group["health_check"]["matcher"]) == ("/health", "200")
        for group in config.of("aws_lb_target_group")
    )


def the_database_is_mysql(config: Configuration) -> bool:
    """Aurora MySQL."""
    return {each["engine"] for each in config.of("aws_rds_cluster")} == {"aurora-mysql"}


def flow_logs_are_in_a_bucket_by_reference(config: Configuration) -> bool:
    """As Parquet, in the bucket of flow logs, of the VPC of the stack; no role is needed, and none there."""
    (log,) = config.of("aws_flow_log")
    return (
        log["destination_options"]["file_format"] == "parquet"
        and log["log_destination"].startswith("${aws_s3_bucket.flow_logs_bucket.arn}/")
        and log["vpc_id"] == "${aws_vpc.vpc.id}"
        and not log.get("iam_role_arn")
    )


def alarm(alarm_id: str, metric: str, threshold: float) -> Callable[[Configuration], bool]:
    """Whether an alarm on a metric goes off above a threshold, and somebody is told."""

    def holds(config: Configuration) -> bool:
        return any(
            (found["metric_name"], found["comparison_operator"], found["threshold"])
            == (metric, "GreaterThanThreshold", threshold)
            and bool(found.get("alarm_actions"))
            for found in config.of("aws_cloudwatch_metric_alarm")
            if found.id == f"alarm_{alarm_id}"
        )

    return holds


def the_nine_outputs_are_what_they_say(config: Configuration) -> bool:
    """Each is there, and refers to what its name says: one resource, or each of several, joined by commas."""
    return all(
        re.fullmatch(
            rf"\$\{{{reference}\}}(,\$\{{{reference}\}})*",
            of(config, stack).json.get("output", {}).get(name, {}).get("value", ""),
        )
        for stack, outputs in NINE.items()
        for name, reference in outputs.items()
    ) and all(
        of(config, "foundation").json["output"][f"{tier}_subnet_ids"]["value"].count("${") == 3
        for tier in ("public", "private")
    )


def an_application_answers(config: Configuration) -> bool:
    """A service of two tasks or more is among the targets to which a listener for HTTPS forwards."""
    application = of(config, "app")
    forwarded = {
        action.get("target_group_arn")
        for listener in application.of("aws_lb_listener")
        if listener["protocol"] == "HTTPS"
        for action in listener["default_action"]
    }
    return any(_serves(service, forwarded) for service in application.of("aws_ecs_service"))


def _serves(service: Resource, forwarded: set[str | None]) -> bool:
    targets = {each["target_group_arn"] for each in service.get("load_balancer") or ()}
    return service["desired_count"] >= 2 and bool(targets & forwarded)


def traffic_is_what_the_tiers_need(config: Configuration) -> bool:
    """Callers to the balancer, the balancer to tasks, tasks to the database, to AWS and to named networks."""
    return {
        re.sub(r"_\d+$", "", rule.id)
        for kind in ("ingress", "egress")
        for rule in config.of(f"aws_vpc_security_group_{kind}_rule")
    } == {
        *("alb_group_from_callers", "alb_group_to_tasks", "tasks_group_from_web-balancer"),
        *("tasks_group_to_database", "rds_cluster_group_from_tasks", "tasks_group_to_endpoints"),
        *("tasks_group_to_s3", "tasks_group_to_outside_1", "endpoints_group_https"),
    }


def nothing_goes_out_to_everywhere(config: Configuration) -> bool:
    """What security groups let out has a target of its own."""
    return not any(
        rule.get("cidr_ipv4") == "0.0.0.0/0" or rule.get("cidr_ipv6") == "::/0"
        for rule in config.of("aws_vpc_security_group_egress_rule")
    )
