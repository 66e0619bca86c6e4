"""Buckets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.infra.synthesis import SUFFIX, Configuration, Resource, Stack, edited_settings, synthesize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.synth


def buckets(config: Configuration) -> Iterator[tuple[Stack, Resource]]:
    for stack in config.stacks.values():
        for bucket in stack.of("aws_s3_bucket"):
            yield stack, bucket


def related(stack: Stack, bucket: Resource, kind: str) -> Resource:
    """The resource of type `kind` that belongs to the bucket; there has to be exactly one."""
    found = [each for each in stack.of(kind) if each["bucket"] == bucket.reference("id")]
    assert len(found) == 1, f"{bucket.address} has {len(found)} {kind}"
    return found[0]


def test_r44_every_bucket_sheds_old_versions_and_unfinished_uploads(config: Configuration) -> None:
    for stack, bucket in buckets(config):
        (rule,) = related(stack, bucket, "aws_s3_bucket_lifecycle_configuration")["rule"]
        assert rule["status"] == "Enabled", bucket.address
        assert rule["noncurrent_version_expiration"] == [{"noncurrent_days": 30}], bucket.address
        assert rule["abort_incomplete_multipart_upload"] == [{"days_after_initiation": 7}], bucket.address


def test_c11_receipts_go_to_the_archive_after_ninety_days_and_then_expire(config: Configuration) -> None:
    for lifecycle in config.data.of("aws_s3_bucket_lifecycle_configuration"):
        (rule,) = lifecycle["rule"]
        assert rule["transition"] == [{"days": 90, "storage_class": "GLACIER"}]
        assert rule["expiration"] == [{"days": 120}]


def test_c34_the_log_bucket_does_not_log_into_itself(config: Configuration) -> None:
    for stack in config.foundations:
        logged = {each["bucket"] for each in stack.of("aws_s3_bucket_logging")}
        assert "${aws_s3_bucket.log_bucket.id}" not in logged


def test_r46_the_log_bucket_takes_logs_of_exactly_the_regions_buckets(config: Configuration) -> None:
    receipts = {bucket["provider"]: bucket["bucket"] for bucket in config.data.of("aws_s3_bucket")}
    for stack in config.foundations:
        policy = next(each for each in stack.of("aws_s3_bucket_policy") if each.id == "log_bucket_policy")
        delivery = next(each for each in policy.statements() if each["Sid"] == "AccessLogs")
        assert delivery["Principal"] == {"Service": "logging.s3.amazonaws.com"}
        assert delivery["Action"] == ["s3:PutObject"]
        code = next(each["bucket"] for each in stack.of("aws_s3_bucket") if each.id == "log_bucket").split(
            "-"
        )[-2]
        logged = {each["bucket"] for each in stack.of("aws_s3_bucket") if each.id != "log_bucket"}
        sources = {arn.split(":::")[1] for arn in delivery["Condition"]["ArnLike"]["aws:SourceArn"]}
        assert sources == logged | {receipts[f"aws.{code}"]}


def test_r46_the_log_bucket_takes_logs_of_this_account_only(config: Configuration) -> None:
    for stack in config.foundations:
        policies = {each.id: each for each in stack.of("aws_s3_bucket_policy")}
        (delivery,) = [
            each for each in policies["log_bucket_policy"].statements() if each["Effect"] == "Allow"
        ]
        own = "${data.aws_caller_identity.current.account_id}"
        assert delivery["Condition"]["StringEquals"] == {"aws:SourceAccount": own}


def test_r14_access_logging_waits_for_the_bucket_to_admit_it(config: Configuration) -> None:
    for stack in config.foundations:
        for logging in stack.of("aws_s3_bucket_logging"):
            assert logging["depends_on"] == ["aws_s3_bucket_policy.log_bucket_policy"], logging.address


def test_r14_a_bucket_gets_its_policy_after_it_is_closed(config: Configuration) -> None:
    for stack, bucket in buckets(config):
        block = related(stack, bucket, "aws_s3_bucket_public_access_block")
        policy = related(stack, bucket, "aws_s3_bucket_policy")
        assert policy["depends_on"] == [f"{block.type}.{block.id}"], bucket.address


def test_r35_buckets_are_encrypted_by_the_key_of_their_data_class(config: Configuration) -> None:
    keys = {"personal": "key_pii", "code": "key_ops", "tokenised": "data_key_arn", "logs": None}
    for stack, bucket in buckets(config):
        (rule,) = related(stack, bucket, "aws_s3_bucket_server_side_encryption_configuration")["rule"]
        default = rule["apply_server_side_encryption_by_default"]
        wanted = keys[bucket["tags"]["DataClass"]]
        if wanted is None:
            assert default == {"sse_algorithm": "AES256"}, bucket.address
        else:
            assert default["sse_algorithm"] == "aws:kms", bucket.address
            assert wanted in default["kms_master_key_id"], bucket.address
            assert rule["bucket_key_enabled"] is True, bucket.address


def test_r74_receipts_are_replicated_along_all_six_ways(config: Configuration) -> None:
    arns = {bucket.reference("arn"): bucket.id for bucket in config.data.of("aws_s3_bucket")}
    ids = {bucket.reference("id"): bucket.id for bucket in config.data.of("aws_s3_bucket")}
    ways = {
        (ids[configuration["bucket"]], arns[rule["destination"]["bucket"]])
        for configuration in config.data.of("aws_s3_bucket_replication_configuration")
        for rule in configuration["rule"]
    }
    assert ways == {(one, other) for one in ids.values() for other in ids.values() if one != other}
    assert len(ways) == 6


def test_r74_each_way_carries_encrypted_objects_changes_and_deletions_within_fifteen_minutes(
    config: Configuration,
) -> None:
    on = {"status": "Enabled"}
    for configuration in config.data.of("aws_s3_bucket_replication_configuration"):
        for rule in configuration["rule"]:
            assert rule["status"] == "Enabled"
            assert rule["delete_marker_replication"] == on
            assert rule["source_selection_criteria"] == {
                "replica_modifications": on,
                "sse_kms_encrypted_objects": on,
            }
            destination = rule["destination"]
            assert destination["replication_time"] == {"status": "Enabled", "time": {"minutes": 15}}
            assert destination["metrics"] == {"status": "Enabled", "event_threshold": {"minutes": 15}}


def test_r74_copies_are_encrypted_by_the_key_of_their_region(config: Configuration) -> None:
    regions = {"use1": "us_east_1", "euw1": "eu_west_1", "apse1": "ap_southeast_1"}
    for configuration in config.data.of("aws_s3_bucket_replication_configuration"):
        for rule in configuration["rule"]:
            destination = rule["destination"]
            code = rule["id"].removeprefix("to-")
            assert f"receipts_{code}.arn" in destination["bucket"]
            key = destination["encryption_configuration"]["replica_kms_key_id"]
            assert key == f"${{data.terraform_remote_state.foundation_{regions[code]}.outputs.data_key_arn}}"


def test_r74_rules_of_a_bucket_have_priorities_of_their_own(config: Configuration) -> None:
    for configuration in config.data.of("aws_s3_bucket_replication_configuration"):
        assert [rule["priority"] for rule in configuration["rule"]] == [1, 2]


def test_r14_replication_waits_for_versioning_at_every_end(config: Configuration) -> None:
    versionings = {
        f"aws_s3_bucket_versioning.{each.id}" for each in config.data.of("aws_s3_bucket_versioning")
    }
    for configuration in config.data.of("aws_s3_bucket_replication_configuration"):
        assert versionings <= set(configuration["depends_on"])


def test_r14_replication_waits_for_its_permission(config: Configuration) -> None:
    for configuration in config.data.of("aws_s3_bucket_replication_configuration"):
        assert f"aws_iam_role_policy.{configuration.id}_role_policy" in configuration["depends_on"]


def test_r74_a_replication_role_has_exactly_what_replication_takes(config: Configuration) -> None:
    for policy in config.data.of("aws_iam_role_policy"):
        actions = {action for statement in policy.statements() for action in statement["Action"]}
        assert actions == {
            "kms:Decrypt",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "s3:GetObjectVersionAcl",
            "s3:GetObjectVersionForReplication",
            "s3:GetObjectVersionTagging",
            "s3:GetReplicationConfiguration",
            "s3:ListBucket",
            "s3:ReplicateDelete",
            "s3:ReplicateObject",
            "s3:ReplicateTags",
        }


def test_r74_replication_roles_use_keys_through_s3_of_the_keys_region(config: Configuration) -> None:
    for policy in config.data.of("aws_iam_role_policy"):
        for statement in policy.statements():
            if statement["Action"][0].startswith("kms:"):
                through = statement["Condition"]["StringEquals"]["kms:ViaService"]
                region = through.removeprefix("s3.").removesuffix(".amazonaws.com").replace("-", "_")
                assert f"foundation_{region}." in statement["Resource"][0]


def test_r80_only_receipts_are_replicated(config: Configuration) -> None:
    for stack in config.foundations:
        assert stack.of("aws_s3_bucket_replication_configuration") == ()


def test_r80_nobody_may_replicate_the_personal_bucket(config: Configuration) -> None:
    for stack in config.foundations:
        policy = next(
            each for each in stack.of("aws_s3_bucket_policy") if each.id == "personal_bucket_policy"
        )
        denial = next(each for each in policy.statements() if each["Sid"] == "NeverReplicated")
        assert denial["Action"] == ["s3:PutReplicationConfiguration"]
        assert (denial["Effect"], denial["Principal"], denial.get("Condition")) == ("Deny", "*", None)


def test_r80_the_personal_bucket_names_no_other_region(config: Configuration) -> None:
    regions = {stack.region for stack in config.foundations}
    for stack in config.foundations:
        personal = [each for each in stack.resources if each.id.startswith("personal_")]
        text = json.dumps([each.arguments for each in personal])
        assert [region for region in regions - {stack.region} if region in text] == []


def test_r80_receipts_of_a_region_that_keeps_them_are_not_replicated(tmp_path: Path) -> None:
    override = 'code = "euw1"\nresidency = { receipts = "regional" }'
    path = edited_settings(tmp_path, lambda text: text.replace('code = "euw1"', override))
    data = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path)).data
    assert {each.id for each in data.of("aws_s3_bucket")} == {
        "receipts_use1",
        "receipts_euw1",
        "receipts_apse1",
    }
    configurations = data.of("aws_s3_bucket_replication_configuration")
    assert "euw1" not in json.dumps([each.arguments for each in configurations])
    assert len(configurations) == 2
