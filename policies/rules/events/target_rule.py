"""A target belongs to a rule that is there, on its bus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import service_values
from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.called import HIDDEN, called_here, is_ours
from policies.resource import Resource
from policies.values import is_known

_RULE: Final = "aws_cloudwatch_event_rule"
_DEFAULT: Final = "default"
_BUS: Final = "event_bus_name"
_PLACE: Final = re.compile(r"<([^<>]*)>")
_GIVEN: Final = ("aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time")
"""EventBridge User Guide, "Transforming input": what a template may use besides its paths."""


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The rule that it names is in the configuration, of its region and bus; what its template fills in has a
    path.
    """
    value = target.get("rule")
    rule = configuration.target(target, value)
    if rule is None:
        by_name = configuration.having(_RULE, "name", value)
        rule = next((each for each in by_name if each.region == target.region), None)
    if rule is not None and rule.type == _RULE:
        yield from _on_its_bus(target, rule, configuration)
    elif rule is None:
        known = called_here(configuration, target.region, (_RULE, "name"))
        ours = is_ours(target, str(value)) or service_values.nearest(str(value), known)
        if is_known(value) and ours and HIDDEN not in known:
            yield fail(f"rule is {value}, and no rule of {target.region} is called that", "rule")
        else:
            yield unknown(f"rule is {value}, which is not in the configuration")
    for block in target.blocks("input_transformer"):
        yield from _filled_in(block)


def _on_its_bus(target: Resource, rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    said, wanted = target.get(_BUS) or _DEFAULT, rule.get(_BUS) or _DEFAULT
    one, other = configuration.target(target, said), configuration.target(rule, wanted)
    if said == wanted or (one is not None and one is other):
        return
    names = [bus if found is None else found.get("name") for bus, found in ((said, one), (wanted, other))]
    if names[0] == names[1]:
        return
    if all(map(is_known, names)):
        yield fail(f"it is on the bus {names[0]}, and {rule.address} is on {names[1]}", _BUS)
    else:
        yield unknown(f"only the plan can tell whether it is on the bus of {rule.address}")


def _filled_in(block: Mapping[str, Any]) -> Iterator[Judgement]:
    paths, template = block.get("input_paths"), block.get("input_template")
    if not is_known(template) or not (isinstance(paths, Mapping) or paths is None):
        return
    given = {*_GIVEN, "aws.events.event", "aws.events.event.json", *(paths or {})}
    lacking = sorted(set(_PLACE.findall(str(template))) - given)
    if lacking:
        yield fail(f"input_template fills in {', '.join(lacking)}, for which there is no path", "template")


def _target(rule: str, bus: str | None = "pay-zq7", **more: object) -> Terraform:
    return {
        "resource": {
            _RULE: {"pay": {"name": "pay-zq7", _BUS: "${aws_cloudwatch_event_bus.pay.name}"}},
            "aws_cloudwatch_event_bus": {"pay": {"name": "pay-zq7"}},
            "aws_cloudwatch_event_target": {"example": {"rule": rule, _BUS: bus, "arn": "a", **more}},
        }
    }


def _filling(template: str) -> Terraform:
    return _target(_PAY, input_transformer={"input_paths": {"id": "$.id"}, "input_template": template})


_PAY: Final = "${aws_cloudwatch_event_rule.pay.name}"

RULE = Rule(
    id="events-target-rule",
    title="Targets belong to a rule of their bus",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_target",),
    scope="configuration",
    check=check,
    rationale="A target of a rule that is not there, or of the same name on another bus, gets no event.",
    remediation="Give the target the name and the event_bus_name of its rule.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R70",),
    examples=Examples(
        passing=(
            _target(_PAY),
            _target("pay-zq7", "${aws_cloudwatch_event_bus.pay.name}"),
            _filling('{"id": <id>, "rule": <aws.events.rule-name>}'),
        ),
        failing=(
            _target(_PAY, None),
            _target("pay-zq7", "other-zq7"),
            _target("pya-zq7"),
            _filling('{"id": <id>, "amount": <amount>}'),
        ),
        absent=(Status.FAIL, _target("capture-zq7", None)),
        unknown=(Status.UNKNOWN, _target("${var.rule}")),
    ),
)
