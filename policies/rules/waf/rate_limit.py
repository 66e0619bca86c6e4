"""No single address takes up an API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, resources, unknown


def check(acl: Resource, _estate: Estate) -> Iterator[Judgement]:
    """Some rule blocks an address that sends more than a limit."""
    if acl.get("rule_json") is not None:
        yield unknown("its rules stand in rule_json")
        return
    hidden = tuple(expect.written_out(acl, "rule"))
    yield from hidden
    rules = [replace(acl, values=block) for block in acl.blocks("rule")]
    limits = [rule for rule in rules if rule.get("statement.rate_based_statement.limit") is not None]
    blocking = [rule for rule in limits if rule.get("action.block") is not None]
    if not limits and not hidden:
        yield fail("no rule has a rate_based_statement")
    elif limits and not blocking:
        yield fail("its rate limit does not block")


def _acl(**action: object) -> Terraform:
    limit = {"limit": 45000, "aggregate_key_type": "IP"}
    return resources(
        aws_wafv2_web_acl={"rule": [{"action": action, "statement": {"rate_based_statement": limit}}]}
    )


RULE = Rule(
    id="waf-rate-limit",
    title="Web firewalls limit how much one address sends",
    severity=Severity.MEDIUM,
    types=("aws_wafv2_web_acl",),
    check=check,
    rationale=(
        "A stage's throttling is shared by all callers: one that floods takes the others' part. Card numbers "
        "are tried out in thousands of small payments from few addresses."
    ),
    remediation="Add a rule with a rate_based_statement by IP and the action block.",
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-5"),
    rows=("R72",),
    examples=Examples(
        passing=(_acl(block={}),),
        failing=(_acl(count={}), resources(aws_wafv2_web_acl={"rule": [{"name": "other"}]})),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_wafv2_web_acl={"rule_json": "[]"})),
    ),
)
