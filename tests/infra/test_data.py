"""Tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.infra.synthesis import SUFFIX, Configuration, edited_settings, provider_region, synthesize

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.synth


def test_r52_every_table_is_recoverable_to_any_second_of_35_days(config: Configuration) -> None:
    for table in config.of("aws_dynamodb_table"):
        wanted = {"enabled": True, "recovery_period_in_days": 35}
        assert table["point_in_time_recovery"] == wanted, table.address


def test_r52_every_replica_is_recoverable(config: Configuration) -> None:
    assert all(each["point_in_time_recovery"] is True for each in config.of("aws_dynamodb_table_replica"))


def test_r53_every_table_is_on_demand(config: Configuration) -> None:
    for table in config.of("aws_dynamodb_table"):
        assert table["billing_mode"] == "PAY_PER_REQUEST", table.address
        assert not {"read_capacity", "write_capacity"} & set(table.arguments), table.address


def test_r62_the_ledger_is_in_every_region(config: Configuration) -> None:
    (table,) = config.data.of("aws_dynamodb_table")
    replicas = config.data.of("aws_dynamodb_table_replica")
    regions = [provider_region(config.data, each) for each in (table, *replicas)]
    assert sorted(regions) == sorted(stack.region for stack in config.foundations)


def test_r62_replicas_are_of_the_ledger_and_carry_their_own_class(config: Configuration) -> None:
    (table,) = config.data.of("aws_dynamodb_table")
    for replica in config.data.of("aws_dynamodb_table_replica"):
        assert replica["global_table_arn"] == table.reference("arn")
        assert replica["tags"]["DataClass"] == "tokenised"


def test_r62_replicas_are_made_one_after_the_other(config: Configuration) -> None:
    replicas = config.data.of("aws_dynamodb_table_replica")
    waits = [wait for each in replicas for wait in each.get("depends_on") or []]
    assert len(waits) == len(set(waits)) == len(replicas) - 1


def test_r62_the_table_leaves_its_replicas_to_their_own_resources(config: Configuration) -> None:
    (table,) = config.data.of("aws_dynamodb_table")
    assert table["lifecycle"] == {"ignore_changes": ["replica"]}
    assert table.get("replica") is None


def test_r63_the_ledger_streams_both_images_of_a_change(config: Configuration) -> None:
    (table,) = config.data.of("aws_dynamodb_table")
    assert (table["stream_enabled"], table["stream_view_type"]) == (True, "NEW_AND_OLD_IMAGES")


def test_every_table_forgets_what_has_expired(config: Configuration) -> None:
    for table in config.of("aws_dynamodb_table"):
        assert table["ttl"] == {"attribute_name": "expires_at", "enabled": True}, table.address


def test_every_key_attribute_is_declared_and_no_other(config: Configuration) -> None:
    for table in config.of("aws_dynamodb_table"):
        used = {table["hash_key"], table["range_key"]}
        for index in table.get("global_secondary_index") or []:
            used |= {index["hash_key"], index["range_key"]}
        assert {attribute["name"] for attribute in table["attribute"]} == used, table.address


def test_r80_every_store_says_what_class_of_data_it_holds(config: Configuration) -> None:
    kinds = ("aws_dynamodb_table", "aws_dynamodb_table_replica", "aws_s3_bucket", "aws_sqs_queue")
    for kind in kinds:
        for store in config.of(kind):
            assert store["tags"]["DataClass"] in {"tokenised", "personal", "logs", "code"}, store.address


def test_r80_the_personal_table_has_no_stream_and_no_replica(config: Configuration) -> None:
    for stack in config.foundations:
        (table,) = stack.of("aws_dynamodb_table")
        assert table["tags"]["DataClass"] == "personal"
        assert table["stream_enabled"] is False
        assert stack.of("aws_dynamodb_table_replica") == ()


def test_r80_the_personal_table_is_under_the_personal_key(config: Configuration) -> None:
    for stack in config.foundations:
        (table,) = stack.of("aws_dynamodb_table")
        assert table["server_side_encryption"]["kms_key_arn"] == "${aws_kms_key.key_pii.arn}"


def test_r80_the_personal_table_denies_the_replication_role(config: Configuration) -> None:
    for stack in config.foundations:
        (table,) = stack.of("aws_dynamodb_table")
        (policy,) = stack.of("aws_dynamodb_resource_policy")
        (denial,) = policy.statements()
        assert policy["resource_arn"] == table.reference("arn")
        assert denial["Effect"] == "Deny"
        role = denial["Condition"]["ArnEquals"]["aws:PrincipalArn"]
        assert role.endswith("/AWSServiceRoleForDynamoDBReplication")


def test_r80_the_ledger_of_a_region_that_keeps_its_data_is_a_table_of_its_own(tmp_path: Path) -> None:
    override = 'code = "use1"\nresidency = { ledger = "regional" }'
    path = edited_settings(tmp_path, lambda text: text.replace('code = "use1"', override))
    data = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path)).data
    tables = {provider_region(data, each): each for each in data.of("aws_dynamodb_table")}
    replicas = {provider_region(data, each): each for each in data.of("aws_dynamodb_table_replica")}
    assert set(tables) == {"us-east-1", "eu-west-1"}
    assert set(replicas) == {"ap-southeast-1"}
    assert replicas["ap-southeast-1"]["global_table_arn"] == tables["eu-west-1"].reference("arn")


def test_r80_no_data_is_shared_where_every_region_keeps_its_own(tmp_path: Path) -> None:
    path = edited_settings(tmp_path, lambda text: text.replace('= "replicated"', '= "regional"'))
    data = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path)).data
    assert len(data.of("aws_dynamodb_table")) == len(data.of("aws_s3_bucket")) == 3
    assert data.of("aws_dynamodb_table_replica") == ()
    assert data.of("aws_s3_bucket_replication_configuration") == ()
