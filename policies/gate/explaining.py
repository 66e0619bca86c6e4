"""What a rule saw of an example: what it read, what it got for that, and what it said of each resource."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from policies.configuration import Configuration
from policies.doubts import doubts
from policies.engine import verdict
from policies.gate.proving import Behaviour, configuration_of, is_example
from policies.model import Judgement, Rule
from policies.resource import Resource
from policies.values import UnknownBlock, is_expression
from policies.watching import WHOLE, Notes, Watched, WatchedResource

_MOST: Final = 30
"""Reads of one resource that are listed."""
_LONGEST: Final = 160
"""Characters of a value that are shown."""

_Place = tuple[str, str]
"""A stack and an address in it."""


class _Reads(Notes):
    """What is read, in the order of the first time, with what was got."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[_Place, dict[str, Any]] = {}

    def keep(self, place: _Place, path: str, value: object) -> None:
        """Keep what was got for a path of a resource."""
        self.found.setdefault(place, {})[path] = value


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose arguments a mapping has: a resource's, or those of a block at a path of it."""

    place: _Place
    prefix: str = ""


class _SeenArguments(Watched):
    """Arguments that keep what is got of them."""

    owner: _Owner
    notes: _Reads

    def get(self, key: object, default: object = None) -> Any:  # noqa: ANN401 - as a dict's
        """The value, which is kept."""
        value = super().get(key, default)
        self.notes.keep(self.owner.place, f"{self.owner.prefix}{key}", value)
        return value

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401 - as a dict's
        value = super().__getitem__(key)
        self.notes.keep(self.owner.place, f"{self.owner.prefix}{key}", value)
        return value

    def note_all(self) -> None:
        """Keep that all of it is read."""
        super().note_all()
        self.notes.keep(self.owner.place, f"{self.owner.prefix}*", WHOLE)


class _SeenResource(WatchedResource):
    """An element whose arguments, and whose blocks' arguments, keep what is got of them."""

    @classmethod
    def seen(cls, element: Resource, notes: _Reads) -> _SeenResource:
        """The element, watched."""
        watched = cls.of(element, notes)
        owner = _Owner((element.stack, element.address))
        return replace(watched, values=_SeenArguments(element.values, owner, notes))

    def get(self, attribute: str) -> Any:  # noqa: ANN401 - as of every resource
        value = super().get(attribute)
        if isinstance(self.values, _SeenArguments):
            owner = self.values.owner
            self.values.notes.keep(owner.place, f"{owner.prefix}{attribute}", value)
        return value

    def blocks(self, attribute: str) -> tuple[Mapping[str, Any], ...]:
        found = super().blocks(attribute)
        if not isinstance(self.values, _SeenArguments):
            return found
        owner, notes = self.values.owner, self.values.notes
        notes.keep(owner.place, f"{owner.prefix}{attribute}", found or None)
        return tuple(
            block
            if isinstance(block, UnknownBlock)
            else _SeenArguments(block, _Owner(owner.place, f"{owner.prefix}{attribute}[{place}]."), notes)
            for place, block in enumerate(found)
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """What a rule said of one resource, and what it read for that.

    said: its verdict and messages; what was raised where its check broke.
    reads: by resource and path what was got, in the order of the first time.
    """

    resource: Resource
    said: str
    reads: Mapping[_Place, Mapping[str, Any]] = field(default_factory=dict)


def seen(rule: Rule, configuration: Configuration) -> Iterator[Sight]:
    """What a rule sees of each element that it is about; of `example` first."""
    about = [element for element in configuration.elements if rule.applies_to(element)]
    for element in sorted(about, key=lambda each: not is_example(each.address)):
        notes = _Reads()
        # Watched anew for each: what is recalled of a configuration is read once only.
        watched = {each: _SeenResource.seen(each, notes) for each in configuration.elements}
        view = Configuration(tuple(watched.values()), configuration.unmade)
        try:
            with doubts() as noted:
                judgements = tuple(rule.check(watched[element], view))
            said = _said(judgements, noted)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a rule raises is told
            said = f"the check raised {type(error).__name__}: {error}"
        yield Sight(element, said, {place: dict(reads) for place, reads in notes.found.items()})


def _said(judgements: tuple[Judgement, ...], noted: list[str]) -> str:
    messages = [each.message for each in judgements if each.message]
    doubted = [f"in doubt, since {reason}" for reason in noted]
    return ": ".join(filter(None, (verdict(judgements).value, "; ".join([*messages, *doubted]))))


def explained(behaviour: Behaviour) -> str:
    """Which example of which rule, what was expected and found, and what the rule saw."""
    return "\n".join([f"{behaviour.rule.id}: example {behaviour}", *_lines(behaviour)])


def _lines(behaviour: Behaviour) -> Iterator[str]:
    rule = behaviour.rule
    try:
        configuration = configuration_of(behaviour.stack)
    except Exception as error:  # noqa: BLE001 - an example may be anything
        yield f"  the example is no stack: {type(error).__name__}: {error}"
        return
    sights = tuple(seen(rule, configuration))
    if not any(is_example(sight.resource.address) for sight in sights):
        there = ", ".join(sorted(element.address for element in configuration.elements)) or "nothing"
        yield f"  nothing named `example` is of a type that it judges ({', '.join(rule.types)}):"
        yield f"  there is {there}"
    for sight in sights:
        here = (sight.resource.stack, sight.resource.address)
        yield f"  {_name(here, here[0])}: {sight.said}"
        if not sight.reads:
            yield "    it read nothing of it"
        for place in sorted(sight.reads, key=lambda each: each != here):
            of = "" if place == here else f" of {_name(place, here[0])}"
            reads = _told(sight.reads[place])
            for path, value in reads[:_MOST]:
                yield f"    read {path}{of}: {_value(value, configuration, place)}"
            if len(reads) > _MOST:
                yield f"    and {len(reads) - _MOST} more{of}"


def _name(place: _Place, stack: str) -> str:
    """An address, with its stack where that is another one."""
    return place[1] if place[0] == stack else f"{place[0]}: {place[1]}"


def _told(reads: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The reads, without those that only lead to another one within."""
    return [
        (path, value)
        for path, value in reads.items()
        if not any(other.startswith((f"{path}.", f"{path}[")) for other in reads)
    ]


def _value(value: object, configuration: Configuration, place: _Place) -> str:
    if value is WHOLE:
        return "all of it"
    if value is None:
        return "not set"
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    if is_expression(value):
        user = configuration.by_address[place]
        target = configuration.target(user, value)
        text += f", which is {target.address}" if target is not None else ", which only the plan can tell"
    return text
