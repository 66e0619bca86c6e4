"""Which permissions are gained and lost: what one side grants and no statement of the other covers.

A statement covers another when it says as much or more: a wider pattern, fewer conditions. A Deny that is
gone or narrower is a permission gained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Literal

from policies.arn import arn_parts
from policies.configuration import Configuration
from policies.diff.grants import EVERYBODY, Condition, Grant, Owner, Patterns, Unreadable, grants_of

_NOBODY: Final[frozenset[Grant]] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Permission:
    """Statements that differ in one respect, told together; every list holds alternatives.

    effect: `Deny` where what is gained or lost is a prohibition that is gone or new.
    principals: empty in a role's own policy; actions, resources: empty where the statement has none.
    conditions: all of them must hold.
    under_others: whether the other side says the same, but under more conditions.
    """

    stack: str
    owner: str
    trust: bool
    effect: str
    principals: tuple[str, ...]
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[str, ...]
    under_others: bool = False


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the head gained and lost against the base, and what could not be compared."""

    gained: tuple[Permission, ...]
    lost: tuple[Permission, ...]
    unreadable: tuple[Unreadable, ...]


def compare_permissions(base: Configuration, head: Configuration) -> Permissions:
    """Compare every owner's statements. The comparison of (head, base) is the mirror of this one.

    unreadable: policies that neither side, or only one, can read; nobody knows whether they changed.
    """
    before, after = grants_of(base), grants_of(head)
    gained: list[Permission] = []
    lost: list[Permission] = []
    for owner in sorted(before.by_owner.keys() | after.by_owner.keys()):
        old, new = before.by_owner.get(owner, _NOBODY), after.by_owner.get(owner, _NOBODY)
        came, went = _beyond(new, old), _beyond(old, new)
        gained += (*_told(owner, _of("Allow", came), old), *_told(owner, _of("Deny", went), new))
        lost += (*_told(owner, _of("Allow", went), new), *_told(owner, _of("Deny", came), old))
    return Permissions(
        tuple(sorted(gained)), tuple(sorted(lost)), tuple(sorted(before.unreadable | after.unreadable))
    )


def covers(wide: Grant, narrow: Grant) -> bool:
    """Whether `wide` says everything that `narrow` says; False where that cannot be told."""
    return (
        wide.effect == narrow.effect
        and (EVERYBODY in _only(wide.principal) or wide.principal == narrow.principal)
        and _reaches(wide.action, narrow.action, fold=True)
        and _reaches(wide.resource, narrow.resource, fold=False)
        and all(any(_implies(told, test) for told in narrow.conditions) for test in wide.conditions)
    )


def _beyond(these: frozenset[Grant], those: frozenset[Grant]) -> list[Grant]:
    return [grant for grant in sorted(these - those) if not any(covers(other, grant) for other in those)]


def _of(effect: str, found: Iterable[Grant]) -> Iterator[Grant]:
    return (grant for grant in found if grant.effect == effect)


def _only(scope: Patterns) -> tuple[str, ...]:
    return () if scope.everything_but else scope.patterns


def _reaches(wide: Patterns, narrow: Patterns, *, fold: bool) -> bool:
    if wide == narrow or "*" in _only(wide):
        return True
    if wide.everything_but != narrow.everything_but:
        return False
    # The more is left out, the narrower it is.
    outer, inner = (narrow, wide) if wide.everything_but else (wide, narrow)
    return bool(inner.patterns) and all(
        any(_arn_covers(pattern, text, fold=fold) for pattern in outer.patterns) for text in inner.patterns
    )


def _arn_covers(pattern: str, text: str, *, fold: bool = False) -> bool:
    """Whether an ARN's or action's pattern takes in another: a wildcard stays within its part."""
    parts, others = arn_parts(pattern), arn_parts(text)
    return len(parts) == len(others) and all(
        _matches(part, other, fold) for part, other in zip(parts, others, strict=True)
    )


@lru_cache(maxsize=65536)
def _matches(pattern: str, text: str, fold: bool) -> bool:  # noqa: FBT001 - cached, so by position
    """Whether a pattern takes in everything that another one does; actions are alike in any letter case."""
    flags = re.DOTALL | (re.IGNORECASE if fold else 0)
    signs = {"*": ".*", "?": "[^*]"}
    return re.fullmatch("".join(signs.get(c) or re.escape(c) for c in pattern), text, flags) is not None


def _implies(told: Condition, asked: Condition) -> bool:
    """Whether a request that meets the one test meets the other."""
    if told.key.lower() != asked.key.lower() or asked.operator not in (
        told.operator,
        f"{told.operator}IfExists",
    ):
        return False
    if told.values == asked.values:
        return True
    plain = asked.operator.rpartition(":")[2].removesuffix("IfExists")
    if plain in ("ArnLike", "ArnEquals"):  # the same to AWS (IAM User Guide, "ARN condition operators")
        return all(any(_arn_covers(each, value) for each in asked.values) for value in told.values)
    if plain == "StringLike":
        return all(any(_matches(each, value, False) for each in asked.values) for value in told.values)
    return "Not" not in plain and set(told.values) <= set(asked.values)


def _told(owner: Owner, found: Iterable[Grant], others: frozenset[Grant]) -> Iterator[Permission]:
    """What one side alone has; `others` is what the other side says of the same owner."""
    looser: dict[bool, list[Grant]] = {False: [], True: []}
    for grant in found:
        same = (other for other in others if replace(other, conditions=grant.conditions) == grant)
        looser[any(covers(grant, other) for other in same)].append(grant)
    for under_others, alike in looser.items():
        yield from _together(owner, alike, under_others=under_others)


def _together(owner: Owner, found: list[Grant], *, under_others: bool) -> Iterator[Permission]:
    """The grants with those told together that differ in one respect, one respect after the other."""
    rows = {_Row(*_lists(grant), grant.conditions) for grant in found}
    rows = _joined(_joined(_joined(rows, "actions"), "resources"), "principals")
    for name in sorted({(test.operator, test.key) for row in rows for test in row.conditions}):
        rows = _joined_tests(rows, name)
    for row in rows:
        yield Permission(
            owner.stack,
            owner.address,
            owner.trust,
            row.effect,
            row.principals,
            row.actions,
            row.resources,
            tuple(f"{test.operator} {test.key}: {' or '.join(test.values)}" for test in row.conditions),
            under_others,
        )


@dataclass(frozen=True, slots=True)
class _Row:
    effect: str
    principals: tuple[str, ...]
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[Condition, ...]


def _lists(grant: Grant) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return grant.effect, _texts(grant.principal), _texts(grant.action), _texts(grant.resource)


def _texts(scope: Patterns) -> tuple[str, ...]:
    return (f"everything but {', '.join(scope.patterns)}",) if scope.everything_but else scope.patterns


def _joined(rows: set[_Row], respect: Literal["actions", "resources", "principals"]) -> set[_Row]:
    said: dict[_Row, set[str]] = {}
    for row in rows:
        said.setdefault(_with(row, respect, ()), set()).update(getattr(row, respect))
    return {_with(rest, respect, tuple(sorted(texts))) for rest, texts in said.items()}


def _with(row: _Row, respect: str, texts: tuple[str, ...]) -> _Row:
    changed: dict[str, Any] = {respect: texts}
    return replace(row, **changed)


def _joined_tests(rows: set[_Row], name: tuple[str, str]) -> set[_Row]:
    """Rows that differ in the values of one test alone, as one whose test has all of them."""
    said: dict[_Row, set[str]] = {}
    kept: set[_Row] = set()
    for row in rows:
        named = [test for test in row.conditions if (test.operator, test.key) == name]
        if len(named) == 1 and named[0].is_alternatives:
            rest = replace(row, conditions=tuple(test for test in row.conditions if test not in named))
            said.setdefault(rest, set()).update(named[0].values)
        else:
            kept.add(row)
    for rest, values in said.items():
        kept.add(
            replace(
                rest, conditions=tuple(sorted((*rest.conditions, Condition(*name, tuple(sorted(values))))))
            )
        )
    return kept
