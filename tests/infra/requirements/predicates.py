"""What is asked of the synthesis directly, where no rule asks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tests.infra.synthesis import Configuration, Stack, provider_region

REGIONS: Final = ("us-east-1", "eu-west-1", "ap-southeast-1")
FOUNDATION: Final = ("vpc_id", "alerts_topic_arn", "event_bus_arn", "personal_table_name", "data_key_arn")
APPLICATION: Final = ("api_url", "dashboard_name", "function_ingest_arn", "workflow_payment_arn")


def every_stack_is_of_cdktf(config: Configuration) -> bool:
    """Each says which version of cdktf wrote it."""
    return all(
        stack.json.get("//", {}).get("metadata", {}).get("version") for stack in config.stacks.values()
    )


def each_region_has_its_stacks(config: Configuration) -> bool:
    """A foundation and an application in each of the three regions."""
    return all(
        sorted(stack.region for stack in stacks) == sorted(REGIONS)
        for stacks in (config.foundations, config.applications)
    )


def what_belongs_to_a_bucket_refers_to_it(config: Configuration) -> bool:
    """By reference, not by its name typed again."""
    return all(
        str(resource.get("bucket") or "${").startswith("${")
        for resource in config.resources
        if resource.type.startswith("aws_s3_bucket_")
    )


def machines_wait_for_what_they_may_do(config: Configuration) -> bool:
    """Each waits for the policy of its role; as made, it calls nothing yet."""
    return all(
        any(each.startswith("aws_iam_role_policy.") for each in machine.get("depends_on") or ())
        for machine in config.of("aws_sfn_state_machine")
    )


def deployments_wait_for_every_method(config: Configuration) -> bool:
    """What is not there yet when an API is deployed is not in it."""
    return all(
        {f"{method.type}.{method.id}" for method in stack.of("aws_api_gateway_method")}
        <= set(deployment.get("depends_on") or ())
        for stack in config.applications
        for deployment in stack.of("aws_api_gateway_deployment")
    )


def what_exists_once_is_in_the_primary_region(config: Configuration) -> bool:
    """The table that replicas are made of."""
    (table,) = config.data.of("aws_dynamodb_table")
    return provider_region(config.data, table) == REGIONS[0]


def canaries_run_a_current_runtime(config: Configuration) -> bool:
    """syn-nodejs-puppeteer-7.0 or newer; there is no canary so far."""
    versions = [
        re.fullmatch(r"syn-nodejs-puppeteer-(\d+)\.\d+", canary["runtime_version"])
        for canary in config.resources
        if canary.type == "aws_synthetics_canary"
    ]
    return all(version and int(version[1]) >= 7 for version in versions)


def latency_is_watched_in_each_region(config: Configuration) -> bool:
    """An alarm on the 99th percentile of the API's latency, which notifies somebody."""
    return all(
        any(
            alarm.get("metric_name") == "Latency"
            and alarm.get("extended_statistic") == "p99"
            and alarm.get("alarm_actions")
            for alarm in stack.of("aws_cloudwatch_metric_alarm")
        )
        for stack in config.applications
    )


def operators_find_what_they_need(config: Configuration) -> bool:
    """Networks, topics, buses, stores, keys, addresses, dashboards and functions, of each region."""
    shared = {f"receipts_bucket_name_{code}" for code in ("use1", "euw1", "apse1")} | {"ledger_table_name"}
    return (
        _says(config.foundations, FOUNDATION)
        and _says(config.applications, APPLICATION)
        and _says((config.data,), shared)
    )


def _says(stacks: tuple[Stack, ...], names: tuple[str, ...] | set[str]) -> bool:
    return all(stack.json.get("output", {}).get(name, {}).get("value") for stack in stacks for name in names)


def exactly_the_three_regions(config: Configuration) -> bool:
    """The providers' regions, of each stack of several the primary one first."""
    places = [
        [provider["region"] for provider in stack.json["provider"]["aws"]] for stack in config.stacks.values()
    ]
    return all(each == list(REGIONS) or (len(each) == 1 and each[0] in REGIONS) for each in places) and {
        region for each in places for region in each
    } == set(REGIONS)


def the_ledger_is_in_every_region(config: Configuration) -> bool:
    """The table in the first, a replica in each other one."""
    data = config.data
    found = [provider_region(data, each) for each in data.of("aws_dynamodb_table")]
    found += sorted(provider_region(data, each) for each in data.of("aws_dynamodb_table_replica"))
    return found == [REGIONS[0], *sorted(REGIONS[1:])]


def in_each_region(kind: str, of: str = "") -> Callable[[Configuration], bool]:
    """Whether each application holds such a resource."""

    def holds(config: Configuration) -> bool:
        return len(config.applications) == len(REGIONS) and all(
            any(of in resource.id for resource in stack.of(kind)) for stack in config.applications
        )

    return holds


def one_package_serves_every_function(config: Configuration) -> bool:
    """The code of all functions of all regions has one hash."""
    return len({function.get("source_code_hash") for function in config.of("aws_lambda_function")}) == 1


def every_function_is_a_zip_file(config: Configuration) -> bool:
    """And says the hash of its code."""
    return all(
        function.get("package_type") == "Zip" and function.get("source_code_hash")
        for function in config.of("aws_lambda_function")
    )


def alerts_are_read_in_every_other_region(config: Configuration) -> bool:
    """Each region's topic has a subscriber in each other region."""
    return all(
        {
            region
            for region in REGIONS
            for subscription in stack.of("aws_sns_topic_subscription")
            if f":{region}:" in subscription["endpoint"]
        }
        == set(REGIONS) - {stack.region}
        for stack in config.applications
    )


def one_dashboard_shows_every_region(config: Configuration) -> bool:
    """One dashboard shows the metrics of all regions."""
    return any(
        all(f'"region": "{region}"' in dashboard["dashboard_body"] for region in REGIONS)
        for dashboard in config.of("aws_cloudwatch_dashboard")
    )


def the_public_name_leads_to_each_region(config: Configuration) -> bool:
    """One name, a record by latency for each region."""
    records = [
        record
        for record in config.of("aws_route53_record")
        if record.get("latency_routing_policy") is not None
    ]
    regions = sorted(record["latency_routing_policy"]["region"] for record in records)
    return regions == sorted(REGIONS) and len({record["name"] for record in records}) == 1


def failures_alarm_above_a_tenth_of_a_percent(config: Configuration) -> bool:
    """In each region, of payments."""
    return all(
        any(
            alarm.id == "alarm_payment_failures"
            and alarm["threshold"] == 0.1
            and alarm["comparison_operator"] == "GreaterThanThreshold"
            for alarm in stack.of("aws_cloudwatch_metric_alarm")
        )
        for stack in config.applications
    )


def events_of_other_regions_end_in_a_function(config: Configuration) -> bool:
    """A rule on what comes from elsewhere, whose target a permission of the rule lets in."""
    return all(
        any(
            "anything-but" in (rule.get("event_pattern") or "")
            and rule.reference("arn")
            in {each.get("source_arn") for each in stack.of("aws_lambda_permission")}
            and rule.reference("name")
            in {each.get("rule") for each in stack.of("aws_cloudwatch_event_target")}
            for rule in stack.of("aws_cloudwatch_event_rule")
        )
        for stack in config.applications
    )
