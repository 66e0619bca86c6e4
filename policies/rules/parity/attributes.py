"""A resource says the same in every region."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from policies.estate import Estate, Resource, once
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
from policies.related.regions import named_alike, place

_APART: Final = frozenset({"provider"})
_WAITS: Final = {"aws_dynamodb_table_replica": frozenset({"depends_on"})}
"""Replicas of a table are made one after the other."""


def check(resource: Resource, estate: Estate) -> Iterator[Judgement]:
    """Its arguments are those that most of its counterparts have.

    Counterparts stand at the same address of the same stack, once regions are left out of both.
    Where the settings declare an override for one of the regions, a difference is unknown: a
    reader has to tell whether the one explains the other.
    """
    twins = _counterparts(estate)[place(resource, estate)]
    if len({twin.region for twin, _ in twins}) < 2:
        yield NOT_APPLICABLE
        return
    said = Counter(text for _, text in twins)
    text = next(text for twin, text in twins if twin is resource)
    most = max(said.values())
    if said[text] == most and list(said.values()).count(most) == 1:
        return
    own = json.loads(text)
    for twin, other in twins:
        arguments = json.loads(other)
        differing = sorted(key for key in own.keys() | arguments.keys() if own.get(key) != arguments.get(key))
        if differing:
            message = f"{', '.join(differing)}: not as in {twin.stack}: {twin.address}"
            declared = resource.context.overridden(resource.region, twin.region)
            yield (
                unknown(f"{message}; the settings override {', '.join(declared)}")
                if declared
                else fail(message, ", ".join(differing))
            )
            return


Twin = tuple[Resource, str]


@once
def _counterparts(estate: Estate) -> Mapping[tuple[str, ...], list[Twin]]:
    """Every managed resource with its arguments as sorted JSON without regions, by its place."""
    found: dict[tuple[str, ...], list[Twin]] = {}
    for element in estate.elements:
        if element.is_managed:
            apart = _APART | _WAITS.get(element.type, frozenset())
            kept = {key: value for key, value in element.values.items() if key not in apart}
            # Keys may name a region too, so they are sorted once that is left out.
            text = json.dumps(_alike(kept, named_alike(estate)), sort_keys=True)
            found.setdefault(place(element, estate), []).append((element, text))
    return found


def _alike(value: Any, named: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON type
    """The value with every text and key told without its region."""
    if isinstance(value, str):
        return named(value)
    if isinstance(value, dict):
        return {named(key): _alike(item, named) for key, item in value.items()}
    return [_alike(item, named) for item in value] if isinstance(value, list | tuple) else value


def _regions(*queues: Mapping[str, object]) -> Terraform:
    """One stack a region, with a queue each."""
    return {
        "stacks": {
            f"pay-xx-test-{number}": {
                "provider": {"aws": [{"region": f"xx-test-{number}"}]},
                "resource": {"aws_sqs_queue": {"example": dict(queue)}},
            }
            for number, queue in enumerate(queues, 1)
        }
    }


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
    scope="estate",
    strict=False,
    check=check,
    rationale=(
        "A statement, a condition or a limit that is missing in one region alone passes every rule about "
        "that resource, and is met on the day that the region takes over."
    ),
    remediation="Build it from the same block in every region; declare an override in the settings.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    rows=("R8",),
    examples=Examples(
        passing=(
            _regions(_queue(1), _queue(2), _queue(3)),
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
