"""A firewall stops something, and lets somebody in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource

_STOPS: Final = ("action.block", "action.captcha", "action.challenge", "override_action.none")


def check(acl: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Where nothing is stopped by default some rule stops; where everything is, some rule allows."""
    default = acl.blocks("default_action")
    if acl.get("rule_json") is not None or not default:
        yield unknown("its rules stand in rule_json" if default else "only the plan can tell default_action")
        return
    hidden = tuple(expect.written_out(acl, "rule"))
    allows, stops = _has(acl, ("action.allow",)), _has(acl, _STOPS)
    chosen = [choice for choice in ("allow", "block") if default[0].get(choice) is not None]
    if len(chosen) != 1:
        yield fail("default_action is neither allow nor block, or both")
    elif chosen == ["block"] and not allows:
        yield from hidden or (fail("default_action is block, and no rule allows: no request gets in"),)
    elif chosen == ["allow"] and not stops:
        yield from hidden or (fail("default_action is allow, and no rule stops anything"),)


def _has(acl: Resource, paths: tuple[str, ...]) -> bool:
    return any(
        rule.get(path) is not None
        for block in acl.blocks("rule")
        for rule in [replace(acl, values=block)]
        for path in paths
    )


def _acl(default: str, *rules: dict[str, object]) -> Terraform:
    return resources(aws_wafv2_web_acl={"default_action": [{default: {}}], "rule": list(rules)})


RULE = Rule(
    id="waf-default-action",
    title="Web firewalls stop something by default or by a rule, and let requests in",
    severity=Severity.HIGH,
    types=("aws_wafv2_web_acl",),
    check=check,
    rationale=(
        "A list of what is refused needs the default allow, a list of what is let in the default block. The "
        "wrong one lets everything in, or nobody."
    ),
    remediation="Set default_action to allow beside rules that block, or to block beside rules that allow.",
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(5)"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _acl("allow", {"action": {"block": {}}}),
            _acl("allow", {"action": {"count": {}}}, {"override_action": [{"none": [{}]}]}),
            _acl("block", {"action": {"allow": {}}}),
        ),
        failing=(
            _acl("allow"),
            _acl("allow", {"action": {"count": {}}}, {"override_action": {"count": {}}}),
            _acl("block"),
            _acl("block", {"action": {"block": {}}}, {"override_action": {"none": {}}}),
            resources(aws_wafv2_web_acl={"default_action": [{"allow": None}]}),
        ),
        absent=(Status.UNKNOWN, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_wafv2_web_acl={"default_action": {"allow": {}}, "rule_json": "${var.rules}"}),
        ),
    ),
)
