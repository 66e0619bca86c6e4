"""Each of forty single defects, chosen without sight of the rules, is found by the rule that it is about.

`defects.json` says what each is, and the edits of the synthesized stacks that make it, in both regions alike
where a region has it. The first time that they were applied, rules found 25. The defects stay as they were
chosen: where one is not found, a rule is missing.

Of one, the reason that it gives is wrong, and the defect stands without it: `authorize` answers for itself
what state a payment is in, so one that the screening declined is not authorized though the workflow goes on;
what is lost is one of two guards.
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
    "interface-endpoints-let-nobody-in": "vpc-group-rules",
    "alert-key-refuses-cloudwatch": "kms-lets-users-in",
    "s3-endpoint-open-to-every-bucket": "vpc-endpoint-accounts",
    "event-bus-open-to-every-account": "iam-public-access",
    "second-public-subnet-behind-the-nat": "lb-subnets",
    "personal-data-never-expires": "dynamodb-time-to-live",
    "receipts-access-logs-refused": "s3-log-delivery",
    "flow-log-without-rejected-traffic": "vpc-flow-log",
    "receipts-open-to-the-world": "s3-public-access-block",
    "no-replication-back-home": "s3-replication-mesh",
    "ledger-cannot-be-restored": "dynamodb-point-in-time-recovery",
    "waiting-region-has-no-public-certificate": "acm-validated-once",
    "health-checks-see-only-the-redirect": "route53-https-checks",
    "takeover-permission-without-its-alias": "functions-permitted",
    "payments-without-a-token": "lb-function-callers",
    "firewall-guards-nothing": "lb-firewall",
    "takeover-function-may-not-run": "functions-reserved-concurrency",
    "changes-of-the-other-region-are-captured": "functions-stream-filter",
    "failed-payments-alarm-does-not-act": "alarms-actions",
    "sweep-alias-stays-at-version-1": "functions-alias-version",
    "front-may-do-anything-with-every-table": "iam-wildcard-actions",
    "alerts-stay-in-the-lost-region": "sns-elsewhere",
    "payment-workflow-leaves-no-history": "workflows-logging",
    "poisoned-changes-are-dropped": "functions-stream",
    "front-log-gone-after-a-day": "logs-retention",
    "inboxes-refuse-the-global-alerts": "sqs-senders",
    "replication-decrypts-through-the-wrong-region": "iam-kms-own-region",
    "receipts-expire-after-a-week": "s3-kept-records",
    "certificates-destroyed-before-replaced": "acm-replaced-first",
    "failover-records-hold-each-others-check": "route53-failover-pair",
    "regional-name-of-the-west-leads-east": "route53-failover-pair",
    "takeover-only-when-both-regions-are-lost": "alarms-primary-lost",
    "stale-takeover-is-carried-out": "functions-event-age",
    "takeover-alarm-watches-the-default-bus": "alarms-dimensions",
    "sweep-knows-only-its-own-region": "functions-agreed-regions",
    "fraud-denied-payments-are-authorized": "workflows-endings",
    "web-alarm-by-arn-instead-of-suffix": "alarms-dimensions",
    "a-lost-heartbeat-is-no-breach": "alarms-missing-data",
    "latency-threshold-in-milliseconds": "alarms-threshold",
    "open-index-sorted-by-creation": "dynamodb-index-name",
}
"""The rule that finds each defect."""


@pytest.fixture(scope="module")
def reading(synthesis_of: Callable[[str], Path]) -> Reading:
    return read(synthesis_of("disaster_recovery"))


def test_nothing_fails_without_a_defect(reading: Reading) -> None:
    assert failing(reading, reading.contents) == frozenset()


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["name"])
def test_its_rule_finds_it(reading: Reading, defect: Defect) -> None:
    assert FOUND_BY[defect["name"]] in {rule for rule, *_ in failing_with(reading, defect)}, defect["why"]
