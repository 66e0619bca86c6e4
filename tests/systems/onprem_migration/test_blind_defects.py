"""Each of sixty single defects, chosen without sight of the rules, is found by the rule that it is about.

`defects.json` says what each is, and the edits of the synthesized stacks that make it. The first time that
they were applied, rules found 33: a rule counts that says what is wrong, where it is wrong. The defects stay
as they were chosen: where one is not found, a rule is missing, and `MISSED` names it until there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from policies.gate.reading.folder import Reading, read
from tests.systems.defects import Defect, defects_beside, failing, failing_with

pytestmark = pytest.mark.synth

DEFECTS: Final = defects_beside(__file__)
FOUND_BY: Final[Mapping[str, str]] = {
    "audit-logs-expire-after-a-week": "s3-log-retention",
    "no-route-to-premises": "transit-shared-gateway",
    "private-subnets-without-way-out": "vpc-nat-used",
    "database-subnets-on-private-routes": "vpc-database-tier",
    "event-bus-open-to-everybody": "iam-public-access",
    "tables-without-point-in-time-recovery": "dynamodb-point-in-time-recovery",
    "ledger-indexes-swap-their-keys": "dynamodb-index-name",
    "receipts-readable-by-the-world": "s3-public-access-block",
    "failed-payments-heard-by-nobody": "sns-subscribed",
    "alarms-of-another-region-admitted": "sns-publishers",
    "inbox-encrypted-with-a-key-sns-may-not-use": "sqs-customer-key",
    "database-with-one-instance": "rds-several-zones",
    "cluster-without-its-parameter-group": "rds-own-parameters",
    "database-logs-not-exported": "rds-audit",
    "customer-database-unencrypted": "rds-customer-key",
    "administrator-password-in-code-and-state": "rds-password",
    "customer-database-open-to-all-addresses": "vpc-database-reached",
    "database-key-never-rotated": "kms-key-rotation",
    "migration-without-ongoing-changes": "dms-task",
    "migration-source-read-in-clear": "dms-tls",
    "migration-not-validated": "dms-task",
    "payments-without-authentication": "api-authorization",
    "card-numbers-in-execution-logs": "api-access-log",
    "load-balancer-open-beside-the-api": "api-private-integration",
    "anybody-may-invoke-the-front": "iam-public-access",
    "change-capture-waits-for-another-region": "functions-stream-filter",
    "sweep-switched-off": "terraform-switched-off",
    "stage-not-stripped-from-paths": "api-private-integration",
    "unsigned-code-only-warned-of": "functions-code-signing",
    "function-logs-kept-three-days": "logs-retention",
    "missing-heartbeat-is-no-breach": "alarms-missing-data",
    "legacy-targets-unwatched": "alarms-load-balancer",
    "cluster-asked-for-as-an-instance": "alarms-dimensions",
    "doubts-measured-on-the-payment-workflow": "alarms-failures",
    "premises-attached-in-one-zone": "transit-shared-gateway",
    "interface-endpoints-on-the-wrong-port": "vpc-endpoint-reached",
    "ledger-stream-without-images": "functions-stream-filter",
    "reload-drops-the-targets-tables": "dms-task",
    "target-endpoint-with-the-sources-secret": "dms-sides",
    "faulty-rows-skipped": "dms-task",
    "migration-in-subnets-without-routes": "dms-way-out",
    "free-storage-in-gibibytes": "alarms-threshold",
    "caller-names-himself": "api-private-integration",
    "refund-asked-by-the-payments-id": "api-backend-path",
    "cancel-captures": "api-backend-path",
    "idempotency-key-optional": "api-idempotency-key",
    "load-balancer-may-not-reach-legacy": "vpc-balancer-reaches-addresses",
    "rotation-cannot-finish": "secrets-rotation",
    "fraud-screen-skipped": "workflows-reached",
    "workflow-failures-on-a-bus-without-them": "events-aws-sources",
    "rotation-cannot-reach-the-database": "vpc-let-in",
    "personal-data-into-the-ledger": "data-tables-apart",
    "traffic-moved-before-the-data": "lb-weights",
    "ledger-expiry-on-an-attribute-that-is-not": "dynamodb-time-to-live",
    "concurrency-threshold-never-passed": "alarms-threshold",
    "no-payments-compared-the-wrong-way": "alarms-missing-data",
    "undelivered-events-of-the-bus-refused": "sqs-senders",
    "flow-logs-may-not-use-the-audit-key": "kms-lets-users-in",
    "dynamodb-endpoint-denies-indexes-of-ledger": "vpc-endpoint-grants",
    "parameter-endpoint-denies-what-functions-ask": "vpc-endpoint-grants",
}
"""The rule that finds each defect."""

MISSED: Final = ()
"""Those that no rule finds yet. Whoever adds the rule moves the name."""


@pytest.fixture(scope="module")
def reading(synthesis_of: Callable[[str], Path]) -> Reading:
    return read(synthesis_of("onprem_migration"))


def test_nothing_fails_without_a_defect(reading: Reading) -> None:
    assert failing(reading, reading.contents) == frozenset()


def test_each_is_found_or_said_to_be_missed() -> None:
    assert sorted([*FOUND_BY, *MISSED]) == sorted(defect["name"] for defect in DEFECTS)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["name"])
def test_its_rule_finds_it(reading: Reading, defect: Defect) -> None:
    found = {rule for rule, *_ in failing_with(reading, defect)}
    if defect["name"] in MISSED:
        assert not found, "it is found now: name its rule"
    else:
        assert FOUND_BY[defect["name"]] in found, defect["why"]
