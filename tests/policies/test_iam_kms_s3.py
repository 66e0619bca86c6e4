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

RULES = {rule.id: rule for rule in load().rules}
BUCKET = Resource("aws_s3_bucket.receipts", "aws_s3_bucket", "receipts", {}, "example", Context())
KEY = Resource("aws_kms_key.data", "aws_kms_key", "data", {}, "example", Context())


def verdicts(rule: str, resource: Resource, profile: str) -> list[Status]:
    placed = replace(resource, context=Context(profile=profile))
    return [finding.status for finding in judge(Configuration((placed,)), [RULES[rule]]).findings]


@pytest.mark.parametrize(("days", "expected"), [(7, Status.PASS), (30, Status.PASS), (6, Status.FAIL)])
def test_production_keys_may_wait_longer(days: int, expected: Status) -> None:
    key = replace(KEY, values={"deletion_window_in_days": days})
    assert verdicts("kms-key-deletion-window", key, "production") == [expected]


def test_production_keys_wait_thirty_days_where_nothing_is_said() -> None:
    assert verdicts("kms-key-deletion-window", KEY, "production") == [Status.PASS]
    assert verdicts("kms-key-deletion-window", KEY, "throughput") == [Status.FAIL]


def test_production_buckets_may_resist_destruction() -> None:
    assert verdicts("s3-force-destroy", BUCKET, "production") == []
    assert verdicts("s3-force-destroy", BUCKET, "ephemeral") == [Status.FAIL]
