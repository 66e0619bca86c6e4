"""A resource says the same in every region."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import resources, stack_in_each
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
)
from policies.related.copies import lacking, without_lacked
from policies.related.regions import named_alike, place
from policies.resource import Resource
from policies.rules.parity._declared import Among, compared
from policies.strict_json import StrictJsonError, loads

_APART: Final = frozenset({"provider"})
_REPLICA_KEY, _KEY = "${aws_kms_replica_key.", "${aws_kms_key."
"""A key of several regions is called otherwise where it was made."""
_MANY: Final = 3  # arguments that are told with their values
_LONG: Final = 80  # letters of a value
_WAITS: Final = {"aws_dynamodb_table_replica": frozenset({"depends_on"})}
"""Replicas of a table are made one after the other."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its arguments are those that most of its counterparts have, but for those in which its system says that
    its regions differ.

    Counterparts stand at the same address of the same stack, once regions are left out of both. What follows
    from a resource that its region lacks is told where that is lacking. `compared` says how overrides count.
    """
    yield from compared(partial(_compared, resource), resource.context, resource.region, configuration)


def _compared(judged: Resource, configuration: Configuration, among: Among) -> Judgement | None:
    """What a resource, as it is in a configuration, says otherwise than its counterparts in some regions."""
    twins = _counterparts(configuration).get(place(judged, configuration), ())
    twins = [twin for twin in twins if among(twin[0].region)]
    own = [twin for twin in twins if _is_same(twin[0], judged)]
    if not own or len({twin.region for twin, _ in twins}) < 2:
        return NOT_APPLICABLE
    resource, text = next((twin for twin in own if twin[0] is judged), own[0])
    said = Counter(text for _, text in twins)
    most = max(said.values())
    if said[text] == most and list(said.values()).count(most) == 1:
        return None
    for twin, other in twins:
        if other == text:
            continue
        own, arguments = (
            json.loads(each) for each in _besides_lacked(resource, twin, configuration) or (text, other)
        )
        differing = sorted(key for key in own.keys() | arguments.keys() if own.get(key) != arguments.get(key))
        if differing:
            told = "; ".join(_told(key, own.get(key), arguments.get(key)) for key in differing[:_MANY])
            more = f" ({len(differing)} arguments differ)" if len(differing) > _MANY else ""
            message = f"{told}{more}: not as in {twin.stack}: {twin.address}"
            return fail(message, ", ".join(differing))
    return NOT_APPLICABLE


def _is_same(one: Resource, other: Resource) -> bool:
    return (one.stack, one.address) == (other.stack, other.address)


def _told(path: str, own: object, other: object) -> str:
    """Where two values differ first, and what stands there."""
    if isinstance(own, str) and isinstance(other, str):
        with suppress(StrictJsonError):
            own, other = loads(own), loads(other)
    if isinstance(own, dict) and isinstance(other, dict):
        key = next(key for key in sorted(own.keys() | other.keys()) if own.get(key) != other.get(key))
        return _told(f"{path}.{key}", own.get(key), other.get(key))
    if isinstance(own, list) and isinstance(other, list) and len(own) == len(other):
        number = next(number for number, each in enumerate(own) if each != other[number])
        return _told(f"{path}.{number}", own[number], other[number])
    return f"{path} is {_shown(own)}, there {_shown(other)}"


def _shown(value: object) -> str:
    if value is None:
        return "not set"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[: _LONG - 3]}..."


Twin = tuple[Resource, str]


@recalled
def _counterparts(configuration: Configuration) -> Mapping[tuple[str, ...], list[Twin]]:
    """Every managed resource with its arguments as sorted JSON without regions, by its place."""
    found: dict[tuple[str, ...], list[Twin]] = {}
    for element in configuration.elements:
        if element.is_managed:
            text = _arguments(element, element.values, configuration)
            found.setdefault(place(element, configuration), []).append((element, text))
    return found


def _arguments(element: Resource, values: Mapping[str, Any], configuration: Configuration) -> str:
    """Values of an element as sorted JSON without regions."""
    apart = _APART | _WAITS.get(element.type, frozenset()) | _uneven(element)
    kept = {key: value for key, value in values.items() if key not in apart}
    # Keys may name a region too, so they are sorted once that is left out.
    return json.dumps(_alike(kept, named_alike(configuration)), sort_keys=True).replace(_REPLICA_KEY, _KEY)


def _besides_lacked(one: Resource, other: Resource, configuration: Configuration) -> tuple[str, str] | None:
    """The arguments of both without what they say of that which the other's region lacks; None where neither
    region lacks anything.
    """
    there = lacking(configuration)
    if not any(there.get(each.region) for each in (one, other)):
        return None
    return (
        _arguments(one, without_lacked(one, other.region, configuration), configuration),
        _arguments(other, without_lacked(other, one.region, configuration), configuration),
    )


def _uneven(element: Resource) -> frozenset[str]:
    promises = element.context.promises
    told = (each.partition(".") for each in (promises.uneven if promises else ()))
    return frozenset(argument for kind, _, argument in told if kind == element.type)


def _alike(value: Any, named: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON type
    """The value with every text and key told without its region."""
    if isinstance(value, str):
        return named(value)
    if isinstance(value, dict):
        return {named(key): _alike(item, named) for key, item in value.items()}
    return [_alike(item, named) for item in value] if isinstance(value, (list, tuple)) else value


def _regions(*queues: Mapping[str, object]) -> Terraform:
    """One stack a region, with a queue each."""
    return stack_in_each(
        {f"xx-test-{number}": resources(aws_sqs_queue=queue) for number, queue in enumerate(queues, 1)}
    )


def _queue(number: int, **changes: object) -> dict[str, object]:
    arn = f"arn:aws:sns:xx-test-{number}:${{data.aws_caller_identity.me.account_id}}:alerts"
    return {
        "name": f"inbox-xxt{number}-zq7",
        "policy": json.dumps({"Resource": arn}),
        "delay_seconds": 0,
    } | changes


RULE = Rule(
    id="parity-attributes",
    title="A resource says the same in every region",
    severity=Severity.HIGH,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "A statement, a condition or a limit that is missing in one region alone passes every rule about "
        "that resource, and is met on the day that the region takes over."
    ),
    remediation="Build it from the same block in every region; declare an override in the settings.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    requirements=("R8",),
    examples=Examples(
        passing=(
            _regions(_queue(1), _queue(2), _queue(3)),
            _regions(_queue(1, kms="${aws_kms_key.a.arn}"), _queue(2, kms="${aws_kms_replica_key.a.arn}")),
            _regions(_queue(1, tags={"Cidr": "10.1.0.0/16"}), _queue(2, tags={"Cidr": "10.2.0.0/16"})),
        ),
        failing=(
            _regions(_queue(1), _queue(2), _queue(3, policy="{}")),
            _regions(_queue(1), _queue(2, delay_seconds=9)),
            _regions(_queue(1), _queue(2), {"name": "inbox-xxt3-zq7"}),
            _regions(_queue(1, name="inbox-zq7"), _queue(2)),
        ),
        absent=(Status.NOT_APPLICABLE, _regions(_queue(1))),
        unknown=(Status.FAIL, _regions(_queue(1), _queue(2, delay_seconds="${var.delay}"))),
    ),
)
