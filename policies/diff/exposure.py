"""What becomes reachable by everybody, and what no longer is: told by the rules that judge it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from policies.gate.verdict import Verdict, separated
from policies.model import Finding, Status

EXPOSURE_RULES: Final = frozenset(
    {
        "lb-public-kind",
        "api-authorization",
        "api-execute-endpoint",
        "api-firewall",
        "cloudfront-firewall",
        "dms-private",
        "ecs-private-tasks",
        "eks-endpoint",
        "eks-remote-access",
        "functions-invoker",
        "iam-public-access",
        "lb-firewall",
        "msk-broker-settings",
        "opensearch-access-control",
        "opensearch-serverless-network",
        "rds-private-subnets",
        "rds-public-access",
        "s3-public-access-block",
        "s3-public-acl",
        "stores-private",
        "stores-private-subnets",
        "vpc-isolated",
        "vpc-open-admin-ports",
        "vpc-open-ingress",
        "vpc-public-ip",
        "waf-rule-order",
    }
)
"""The rules whose failure lets the public in, or gives it a way."""

_OPEN: Final = (Status.FAIL, Status.WAIVED, Status.UNKNOWN)
"""A waiver closes nothing, and of what only the plan can tell nobody knows that it is closed."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Findings of those rules, one for each thing that a rule has to say of a place."""

    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]


def compare_exposure(base: Verdict, head: Verdict) -> Exposure:
    """What is open in one of them alone. The comparison of (head, base) is the mirror of this one."""
    before, after = _openings(base), _openings(head)
    return Exposure(
        gained=tuple(opening for key, opening in after.items() if key not in before),
        lost=tuple(opening for key, opening in before.items() if key not in after),
    )


def _openings(verdict: Verdict) -> dict[tuple[str, ...], Finding]:
    return {
        (part.rule, part.stack, part.address, part.message, str(part.status is Status.UNKNOWN)): part
        for finding in separated(verdict.findings)
        if finding.rule in EXPOSURE_RULES and finding.status in _OPEN
        for part in _parts(finding)
    }


def _parts(finding: Finding) -> Iterator[Finding]:
    """The finding, once for each of its sentences: one opening more must not look like the one before."""
    for message in dict.fromkeys(finding.message.split("; ")):
        yield replace(finding, message=message)
