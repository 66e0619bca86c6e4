"""What is left in the emulated AWS of a destroyed environment: each service is asked by its own API.

Terraform's state forgets what it was told to forget; the services do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rehearsal.account import clients

if TYPE_CHECKING:
    from infra.settings import PlatformSettings
    from rehearsal.emulator.process import Emulator


class Listing(NamedTuple):
    """An operation that lists what a service holds: the key of the list, and of the name in an item."""

    service: str
    operation: str
    items: str
    name: str = ""


_LISTINGS: Final = (
    Listing("acm", "list_certificates", "CertificateSummaryList", "DomainName"),
    Listing("apigateway", "get_rest_apis", "items", "name"),
    Listing("apigateway", "get_domain_names", "items", "domainName"),
    Listing("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    Listing("cloudwatch", "describe_alarms", "CompositeAlarms", "AlarmName"),
    Listing("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    Listing("dynamodb", "list_tables", "TableNames"),
    Listing("ec2", "describe_security_groups", "SecurityGroups", "GroupName"),
    Listing("ecs", "list_clusters", "clusterArns"),
    Listing("ecs", "list_task_definition_families", "families"),
    Listing("elbv2", "describe_load_balancers", "LoadBalancers", "LoadBalancerName"),
    Listing("elbv2", "describe_target_groups", "TargetGroups", "TargetGroupName"),
    Listing("events", "list_event_buses", "EventBuses", "Name"),
    Listing("events", "list_archives", "Archives", "ArchiveName"),
    Listing("iam", "list_roles", "Roles", "RoleName"),
    Listing("kms", "list_aliases", "Aliases", "AliasName"),
    Listing("lambda", "list_functions", "Functions", "FunctionName"),
    Listing("lambda", "list_event_source_mappings", "EventSourceMappings", "EventSourceArn"),
    Listing("logs", "describe_log_groups", "logGroups", "logGroupName"),
    Listing("rds", "describe_db_clusters", "DBClusters", "DBClusterIdentifier"),
    Listing("rds", "describe_db_instances", "DBInstances", "DBInstanceIdentifier"),
    Listing("rds", "describe_db_subnet_groups", "DBSubnetGroups", "DBSubnetGroupName"),
    Listing(
        "rds",
        "describe_db_cluster_parameter_groups",
        "DBClusterParameterGroups",
        "DBClusterParameterGroupName",
    ),
    Listing("s3", "list_buckets", "Buckets", "Name"),
    Listing("sns", "list_topics", "Topics", "TopicArn"),
    Listing("sqs", "list_queues", "QueueUrls"),
    Listing("stepfunctions", "list_state_machines", "stateMachines", "name"),
    Listing("wafv2", "list_web_acls", "WebACLs", "Name"),
)


_EVERYWHERE: Final = frozenset({"iam", "s3"})  # listed in one region for all
_OPTIONS: Final[Mapping[str, Mapping[str, object]]] = {
    "describe_alarms": {"AlarmTypes": ["MetricAlarm", "CompositeAlarm"]},
    "list_task_definition_families": {"status": "ACTIVE"},
    "list_web_acls": {"Scope": "REGIONAL"},
}


def leaks(emulator: Emulator, settings: PlatformSettings, regions: Iterable[str]) -> list[str]:
    """A line for each thing in these regions that still bears the environment's suffix or lies in its
    networks, and for what is left of names and health checks.
    """
    found = {line for region in regions for line in _of_region(emulator, settings, region)}
    return sorted(found.union(_of_names(emulator, settings)))


def _of_region(emulator: Emulator, settings: PlatformSettings, region: str) -> Iterator[str]:
    client = clients(emulator, region)
    for listing in _LISTINGS:
        if listing.service in _EVERYWHERE and region != settings.primary_region:
            continue
        for name in _names(client(listing.service), listing):
            if _is_of(settings.suffix, name):
                yield f"{region}: {listing.service}: {name}"
    networks = client("ec2").describe_vpcs()["Vpcs"]
    cidrs = {str(each.cidr) for each in settings.regions}
    yield from (f"{region}: ec2: {each['VpcId']}" for each in networks if each["CidrBlock"] in cidrs)


def _of_names(emulator: Emulator, settings: PlatformSettings) -> Iterator[str]:
    """Route 53 is one for all regions; its health checks have no names of their own."""
    client = clients(emulator, settings.primary_region)("route53")
    for check in client.list_health_checks()["HealthChecks"]:
        name = check["HealthCheckConfig"].get("FullyQualifiedDomainName", "")
        if _is_of(settings.suffix, name):
            yield f"route53: the health check of {name}"
    for zone in client.list_hosted_zones()["HostedZones"]:
        for record in client.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]:
            if _is_of(settings.suffix, record["Name"]):
                yield f"route53: {record['Type']} {record['Name']}"


def _names(client: Any, listing: Listing) -> Sequence[str]:
    options = _OPTIONS.get(listing.operation, {})
    if client.can_paginate(listing.operation):
        pages = client.get_paginator(listing.operation).paginate(**options)
    else:
        pages = (getattr(client, listing.operation)(**options),)
    items = [item for page in pages for item in page.get(listing.items, ())]
    return [item[listing.name] if listing.name else item for item in items]


def _is_of(suffix: str, name: str) -> bool:
    """Whether the suffix is one of the name's parts."""
    parts = name.replace("/", "-").replace(".", "-").replace(":", "-").replace("_", "-").split("-")
    return suffix in parts
