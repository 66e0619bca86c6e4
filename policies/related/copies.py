"""Copies of a stack, one a region: what one of them lacks, and who names that elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.context import Context
from policies.references import mentioned
from policies.related.regions import named_alike, region_of
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads

_EXPRESSION: Final = re.compile(r"\$\{[^{}]*\}")

Kind = tuple[Context, str]
"""A stack with its copies in other regions: what it belongs to, and its name without the region."""

Place = tuple[Kind, str]
"""An address in a stack and in all its copies."""


@recalled
def kinds(configuration: Configuration) -> Mapping[str, Kind]:
    """By name, which stack of one region it is, whatever the region."""
    return {
        stack: (elements[0].context, named_alike(configuration)(stack))
        for stack, elements in configuration.by_stack.items()
        if region_of(stack, configuration)
    }


@recalled
def copies(configuration: Configuration) -> Mapping[Kind, Mapping[str, str]]:
    """The stacks of one kind by their region."""
    found: dict[Kind, dict[str, str]] = {}
    for stack, kind in kinds(configuration).items():
        found.setdefault(kind, {})[region_of(stack, configuration) or ""] = stack
    return found


@recalled
def addresses(configuration: Configuration) -> Mapping[str, frozenset[str]]:
    """The addresses of what each stack makes."""
    return {
        stack: frozenset(element.address for element in elements if element.is_managed)
        for stack, elements in configuration.by_stack.items()
    }


@recalled
def lacking(configuration: Configuration) -> Mapping[str, frozenset[Place]]:
    """By region, what copies of its stacks make in other regions, and it does not."""
    found: dict[str, set[Place]] = {}
    made = addresses(configuration)
    for kind, stacks in copies(configuration).items():
        anywhere = frozenset().union(*(made[stack] for stack in stacks.values()))
        for region, stack in stacks.items():
            found.setdefault(region, set()).update((kind, address) for address in anywhere - made[stack])
    return {region: frozenset(places) for region, places in found.items()}


@recalled
def uneven(configuration: Configuration) -> frozenset[Place]:
    """What some region lacks."""
    return frozenset().union(*lacking(configuration).values())


@recalled
def evened(configuration: Configuration) -> Configuration:
    """What there is without what some region lacks."""
    lacks = uneven(configuration)
    kept = (each for each in configuration.elements if place_in_copies(each, configuration) not in lacks)
    return Configuration(tuple(kept), configuration.unmade)


def place_in_copies(element: Resource, configuration: Configuration) -> Place | None:
    """Where it stands in all copies of its stack; None where that has none."""
    kind = kinds(configuration).get(element.stack)
    return (kind, element.address) if kind else None


def lacked(element: Resource, configuration: Configuration) -> Callable[[str], frozenset[Place]]:
    """A function that tells what a text of the element names that some region lacks."""
    everything = uneven(configuration)

    @cache
    def named(text: str) -> frozenset[Place]:
        if not everything:
            return frozenset()
        places = (place_in_copies(each, configuration) for each in _named(element, text, configuration))
        return frozenset(place for place in places if place in everything)

    return named


def _named(element: Resource, text: str, configuration: Configuration) -> Iterator[Resource]:
    """The elements that a text names: in its own stack, or at the end of what that refers to."""
    expressions = _EXPRESSION.findall(text)
    for expression in expressions:
        if target := configuration.target(element, expression):
            yield target
    for part in expressions or [text]:
        for address in mentioned(part):
            yield from configuration.by_block.get((element.stack, address), ())


@recalled
def naming(configuration: Configuration) -> Mapping[Place, tuple[Resource, ...]]:
    """Who names what some region lacks, in the regions that have it."""
    found: dict[Place, list[Resource]] = {}
    for element in configuration.elements if uneven(configuration) else ():
        named = lacked(element, configuration)
        for place in dict.fromkeys(place for _, text in element.strings() for place in named(text)):
            found.setdefault(place, []).append(element)
    return {place: tuple(elements) for place, elements in found.items()}


@recalled
def _edges(configuration: Configuration) -> Mapping[Place, frozenset[Place]]:
    """What each element that some region lacks names of that kind itself."""
    found: dict[Place, set[Place]] = {}
    for place, elements in naming(configuration).items():
        for element in elements:
            own = place_in_copies(element, configuration)
            if own in uneven(configuration) and own != place:
                found.setdefault(own, set()).add(place)
    return {place: frozenset(named) for place, named in found.items()}


@recalled
def following(configuration: Configuration) -> Mapping[str, frozenset[Place]]:
    """By region, what it lacks and could not have, since that names what it lacks in other stacks.

    Those stacks lead to no further ones, so that what they lack is always told.
    """
    return {
        region: _leading_elsewhere(there, _edges(configuration))
        for region, there in lacking(configuration).items()
    }


def _leading_elsewhere(there: frozenset[Place], edges: Mapping[Place, frozenset[Place]]) -> frozenset[Place]:
    namers: dict[Place, list[Place]] = {}
    for place in there:
        for named in edges.get(place, frozenset()) & there:
            namers.setdefault(named, []).append(place)
    outward = {namer[0] for named, found in namers.items() for namer in found if namer[0] != named[0]}
    waiting = [place for place in there if place[0] not in outward]
    seen = set(waiting)
    while waiting:
        further = set(namers.get(waiting.pop(), ())) - seen
        seen |= further
        waiting += further
    return frozenset(place for place in seen if place[0] in outward)


def without_lacked(element: Resource, region: str, configuration: Configuration) -> Any:  # noqa: ANN401 - JSON
    """Its values without what they say of that which a region lacks: items of lists, else arguments.

    What a JSON text holds is told as values of its own.
    """
    named, there = lacked(element, configuration), lacking(configuration).get(region, frozenset())
    return _without(element.values, lambda text: bool(named(text) & there))


def _without(value: Any, is_lacked: Callable[[str], bool]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return _without(read, is_lacked) if (read := held(value)) is not None else value
    if isinstance(value, Mapping):
        kept = {key: each for key, each in value.items() if not _names(each, is_lacked, str)}
        inner = {key: _without(each, is_lacked) for key, each in kept.items()}
        return {key: each for key, each in inner.items() if each or not kept[key]}  # one emptied is not set
    if isinstance(value, (list, tuple)):
        return [_without(each, is_lacked) for each in value if not _names(each, is_lacked, (str, Mapping))]
    return value


def _names(value: object, is_lacked: Callable[[str], bool], within: type | tuple[type, ...]) -> bool:
    """Whether a text is about something lacked, or an object is, beside lists that it holds."""
    if not isinstance(value, within):
        return False
    if isinstance(value, str):
        return held(value) is None and is_lacked(value)
    return isinstance(value, Mapping) and any(_names(each, is_lacked, within) for each in value.values())


def held(text: str) -> Any:  # noqa: ANN401 - JSON
    """The object or the list that a text holds as JSON; None for another text."""
    if text[:1] in ("{", "["):
        with suppress(StrictJsonError):
            return loads(text)
    return None
