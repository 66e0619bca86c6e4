"""The scope of each system, arranged for the page: how much is where, what holds data, and the diagram."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from policies.report.drawing import drawing
from policies.report.model import Flow, Place, Report, ScopeEntry

PLACES: Final[Mapping[Place, tuple[str, str]]] = {
    Place.STORE: ("Stores", "says which class of data it holds"),
    Place.CONNECTED: (
        "Connected",
        "data may go from it to a store of personal or tokenised data, or come to it",
    ),
    Place.SECURES: ("Secures", "those rest on it, it refers to any of these, or it guards the whole account"),
    Place.UNKNOWN: (
        "Unknown",
        "it, or all that it is joined to, says not what it holds: take it for in scope",
    ),
    Place.OUTSIDE: ("Outside", "no flow and no reference joins it to any of these"),
}
"""What a place is called, and what being there means."""

_DRAWN: Final = ("personal", "tokenised")
_MOST_NAMES: Final = 24


@dataclass(frozen=True, slots=True)
class Line:
    """Resources of one type in one place. names: those of them, without type, each once; none where many."""

    place: str
    data: str
    jurisdiction: str
    type: str
    regions: tuple[str, ...]
    number: int
    names: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SystemScope:
    """A system: the number of resources by place, the lines of its inventory, its flows and their diagram."""

    name: str
    places: Mapping[Place, int]
    lines: tuple[Line, ...]
    flows: tuple[Flow, ...]
    diagram: Markup


def scope_of(report: Report) -> tuple[SystemScope, ...]:
    """Every system of a report that has a resource."""
    entries: dict[str, list[ScopeEntry]] = defaultdict(list)
    for entry in report.scope:
        entries[entry.system].append(entry)
    return tuple(
        _system(name, found, tuple(flow for flow in report.flows if flow.system == name), f"flows-{number}")
        for number, (name, found) in enumerate(entries.items(), 1)
    )


def _system(name: str, entries: Iterable[ScopeEntry], flows: tuple[Flow, ...], anchor: str) -> SystemScope:
    holding: dict[str, set[str]] = defaultdict(set)
    grouped: dict[tuple[int, str, str, str], list[ScopeEntry]] = defaultdict(list)
    for entry in entries:
        if entry.node and entry.data in _DRAWN:
            holding[entry.node].add(entry.data)
        rank = list(Place).index(entry.place)
        grouped[rank, entry.data, entry.jurisdiction, entry.type].append(entry)
    found = Counter(entry.place for entry in entries)
    return SystemScope(
        name=name,
        places={place: found[place] for place in Place},
        lines=tuple(_line(*key, each) for key, each in sorted(grouped.items(), key=lambda group: group[0])),
        flows=flows,
        diagram=drawing(name, flows, holding, anchor),
    )


def _line(rank: int, data: str, jurisdiction: str, kind: str, entries: Iterable[ScopeEntry]) -> Line:
    listed = list(entries)
    names = tuple(dict.fromkeys(_names(listed)))
    return Line(
        place=PLACES[list(Place)[rank]][0],
        data=data,
        jurisdiction=jurisdiction,
        type=kind,
        regions=tuple(sorted({entry.region for entry in listed})),
        number=len(listed),
        names=names if len(names) <= _MOST_NAMES else (),
        why=tuple(dict.fromkeys(entry.why for entry in listed if entry.place is Place.UNKNOWN)),
    )


def _names(entries: Iterable[ScopeEntry]) -> Iterator[str]:
    for entry in entries:
        yield entry.id.partition("/")[2].removeprefix(f"{entry.type}.")
