"""A configuration that was judged once, and after a change again where the change can concern it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies import engine
from policies.configuration import Configuration
from policies.context import Form
from policies.doubts import doubts
from policies.model import Finding, Rule, Status
from policies.resource import Resource
from policies.watching import WHOLE, Cell
from tests.mutation.watched import WatchedConfiguration


@dataclass(frozen=True, slots=True)
class Change:
    """Other arguments of some elements, and elements that are not there any more."""

    arguments: Mapping[Resource, Mapping[str, Any]]
    gone: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of an element otherwise than before; None where it is not about it.

    error: why the rule broke; empty where it did not.
    """

    rule: Rule
    element: Resource
    before: Finding | None
    after: Finding | None
    error: str = ""

    @property
    def is_worse(self) -> bool:
        """Whether it fails or is unknown and did not before, or fails for more; or the rule broke."""
        if self.error:
            return True
        if self.after is None or self.after.status not in (Status.FAIL, Status.UNKNOWN):
            return False
        if self.before is None or self.before.status not in (Status.FAIL, Status.UNKNOWN):
            return True
        more = set(self.after.subjects) - set(self.before.subjects)
        return bool(more) or (self.before.status, self.after.status) == (Status.UNKNOWN, Status.FAIL)


class Judged:
    """Each verdict of some rules on a configuration, with what it was made from.

    Raises ValueError where a rule breaks, where the configuration is conditional, or where it is a plan or
    a state, of which the gate limits the verdicts.
    """

    def __init__(self, configuration: Configuration, rules: Iterable[Rule]) -> None:
        if any(each.context.form is not Form.SYNTHESIS for each in configuration.elements):
            raise ValueError("only what is synthesized is changed")
        self.configuration = WatchedConfiguration(configuration)
        self.elements = self.configuration.elements
        self.watched = {(each.stack, each.address): each for each in self.elements}
        self.judged: list[tuple[Rule, Resource]] = []
        self.findings: list[Finding | None] = []
        self.readers: dict[Cell, list[int]] = defaultdict(list)
        for rule in rules:
            for element in engine._resources_of(rule, self.configuration):
                with self.configuration.notes.reader() as read:
                    finding, error = self._judge(rule, element)
                if error:
                    raise ValueError(error)
                for cell in read:
                    self.readers[cell].append(len(self.judged))
                self.judged.append((rule, element))
                self.findings.append(finding)

    def passed_by(self, element: Resource, argument: str = "") -> frozenset[str]:
        """The ids of the rules that pass somewhere and read an argument of the element for that; without one,
        any of them.
        """
        owner = (element.stack, element.address)
        return self._passed.get((owner, argument), frozenset()) | self._passed.get(
            (owner, WHOLE), frozenset()
        )

    @cached_property
    def _places(self) -> Mapping[Resource, list[int]]:
        """The places of the verdicts on each element."""
        found: dict[Resource, list[int]] = defaultdict(list)
        for place, (_, element) in enumerate(self.judged):
            found[element].append(place)
        return found

    @cached_property
    def _passed(self) -> Mapping[Cell, frozenset[str]]:
        found: dict[Cell, set[str]] = defaultdict(set)
        for (owner, key), places in self.readers.items():
            passing = {
                self.judged[place][0].id
                for place in places
                if (finding := self.findings[place]) is not None and finding.status is Status.PASS
            }
            found[owner, key] |= passing
            found[owner, ""] |= passing
        return {cell: frozenset(rules) for cell, rules in found.items()}

    def _judge(self, rule: Rule, element: Resource) -> tuple[Finding | None, str]:
        errors: list[str] = []
        with doubts() as noted:
            judgements = engine._judged(rule, element, self.configuration, errors, noted)
        finding = None if judgements is None else engine.finding_of(rule, element, judgements)
        return finding, "; ".join(errors)

    def after(self, change: Change) -> Iterator[Verdict]:
        """What rules say otherwise after a change: first of what is changed itself."""
        with self.configuration.changed(change.arguments, change.gone) as cells:
            concerned = {place for cell in cells for place in self.readers.get(cell, ())}
            changed, gone = set(change.arguments), set(change.gone)
            for place in sorted(concerned, key=lambda each: (self.judged[each][1] not in changed, each)):
                rule, element = self.judged[place]
                if element in gone:
                    continue
                finding, error = self._judge(rule, element)
                if error or finding != self.findings[place]:
                    yield Verdict(rule, element, self.findings[place], finding, error)
        for element in change.gone:
            for place in self._places[element]:
                yield Verdict(self.judged[place][0], element, self.findings[place], None)
