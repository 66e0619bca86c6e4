"""What rules guard, told by their own examples: which change of one that passes makes them find something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final

from policies.gate.proving import configuration_of
from policies.model import Rule, Status, Terraform
from policies.resource import Resource
from policies.rules.terraform import switched_off
from policies.switches import ABSENT, DEPENDS, FREE, NOTHING, switches
from tests.mutation.judged import Change, Judged
from tests.mutation.mutants import GONE, Edit, Kind, Path, at, edited, exchanged
from tests.policies.flips import off

Place = tuple[str, str]
"""A type and the dotted path of an argument in it, places in lists left out."""


_SUFFIX: Final = "zq7"
"""That of the examples."""

ANY: Final = object()
"""Stands for whatever value."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What one rule guards: an argument against a value (GONE: against being left out).

    path: empty where it is the resource itself that may not be taken away.
    before: what stands there in the example.
    item: the item of a list in which it stands there, where it stands in one.
    """

    rule: str
    type: str
    path: str
    after: object = GONE
    before: object = GONE
    item: object = None


@dataclass(frozen=True)
class Guarded:
    """What all rules guard.

    bad: the values that examples fail for in place of another one, by argument.
    right_when_absent: the arguments that a rule guards, and that its examples say may be left out.
    """

    guards: tuple[Guard, ...]
    bad: Mapping[Place, tuple[Any, ...]]
    right_when_absent: frozenset[Place]

    @cached_property
    def _by_type(self) -> Mapping[str, list[Guard]]:
        grouped: dict[str, list[Guard]] = defaultdict(list)
        for guard in self.guards:
            grouped[guard.type].append(guard)
        return grouped

    def of_type(self, kind: str) -> Sequence[Guard]:
        """What is guarded of resources of a type."""
        return self._by_type.get(kind, ())


def learn(rules: Iterable[Rule]) -> Guarded:
    """Change each passing example of each rule, one thing at a time, and have the rule judge it again."""
    guards: dict[str, Guard] = {}
    bad: dict[Place, dict[str, Any]] = defaultdict(dict)
    right: set[Place] = set()
    for rule in rules:
        own = {repr(each): each for each in chain(_guards(rule), _switched(rule))}
        guards |= own
        values = [each for each in own.values() if each.path and each.after is not GONE]
        for each in values:
            if each.before is not GONE:
                bad[each.type, each.path][repr(each.after)] = each.after
        status, example = rule.examples.absent
        if status is Status.PASS:
            elements = configuration_of(example).elements
            types, there = (
                {each.type for each in elements},
                {where for each in elements for where in _places(each)},
            )
            right |= {(each.type, each.path) for each in values if each.type in types} - there
    needed = {(each.type, each.path) for each in guards.values() if each.after is GONE}
    return Guarded(
        tuple(guards[key] for key in sorted(guards)),
        {place: tuple(values[key] for key in sorted(values)) for place, values in sorted(bad.items())},
        frozenset(right - needed),
    )


def _guards(rule: Rule) -> Iterator[Guard]:
    literals = _failing_literals(rule)
    for example in rule.examples.passing:
        try:
            judged = Judged(configuration_of(example), [rule])
        except ValueError:  # its resources are repeated: what it guards stands in its other examples
            continue
        for element in judged.elements:
            if not element.is_managed:
                continue
            if _is_broken(judged, Change({}, (element,))):
                yield Guard(rule.id, element.type, "")
            values: dict[str, Any] = dict(element.values)
            for path, after in _changes(element.type, values, literals):
                if _is_broken(judged, Change({element: edited(values, path, after)})):
                    before = at(values, path, GONE)
                    yield Guard(rule.id, element.type, dotted(path), after, before, _item(values, path))


def _switched(rule: Rule) -> Iterator[Guard]:
    """The switches that the rule judges, by the table of switches."""
    for switch in chain.from_iterable(switches().values()):
        if (switch.rule or switched_off.RULE.id) != rule.id or switch.must[0] in (FREE, DEPENDS, ABSENT):
            continue
        yield Guard(rule.id, switch.kind, switch.path, off(switch, None), ANY)
        if switch.absent not in (*switch.must, NOTHING):
            yield Guard(rule.id, switch.kind, switch.path)


def _is_broken(judged: Judged, change: Change) -> bool:
    return any(verdict.is_worse for verdict in judged.after(change))


def _changes(
    kind: str, values: Mapping[str, Any], literals: Mapping[Place, list[Any]]
) -> Iterator[tuple[Path, Any]]:
    for path, value in leaves(values):
        if isinstance(path[-1], str):
            yield path, GONE
        if isinstance(value, bool):
            yield path, not value
    for (of, place), found in literals.items():
        *above, name = place.split(".")
        for path, holder in holders(values, above) if of == kind else ():
            yield from (((*path, name), each) for each in found if holder.get(name) != each)


def _failing_literals(rule: Rule) -> Mapping[Place, list[Any]]:
    """The values in failing examples that no passing one has there, of those that are choices."""
    passing = {
        (*place, repr(value)) for example in rule.examples.passing for place, value in _literals(example)
    }
    found: dict[Place, list[Any]] = defaultdict(list)
    for example in rule.examples.failing:
        for place, value in _literals(example):
            if (*place, repr(value)) not in passing and value not in found[place]:
                found[place].append(value)
    return found


def _literals(example: Terraform) -> Iterator[tuple[Place, Any]]:
    for element in configuration_of(example).elements:
        for path, value in leaves(dict(element.values)) if element.is_managed else ():
            if isinstance(path[-1], str) and _is_choice(value):
                yield (element.type, dotted(path)), value


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value within a resource's arguments, blocks and lists included, with its path."""
    if path:
        yield path, value
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))


def dotted(path: Path) -> str:
    """A path without the places in lists."""
    return ".".join(key for key in path if isinstance(key, str))


def holders(value: Any, above: Sequence[str], path: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Each block at the end of these names that is written, with its path."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from holders(item, above, (*path, number))
    elif isinstance(value, Mapping):
        if not above:
            yield path, value
        elif above[0] in value:
            yield from holders(value[above[0]], above[1:], (*path, above[0]))


def edits(element: Resource, guarded: Guarded, judged: Judged) -> Iterator[Edit]:
    """What rules guard of an element, each broken: of rules that pass, and looked at it for that."""
    watched = judged.watched[element.stack, element.address]
    values = dict(element.values)
    for guard in guarded.of_type(element.type):
        if guard.rule not in judged.passed_by(watched, guard.path.partition(".")[0]):
            continue
        if not guard.path:
            yield Edit(element, Kind.GUARDED, "removed", before=element.address)
            continue
        *above, name = guard.path.split(".")
        for path, holder in holders(values, above):
            before = holder.get(name, GONE)
            if _is_as_in_the_example(guard, before, values, path):
                yield exchanged(element, Kind.GUARDED, (*path, name), guard.after)


def _is_as_in_the_example(guard: Guard, before: object, values: Mapping[str, Any], path: Path) -> bool:
    """Whether it is what the example has, so that the change is the same: the value that is exchanged, and,
    where a list has several items, the one in which it stands.
    """
    if guard.after is GONE:
        if before is GONE:
            return False
    elif guard.before is not ANY and before != guard.before:
        return False
    lists = [end for end, key in enumerate(path) if isinstance(key, int) and len(at(values, path[:end])) > 1]
    return not lists or guard.item == _item(values, path)


def _item(values: Mapping[str, Any], path: Path) -> object:
    """The innermost item of a list on the way of a path."""
    ends = [end for end, key in enumerate(path) if isinstance(key, int)]
    return at(values, path[: ends[-1] + 1]) if ends else None


def _is_choice(value: object) -> bool:
    """Whether it may be wrong wherever it stands: no reference, no document, and no amount, since of that it
    depends on others whether it is too much.
    """
    if isinstance(value, str):
        is_name = _SUFFIX in value  # names have it, choices have not
        return "${" not in value and not value.startswith(("{", "[")) and not (is_name or value.isdigit())
    return isinstance(value, bool)


def _places(element: Resource) -> Iterator[Place]:
    for path, _ in leaves(dict(element.values)):
        yield element.type, dotted(path)
