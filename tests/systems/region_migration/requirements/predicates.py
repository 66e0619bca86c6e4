"""What is asked of the synthesis directly, where no rule asks it: numbers and names of the specification."""

from __future__ import annotations

from typing import Final

from tests.infra.synthesis import Configuration, Stack, provider_region

PREFIX: Final = "region_migration-"
PRIMARY, SECONDARY = "us-east-1", "us-east-2"
NETWORKS: Final = {PRIMARY: "10.0.0.0/16", SECONDARY: "10.1.0.0/16"}
TIERS: Final = ("database", "private", "public")
OUTPUTS: Final = {
    "foundation": (
        "vpc_id",
        "public_subnet_ids",
        "private_subnet_ids",
        "database_subnet_ids",
        "data_key_arn",
    ),
    "app": ("alb_dns_name", "deploy_application_name", "deploy_group_name", "deploy_task_definition_arn"),
    "data": (
        "database_endpoint",
        *("database_use1_endpoint", "database_use1_reader_endpoint"),
        *("database_use2_endpoint", "database_use2_reader_endpoint"),
        *("transaction_logs_bucket_name_use1", "audit_trails_bucket_name_use2"),
    ),
    "transit": ("transit_requester_gateway_id", "transit_accepter_gateway_id", "transit_peering_id"),
    "dns": ("url", "phase", "health_check_id_use1", "health_check_id_use2", "dashboard_name"),
}
REGIONAL: Final = ("foundation", "app")


def of(config: Configuration, name: str, region: str = "global") -> Stack:
    """One of the stacks, by its short name and its region."""
    return config.stacks[f"{PREFIX}{name}-{region}"]


def networks_are_as_specified(config: Configuration) -> bool:
    """The range of each region's network, and three subnets of each tier in three zones of it."""
    return all(
        [vpc["cidr_block"] for vpc in stack.of("aws_vpc")] == [block]
        and [(each.id, each["availability_zone"]) for each in sorted(stack.of("aws_subnet"))]
        == [
            (f"{tier}_{number}", f"${{data.aws_availability_zones.zones.names[{number - 1}]}}")
            for tier in TIERS
            for number in (1, 2, 3)
        ]
        for region, block in NETWORKS.items()
        for stack in (of(config, "foundation", region),)
    )


def the_clusters_are_postgresql_of_two_instances(config: Configuration) -> bool:
    """One global database of Aurora PostgreSQL, a cluster in each region, two instances in each."""
    data = of(config, "data")
    clusters = {each.id: each for each in data.of("aws_rds_cluster")}
    instances = [each["cluster_identifier"] for each in data.of("aws_rds_cluster_instance")]
    return (
        [each["engine"] for each in data.of("aws_rds_global_cluster")] == ["aurora-postgresql"]
        and [provider_region(data, each) for each in clusters.values()] == [PRIMARY, SECONDARY]
        and {each["engine"] for each in clusters.values()} == {"aurora-postgresql"}
        and all(instances.count(each.reference("id")) == 2 for each in clusters.values())
    )


def each_region_has_the_service_with_all_it_needs(config: Configuration) -> bool:
    """In each region its own service, balancer, listeners, groups of targets, tasks and security groups."""
    wanted = {
        "aws_ecs_cluster": 1,
        "aws_ecs_service": 1,
        "aws_ecs_task_definition": 1,
        "aws_lb": 1,
        "aws_lb_listener": 3,
        "aws_lb_target_group": 2,
        "aws_codedeploy_deployment_group": 1,
        "aws_security_group": 2,
    }
    return all(
        len(of(config, "app", region).of(kind)) == number
        for region in NETWORKS
        for kind, number in wanted.items()
    )


def records_are_replicated_to_the_second_region(config: Configuration) -> bool:
    """Transaction logs and audit trails of the first region, under the second one's key."""
    data = of(config, "data")
    found = {
        each["bucket"].split(".")[1]: each["rule"][0]["destination"]
        for each in data.of("aws_s3_bucket_replication_configuration")
        if provider_region(data, each) == PRIMARY
    }
    return set(found) == {"transaction_logs_use1", "audit_trails_use1"} and all(
        "us_east_2" in each["encryption_configuration"]["replica_kms_key_id"] for each in found.values()
    )


def the_weights_are_those_of_the_phase(config: Configuration) -> bool:
    """All callers of the shared name are led to the first region: the phase is `legacy`."""
    dns = of(config, "dns")
    weights = {
        each["set_identifier"]: each["weighted_routing_policy"]["weight"]
        for each in dns.of("aws_route53_record")
        if each.get("weighted_routing_policy")
    }
    return weights == {"primary": 100, "secondary": 0}


def operators_find_what_they_need(config: Configuration) -> bool:
    """The outputs of each stack, in both regions."""
    return all(
        set(names) <= set(of(config, name, region).json["output"])
        for name, names in OUTPUTS.items()
        for region in (NETWORKS if name in REGIONAL else ("global",))
    )


def nothing_goes_out_to_everywhere(config: Configuration) -> bool:
    """No security group lets out to every address."""
    return all(
        rule.get("cidr_ipv4") != "0.0.0.0/0" for rule in config.of("aws_vpc_security_group_egress_rule")
    )
