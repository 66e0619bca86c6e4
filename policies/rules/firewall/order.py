"""No rule of a network firewall passes everything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_GROUP: Final = "aws_networkfirewall_rule_group"
_SOURCE: Final = "rule_group.rules_source"
_PASS: Final = re.compile(
    r"^\s*pass\s+(?P<protocol>ip|tcp)\s+(?P<source>\S+)\s+any\s+(?:->|<>)\s+(?P<target>\S+)\s+any\s*"
    r"\((?P<options>.*)\)\s*$"
)
_DEFINITION: Final = "rule_definition"
_NARROW: Final = ("source_port", "destination_port", "protocols", "tcp_flag")
_LABELS: Final = frozenset({"msg", "sid", "rev", "priority", "metadata", "classtype", "reference", "noalert"})
"""Options that say nothing of which packets a rule is about (Suricata User Guide, "Meta Keywords")."""
_ANYBODY: Final = frozenset({"any", "$home_net", "$external_net", "!$home_net", "0.0.0.0/0", "::/0"})


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No stateful rule passes every protocol or every connection from anybody to anybody, and no stateless
    one every packet: such a rule ends the inspection, in strict order for all after it, else for all (AWS
    Network Firewall Developer Guide, "Evaluation order for stateful rules").
    """
    text = group.get(f"{_SOURCE}.rules_string") or group.get("rules")
    if text is not None and not is_known(text):
        lines = re.findall(r"^\s*pass\s+.*$", str(text), re.MULTILINE)
        found = next((line for line in lines if _passes_all(line)), None)
        yield (
            fail(f"its rule '{_short(found)}' passes everything", "rules")
            if found
            else unknown("only the plan can tell its rules")
        )
    for line in str(text).splitlines() if is_known(text) and text is not None else ():
        if _passes_all(line):
            yield fail(
                f"its rule '{_short(line)}' passes everything: no rule after it is asked", _short(line)
            )
    yield from _of_blocks(group)


def _of_blocks(group: Resource) -> Iterator[Judgement]:
    for attribute in ("stateful_rule", "stateless_rules_and_custom_actions.stateless_rule"):
        for block in group.blocks(f"{_SOURCE}.{attribute}"):
            rule = replace(group, values=block)
            passes = _is_open(block) if attribute == "stateful_rule" else _is_open_stateless(rule)
            if passes:
                yield fail(f"a {attribute.rpartition('.')[2]} passes everything", attribute)


def _short(line: str) -> str:
    return line.partition("(")[0].strip()


def _passes_all(line: str) -> bool:
    rule = _PASS.match(line)
    if rule is None:
        return False
    options = {each.partition(":")[0].strip() for each in rule["options"].split(";")} - {""}
    sides = {rule["source"].lower(), rule["target"].lower()}
    return options <= _LABELS and sides <= _ANYBODY


def _is_open(rule: Mapping[str, Any]) -> bool:
    headers = [each for each in as_list(rule.get("header")) if isinstance(each, Mapping)]
    options = [each for each in as_list(rule.get("rule_option")) if isinstance(each, Mapping)]
    return (
        rule.get("action") == "PASS"
        and bool(headers)
        and all(str(each.get("keyword")) in _LABELS for each in options)
        and str(headers[0].get("protocol")) in ("IP", "TCP")
        and all(str(headers[0].get(side)).lower() in _ANYBODY for side in ("source", "destination"))
        and all(str(headers[0].get(side)).lower() == "any" for side in ("source_port", "destination_port"))
    )


def _is_open_stateless(rule: Resource) -> bool:
    matched = f"{_DEFINITION}.match_attributes"
    sides = {
        str(each.get("address_definition"))
        for name in ("source", "destination")
        for each in rule.blocks(f"{matched}.{name}")
    }
    narrow = any(rule.get(f"{matched}.{name}") for name in _NARROW)
    return "aws:pass" in as_list(rule.get(f"{_DEFINITION}.actions")) and not narrow and sides <= _ANYBODY


def _group(*lines: str, **source: object) -> Terraform:
    said: dict[str, object] = {"rules_string": "\n".join(lines)} if lines else {}
    return resources(**{_GROUP: {"type": "STATEFUL", "rule_group": {"rules_source": {**said, **source}}}})


def _header(**changed: str) -> dict[str, object]:
    sides = dict.fromkeys(("source", "source_port", "destination", "destination_port"), "ANY")
    header = {"protocol": "IP", "direction": "ANY", **sides, **changed}
    return {"action": "PASS", "header": [header], "rule_option": [{"keyword": "sid", "settings": ["1"]}]}


def _stateless(**matched: object) -> dict[str, object]:
    anybody = [{"address_definition": "0.0.0.0/0"}]
    attributes = {"source": anybody, "destination": anybody, **matched}
    rule = {"priority": 1, "rule_definition": {"actions": ["aws:pass"], "match_attributes": attributes}}
    return {"stateless_rules_and_custom_actions": {"stateless_rule": [rule]}}


_TLS: Final = (
    'pass tls $HOME_NET any -> $EXTERNAL_NET 443 (tls.sni; content:".example.com"; endswith; sid:1; rev:1;)'
)
_DROP: Final = "drop tcp $HOME_NET any -> $EXTERNAL_NET !443 (sid:9; rev:1;)"
_ALL: Final = 'pass ip any any -> any any (msg:"all"; sid:2; rev:1;)'

RULE = Rule(
    id="firewall-order",
    title="No rule of a network firewall passes everything",
    severity=Severity.HIGH,
    types=(_GROUP,),
    check=check,
    rationale=(
        "A rule that passes whatever comes ends the inspection: those that drop stand behind it, are counted "
        "as controls, and see nothing."
    ),
    remediation="Take the rule out, and let those that pass name the protocol, the port and the destination.",
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:AC-4"),
    requirements=("R94",),
    examples=Examples(
        passing=(
            _group(_TLS, _DROP),
            _group("pass tcp any any <> any any (flow:not_established; sid:3; rev:1;)", _DROP),
            _group("pass tcp $EXTERNAL_NET any -> $HOME_NET [80,443] (flow:to_server; sid:4; rev:1;)", _DROP),
            _group(stateful_rule=[_header(destination_port="443")]),
            _group(**_stateless(protocols=[6], destination_port=[{"from_port": 443}])),
        ),
        failing=(
            _group(_ALL, _TLS, _DROP),
            _group("pass tcp $HOME_NET any -> $EXTERNAL_NET any (sid:5;)"),
            _group("${var.rules}\n" + _ALL),
            _group(stateful_rule=[_header()]),
            _group(stateful_rule=[_header(protocol="TCP", source="0.0.0.0/0")]),
            _group(**_stateless()),
        ),
        absent=(Status.PASS, resources(**{_GROUP: {"type": "STATEFUL"}})),
        unknown=(Status.UNKNOWN, _group("${var.rules}")),
    ),
)
