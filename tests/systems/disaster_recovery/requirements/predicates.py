"""What is asked of the synthesis directly, where no rule asks it: numbers and names of the specification."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from tests.infra.synthesis import Configuration, Resource, Stack, provider_region

PREFIX: Final = "disaster_recovery-"
PRIMARY, SECONDARY = "us-east-2", "us-west-2"
NETWORKS: Final = {PRIMARY: "10.0.0.0/16", SECONDARY: "10.1.0.0/16"}
CODES: Final = {PRIMARY: "use2", SECONDARY: "usw2"}
REGIONAL: Final = {
    "foundation": ("vpc_id", "alerts_topic_arn", "event_bus_arn", "personal_table_name", "data_key_arn"),
    "app": ("alb_dns_name", "alb_arn", "dashboard_name", "function_takeover_arn", "workflow_payment_arn"),
}
GLOBAL: Final = {
    "data": ("ledger_table_name", "receipts_bucket_name_use2", "receipts_bucket_name_usw2"),
    "dns": ("url", "health_check_id_use2", "health_check_id_usw2", "alerts_topic_arn", "dashboard_name"),
}


def of(config: Configuration, name: str, region: str = "global") -> Stack:
    """One of the stacks, by its short name and its region."""
    return config.stacks[f"{PREFIX}{name}-{region}"]


def by_region(config: Configuration, name: str) -> Iterator[tuple[str, Stack]]:
    """The two stacks of a short name, each after its region."""
    return ((region, of(config, name, region)) for region in NETWORKS)


def the_primary_is_us_east_2(config: Configuration) -> bool:
    """What is of a region is in us-east-2 and us-west-2, the ledger is made in the first of them, and a name
    leads there first.
    """
    data, dns = of(config, "data"), of(config, "dns")
    first = {
        region
        for record in dns.of("aws_route53_record")
        if (record.get("failover_routing_policy") or {}).get("type") == "PRIMARY"
        for region, code in CODES.items()
        if code in record["health_check_id"]
    }
    made = [provider_region(data, table) for table in data.of("aws_dynamodb_table")]
    return (
        made == [PRIMARY]
        and first == {PRIMARY}
        and all(stack.region == region for name in REGIONAL for region, stack in by_region(config, name))
    )


def networks_are_as_specified(config: Configuration) -> bool:
    """The range of each region's network, of which no other has a part."""
    return {
        region: [vpc["cidr_block"] for vpc in stack.of("aws_vpc")]
        for region, stack in by_region(config, "foundation")
    } == {region: [block] for region, block in NETWORKS.items()}


def each_region_has_two_subnets_of_each_tier(config: Configuration) -> bool:
    """Two public and two private ones, in two zones of it, which are known by their ids."""
    return all(
        [(each.id, each["availability_zone"]) for each in sorted(stack.of("aws_subnet"))]
        == [
            (f"{tier}_{number}", f"${{data.aws_availability_zones.zones.names[{number - 1}]}}")
            for tier in ("private", "public")
            for number in (1, 2)
        ]
        for _, stack in by_region(config, "foundation")
    )


def the_ledger_is_in_both_regions(config: Configuration) -> bool:
    """The table in the first, a replica in the second."""
    data = of(config, "data")
    kinds = ("aws_dynamodb_table", "aws_dynamodb_table_replica")
    return [provider_region(data, each) for kind in kinds for each in data.of(kind)] == [*NETWORKS]


def only_web_ports_are_open(config: Configuration) -> bool:
    """Security groups let in and out by 80 and 443 alone."""
    return {
        port
        for kind in ("ingress", "egress")
        for rule in config.of(f"aws_vpc_security_group_{kind}_rule")
        for port in (rule["from_port"], rule["to_port"])
    } == {80, 443}


def each_region_has_its_balancer(config: Configuration) -> bool:
    """One for the internet, with a listener for HTTPS and one for HTTP, which redirects."""
    return all(
        [balancer["internal"] for balancer in stack.of("aws_lb")] == [False]
        and {each["protocol"]: each["default_action"][0]["type"] for each in stack.of("aws_lb_listener")}
        == {"HTTP": "redirect", "HTTPS": "fixed-response"}
        for _, stack in by_region(config, "app")
    )


def health_is_asked_of_each_balancer(config: Configuration) -> bool:
    """By the name of its region alone, at /health, every 30 seconds."""
    names = {
        record["name"]
        for record in of(config, "dns").of("aws_route53_record")
        if not record.get("failover_routing_policy")
    }
    asked = [
        (each["fqdn"], each["port"], each["resource_path"], each["request_interval"])
        for each in config.of("aws_route53_health_check")
    ]
    return len(names) == 2 and sorted(asked) == sorted((name, 443, "/health", 30) for name in names)


def both_endpoints_are_asked_every_two_minutes(config: Configuration) -> bool:
    """In each region, of both regions, by what the schedule calls."""
    return all(
        [each["schedule_expression"] for each in _named(stack, "aws_cloudwatch_event_rule")]
        == ["rate(2 minutes)"]
        and [
            json.loads(each["environment"]["variables"]["ENDPOINTS"])
            for each in _named(stack, "aws_lambda_function")
        ]
        == [{code: f"https://pay-{code}-zq7.payments.example.com/health" for code in CODES.values()}]
        for _, stack in by_region(config, "app")
    )


def _named(stack: Stack, kind: str) -> list[Resource]:
    return [each for each in stack.of(kind) if "endpoint_health" in each.id]


def copies_that_are_late_are_told(config: Configuration) -> bool:
    """In each region, of those of the other one, after 15 minutes."""
    return all(
        [
            (each["metric_name"], each["threshold"], bool(each["alarm_actions"]))
            for each in stack.of("aws_cloudwatch_metric_alarm")
            if each.get("namespace") == "AWS/S3" and each["metric_name"] == "ReplicationLatency"
        ]
        == [("ReplicationLatency", 900, True)]
        for _, stack in by_region(config, "app")
    )


def the_loss_of_the_primary_is_acted_on(config: Configuration) -> bool:
    """The alarm on it is what the standby's rule matches, which calls the takeover of the primary's."""
    dns = of(config, "dns")
    alarms = dns.of("aws_cloudwatch_composite_alarm")
    matched = {
        rule.reference("name")
        for rule in dns.of("aws_cloudwatch_event_rule")
        for alarm in alarms
        if alarm.reference("arn") in rule["event_pattern"] and provider_region(dns, rule) == SECONDARY
    }
    return {"home_region": PRIMARY, "action": "take"} in [
        json.loads(target["input"])
        for target in dns.of("aws_cloudwatch_event_target")
        if target["rule"] in matched and "function_takeover" in target["arn"]
    ]


def operators_find_what_they_need(config: Configuration) -> bool:
    """Networks, topics, stores, keys, load balancers, dashboards, health checks and functions."""
    said = [(of(config, name), names) for name, names in GLOBAL.items()]
    said += [(stack, names) for name, names in REGIONAL.items() for _, stack in by_region(config, name)]
    return all(
        stack.json.get("output", {}).get(name, {}).get("value") for stack, names in said for name in names
    )
