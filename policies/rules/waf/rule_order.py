"""Nobody is let in before the rules that stop are asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.waf._statements import fits_anybody, in_order

_STOPS: Final = ("action.block", "action.captcha", "action.challenge", "override_action.none")


def check(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule that allows whoever wants, or all of a country, comes before one that stops: an allow ends the
    evaluation (AWS WAF Developer Guide, "Setting rule priority in a protection pack (web ACL)").

    Addresses that are listed, labels, one whole path and a secret that only the plan can tell let in few.
    """
    if acl.get("rule_json") is not None:
        yield unknown("its rules stand in rule_json")
        return
    yield from expect.written_out(acl, "rule")
    rules = in_order(acl, configuration)
    if rules is None:
        yield unknown("only the plan can tell the order of its rules")
        return
    for place, rule in enumerate(rules):
        later = [each.get("name") for each in rules[place + 1 :] if _stops(each)]
        who = fits_anybody(acl, rule.get("statement"), configuration)
        if rule.get("action.allow") is not None and later and who is not None:
            yield fail(
                f"its rule {rule.get('name')} allows {who}, before {', '.join(map(str, later))} are asked",
                str(rule.get("name")),
            )


def _stops(rule: Resource) -> bool:
    return any(rule.get(path) is not None for path in _STOPS)


def _rule(name: str, priority: object, statement: dict[str, Any] | None = None) -> dict[str, Any]:
    if statement is None:
        group = {"managed_rule_group_statement": {"name": name, "vendor_name": "AWS"}}
        return {"name": name, "priority": priority, "override_action": {"none": {}}, "statement": group}
    return {"name": name, "priority": priority, "action": {"allow": {}}, "statement": statement}


def _acl(*rules: dict[str, Any], **more: Any) -> Terraform:  # noqa: ANN401 - Terraform values
    return resources(aws_wafv2_web_acl={"rule": list(rules)}, **more)


def _text(text: str, how: str = "STARTS_WITH", **field: object) -> dict[str, Any]:
    where = field or {"uri_path": {}}
    return {
        "byte_match_statement": {"search_string": text, "positional_constraint": how, "field_to_match": where}
    }


def _listed(address: str, **values: object) -> Terraform:
    given = {"ip_set_reference_statement": {"arn": "${aws_wafv2_ip_set.example.arn}", **values}}
    return _acl(_rule("partners", 0, given), _COMMON, aws_wafv2_ip_set={"addresses": [address]})


_COMMON: Final = _rule("AWSManagedRulesCommonRuleSet", 10)
_HOME: Final = {"geo_match_statement": {"country_codes": ["GB"]}}
_SECRET: Final = _text("${var.origin_secret}", "EXACTLY", single_header={"name": "x-origin-verify"})

RULE = Rule(
    id="waf-rule-order",
    title="No rule of a web firewall lets everybody in before the rules that stop",
    severity=Severity.HIGH,
    types=("aws_wafv2_web_acl", "aws_wafv2_rule_group"),
    scope="configuration",
    check=check,
    rationale=(
        "The first rule that allows ends the evaluation: what stands behind it is paid for, is shown as "
        "active, and never sees a request."
    ),
    remediation=(
        "Let rules that allow come last, or make them label or count; give a managed group a "
        "scope_down_statement for what it is not to see."
    ),
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:SI-3"),
    requirements=("R72", "R94"),
    examples=Examples(
        passing=(
            _acl(_COMMON),
            _acl(_COMMON, _rule("home", 20, _HOME)),
            _acl(_rule("origin", 0, _SECRET), _COMMON),
            _acl(_rule("health", 0, _text("/health", "EXACTLY")), _COMMON),
            _acl(_rule("partners", 0, {"and_statement": {"statement": [_HOME, _SECRET]}}), _COMMON),
            _listed("192.0.2.0/24"),
        ),
        failing=(
            _acl(_rule("home", 0, _HOME), _COMMON),
            _acl(_rule("all", "0", _text("/")), _COMMON),
            _acl(_rule("all", 0, {"regex_match_statement": {"regex_string": "^/"}}), _COMMON),
            _acl(_rule("ours", 0, _text("true", "EXACTLY", single_header={"name": "x-internal"})), _COMMON),
            _acl(_rule("away", 0, {"not_statement": {"statement": _HOME}}), _COMMON),
            _acl(_rule("two", 0, {"or_statement": {"statement": [_SECRET, _HOME]}}), _COMMON),
            _listed("0.0.0.0/1"),
            _listed("192.0.2.0/24", ip_set_forwarded_ip_config={"position": "FIRST"}),
        ),
        absent=(Status.PASS, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, _acl(_rule("home", "${var.priority}", _HOME), _COMMON)),
    ),
)
