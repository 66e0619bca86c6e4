"""Each of sixty single defects, chosen without sight of the rules, is found by the rule that it is about.

`defects.json` says what each is, and the edits of the synthesized stacks that make it, in both regions alike
where a region has it. The first time that they were applied, rules found 48. The defects stay as they were
chosen: where one is not found, a rule is missing.
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
    "public-certificate-names-another-host": "route53-certified-name",
    "certificates-destroyed-before-replacement": "acm-replaced-first",
    "transit-routes-lead-back-into-own-network": "transit-peering",
    "transit-routes-leave-out-database-subnets": "transit-routing",
    "peering-attachment-without-route-table": "transit-peering",
    "database-subnets-have-no-way-back": "transit-network",
    "transit-attachment-in-one-zone": "transit-network",
    "private-default-route-to-internet-gateway": "vpc-nat-used",
    "database-subnets-routed-to-internet": "rds-private-subnets",
    "secrets-endpoint-without-private-dns": "vpc-private-dns",
    "s3-endpoint-admits-image-layers-of-other-region": "vpc-endpoint-accounts",
    "s3-endpoint-open-to-foreign-buckets": "vpc-endpoint-accounts",
    "flow-logs-without-rejected-traffic": "vpc-flow-log",
    "alarms-may-not-use-the-topics-key": "kms-lets-users-in",
    "data-key-usable-by-everybody": "kms-account-use",
    "data-key-never-rotated": "kms-key-rotation",
    "inbox-admits-a-source-that-never-sends": "sqs-senders",
    "default-security-group-left-as-it-is-born": "vpc-default-security-group",
    "secondary-cluster-without-instances": "rds-several-zones",
    "database-instances-publicly-accessible": "rds-public-access",
    "database-accepts-plain-connections": "rds-tls",
    "global-database-unencrypted": "rds-customer-key",
    "switchover-undone-by-next-apply": "rds-global-member",
    "encrypted-objects-not-replicated": "s3-replication",
    "replication-role-may-write-only-the-source": "s3-replication-role",
    "replication-not-measured": "s3-replication-time",
    "audit-trails-expire-after-a-week": "s3-kept-records",
    "transaction-logs-readable-by-the-world": "s3-public-access-block",
    "enhanced-monitoring-may-not-write": "rds-monitoring",
    "deployments-do-not-heed-alarms": "deploy-blue-green",
    "apply-turns-production-back-to-blue": "deploy-blue-green",
    "service-scales-on-nothing": "ecs-scaling",
    "container-runs-as-root-on-writable-disk": "ecs-container-rights",
    "logs-sent-to-the-other-region": "ecs-logs",
    "firewall-in-front-of-nothing": "lb-firewall",
    "port-80-forwards-in-clear": "lb-https-only",
    "test-port-open-to-the-world": "vpc-open-ingress",
    "database-admits-public-instead-of-private-subnets-of-peer": "vpc-database-reached",
    "no-healthy-host-alarm-tells-nobody": "alarms-actions",
    "unhealthy-hosts-measured-on-blue-twice": "alarms-load-balancer",
    "lag-measured-from-own-region": "alarms-database-lag",
    "response-time-in-milliseconds": "alarms-threshold",
    "health-check-knocks-at-the-port-only": "route53-https-checks",
    "health-checks-ask-the-public-name": "route53-weighted-pair",
    "weighted-records-without-health": "route53-weighted-pair",
    "all-weights-zero": "route53-weighted-pair",
    "alerts-stay-in-the-region-that-is-lost": "sns-elsewhere",
    "secondary-record-on-the-primarys-check": "route53-weighted-pair",
    "fargate-grant-for-a-cluster-that-is-not": "kms-lets-users-in",
    "alerts-kept-five-minutes": "sqs-inbox-retention",
    "health-check-accepts-client-errors": "lb-health-check",
    "green-group-checks-another-path": "deploy-target-groups",
    "production-and-test-listener-swapped": "deploy-blue-green",
    "blue-tasks-ended-at-once": "deploy-way-back",
    "deploy-role-may-not-move-production-traffic": "deploy-role",
    "application-writes-to-the-cluster-of-its-region": "rds-global-writer",
    "audit-trails-written-into-transaction-logs": "data-stores-apart",
    "targets-leave-without-draining": "lb-draining",
    "endpoint-alarm-compares-the-wrong-way": "alarms-failover",
    "regional-names-swapped": "route53-weighted-pair",
}
"""The rule that finds each defect."""


@pytest.fixture(scope="module")
def reading(synthesis_of: Callable[[str], Path]) -> Reading:
    return read(synthesis_of("region_migration"))


def test_nothing_fails_without_a_defect(reading: Reading) -> None:
    assert failing(reading, reading.contents) == frozenset()


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["name"])
def test_its_rule_finds_it(reading: Reading, defect: Defect) -> None:
    assert FOUND_BY[defect["name"]] in {rule for rule, *_ in failing_with(reading, defect)}, defect["why"]
