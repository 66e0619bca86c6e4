"""What services of AWS tell is listened for on the default bus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
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
from policies.resource import Resource
from policies.rules.events._patterns import alternatives, pattern_of
from policies.values import is_known

_RULE: Final = "aws_cloudwatch_event_rule"
_BUS: Final = "event_bus_name"


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A rule that asks for a source of AWS (`aws.states`) is on the default bus, or on one to which another
    rule hands events on.

    Services tell what happens there and on no other bus (EventBridge User Guide, "Events from AWS services").
    """
    bus, pattern = rule.get(_BUS), rule.get("event_pattern")
    if pattern is None:
        yield NOT_APPLICABLE
        return
    read = pattern_of(rule)
    if bus in (None, "default") or _handed_on(rule, bus, configuration):
        return
    if read is None and not is_known(pattern):
        yield unknown(f"event_pattern is {pattern}, which only the plan can tell")
    elif any(map(_of_aws, alternatives(read or {}, "source"))):
        yield fail(f"{_BUS} is {bus}, to which no service of AWS tells anything: it never matches", _BUS)


def _handed_on(rule: Resource, bus: object, configuration: Configuration) -> bool:
    return not _targets(configuration).isdisjoint(configuration.named(rule, bus))


@recalled
def _targets(configuration: Configuration) -> frozenset[Resource]:
    """What rules hand events on to."""
    return frozenset(
        found
        for target in configuration.of("aws_cloudwatch_event_target")
        for found in configuration.named(target, target.get("arn"))
    )


def _of_aws(source: object) -> bool:
    named = source.get("prefix") if isinstance(source, Mapping) else source
    return str(named).startswith("aws.")


def _listens(bus: object, pattern: str = '{"source": ["aws.states"]}') -> Terraform:
    return {
        "resource": {
            _RULE: {"example": {_BUS: bus, "event_pattern": pattern}},
            "aws_cloudwatch_event_bus": {"pay": {"name": "pay-zq7"}, "near": {"name": "near-zq7"}},
            "aws_cloudwatch_event_target": {"on": {"arn": "${aws_cloudwatch_event_bus.near.arn}"}},
        }
    }


RULE = Rule(
    id="events-aws-sources",
    title="Events of AWS services are listened for on the default bus",
    severity=Severity.HIGH,
    types=(_RULE,),
    scope="configuration",
    check=check,
    rationale=(
        "A rule for a workflow's failures on a bus of one's own is accepted and never matches: nobody hears "
        "of them, and nothing says so."
    ),
    remediation="Leave event_bus_name out of the CloudwatchEventRule, and of its targets.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R70", "R51"),
    examples=Examples(
        passing=(
            _listens("pay-zq7", '{"source": ["pay.ledger"]}'),
            _listens("default"),
            _listens("near-zq7"),
        ),
        failing=(
            _listens("pay-zq7"),
            _listens("${aws_cloudwatch_event_bus.pay.name}", '{"source": [{"prefix": "aws."}]}'),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_event_rule={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _listens("pay-zq7", "${var.pattern}")),
    ),
)
