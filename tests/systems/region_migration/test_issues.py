"""Each remark that the specification makes of the original is a defect here that the rules find, also where
it is put into both regions alike.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from policies.gate.reading.folder import Reading, read
from policies.registry import load
from tests.systems.defects import Stacks, failing

pytestmark = pytest.mark.synth

SYSTEM: Final = "region_migration"
SUFFIX: Final = "-zq7"
Body = dict[str, Any]
Edit = Callable[[Stacks], None]
RULES: Final = {rule.id: rule for rule in load().rules}


def every(stacks: Stacks, kind: str, of: str = "") -> Iterator[tuple[Body, str]]:
    """The resources of a type, each with its id, of which the place, `<stack>.<id>`, contains `of`."""
    for name, stack in stacks.items():
        found = stack["resource"].get(kind, {})
        yield from ((found, each) for each in list(found) if of in f"{name}.{each}")


def without(kind: str, of: str = "") -> Edit:
    """No such resource is there."""

    def edit(stacks: Stacks) -> None:
        for found, name in every(stacks, kind, of):
            del found[name]

    return edit


def said(kind: str, path: str, value: object, of: str = "") -> Edit:
    """Each such resource says something else at a dotted path; None: nothing."""

    def edit(stacks: Stacks) -> None:
        for found, name in every(stacks, kind, of):
            *steps, last = path.split(".")
            body = found[name]
            for step in steps:
                body = body[int(step)] if isinstance(body, list) else body[step]
            body[last] = value
            if value is None:
                del body[last]

    return edit


def shortened(kind: str, path: str) -> Edit:
    """The suffix is missing from a text of each such resource."""

    def edit(stacks: Stacks) -> None:
        for found, name in every(stacks, kind):
            text = json.dumps(found[name])
            *steps, last = path.split(".")
            body = found[name] = json.loads(text)
            for step in steps:
                body = body[step]
            body[last] = body[last].replace(SUFFIX, "")

    return edit


def without_grants(of: str, action: str) -> Edit:
    """No policy of such a role grants the actions that begin so."""

    def edit(stacks: Stacks) -> None:
        for found, name in every(stacks, "aws_iam_role_policy", of):
            policy = json.loads(found[name]["policy"])
            policy["Statement"] = [
                each
                for each in policy["Statement"]
                if not str(each["Action"]).startswith((action, f"['{action}"))
            ]
            found[name]["policy"] = json.dumps(policy)

    return edit


ALARM: Final = "aws_cloudwatch_metric_alarm"
RECORD: Final = "aws_route53_record"
ISSUES: Final[dict[str, tuple[str, str, Edit]]] = {
    # what the specification calls it: the requirement, the rule that finds it, and how it is put in
    "Missing environmentSuffix in VPC names": ("R118", "naming-suffix", shortened("aws_vpc", "tags.Name")),
    "KMS alias missing environmentSuffix": ("R119", "naming-suffix", shortened("aws_kms_alias", "name")),
    "Missing security group for RDS": (
        "R120",
        "vpc-database-reached",
        said("aws_rds_cluster", "vpc_security_group_ids", None),
    ),
    "Missing storage encryption configuration": (
        "R121",
        "rds-customer-key",
        said("aws_rds_cluster", "storage_encrypted", None),
    ),
    "Missing encryption configuration": (
        "R121",
        "rds-customer-key",
        said("aws_rds_global_cluster", "storage_encrypted", None),
    ),
    "Hardcoded password": (
        "R122",
        "rds-password",
        said("aws_rds_cluster", "master_password", "hunter2-hunter2", "database_primary"),
    ),
    "Should use CODE_DEPLOY for blue-green": (
        "R123",
        "deploy-service",
        said("aws_ecs_service", "deployment_controller", {"type": "ECS"}),
    ),
    "Missing secondary region ECS resources": (
        "R124",
        "parity-regions",
        without("aws_ecs_service", "app-us-east-2"),
    ),
    "Missing cross-region replication configuration": (
        "R125",
        "s3-replication-mesh",
        without("aws_s3_bucket_replication_configuration"),
    ),
    "Missing IAM policy for S3 bucket access": (
        "R126",
        "ecs-bucket-access",
        without_grants("task_task_role", "s3:"),
    ),
    "Missing IAM policy for KMS access": (
        "R126",
        "ecs-bucket-access",
        without_grants("task_task_role", "kms:"),
    ),
    "Missing IAM policy for S3 replication role": (
        "R127",
        "s3-replication-role",
        without("aws_iam_role_policy", "replication_role_policy"),
    ),
    "Missing critical alarm for database replication lag": (
        "R128",
        "alarms-database-lag",
        without(ALARM, "database_lag"),
    ),
    "Missing health check for secondary region": (
        "R129",
        "route53-weighted-pair",
        said(RECORD, "health_check_id", None, "public_"),
    ),
    "Missing alarm for S3 replication status": (
        "R130",
        "alarms-object-replication",
        without(ALARM, "_failed_1"),
    ),
    "Missing alarm for ECS memory utilization": ("R131", "alarms-service", without(ALARM, "service_memory")),
    "Should support variable weights for gradual migration": (
        "R132",
        "route53-weighted-pair",
        said(RECORD, "weighted_routing_policy.weight", 0, "public_"),
    ),
    "Missing secondary region DNS record": (
        "R133",
        "route53-weighted-pair",
        without(RECORD, "public_secondary"),
    ),
}

CARELESS: Final[dict[str, tuple[str, Edit]]] = {
    # what is overlooked in such a system: the rule that finds it, and how it is put in
    "what a switchover swaps is put back": ("rds-global-member", said("aws_rds_cluster", "lifecycle", None)),
    "the copy does not wait for what it copies": (
        "rds-global-member",
        said("aws_rds_cluster", "depends_on", [], "database_secondary"),
    ),
    "the copy has no source": (
        "rds-global-member",
        said("aws_rds_cluster", "source_region", None, "database_secondary"),
    ),
    "the peering is not accepted": (
        "transit-peering",
        without("aws_ec2_transit_gateway_peering_attachment_accepter"),
    ),
    "no static route": ("transit-peering", without("aws_ec2_transit_gateway_route")),
    "no route of the VPC": ("transit-network", without("aws_route", "_from_network_")),
    "no route back from the database": ("transit-network", without("aws_route", "_from_network_2")),
    "the gateways have one number": (
        "transit-gateway",
        said("aws_ec2_transit_gateway", "amazon_side_asn", 64512),
    ),
    "nothing is attached": ("transit-gateway", without("aws_ec2_transit_gateway_vpc_attachment")),
    "the lag has one dimension": (
        "alarms-database-lag",
        said(ALARM, "dimensions.SourceRegion", None, "database_lag"),
    ),
    "the phase is the environment": (
        "naming-phase",
        said("aws_ecs_service", "tags.Environment", "legacy"),
    ),
    "an apply moves callers back": (
        "deploy-blue-green",
        said("aws_lb_listener", "lifecycle", None, "alb_https"),
    ),
    "one group of targets": (
        "deploy-blue-green",
        said(
            "aws_codedeploy_deployment_group",
            "load_balancer_info.target_group_pair_info.target_group",
            [{"name": "${aws_lb_target_group.alb_blue.name}"}],
        ),
    ),
    "no alarm stops a release": (
        "deploy-blue-green",
        said("aws_codedeploy_deployment_group", "alarm_configuration", None),
    ),
    "nobody deploys the service": ("deploy-service", without("aws_codedeploy_deployment_group")),
    "the first deployment is refused": ("deploy-role", without_grants("deploy_role", "ecs:CreateTaskSet")),
    "health is asked of the shared name": (
        "route53-weighted-pair",
        said("aws_route53_health_check", "fqdn", "move-zq7.payments.example.com"),
    ),
    "a database without a log of its own": (
        "rds-log-groups",
        without("aws_cloudwatch_log_group", "_log_postgresql"),
    ),
    "statements in the log": (
        "rds-audit-events",
        said("aws_rds_cluster_parameter_group", "parameter.4.value", "all"),
    ),
    "plain connections": ("rds-tls", said("aws_rds_cluster_parameter_group", "parameter.0.value", "0")),
}


@pytest.fixture(scope="module")
def reading(synthesis_of: Callable[[str], Any]) -> Reading:
    """The session's synthesis, as the gate reads it."""
    return read(synthesis_of(SYSTEM))


def found(reading: Reading, edit: Edit) -> set[str]:
    """The rules that find something once the edit is made."""
    stacks: Stacks = copy.deepcopy(dict(reading.contents))
    edit(stacks)
    assert stacks != reading.contents, "the edit changes nothing"
    return {rule for rule, *_ in failing(reading, stacks)}


def test_what_is_synthesized_has_none_of_them(reading: Reading) -> None:
    assert failing(reading, reading.contents) == frozenset()


@pytest.mark.parametrize("issue", ISSUES)
def test_each_remark_of_the_specification_is_found_by_the_rule_of_its_requirement(
    reading: Reading, issue: str
) -> None:
    row, rule, edit = ISSUES[issue]
    assert rule in found(reading, edit)
    assert row in RULES[rule].requirements


@pytest.mark.parametrize("mistake", CARELESS)
def test_what_is_overlooked_in_such_a_system_is_found(reading: Reading, mistake: str) -> None:
    rule, edit = CARELESS[mistake]
    assert rule in found(reading, edit)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("region_migration/zq7/", "region_migration/legacy/zq7/"),
        ("region_migration-app", "region_migration-legacy-app"),
    ],
)
def test_r134_a_state_with_the_phase_in_its_key_is_found(reading: Reading, old: str, new: str) -> None:
    def edit(stacks: Stacks) -> None:
        for stack in stacks.values():
            backend = stack["terraform"]["backend"]["s3"]
            backend["key"] = backend["key"].replace(old, new)

    assert "naming-phase" in found(reading, edit)
