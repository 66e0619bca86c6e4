"""A firewall knows the common attacks, and stops them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource

WANTED: Final = (
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesAnonymousIpList",
)


def check(acl: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The three groups are there, and none is turned into counting as a whole.

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
    for name in WANTED:
        if name not in groups:
            if not hidden:
                yield fail(f"{name} is missing", name)
        elif groups[name].get("override_action.none") is None:
            yield fail(f"{name} stops nothing: its override_action is not 'none'", name)


def _group(name: str, **override: object) -> dict[str, object]:
    return {
        "name": name,
        "override_action": override or {"none": {}},
        "statement": {"managed_rule_group_statement": {"name": name, "vendor_name": "AWS"}},
    }


def _acl(*groups: dict[str, object]) -> Terraform:
    return resources(aws_wafv2_web_acl={"rule": list(groups)})


_ALL: Final = tuple(_group(name) for name in WANTED)

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
        passing=(_acl(*_ALL),),
        failing=(_acl(*_ALL[:2]), _acl(*_ALL[:2], _group(WANTED[2], count={})), _acl()),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_wafv2_web_acl={"rule_json": "[]"})),
    ),
)
