"""No single address takes up an API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource

_RATE: Final = "statement.rate_based_statement"
_WINDOW: Final = 300  # seconds, where none is said (WAF Developer Guide, "Rate-based rule statement")
_MOST: Final = 1000  # requests a second, which many callers together come to behind one address


def check(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Some rule, of its own or of a group that it takes in, blocks an address that sends too much, which is
    less than what a flood is.
    """
    if acl.get("rule_json") is not None:
        yield unknown("its rules stand in rule_json")
        return
    hidden = tuple(expect.written_out(acl, "rule"))
    rules = [replace(acl, values=block) for block in acl.blocks("rule")]
    for rule in tuple(rules):
        arn = rule.get("statement.rule_group_reference_statement.arn")
        group = configuration.target(acl, arn)
        if group is not None and rule.get("override_action.count") is None:
            rules += [replace(group, values=block) for block in group.blocks("rule")]
        elif arn is not None and group is None:
            hidden = (*hidden, unknown(f"the rules of the group {arn} stand elsewhere"))
    limits = [rule for rule in rules if rule.get(f"{_RATE}.limit") is not None]
    blocking = [rule for rule in limits if rule.get("action.block") is not None]
    if blocking:
        yield from _felt(blocking)
        return
    yield from hidden
    if limits and not hidden:
        yield fail("its rate limit does not block")
    elif not hidden:
        yield fail("no rule has a rate_based_statement")


def _felt(rules: Sequence[Resource]) -> Iterator[Judgement]:
    """One of the limits is what a single address may come to."""
    allowed = []
    for rule in rules:
        limit = expect.number(rule.get(f"{_RATE}.limit"))
        if limit is None:
            yield unknown(f"the limit is {rule.get(f'{_RATE}.limit')}, which only the plan can tell")
            return
        allowed.append(limit / (expect.number(rule.get(f"{_RATE}.evaluation_window_sec")) or _WINDOW))
    if min(allowed) > _MOST:
        yield fail(f"one address may send {min(allowed):g} requests a second, which is no limit")


def _acl(most: object = 45000, **action: object) -> Terraform:
    limit = {"limit": most, "aggregate_key_type": "IP"}
    return resources(
        aws_wafv2_web_acl={"rule": [{"action": action, "statement": {"rate_based_statement": limit}}]}
    )


_GROUP: Final = "${aws_wafv2_rule_group.limits.arn}"


def _grouped(arn: str, **action: object) -> Terraform:
    """An ACL that takes in a group, whose one rule has a limit."""
    limit = {"limit": 45000, "aggregate_key_type": "IP"}
    taken = {"rule_group_reference_statement": [{"arn": arn}]}
    return {
        "resource": {
            "aws_wafv2_web_acl": {
                "example": {"rule": [{"override_action": [{"none": {}}], "statement": taken}]}
            },
            "aws_wafv2_rule_group": {
                "limits": {"rule": [{"action": action, "statement": {"rate_based_statement": limit}}]}
            },
        }
    }


RULE = Rule(
    id="waf-rate-limit",
    title="Web firewalls limit how much one address sends",
    severity=Severity.MEDIUM,
    types=("aws_wafv2_web_acl",),
    scope="configuration",
    check=check,
    rationale=(
        "A stage's throttling is shared by all callers: one that floods takes the others' part. Card numbers "
        "are tried out in thousands of small payments from few addresses."
    ),
    remediation="Add a rule with a rate_based_statement by IP that blocks at 1000 requests a second or less.",
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-5"),
    requirements=("R72",),
    examples=Examples(
        passing=(_acl(block={}), _grouped(_GROUP, block={})),
        failing=(
            _acl(count={}),
            _acl(2_000_000_000, block={}),
            _grouped(_GROUP, count={}),
            resources(aws_wafv2_web_acl={"rule": [{"name": "other"}]}),
        ),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, _grouped("${var.group}", count={})),
    ),
)
