"""Packs: what a rule is about, so that a team can take up some of them and leave others for later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SECURITY: Final = "security"
"""The pack of every rule and check that no other pack names: what is new is not left out by silence."""

ABOUT: Final[Mapping[str, str]] = {
    SECURITY: "who gets in, who may do what, what is encrypted, recorded and kept from others",
    "reliability": "what is lost, stuck or out of step when a part or a region fails",
    "operations": "who hears of trouble, and what there is to look into it",
    "cost": "what is paid for and not needed",
    "naming": "names that AWS refuses, and values that tie a stack to one account or region",
    "house": "this project's own conventions: tags, suffix, providers, sizes, what may be destroyed",
}
"""What each pack is about."""

_RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "reliability": (
        "api-mapped",
        "backup-copied-away",
        "backup-schedule",
        "backup-selects-stores",
        "data-replicated-alike",
        "dynamodb-point-in-time-recovery",
        "dynamodb-replica-order",
        "dynamodb-replica-style",
        "dynamodb-scaled",
        "dynamodb-stream",
        "efs-mount-targets",
        "events-archive",
        "events-bus-dead-letter",
        "events-has-target",
        "events-no-loop",
        "events-target-dead-letter",
        "firehose-destination",
        "functions-alias",
        "functions-alias-version",
        "functions-callers",
        "functions-dead-letter",
        "functions-reserved-concurrency",
        "functions-stream",
        "functions-stream-filter",
        "functions-stream-reader",
        "glue-table-location",
        "opensearch-masters",
        "parity-attributes",
        "parity-regions",
        "parity-verdicts",
        "redshift-snapshot-copy",
        "route53-certified-name",
        "route53-domain-record",
        "route53-https-checks",
        "route53-latency-health",
        "s3-replication",
        "s3-replication-mesh",
        "s3-versioning",
        "secrets-recovery-window",
        "secrets-rotation-function",
        "sns-subscription-dead-letter",
        "sqs-dead-letter",
        "sqs-dead-letter-retention",
        "sqs-failures-apart",
        "sqs-redrive-count",
        "sqs-visibility-timeout",
        "stores-failover-class",
        "stores-subnet-zones",
        "terraform-dangling-reference",
        "workflows-failures",
        "workflows-retries",
        "workflows-timeouts",
    ),
    "operations": (
        "alarms-actions",
        "alarms-dead-letters",
        "alarms-failover",
        "alarms-failures",
        "alarms-lag",
        "alarms-latency",
        "alarms-missing-data",
        "alarms-own-region",
        "alarms-percentages",
        "alarms-replication",
        "alarms-runbook",
        "dashboards-regions",
        "dashboards-whole",
        "functions-tracing",
        "s3-balancer-account",
        "s3-events",
        "sns-elsewhere",
        "sns-subscribed",
        "vpc-group-rules",
        "vpc-rule-description",
        "workflows-readable",
    ),
    "cost": ("dynamodb-on-demand", "s3-lifecycle", "vpc-single-nat"),
    "naming": (
        "naming-environment-words",
        "naming-hard-coded-account",
        "naming-hard-coded-region",
        "naming-length",
    ),
    "house": (
        "data-classified",
        "dynamodb-index-name",
        "functions-platform",
        "functions-size",
        "functions-trigger",
        "kms-key-alias",
        "logs-skip-destroy",
        "naming-suffix",
        "s3-force-destroy",
        "s3-inline-blocks",
        "s3-modern-tls",
        "s3-object-lock",
        "sqs-inbox-retention",
        "tags-region",
        "tags-required",
        "tags-suffix-consistent",
        "terraform-account-singletons",
        "terraform-deletion-protection",
        "terraform-explicit-provider",
        "terraform-final-snapshot",
        "terraform-no-modules",
        "terraform-protected-from-destroy",
        "vpc-isolated",
        "vpc-no-peering",
        "workflows-kind",
    ),
}

PACKS: Final[Mapping[str, str]] = {rule: pack for pack, rules in _RULES.items() for rule in rules}
"""The pack of each rule that is not of `security`."""


def pack_of(rule: str) -> str:
    """The pack of a rule of ours by its id."""
    return PACKS.get(rule, SECURITY)
