"""What a managed group or a limit is asked about is not left to the caller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_GROUP: Final = "statement.managed_rule_group_statement"
_DOWN: Final = "scope_down_statement"


def check(acl: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No managed group sees only requests of some countries, with some header or of one method: all others
    are let through unseen (AWS WAF Developer Guide, "Using scope-down statements").

    What it is not to see, a `not_statement` names; which paths it is for, a match of the path.
    """
    yield from expect.written_out(acl, "rule")
    for block in expect.written_blocks(acl, "rule"):
        rule = replace(acl, values=block)
        seen = _seen(rule)
        if seen:
            name = str(rule.get("name"))
            yield fail(f"its rule {name} sees {seen} alone: the rest gets in unseen", name)


def _seen(rule: Resource) -> str:
    down = f"{_GROUP}.{_DOWN}"
    if rule.blocks(f"{down}.geo_match_statement"):
        return "some countries"
    field = f"{down}.byte_match_statement.field_to_match"
    if rule.blocks(f"{field}.single_header"):
        return f"requests with a header {rule.get(f'{field}.single_header.name')}"
    return "requests of one method" if rule.blocks(f"{field}.method") else ""


def _acl(**down: Any) -> Terraform:  # noqa: ANN401 - Terraform values
    group = {"name": "AWSManagedRulesCommonRuleSet", "vendor_name": "AWS", _DOWN: down}
    rule = {"name": "common", "statement": {"managed_rule_group_statement": group}}
    return resources(aws_wafv2_web_acl={"rule": [rule]})


def _match(field: dict[str, object]) -> dict[str, object]:
    return {"search_string": "/upload", "positional_constraint": "STARTS_WITH", "field_to_match": field}


_HOME: Final = {"country_codes": ["GB"]}

RULE = Rule(
    id="waf-scope-down",
    title="Managed groups of web firewalls see the requests of all callers",
    severity=Severity.MEDIUM,
    types=("aws_wafv2_web_acl",),
    check=check,
    rationale=(
        "An attacker chooses the country that a request comes from, its headers and its method: a group that "
        "is asked about the others is never asked about the attack."
    ),
    remediation="Take the scope_down_statement out, or name in a not_statement what the group is not to see.",
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SI-3", "nist-800-53-r5:SC-7"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _acl(not_statement={"statement": {"byte_match_statement": _match({"uri_path": {}})}}),
            _acl(byte_match_statement=_match({"uri_path": {}})),
        ),
        failing=(
            _acl(geo_match_statement=_HOME),
            _acl(byte_match_statement=_match({"single_header": {"name": "user-agent"}})),
            _acl(byte_match_statement=_match({"method": {}})),
        ),
        absent=(Status.PASS, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_wafv2_web_acl={"rule": "${var.rules}"})),
    ),
)
