"""A network firewall hands on to its rules what it does not know, and drops what no rule lets through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_POLICY: Final = "aws_networkfirewall_firewall_policy"
_STATELESS: Final = ("stateless_default_actions", "stateless_fragment_default_actions")
_DEFAULTS: Final = "stateful_default_actions"
_DROPS: Final = ("aws:drop_strict", "aws:drop_established", "aws:drop_established_app_layer")


def check(policy: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """What no stateless rule is about is not passed: that ends the inspection. In strict order, what no
    stateful rule is about is dropped: without a default action it passes (AWS Network Firewall Developer
    Guide, "Evaluation order for stateful rules").
    """
    for attribute in _STATELESS:
        actions = [str(each) for each in as_list(policy.get(f"firewall_policy.{attribute}"))]
        if "aws:pass" in actions:
            yield fail(
                f"{attribute} is aws:pass: no packet gets to the rules that look at connections", attribute
            )
        elif not all(map(is_known, actions)):
            yield unknown(f"{attribute} is {', '.join(actions)}, which only the plan can tell")
    if not policy.blocks("firewall_policy.stateful_rule_group_reference"):
        stateless = policy.blocks("firewall_policy.stateless_rule_group_reference")
        if not stateless and policy.get("firewall_policy.policy_variables") is None:
            yield fail("it names no group of rules: it lets through or drops everything alike", "groups")
        return
    if policy.get("firewall_policy.stateful_engine_options.rule_order") != "STRICT_ORDER":
        return
    actions = [str(each) for each in as_list(policy.get(f"firewall_policy.{_DEFAULTS}"))]
    if not any(each in _DROPS for each in actions):
        told = all(map(is_known, actions))
        said = f"{_DEFAULTS} drops nothing: what no rule is about passes"
        yield fail(said, _DEFAULTS) if told else unknown(f"only the plan can tell whether {said}")


def _policy(stateless: object = "aws:forward_to_sfe", *defaults: str, **more: object) -> Terraform:
    said = {
        "stateless_default_actions": [stateless],
        "stateless_fragment_default_actions": ["aws:forward_to_sfe"],
        "stateful_engine_options": {"rule_order": "STRICT_ORDER"},
        "stateful_rule_group_reference": [
            {"priority": 10, "resource_arn": "${aws_networkfirewall_rule_group.a.arn}"}
        ],
        _DEFAULTS: list(defaults),
    }
    return resources(aws_networkfirewall_firewall_policy={"firewall_policy": {**said, **more}})


_FORWARD: Final = "aws:forward_to_sfe"

RULE = Rule(
    id="firewall-policy",
    title="Network firewalls hand packets on to their rules, and drop what none is about",
    severity=Severity.HIGH,
    types=(_POLICY,),
    check=check,
    rationale=(
        "A policy that passes by default looks like a firewall in every diagram and in every route table, "
        "and lets everything through."
    ),
    remediation=(
        "Set stateless_default_actions and stateless_fragment_default_actions to aws:forward_to_sfe and, "
        "with STRICT_ORDER, stateful_default_actions to aws:drop_established and aws:alert_established."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:AC-4"),
    requirements=("R94",),
    examples=Examples(
        passing=(
            _policy(_FORWARD, "aws:drop_established", "aws:alert_established"),
            _policy("aws:drop", "aws:drop_strict"),
            _policy(stateful_engine_options={"rule_order": "DEFAULT_ACTION_ORDER"}),
        ),
        failing=(
            _policy("aws:pass", "aws:drop_strict"),
            _policy(_FORWARD, "aws:drop_strict", stateless_fragment_default_actions=["aws:pass"]),
            _policy(_FORWARD, "aws:alert_strict"),
            _policy(),
            _policy(stateful_rule_group_reference=[]),
        ),
        absent=(Status.FAIL, resources(aws_networkfirewall_firewall_policy={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _policy("${var.action}", "aws:drop_strict")),
    ),
)
