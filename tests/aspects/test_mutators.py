"""What the mutators change, what they leave alone, and what they record: small stacks, one app each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.synth

SUFFIX = "zq7"
Build = Callable[[Any], None]
Outcome = tuple[dict[str, Any], list[Any]]


@pytest.fixture
def mutate(tmp_path: Path) -> Callable[[Build], Outcome]:
    """Build a regional stack, run the mutators alone, and answer its JSON and the mutations."""
    from cdktf import App

    from aspects.dispatch import mutate
    from aspects.journal import Journal
    from infra.stack import RegionalStack
    from infra.systems import load

    def run(build: Build) -> Outcome:
        settings = load("global_payments", SUFFIX)
        app = App(outdir=str(tmp_path))
        stack = RegionalStack(app, settings, "sample", settings.regions[1])
        build(stack)
        journal = Journal()
        mutate(stack, journal)
        app.synth()
        written = tmp_path / "stacks" / stack.stack_id / "cdk.tf.json"
        resources = json.loads(written.read_text())["resource"]
        assert journal.seen[stack.stack_id] == sum(map(len, resources.values()))
        return resources, journal.mutations

    return run


def only(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    (values,) = resources[kind].values()
    return dict(values)


def changed(mutations: list[Any], aspect: str) -> list[tuple[str, str, str]]:
    return [(item.attribute, item.before, item.after) for item in mutations if item.aspect == aspect]


def test_r19_tags_are_injected_with_the_region_of_the_provider(mutate: Callable[[Build], Outcome]) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue

        SqsQueue(stack, "inbox", name="inbox", tags={"DataClass": "tokenised", "Region": "wrong", "App": "x"})

    resources, mutations = mutate(build)
    tags = only(resources, "aws_sqs_queue")["tags"]
    assert tags["Region"] == "eu-west-1"
    assert tags["DataClass"] == "tokenised"
    assert tags["App"] == "payments"
    assert set(tags) == {
        *("App", "CostCenter", "DataClass", "Environment", "EnvironmentSuffix"),
        *("ManagedBy", "Project", "Region"),
    }
    ((attribute, before, after),) = changed(mutations, "tags")
    assert attribute == "tags"
    assert json.loads(before)["Region"] == "wrong"
    assert json.loads(after) == tags


def test_c32_untaggable_resources_and_data_sources_get_no_tags(mutate: Callable[[Build], Outcome]) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.data_aws_vpc import DataAwsVpc
        from cdktf_cdktf_provider_aws.kms_alias import KmsAlias

        DataAwsVpc(stack, "vpc", tags={"Name": "filter"})
        KmsAlias(stack, "alias", name="alias/x", target_key_id="key")

    resources, mutations = mutate(build)
    assert "tags" not in only(resources, "aws_kms_alias")
    assert mutations == []


@pytest.mark.parametrize("before", [None, False])
def test_r37_key_rotation_is_forced(mutate: Callable[[Build], Outcome], before: bool | None) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.kms_key import KmsKey

        KmsKey(stack, "key", enable_key_rotation=before)

    resources, mutations = mutate(build)
    assert only(resources, "aws_kms_key")["enable_key_rotation"] is True
    assert changed(mutations, "key_rotation") == [("enable_key_rotation", json.dumps(before), "true")]


def test_r37_a_signing_key_is_left_alone(mutate: Callable[[Build], Outcome]) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.kms_key import KmsKey

        KmsKey(stack, "key", key_usage="SIGN_VERIFY", customer_master_key_spec="ECC_NIST_P256")

    resources, mutations = mutate(build)
    assert "enable_key_rotation" not in only(resources, "aws_kms_key")
    assert changed(mutations, "key_rotation") == []


def test_r52_recovery_is_forced_on_a_table_and_keeps_its_period(mutate: Callable[[Build], Outcome]) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.dynamodb_table import (
            DynamodbTable,
            DynamodbTablePointInTimeRecovery,
        )

        recovery = DynamodbTablePointInTimeRecovery(enabled=False, recovery_period_in_days=9)
        DynamodbTable(stack, "table", name="t", hash_key="pk", point_in_time_recovery=recovery)

    resources, mutations = mutate(build)
    assert only(resources, "aws_dynamodb_table")["point_in_time_recovery"] == {
        "enabled": True,
        "recovery_period_in_days": 9,
    }
    assert changed(mutations, "recovery") == [("point_in_time_recovery.enabled", "false", "true")]


def test_r52_recovery_is_forced_on_inline_replicas_and_keeps_their_keys(
    mutate: Callable[[Build], Outcome],
) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.dynamodb_table import (
            DynamodbTable,
            DynamodbTablePointInTimeRecovery,
            DynamodbTableReplica,
        )

        DynamodbTable(
            stack,
            "table",
            name="t",
            hash_key="pk",
            point_in_time_recovery=DynamodbTablePointInTimeRecovery(enabled=True),
            replica=[
                DynamodbTableReplica(region_name="xx-test-1", kms_key_arn="arn:one"),
                DynamodbTableReplica(
                    region_name="xx-test-2", kms_key_arn="arn:two", point_in_time_recovery=True
                ),
            ],
        )

    resources, mutations = mutate(build)
    replicas = only(resources, "aws_dynamodb_table")["replica"]
    assert [(r["kms_key_arn"], r["point_in_time_recovery"]) for r in replicas] == [
        ("arn:one", True),
        ("arn:two", True),
    ]
    assert changed(mutations, "recovery") == [("replica.point_in_time_recovery", "[null, true]", "true")]


def test_r52_recovery_is_forced_on_a_replica_resource(mutate: Callable[[Build], Outcome]) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.dynamodb_table_replica import DynamodbTableReplicaA

        DynamodbTableReplicaA(stack, "replica", global_table_arn="arn:table")

    resources, mutations = mutate(build)
    assert only(resources, "aws_dynamodb_table_replica")["point_in_time_recovery"] is True
    assert changed(mutations, "recovery") == [("point_in_time_recovery", "null", "true")]


@pytest.mark.parametrize(("before", "after"), [(None, 5), (0, 5), (-1, 5), (3, 3)])
def test_r48_reserved_concurrency_is_forced(
    mutate: Callable[[Build], Outcome], before: int | None, after: int
) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.lambda_function import LambdaFunction

        LambdaFunction(
            stack, "function", function_name="f", role="arn:role", reserved_concurrent_executions=before
        )

    resources, mutations = mutate(build)
    assert only(resources, "aws_lambda_function")["reserved_concurrent_executions"] == after
    assert len(changed(mutations, "concurrency")) == (before != after)


def test_a_subclass_is_mended_like_its_parent(mutate: Callable[[Build], Outcome]) -> None:
    def build(stack: Any) -> None:
        from cdktf_cdktf_provider_aws.kms_key import KmsKey

        class LedgerKey(KmsKey):
            """A key of the user's own class."""

        LedgerKey(stack, "key")

    resources, _ = mutate(build)
    assert only(resources, "aws_kms_key")["enable_key_rotation"] is True
