"""What nobody may waive, by the reasons that the requirements give."""

from __future__ import annotations

from typing import Final

from policies.registry import load

UNWAIVABLE: Final = {
    "wildcard actions": {"iam-wildcard-actions", "iam-exact-actions", "iam-readable-policies"},
    "public data": {
        *("iam-public-access", "s3-public-access-block", "s3-public-acl", "vpc-open-admin-ports"),
    },
    "secrets in configuration": {"terraform-secret-literals", "terraform-no-created-secrets"},
    "unencrypted stores": {
        *("s3-encryption", "dynamodb-customer-key", "sqs-customer-key", "sns-customer-key"),
        *("events-customer-key", "logs-customer-key"),
    },
    "personal data leaving its region": {
        *("data-payers-at-home", "data-personal-stays", "data-personal-key", "data-replicated-not-personal"),
    },
}


def test_nobody_may_waive_exactly_these() -> None:
    found = [rule.id for rule in load().rules if not rule.waivable]
    assert sorted(found) == sorted(set().union(*UNWAIVABLE.values()))
