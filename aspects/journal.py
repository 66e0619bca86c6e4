"""What the mutators changed: evidence for the auditors' report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from constructs import Construct

from policies.gate.reading.metadata import Mutation


def asked_path(construct: Construct) -> str:
    """The path of a construct as cdktf tells it, which costs two calls to Node."""
    return str(construct.node.path)


@dataclass
class Journal:
    """The changes in the order they were made, and how many resources each stack's mutators saw.

    path_of: the path of a construct; asked for when the changes are told, not when they are made.
    """

    path_of: Callable[[Construct], str] = asked_path
    seen: Counter[str] = field(default_factory=Counter)
    _changes: list[_Change] = field(default_factory=list)

    def add(
        self, aspect: str, construct: Construct, attribute: str, *, before: object, after: object
    ) -> None:
        """Record one change of an attribute."""
        self._changes.append(_Change(aspect, construct, attribute, _shown(before), _shown(after)))

    @property
    def mutations(self) -> list[Mutation]:
        """The changes as evidence, each with the path of what was changed."""
        return [
            Mutation(aspect, path.split("/", 1)[0], path, attribute, before, after)
            for aspect, construct, attribute, before, after in self._changes
            for path in (self.path_of(construct),)
        ]


class _Change(NamedTuple):
    aspect: str
    construct: Construct
    attribute: str
    before: str
    after: str


def _shown(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
