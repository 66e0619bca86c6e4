"""Writes the table of types anew: `python -m policies.commands.types` (`make generated`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policies.bindings import Bindings, bindings
from policies.gate.engines.expected import expected
from policies.grants import ACCESS
from policies.model import Rule
from policies.registry import load
from policies.rules.terraform.unseen_creation import REFUSED
from policies.types.derive import powers
from policies.types.reviewed import AT_THE_OWNER, HARMLESS, OF_NO_POWER, POWERS, UPKEEP
from policies.types.table import FILE, Power, Table, TypeClass

_READ_AS_STATEMENTS: Final = frozenset({Power.GRANTS, Power.COPIES})
_DOCUMENTS: Final = frozenset({"policy", "policy_document", "resource_policy", "access_policy"})


def generate() -> Table:
    """The table, from the installed bindings, the reviewed part, our rules and checkov's checks."""
    known = bindings()
    kinds = {*known.types, *(f"data.{kind}" for kind in known.data_sources), *HARMLESS, *POWERS, *REFUSED}
    found = {kind: _powers(kind, known) for kind in sorted(kinds)}
    judged_by = {
        "rules": {*_ours(load().rules), *_by_statements(found, known)},
        "checkov": {kind for kind, ids in expected().checks.items() if not UPKEEP.issuperset(ids)},
    }
    types = {
        kind: TypeClass(
            tuple(sorted(has)),
            tuple(judge for judge, judged in judged_by.items() if kind in judged),
            kind in HARMLESS or kind in POWERS or kind in REFUSED,
        )
        for kind, has in found.items()
    }
    return Table(known.version, types)


def _powers(kind: str, known: Bindings) -> frozenset[Power]:
    if kind in HARMLESS:
        return frozenset()
    if kind in POWERS:
        return frozenset(POWERS[kind])
    if kind in known.types:
        return powers(kind, (argument.path for argument in known.types[kind]))
    # What creates unseen runs something; any other data source reads.
    return frozenset({Power.RUNS} if kind in REFUSED else ())


def _ours(rules: Iterable[Rule]) -> Iterator[str]:
    """The types that a rule of ours names, or judges at their owner."""
    yield from AT_THE_OWNER
    for rule in rules:
        if not rule.id.startswith(OF_NO_POWER):
            yield from rule.types


def _by_statements(found: Mapping[str, frozenset[Power]], known: Bindings) -> Iterator[str]:
    """The types that do nothing but let in: the rules about principals read every grant and document."""
    for kind, has in found.items():
        is_policy = kind.endswith("_policy") and not _DOCUMENTS.isdisjoint(
            argument.path for argument in known.types.get(kind, ())
        )
        if has <= _READ_AS_STATEMENTS and (kind in ACCESS or is_policy):
            yield kind


if __name__ == "__main__":
    FILE.write_text(str(generate()), encoding="utf-8")
