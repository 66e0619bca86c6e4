"""Networks."""

from __future__ import annotations

import json
from ipaddress import IPv4Network
from typing import get_args

import pytest

from infra.settings.values import InterfaceEndpoint
from tests.infra.synthesis import SUFFIX, Configuration

pytestmark = pytest.mark.synth


def test_r67_each_region_has_one_vpc_of_its_own_range(config: Configuration) -> None:
    ranges = [IPv4Network(vpc["cidr_block"]) for stack in config.foundations for vpc in stack.of("aws_vpc")]
    assert len(ranges) == len(config.foundations)
    assert not [one for one in ranges for other in ranges if one is not other and one.overlaps(other)]


def test_r67_each_vpc_has_a_private_subnet_in_each_of_three_zones(config: Configuration) -> None:
    for stack in config.foundations:
        (vpc,) = stack.of("aws_vpc")
        subnets = stack.of("aws_subnet")
        assert len({subnet["availability_zone"] for subnet in subnets}) == len(subnets) == 3
        for subnet in subnets:
            assert IPv4Network(subnet["cidr_block"]).subnet_of(IPv4Network(vpc["cidr_block"])), subnet.address
            assert subnet["map_public_ip_on_launch"] is False, subnet.address


def test_r12_zones_are_looked_up(config: Configuration) -> None:
    for subnet in config.of("aws_subnet"):
        assert subnet["availability_zone"].startswith("${data.aws_availability_zones."), subnet.address


def test_r68_no_vpc_is_peered(config: Configuration) -> None:
    kinds = {resource.type for resource in config.resources}
    assert not {kind for kind in kinds if kind.startswith(("aws_vpc_peering", "aws_ec2_transit_gateway"))}


def test_r67_every_subnet_has_the_private_routes(config: Configuration) -> None:
    for stack in config.foundations:
        (routes,) = stack.of("aws_route_table")
        associations = {
            each["subnet_id"]: each["route_table_id"] for each in stack.of("aws_route_table_association")
        }
        wanted = {subnet.reference("id"): routes.reference("id") for subnet in stack.of("aws_subnet")}
        assert associations == wanted
        assert routes.get("route") is None


@pytest.mark.parametrize("service", ["s3", "dynamodb"])
def test_r54_gateway_endpoints_serve_every_route_table(config: Configuration, service: str) -> None:
    for stack in config.foundations:
        tables = [table.reference("id") for table in stack.of("aws_route_table")]
        found = [each for each in stack.of("aws_vpc_endpoint") if each.id == f"endpoint_{service}"]
        assert [(each["vpc_endpoint_type"], each["route_table_ids"]) for each in found] == [
            ("Gateway", tables)
        ]


def test_r54_gateway_endpoints_lead_to_stores_of_the_region_only(config: Configuration) -> None:
    ledger = config.data.of("aws_dynamodb_table")[0]["name"]
    for stack in config.foundations:
        endpoints = {each.id: each for each in stack.of("aws_vpc_endpoint")}
        for service, stores in (("s3", ("personal", "receipts")), ("dynamodb", ("personal_table", ledger))):
            resources = [
                resource
                for statement in endpoints[f"endpoint_{service}"].statements()
                for resource in statement["Resource"]
            ]
            assert "*" not in resources
            assert all(any(store in resource for store in stores) for resource in resources)


def test_c38_every_endpoint_serves_this_account_only(config: Configuration) -> None:
    of_aws = (each for each in config.of("aws_vpc_endpoint") if each.id != "endpoint_processor")
    for endpoint in of_aws:
        for statement in endpoint.statements():
            keys = set(statement["Condition"]["StringEquals"])
            assert keys == {"aws:PrincipalAccount", "aws:ResourceAccount"}, endpoint.address


def test_c38_the_interface_endpoints_are_those_of_the_settings(config: Configuration) -> None:
    for stack in config.foundations:
        found = {each.id for each in stack.of("aws_vpc_endpoint") if each["vpc_endpoint_type"] == "Interface"}
        assert found - {"endpoint_processor"} == {
            "endpoint_events",
            "endpoint_secretsmanager",
            "endpoint_sns",
            "endpoint_states",
        }


def test_c38_the_processor_is_reached_through_the_service_of_the_settings(config: Configuration) -> None:
    for stack in config.foundations:
        (endpoint,) = (each for each in stack.of("aws_vpc_endpoint") if each.id == "endpoint_processor")
        assert endpoint["service_name"] == f"com.amazonaws.vpce.{stack.region}.vpce-svc-0123456789abcdef0"
        assert endpoint["private_dns_enabled"] is True


def test_c38_every_service_that_settings_allow_has_its_actions() -> None:
    from infra.blocks.network.endpoints import ENDPOINT_ACTIONS

    assert set(ENDPOINT_ACTIONS) == set(get_args(InterfaceEndpoint))


def test_r45_endpoints_take_https_from_their_vpc_and_call_nobody(config: Configuration) -> None:
    for stack in config.foundations:
        (vpc,) = stack.of("aws_vpc")
        (rule,) = stack.of("aws_vpc_security_group_ingress_rule")
        assert (rule["cidr_ipv4"], rule["ip_protocol"], rule["from_port"], rule["to_port"]) == (
            vpc["cidr_block"],
            "tcp",
            443,
            443,
        )
        assert stack.of("aws_vpc_security_group_egress_rule") == ()
        (group,) = stack.of("aws_security_group")
        assert not {"ingress", "egress"} & set(group.arguments)


def test_r46_log_groups_keep_a_year_under_a_key_of_ours(config: Configuration) -> None:
    for group in config.of("aws_cloudwatch_log_group"):
        assert group["retention_in_days"] == 365, group.address
        assert group["kms_key_id"].endswith((".key_ops.arn}", ".operations_key_arn}")), group.address
        # API Gateway chooses the name of its own group, by the id of the API.
        assert group["name"].endswith(SUFFIX) or "aws_api_gateway_rest_api.api.id" in group["name"], (
            group.address
        )


def test_r14_the_flow_log_waits_for_its_permission(config: Configuration) -> None:
    for stack in config.foundations:
        (log,) = stack.of("aws_flow_log")
        assert log["depends_on"] == ["aws_iam_role_policy.flow_log_role_policy"]


def test_r42_flow_logs_write_to_their_own_group_only(config: Configuration) -> None:
    for stack in config.foundations:
        (policy,) = stack.of("aws_iam_role_policy")
        writes = next(each for each in policy.statements() if "logs:PutLogEvents" in each["Action"])
        assert "aws_cloudwatch_log_group.flow_log_group" in json.dumps(writes["Resource"])
        assert len(writes["Resource"]) == 2
