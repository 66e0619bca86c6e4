"""No rule of a listener takes what a later one is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.patterns import all_covered
from policies.resource import Resource
from policies.values import UnknownBlock, as_list, is_known

_RULES: Final = ("aws_lb_listener_rule", "aws_alb_listener_rule")
_LISTENER: Final = "listener_arn"
_PRIORITY: Final = "priority"
_VALUES: Final = ("host_header", "path_pattern", "http_request_method", "source_ip")
_NAMED: Final[Mapping[str, str]] = {"http_header": "http_header_name"}
_MOST: Final = 200
"""Rules of one listener up to which each is compared with each: AWS allows 100 unless asked for more (Elastic
Load Balancing, "Quotas for your Application Load Balancers")."""


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of the rules of its listener none with a smaller number takes every request that it is for, and it does
    not take all of one with a greater; no two have one number.

    Rules are asked by their numbers, the smallest first, and the first that fits decides.
    """
    listener = configuration.target(rule, rule.get(_LISTENER))
    if listener is None:
        yield NOT_APPLICABLE
        return
    others = [each for kind in _RULES for each in configuration.related(listener, kind, _LISTENER)]
    if len(others) > _MOST:
        yield unknown("its listener has too many rules to compare each with each")
        return
    value = rule.get(_PRIORITY)
    own, number = _conditions(rule), expect.number(value)
    if own is None or (number is None and value is not None):
        yield unknown(f"it has the priority {value} and conditions that only the plan can tell")
        return
    for other in others:
        theirs, their_number = _conditions(other), expect.number(other.get(_PRIORITY))
        if other is rule or number is None or their_number is None or theirs is None:
            continue
        if their_number == number:
            yield fail(f"it has the priority {number:g}, which {other.address} has too", other.address)
        elif their_number < number and _takes_all(theirs, own):
            said = f"{other.address} ({their_number:g} before {number:g}) takes every request first"
            yield fail(f"it is never reached: {said}", other.address)
        elif their_number > number and _takes_all(own, theirs):
            said = f"{other.address} ({number:g} before {their_number:g})"
            yield fail(f"it takes every request of {said}, which is never reached", other.address)


def _conditions(rule: Resource) -> Mapping[str, list[Any]] | None:
    """The values of each condition by what it looks at; None where they are generated, or look at more than
    is told here.
    """
    found: dict[str, list[Any]] = {}
    for block in rule.blocks("condition"):
        if isinstance(block, UnknownBlock):
            return None
        for name in _VALUES:
            for said in _said(block, name):
                found[name] = [*found.get(name, []), *as_list(said.get("values"))]
        for name, key in _NAMED.items():
            for said in _said(block, name):
                found[f"{name} {str(said.get(key)).lower()}"] = as_list(said.get("values"))
        for said in _said(block, "query_string"):
            found[f"query_string {said.get('key')}"] = [said.get("value")]
    return found


def _said(block: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    return (each for each in as_list(block.get(name)) if isinstance(each, Mapping))


def _takes_all(first: Mapping[str, list[Any]], later: Mapping[str, list[Any]]) -> bool:
    """Whether each condition of the first is met by all that meets those of the later one.

    What only the plan can tell meets itself alone.
    """
    return bool(first) and all(
        _is_everything(values) or (name in later and _covered(values, later[name]))
        for name, values in first.items()
    )


def _is_everything(values: list[Any]) -> bool:
    return "*" in values or "/*" in values


def _covered(wide: list[Any], narrow: list[Any]) -> bool:
    told = [each for each in wide if is_known(each)]
    return bool(narrow) and all(
        each in wide or (is_known(each) and all_covered(told, [each])) for each in narrow
    )


def _rules(first: object, *conditions: Mapping[str, object], second: object = 20) -> Terraform:
    listener = {_LISTENER: "${aws_lb_listener.https.arn}"}
    one, other = conditions
    return {
        "resource": {
            "aws_lb_listener": {"https": {"port": 443}},
            "aws_lb_listener_rule": {
                "example": {**listener, _PRIORITY: first, "condition": [one]},
                "other": {**listener, _PRIORITY: second, "condition": [other]},
            },
        }
    }


def _path(*values: str) -> Mapping[str, object]:
    return {"path_pattern": {"values": list(values)}}


def _host(*values: str) -> Mapping[str, object]:
    return {"host_header": {"values": list(values)}}


RULE = Rule(
    id="lb-rule-order",
    title="No rule of a listener takes what a later one is for",
    severity=Severity.HIGH,
    types=_RULES,
    scope="configuration",
    check=check,
    rationale=(
        "The first rule that fits decides. Behind one for every path, the one that refuses internal paths, "
        "or leads payments to their service, is written and never asked."
    ),
    remediation="Give the narrower LbListenerRule the smaller priority.",
    controls=("pci-dss-4.0.1:1.2.8", "pci-dss-4.0.1:2.2.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R105", "R149"),
    examples=Examples(
        passing=(
            _rules(10, _path("/api/*"), _path("/*")),
            _rules(10, _path("/api/*"), _path("/pay/*")),
            _rules("10", _host("pay.example.com"), _path("/*")),
            _rules(10, _path("/api/v1/*"), _path("/api/*")),
            _rules(10, _path("/api/*", "/pay/*"), _path("/api/*", "/files/*")),
            _rules(None, _path("/*"), _path("/pay/*"), second=None),
        ),
        failing=(
            _rules(10, _path("/*"), _path("/api/*")),
            _rules("30", _path("/api/*"), _path("/*")),
            _rules(10, _path("/api/*"), _path("/api/payments/*")),
            _rules(10, _host("*.example.com"), _host("pay.example.com")),
            _rules(10, _path("/*"), _host("pay.example.com")),
            _rules(20, _path("/api/*"), _path("/pay/*")),
            _rules(10, _path("${var.path}"), _path("${var.path}")),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lb_listener_rule={_PRIORITY: 1})),
        unknown=(Status.UNKNOWN, _rules("${var.number}", _path("/*"), _path("/api/*"))),
    ),
)
