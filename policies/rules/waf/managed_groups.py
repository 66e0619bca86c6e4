"""A firewall knows the common attacks, and stops them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect, service_values
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

WANTED: Final = (
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
)
_CHOSEN: Final = ("AWSManagedRulesAnonymousIpList",)
"""What refuses callers who hide, and with them shoppers behind a VPN and whoever calls from a data centre."""


def check(acl: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The two groups are there; they, and the one that is a choice, are not turned into counting as a whole;
    each group of AWS is one that AWS has, and so is each rule of it that is changed.

    One rule of a group may count: that is how a false alarm is fixed.
    """
    if acl.get("rule_json") is not None:
        yield unknown("its rules stand in rule_json")
        return
    hidden = tuple(expect.written_out(acl, "rule"))
    yield from hidden
    groups = {
        str(rule.get("statement.managed_rule_group_statement.name")): rule
        for rule in (replace(acl, values=block) for block in acl.blocks("rule"))
    }
    for name in (*WANTED, *_CHOSEN):
        if name not in groups:
            if not hidden and name in WANTED:
                yield fail(f"{name} is missing", name)
        elif groups[name].get("override_action.none") is None:
            yield fail(f"{name} stops nothing: its override_action is not 'none'", name)
    for block in acl.blocks("rule.statement.managed_rule_group_statement"):
        yield from _there(block)


def _there(group: Mapping[str, Any]) -> Iterator[Judgement]:
    name, vendor = group.get("name"), group.get("vendor_name")
    if not (is_known(name) and is_known(vendor)) or vendor not in ("AWS", "Amazon"):
        return
    rules = service_values.firewall_rules(str(name))
    if rules is None:
        near = service_values.nearest(str(name), service_values.firewall_groups())
        said = f"{vendor} has no managed group {name}"
        yield fail(f"{said}, as it has {near}", str(name)) if near else unknown(f"{said}, as far as is known")
        return
    if vendor != "AWS":
        yield fail(f"{vendor} has no managed group {name}: its vendor_name is AWS", str(name))
    for override in as_list(group.get("rule_action_override")):
        rule = override.get("name") if isinstance(override, Mapping) else None
        if rules and is_known(rule) and rule not in rules:
            yield fail(f"{name} has no rule {rule}", f"{name} {rule}")


def _group(name: str, **override: object) -> dict[str, object]:
    return {
        "name": name,
        "override_action": override or {"none": {}},
        "statement": {"managed_rule_group_statement": {"name": name, "vendor_name": "AWS"}},
    }


def _counting(name: str, rule: str) -> dict[str, object]:
    counted = {"name": rule, "action_to_use": {"count": {}}}
    statement = {"name": name, "vendor_name": "AWS", "rule_action_override": [counted]}
    return {**_group(name), "statement": {"managed_rule_group_statement": statement}}


def _acl(*groups: dict[str, object]) -> Terraform:
    return resources(aws_wafv2_web_acl={"rule": list(groups)})


_ALL: Final = tuple(_group(name) for name in (*WANTED, *_CHOSEN))

RULE = Rule(
    id="waf-managed-groups",
    title="Web firewalls stop what the managed groups know",
    severity=Severity.HIGH,
    types=("aws_wafv2_web_acl",),
    check=check,
    rationale=(
        "A firewall whose groups only count detects everything and prevents nothing, and looks the same in a "
        "list."
    ),
    remediation=(
        f"Add a rule with a managed_rule_group_statement for each of {', '.join(WANTED)}, with "
        "override_action none; let a single rule count with rule_action_override."
    ),
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SI-3", "nist-800-53-r5:SI-10(6)"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _acl(*_ALL),
            _acl(*_ALL[:2]),
            _acl(_counting(WANTED[0], "SizeRestrictions_BODY"), *_ALL[1:]),
            _acl(*_ALL, {"statement": {"managed_rule_group_statement": {"name": "a", "vendor_name": "F5"}}}),
        ),
        failing=(
            _acl(*_ALL[1:]),
            _acl(*_ALL[:2], _group(_CHOSEN[0], count={})),
            _acl(),
            _acl(*_ALL, _group("AWSManagedRulesSqliRuleSet")),
            _acl(_counting(WANTED[0], "SizeRestrictions_Body"), *_ALL[1:]),
        ),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_wafv2_web_acl={"rule_json": "[]"})),
    ),
)
