"""Which elements of the stacks are added, removed or changed, and in which arguments."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from policies.configuration import Configuration
from policies.credentials import is_literal, is_secret_name, named_strings
from policies.resource import Resource

_LONGEST: Final = 120
_NOT_SHOWN: Final = "(a secret, masked)"
_LONG: Final = "(long)"


@dataclass(frozen=True, slots=True)
class ArgumentChange:
    """One argument that differs: its path, and both values as JSON; empty where it is not set.

    A secret and a long value are not shown.
    """

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """One element, by its address within its stack.

    kind: `replaced` is what a plan destroys and makes anew.
    was: the address in the base of what is only renamed.
    arguments: those that differ, of what is changed.
    source: file and line of the Python that makes it, empty where that is not known.
    """

    kind: Literal["added", "removed", "replaced", "changed", "renamed"]
    stack: str
    address: str
    was: str = ""
    arguments: tuple[ArgumentChange, ...] = ()
    source: str = ""


def compare_resources(base: Configuration, head: Configuration) -> tuple[ResourceChange, ...]:
    """Every change of an element (also of a data source, provider, output, ...), by stack and address."""
    removed = [element for place, element in base.by_address.items() if place not in head.by_address]
    added = [element for place, element in head.by_address.items() if place not in base.by_address]
    renamed = _renamed(removed, added)
    changes = [
        *(_change("removed", element) for element in removed if element not in renamed),
        *(_change("added", element) for element in added if element not in renamed.values()),
        *(_change("renamed", after, was=before.address) for before, after in renamed.items()),
        *(
            _change("changed", after, arguments=tuple(_differing(base, head, place)))
            for place, after in head.by_address.items()
            if place in base.by_address and base.by_address[place].values != after.values
        ),
    ]
    return tuple(sorted(changes, key=lambda change: (change.stack, change.address, change.kind)))


def as_planned(
    changes: tuple[ResourceChange, ...], planned: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
) -> tuple[ResourceChange, ...]:
    """The changes, with what plans destroy for good and what they destroy and make anew, by stack."""
    told = {(change.stack, change.address): change for change in changes}
    for stack, (destroyed, replaced) in planned.items():
        for address in destroyed:
            told.setdefault((stack, address), ResourceChange("removed", stack, address))
        for address in replaced:
            plain = told.get((stack, address), ResourceChange("replaced", stack, address))
            told[stack, address] = replace(plain, kind="replaced")
    return tuple(sorted(told.values(), key=lambda change: (change.stack, change.address, change.kind)))


def _change(
    kind: Literal["added", "removed", "replaced", "changed", "renamed"],
    element: Resource,
    *,
    was: str = "",
    arguments: tuple[ArgumentChange, ...] = (),
) -> ResourceChange:
    return ResourceChange(kind, element.stack, element.address, was, arguments, element.source)


def _renamed(removed: list[Resource], added: list[Resource]) -> dict[Resource, Resource]:
    """What went to what came, where both say the same and nothing else of the stack does."""
    went, came = _alike(removed), _alike(added)
    return {
        before[0]: came[key][0]
        for key, before in went.items()
        if before[0].values and len(before) == len(came.get(key, ())) == 1
    }


def _alike(elements: list[Resource]) -> Mapping[tuple[str, str, str], list[Resource]]:
    grouped: dict[tuple[str, str, str], list[Resource]] = defaultdict(list)
    for element in elements:
        grouped[element.stack, element.type, _json(element.values)].append(element)
    return grouped


def _differing(base: Configuration, head: Configuration, place: tuple[str, str]) -> Iterator[ArgumentChange]:
    before, after = base.by_address[place], head.by_address[place]
    secret = {
        path
        for element, side in ((before, base), (after, head))
        for path, name, value in named_strings(element, side)
        if is_secret_name(name) and is_literal(value)
    }
    for path, old, new in _leaves(before.values, after.values, ""):
        plain = re.sub(r"\[\d+\]", "", path)
        hidden = any(at == plain or at.startswith(f"{plain}.") for at in secret)
        yield ArgumentChange(path, _shown(old, hidden=hidden), _shown(new, hidden=hidden))


def _leaves(before: object, after: object, path: str) -> Iterator[tuple[str, Any, Any]]:
    """The smallest parts that differ, as (path, before, after); None where a side has no such part."""
    if before == after and type(before) is type(after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted(before.keys() | after.keys()):
            yield from _leaves(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _leaves(old, new, f"{path}[{index}]")
    else:
        yield path, before, after


def _shown(value: object, *, hidden: bool) -> str:
    if value is None:
        return ""
    text = _json(value)
    return _NOT_SHOWN if hidden else text if len(text) <= _LONGEST else _LONG


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
