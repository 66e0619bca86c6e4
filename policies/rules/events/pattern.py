"""An event pattern asks for events that are sent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import service_values
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
from policies.related.machines import MACHINE, definition
from policies.resource import Resource
from policies.rules.events._patterns import asked, literals, malformed, read_pattern
from policies.rules.events._targets import is_bus
from policies.service_reference import services
from policies.values import is_known

_RULE: Final = "aws_cloudwatch_event_rule"
_AWS: Final = "aws."
_TYPE: Final = "detail-type"
_DETAIL: Final = "detail."


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The pattern is one that EventBridge takes; the sources, the types of their events and what it asks of
    the details are what services of AWS send, or as the configuration's own machines spell them.
    """
    text = rule.get("event_pattern")
    if text is None:
        yield NOT_APPLICABLE
        return
    pattern = read_pattern(text)
    if pattern is None:
        said = f"event_pattern is {text}"
        yield (
            fail(f"{said}, which is no JSON of a pattern")
            if is_known(text)
            else unknown(f"{said}, which only the plan can tell")
        )
        return
    for said in dict.fromkeys(malformed(pattern)):
        yield fail(f"event_pattern: {said}", said)
    wanted = dict(asked(pattern))
    yield from _region(rule, literals(wanted.get("region", [])) or [], configuration)
    sources = literals(wanted.get("source", [])) or []
    for source in sources:
        if not source.startswith(_AWS):
            yield from _of_our_own(source, wanted, configuration)
        elif source not in service_values.sources():
            near = service_values.nearest(source, service_values.sources())
            if near is not None or source.removeprefix(_AWS) not in services():
                yield fail(
                    f"no service sends events as {source}{f', as one does as {near}' * bool(near)}", source
                )
    if sources and all(source in service_values.sources() for source in sources):
        yield from _of_aws(sources, wanted)


def _of_aws(sources: list[str], wanted: Mapping[str, list[Any]]) -> Iterator[Judgement]:
    """Each type is sent by one of the sources, and each detail is one that it has."""
    for detail_type in literals(wanted.get(_TYPE, [])) or []:
        senders = [source for source in sources if detail_type in service_values.detail_types(source)]
        if not senders:
            yield from _no_such_type(sources, detail_type)
        for source in senders if len(sources) == 1 else ():
            yield from _details(source, detail_type, wanted)


def _no_such_type(sources: list[str], detail_type: str) -> Iterator[Judgement]:
    known = frozenset[str]().union(*map(service_values.detail_types, sources))
    near = service_values.nearest(detail_type, known)
    likely = near or next((each for each in sorted(known) if each.endswith(detail_type)), None)
    senders = " or ".join(sources)
    if likely is not None:
        yield fail(f"{senders} sends no '{detail_type}', as it does '{likely}'", detail_type)
    elif any(service_values.is_detail_type_of_another(source, detail_type) for source in sources):
        yield fail(f"{senders} sends no '{detail_type}': another source does", detail_type)


def _details(source: str, detail_type: str, wanted: Mapping[str, list[Any]]) -> Iterator[Judgement]:
    keys = service_values.detail(source, detail_type)
    for path, values in wanted.items():
        if not path.startswith(_DETAIL):
            continue
        within = path.removeprefix(_DETAIL)
        key = within.partition(".")[0]
        if keys and key not in keys and (near := _same_words(key, keys)):
            yield fail(f"the detail of '{detail_type}' has no {key}, as it has {near}", path)
        known = service_values.detail_values(source, detail_type, within)
        for value in literals(values) or [] if known else ():
            if value not in known:
                yield fail(f"{path} is never {value}, but {', '.join(sorted(known))}", f"{path} {value}")


def _same_words(key: str, known: frozenset[str]) -> str | None:
    """The key that this one is in another spelling: `last-status` is `lastStatus`."""
    bare = key.replace("-", "").replace("_", "").casefold()
    same = (each for each in sorted(known) if each.replace("-", "").replace("_", "").casefold() == bare)
    return next(same, None) or service_values.nearest(key, known)


def _of_our_own(
    source: str, wanted: Mapping[str, list[Any]], configuration: Configuration
) -> Iterator[Judgement]:
    """What is nearly what a machine of the configuration puts, and is not."""
    put = _put(configuration)
    types = put.get(source)
    if types is None:
        near = service_values.nearest(source, frozenset(put))
        if near is not None:
            yield fail(f"nothing puts events as {source}, as one of the machines does as {near}", source)
        return
    for detail_type in literals(wanted.get(_TYPE, [])) or []:
        details = types.get(detail_type)
        if details is None:
            near = service_values.nearest(detail_type, frozenset(types))
            if near is not None:
                yield fail(f"{source} puts no '{detail_type}', as it does '{near}'", detail_type)
            continue
        for path, values in wanted.items():
            known = frozenset(str(detail[path]) for detail in details if path in detail)
            for value in literals(values) or [] if known else ():
                near = None if value in known else service_values.nearest(value, known)
                if near is not None:
                    yield fail(f"{path} is never {value}, as it is {near}", f"{path} {value}")


_Put = Mapping[str, Mapping[str, list[Mapping[str, str]]]]


@recalled
def _put(configuration: Configuration) -> _Put:
    """What machines put: by source and type of the event, the details that are written out, by path."""
    found: dict[str, dict[str, list[Mapping[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for machine in configuration.of(MACHINE):
        for entry in _entries(definition(machine)):
            detail = entry.get("Detail")
            told = {
                f"{_DETAIL}{key}": value
                for key, value in (detail.items() if isinstance(detail, Mapping) else ())
                if isinstance(value, str) and is_known(value) and not key.endswith(".$")
            }
            found[str(entry.get("Source"))][str(entry.get("DetailType"))].append(told)
    return found


def _entries(value: object) -> Iterator[Mapping[str, Any]]:
    """The entries of `PutEvents`, wherever in a definition."""
    if isinstance(value, Mapping):
        if "DetailType" in value and "Source" in value:
            yield value
        for each in value.values():
            yield from _entries(each)
    elif isinstance(value, list):
        for each in value:
            yield from _entries(each)


def _region(rule: Resource, regions: list[str], configuration: Configuration) -> Iterator[Judgement]:
    """Events are of the rule's own region, unless others are handed on to a bus."""
    if not regions or rule.region in regions or not is_known(rule.region) or not rule.region:
        return
    if not _hands_on(configuration):
        yield fail(f"it asks for events of {', '.join(regions)}, and none comes to {rule.region}", "region")


@recalled
def _hands_on(configuration: Configuration) -> bool:
    """Whether a target is a bus, or may be one."""
    targets = configuration.of("aws_cloudwatch_event_target")
    return any(is_bus(target, configuration) is not False for target in targets)


def _rule(**pattern: object) -> Terraform:
    return _asking(json.dumps({key.replace("_", "-"): value for key, value in pattern.items()}))


def _asking(text: str) -> Terraform:
    entry = {"Source": "payments", "DetailType": "Payment Settled", "Detail": {"status": "settled"}}
    put = {"Type": "Task", "Parameters": {"Entries": [entry]}, "End": True}
    return resources(
        aws_cloudwatch_event_rule={"event_pattern": text},
        aws_sfn_state_machine={"definition": json.dumps({"StartAt": "Put", "States": {"Put": put}})},
    )


_STATE: Final = "EC2 Instance State-change Notification"

RULE = Rule(
    id="events-pattern",
    title="Event patterns ask for events that are sent",
    severity=Severity.HIGH,
    types=(_RULE,),
    scope="configuration",
    check=check,
    rationale=(
        "A pattern that asks for what is never sent is valid, and matches nothing: whoever waits for the "
        "event hears as little as if all were well."
    ),
    remediation="Spell the source, the detail-type and the detail as an event of the service has them.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R70",),
    examples=Examples(
        passing=(
            _rule(source=["aws.ec2"], detail_type=[_STATE], detail={"state": ["stopped"]}),
            _rule(source=["aws.health", "aws.ec2"], detail_type=["AWS Health Event", _STATE]),
            _rule(source=["aws.sqs"], detail_type=["AWS API Call via CloudTrail"]),
            _rule(source=["aws.ec2"], detail_type=["New Of This Year"], detail={"any": [{"exists": True}]}),
            _rule(source=["payments"], detail_type=["Payment Settled"], detail={"status": ["settled"]}),
            _rule(source=["orders"], detail_type=["Order Placed"], region=["xx-test-1"]),
        ),
        failing=(
            _rule(source=["aws.dynamodbb"]),
            _rule(source=["aws.health"], detail_type=["Health Event"]),
            _rule(source=["aws.ec2"], detail_type=["RDS DB Instance Event"]),
            _rule(source=["aws.ec2"], detail_type=[_STATE], detail={"state": ["stoped"]}),
            _rule(source=["aws.ec2"], detail_type=[_STATE], detail={"instanceId": ["i-1"]}),
            _rule(source=["payment"]),
            _rule(source=["payments"], detail_type=["Payment Setled"]),
            _rule(source=["payments"], detail_type=["Payment Settled"], detail={"status": ["setled"]}),
            _rule(source="payments"),
            _rule(source=["payments"], detailType=["Payment Settled"]),
            _rule(source=["payments"], detail_type=[]),
            _rule(source=[{"starts-with": "pay"}]),
            _rule(source=["payments"], region=["xx-test-2"]),
            _asking("{"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_event_rule={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _asking("${var.pattern}")),
    ),
)
