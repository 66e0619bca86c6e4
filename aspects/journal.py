"""What the mutators changed: evidence for the auditors' report."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from policies.gate.metadata import Mutation


@dataclass
class Journal:
    """The changes in the order they were made, and how many nodes each stack's mutators visited."""

    mutations: list[Mutation] = field(default_factory=list)
    visits: Counter[str] = field(default_factory=Counter)

    def add(self, *, aspect: str, path: str, attribute: str, before: object, after: object) -> None:
        """Record one change; `path` is the construct path, which begins with the stack."""
        stack = path.split("/", 1)[0]
        self.mutations.append(Mutation(aspect, stack, path, attribute, _shown(before), _shown(after)))


def _shown(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
