"""Lifecycle, keys and transport."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from infra.systems import SYSTEMS
from tests.infra.synthesis import SUFFIX, Configuration, Resource, Stack, synthesize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.synth

POLICIES = {
    "aws_cloudwatch_event_bus_policy": "policy",
    "aws_dynamodb_resource_policy": "policy",
    "aws_iam_role": "assume_role_policy",
    "aws_iam_role_policy": "policy",
    "aws_kms_key": "policy",
    "aws_s3_bucket_policy": "policy",
    "aws_sns_topic_policy": "policy",
    "aws_sqs_queue_policy": "policy",
    "aws_vpc_endpoint": "policy",
}
# The key that a store of each type uses, by the argument that names it.
ENCRYPTED_BY = {
    "aws_cloudwatch_event_archive": "kms_key_identifier",
    "aws_cloudwatch_event_bus": "kms_key_identifier",
    "aws_cloudwatch_log_group": "kms_key_id",
    "aws_dynamodb_table_replica": "kms_key_arn",
    "aws_sns_topic": "kms_master_key_id",
    "aws_sqs_queue": "kms_master_key_id",
}


# Endpoints of other providers' services have no policies.
WITHOUT_POLICY = {"endpoint_processor"}


def statements(config: Configuration) -> Iterator[tuple[Resource, dict[str, Any]]]:
    for resource in config.resources:
        if resource.type in POLICIES and resource.id not in WITHOUT_POLICY:
            for statement in resource.statements(POLICIES[resource.type]):
                yield resource, statement


def key(stack: Stack, name: str) -> Resource:
    return next(each for each in stack.of("aws_kms_key") if each.id == f"key_{name}")


def by_sid(resource: Resource) -> dict[str, dict[str, Any]]:
    return {statement["Sid"]: statement for statement in resource.statements()}


@pytest.mark.parametrize("system", SYSTEMS)
def test_r24_nothing_prevents_a_destroy(system: str, synthesis_of: Callable[[str], Path]) -> None:
    text = "".join(path.read_text() for path in synthesis_of(system).rglob("cdk.tf.json"))
    assert not re.findall(r"prevent_destroy|skip_destroy|object_lock", text)


def test_r25_nothing_is_removed_from_state_and_kept(config: Configuration) -> None:
    assert not [stack.name for stack in config.stacks.values() if "removed" in stack.json]


def test_c3_the_lasting_profile_turns_deletion_protection_on(tmp_path: Path) -> None:
    config = Configuration.read(synthesize(tmp_path, SUFFIX, profile="production"))
    assert {each["deletion_window_in_days"] for each in config.of("aws_kms_key")} == {30}
    assert not any(bucket["force_destroy"] for bucket in config.of("aws_s3_bucket"))
    assert all(table["deletion_protection_enabled"] for table in config.of("aws_dynamodb_table"))
    assert all(table["deletion_protection_enabled"] for table in config.of("aws_dynamodb_table_replica"))


@pytest.mark.parametrize(("kind", "argument"), ENCRYPTED_BY.items())
def test_r35_every_store_is_encrypted_by_a_key_of_ours(
    config: Configuration, kind: str, argument: str
) -> None:
    output = r"data\.terraform_remote_state\.\w+\.outputs\.(data|operations)_key_arn"
    pattern = rf"\$\{{(aws_kms_key\.key_ops\.arn|{output})\}}"
    for resource in config.of(kind):
        assert re.fullmatch(pattern, resource[argument]), resource.address


def test_r36_every_table_is_encrypted_by_a_key_of_ours(config: Configuration) -> None:
    for table in config.of("aws_dynamodb_table"):
        encryption = table["server_side_encryption"]
        assert encryption["enabled"] is True, table.address
        assert "key_pii" in encryption["kms_key_arn"] or "data_key_arn" in encryption["kms_key_arn"], (
            table.address
        )


def test_r37_each_region_has_its_own_keys_with_rotation(config: Configuration) -> None:
    for stack in config.foundations:
        keys = stack.of("aws_kms_key")
        assert {each.id for each in keys} == {"key_data", "key_pii", "key_ops"}
        for each in keys:
            assert (each["enable_key_rotation"], each["rotation_period_in_days"]) == (True, 365), each.address
            assert each["multi_region"] is False, each.address


def test_r37_each_key_has_an_alias_with_the_suffix(config: Configuration) -> None:
    for stack in config.foundations:
        aliases = {each["target_key_id"]: each["name"] for each in stack.of("aws_kms_alias")}
        for each in stack.of("aws_kms_key"):
            assert aliases[each.reference("key_id")] == f"alias/payments-{each.id[4:]}-{SUFFIX}"


def test_r38_every_service_uses_a_key_under_a_condition(config: Configuration) -> None:
    for each in config.of("aws_kms_key"):
        for statement in each.statements():
            if "Service" in statement["Principal"]:
                assert statement.get("Condition"), f"{each.address} {statement['Sid']}"


def test_r38_administrators_do_not_use_the_key(config: Configuration) -> None:
    for each in config.of("aws_kms_key"):
        allowed = set(by_sid(each)["Admin"]["Action"])
        assert not allowed & {"kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"}
        assert {"kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"} <= allowed


def test_r38_the_data_key_lets_replication_of_the_peers_in(config: Configuration) -> None:
    for stack in config.foundations:
        found = by_sid(key(stack, "data"))
        roles = found["ReplicationByS3"]["Condition"]["ArnEquals"]["aws:PrincipalArn"]
        assert len(roles) == 2
        assert (
            "AWSServiceRoleForDynamoDBReplication"
            in (found["ReplicationByDynamodb"]["Condition"]["ArnEquals"]["aws:PrincipalArn"])
        )


def test_r38_the_roles_that_key_policies_name_are_the_ones_that_replicate(config: Configuration) -> None:
    made = {f"role/{role['name']}" for role in config.data.of("aws_iam_role")}
    named = {
        re.sub(r"^.*:", "", arn)
        for stack in config.foundations
        for arn in by_sid(key(stack, "data"))["ReplicationByS3"]["Condition"]["ArnEquals"]["aws:PrincipalArn"]
    }
    assert named == made


def test_r62_replicas_are_made_under_the_data_key_from_any_region(config: Configuration) -> None:
    regions = {stack.region for stack in config.foundations}
    for stack in config.foundations:
        through = by_sid(key(stack, "data"))["Grants"]["Condition"]["StringEquals"]["kms:ViaService"]
        assert {f"dynamodb.{region}.amazonaws.com" for region in regions} <= set(through)


def test_r80_the_personal_key_is_used_through_services_of_its_region_only(config: Configuration) -> None:
    for stack in config.foundations:
        for sid in ("LocalUse", "Grants"):
            through = by_sid(key(stack, "pii"))[sid]["Condition"]["StringEquals"]["kms:ViaService"]
            assert {name.split(".")[1] for name in through} == {stack.region}


def test_r80_the_personal_key_denies_every_replication_role(config: Configuration) -> None:
    for stack in config.foundations:
        denial = by_sid(key(stack, "pii"))["NeverReplicated"]
        assert denial["Effect"] == "Deny"
        assert {"kms:Decrypt", "kms:GenerateDataKey"} <= set(denial["Action"])
        assert len(denial["Condition"]["ArnEquals"]["aws:PrincipalArn"]) == 4


@pytest.mark.parametrize("name", ["cloudwatch", "events", "sns"])
def test_r38_the_operations_key_lets_publishers_reach_topics_and_queues(
    config: Configuration, name: str
) -> None:
    for stack in config.foundations:
        publishers = by_sid(key(stack, "ops"))["Publishers"]
        assert f"{name}.amazonaws.com" in publishers["Principal"]["Service"]
        assert set(publishers["Action"]) == {"kms:Decrypt", "kms:GenerateDataKey"}


def test_r38_the_operations_key_serves_log_groups_of_its_region(config: Configuration) -> None:
    for stack in config.foundations:
        logs = by_sid(key(stack, "ops"))["LogGroups"]
        assert logs["Principal"]["Service"] == f"logs.{stack.region}.amazonaws.com"
        assert "kms:EncryptionContext:aws:logs:arn" in logs["Condition"]["ArnLike"]


def test_r40_every_allowed_action_exists(config: Configuration) -> None:
    from policy_sentry.querying.all import get_all_actions

    known = {action.lower() for action in get_all_actions()}
    allowed = {
        action
        for _, statement in statements(config)
        if statement["Effect"] == "Allow"
        for action in statement["Action"]
    }
    assert sorted(action for action in allowed if action.lower() not in known) == []


# Actions that know no resource.
WITHOUT_RESOURCE = {
    "dynamodb:ListStreams",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}


def test_r41_only_key_policies_allow_on_every_resource(config: Configuration) -> None:
    everything = [
        f"{resource.address} {statement['Sid']}"
        for resource, statement in statements(config)
        if resource.type != "aws_kms_key"
        and statement["Effect"] == "Allow"
        and "*" in statement["Resource"]
        and not WITHOUT_RESOURCE.issuperset(statement["Action"])
    ]
    assert everything == []


def test_r42_services_assume_roles_for_this_account_only(config: Configuration) -> None:
    for role in config.of("aws_iam_role"):
        (statement,) = role.statements("assume_role_policy")
        assert list(statement["Principal"]) == ["Service"], role.address
        if statement["Principal"]["Service"] == "lambda.amazonaws.com":
            continue  # Lambda sends no source when it assumes a role
        assert "aws:SourceAccount" in statement["Condition"]["StringEquals"], role.address
        assert any("aws:SourceArn" in condition for condition in statement["Condition"].values()), (
            role.address
        )


def test_every_policy_is_literal_json(config: Configuration) -> None:
    assert sum(1 for _ in statements(config)) > 0
    kinds = {resource.type for resource in config.resources if resource.get("policy")}
    assert kinds <= set(POLICIES)
