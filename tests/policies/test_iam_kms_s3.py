"""What the examples of the rules on IAM, KMS and S3 cannot show: the profiles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies.configuration import Configuration
from policies.context import Context
from policies.engine import judge
from policies.model import Status
from policies.registry import load
from policies.resource import Resource
from policies.rules.terraform.protected_from_destroy import MUST_FORCE

RULES = {rule.id: rule for rule in load().rules}
BUCKET = Resource("aws_s3_bucket.receipts", "aws_s3_bucket", "receipts", {}, "example", Context())
KEY = Resource("aws_kms_key.data", "aws_kms_key", "data", {}, "example", Context())


def verdicts(rule: str, resource: Resource, profile: str) -> list[Status]:
    placed = replace(resource, context=Context(profile=profile))
    return [finding.status for finding in judge(Configuration((placed,)), [RULES[rule]]).findings]


@pytest.mark.parametrize(
    ("days", "expected"), [(7, Status.FAIL), (14, Status.PASS), (30, Status.PASS), (31, Status.FAIL)]
)
def test_production_keys_wait_two_weeks_or_longer(days: int, expected: Status) -> None:
    key = replace(KEY, values={"deletion_window_in_days": days})
    assert verdicts("kms-key-deletion-window", key, "production") == [expected]


def test_production_keys_wait_thirty_days_where_nothing_is_said() -> None:
    assert verdicts("kms-key-deletion-window", KEY, "production") == [Status.PASS]
    assert verdicts("kms-key-deletion-window", KEY, "throughput") == [Status.FAIL]


def test_production_buckets_may_resist_destruction() -> None:
    assert verdicts("s3-force-destroy", BUCKET, "production") == [Status.PASS]
    assert verdicts("s3-force-destroy", BUCKET, "ephemeral") == [Status.FAIL]


def test_production_buckets_are_not_destroyed_with_their_content() -> None:
    bucket = replace(BUCKET, values={"force_destroy": True})
    assert verdicts("s3-force-destroy", bucket, "production") == [Status.FAIL]
    assert verdicts("s3-force-destroy", bucket, "ephemeral") == [Status.PASS]


@pytest.mark.parametrize(("kind", "argument"), MUST_FORCE.items())
def test_what_production_keeps_is_not_emptied_when_it_is_destroyed(kind: str, argument: str) -> None:
    held = replace(BUCKET, type=kind, values={argument: True})
    assert verdicts("terraform-protected-from-destroy", held, "production") == [Status.FAIL]
    kept = replace(held, values={})
    assert verdicts("terraform-protected-from-destroy", kept, "production") == [Status.PASS]


def test_production_secrets_can_be_taken_back() -> None:
    secret = replace(BUCKET, type="aws_secretsmanager_secret", values={"recovery_window_in_days": 0})
    assert verdicts("secrets-recovery-window", secret, "production") == [Status.FAIL]
    assert verdicts("secrets-recovery-window", secret, "ephemeral") == [Status.PASS]
