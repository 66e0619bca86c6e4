"""Whether what was moved is whole: two sides compared table by table.

Counts, sums and checksums of each merchant, currency and day are compared first; rows are looked at where
these differ, in one ordered pass. Both sides are read as streams, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from operations.tables import ComparedTable
from operations.verdict import Verdict

MOST_NAMED: Final = 1000  # groups that differ; where there are more, the rows of all groups are looked at

LONGEST: Final = 60  # characters of a number that are told
ENDS: Final = 20  # of a longer one, at either end


class GroupKey(NamedTuple):
    """What rows are counted by: empty texts where a table has no such column. `day` is of UTC."""

    merchant: str
    currency: str
    day: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part) or "all"


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a merchant, a currency and a day: how many, the sum of each amount, and a checksum that
    does not depend on their order.
    """

    key: GroupKey
    count: int
    sums: tuple[Decimal, ...]
    checksum: Decimal

    def equals(self, other: Group) -> bool:
        """Whether the rows are the same; what is no number on both sides is equal too."""
        return (self.key, self.count, self.checksum) == (other.key, other.count, other.checksum) and all(
            map(_equal, self.sums, other.sums)
        )


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its group, its key, a digest of all its columns. `moment`: when it came to be."""

    group: GroupKey
    key: tuple[str, ...]
    digest: str
    moment: datetime | None = None


class UnreadableError(Exception):
    """A side cannot be read as it has to be; the text says why, and holds nothing that was read."""


class Side(Protocol):
    """One of the two. Every method raises UnreadableError."""

    def marks(self) -> frozenset[str]:
        """By which it is known: two sides that have one in common are the same."""

    def check(self, tables: Sequence[ComparedTable]) -> Iterator[str]:
        """What keeps these tables from being all that is there, a sentence each."""

    def own(self) -> Iterator[str]:
        """What is there for what moves the rest, and is not compared, a sentence each."""

    def columns(self, table: ComparedTable) -> list[tuple[str, str]]:
        """The columns of a table with their types, sorted."""

    def groups(self, table: ComparedTable) -> Iterator[Group]:
        """The groups of a table, sorted by their keys."""

    def records(self, table: ComparedTable, groups: Collection[GroupKey] | None) -> Iterator[Record]:
        """The rows of these groups (None: of all), sorted by group and key."""

    def now(self) -> datetime:
        """Its own clock."""


@dataclass
class Reconciliation:
    """One comparison. `late_from`: rows of one side that came to be later may still be on their way.

    say: is told each difference as soon as it is found.
    """

    source: Side
    target: Side
    tables: Sequence[ComparedTable]
    late_from: datetime
    say: Callable[[str], None]
    compared: int = 0
    differing: int = 0

    def run(self) -> Verdict:
        """Compare all, telling each difference. Raises UnreadableError."""
        problems = list(self._problems())
        for problem in problems:
            self.say(problem)
        if problems:
            return Verdict.UNKNOWN
        for name, side in self._sides.items():
            for told in side.own():
                self.say(f"{name}: {told}")
        for table in self.tables:
            self._compare(table)
        if not self.compared:
            self.say("no row was compared: both sides are empty")
            return Verdict.UNKNOWN
        return Verdict.NO_GO if self.differing else Verdict.GO

    @property
    def _sides(self) -> Mapping[str, Side]:
        return {"source": self.source, "target": self.target}

    def _problems(self) -> Iterator[str]:
        """What keeps a comparison from telling anything, a sentence each."""
        if self.source.marks() & self.target.marks():
            yield "source and target are the same, or copies of the same files: name two sides"
            return
        missing = [
            f"{name}: {told}" for name, side in self._sides.items() for told in side.check(self.tables)
        ]
        yield from missing
        for table in self.tables if not missing else ():
            if self.source.columns(table) != self.target.columns(table):
                yield f"the columns of {table.name} are not the same"

    def _compare(self, table: ComparedTable) -> None:
        counted = [0, 0]
        groups: set[GroupKey] = set()
        differing = 0
        for key, ours, theirs in merged(
            self.source.groups(table), self.target.groups(table), attrgetter("key")
        ):
            counted[0] += sum(group.count for group in ours)
            counted[1] += sum(group.count for group in theirs)
            if ours and theirs and ours[0].equals(theirs[0]):
                continue
            differing += 1
            if len(groups) <= MOST_NAMED:
                groups.add(key)
            self.say(f"{table.name} {key}: {_of_groups(table, ours, theirs)}")
        if differing:
            for told in self._rows(table, groups if len(groups) <= MOST_NAMED else None):
                self.say(f"{table.name} {told}")
        self.compared += sum(counted)
        self.differing += differing
        self.say(
            f"{table.name}: {counted[0]} rows at the source, {counted[1]} at the target, "
            + (f"{differing} groups differ" if differing else "equal")
        )

    def _rows(self, table: ComparedTable, groups: Collection[GroupKey] | None) -> Iterator[str]:
        rows = merged(
            self.source.records(table, groups),
            self.target.records(table, groups),
            lambda row: (row.group, row.key),
        )
        for (group, key), ours, theirs in rows:
            for what in self._of_row(ours, theirs):
                yield f"{group}: {what}: {', '.join(map('='.join, zip(table.key, key, strict=True)))}"

    def _of_row(self, ours: Sequence[Record], theirs: Sequence[Record]) -> Iterator[str]:
        """What is wrong with the rows of one key: each of them once."""
        more = abs(len(ours) - len(theirs))
        times = "" if more == 1 else f" {more} times"
        young = all(row.moment is not None and row.moment >= self.late_from for row in (*ours, *theirs))
        if young and (len(ours) > len(theirs) or (theirs and not ours)):
            yield f"late{times}"
        elif len(ours) > len(theirs):
            yield f"lost{times}"
        elif more:
            yield ("doubled" if ours else "not at the source") + times
        elif sorted(row.digest for row in ours) != sorted(row.digest for row in theirs):
            yield "changed"


def _of_groups(table: ComparedTable, ours: Sequence[Group], theirs: Sequence[Group]) -> str:
    """How a group differs: counts and sums of both sides, or that rows were changed."""
    one, other = next(iter(ours), None), next(iter(theirs), None)
    rows = one.count if one else 0, other.count if other else 0
    parts = [f"{rows[0]} rows at the source, {rows[1]} at the target"] if rows[0] != rows[1] else []
    for number, column in enumerate(table.amounts):
        sums = one.sums[number] if one else Decimal(0), other.sums[number] if other else Decimal(0)
        if not _equal(*sums):
            parts.append(f"{column} {_short(sums[0])} at the source, {_short(sums[1])} at the target")
    return "; ".join(parts) or "counts and sums are equal, rows are not"


def _equal(one: Decimal, other: Decimal) -> bool:
    return one == other or (one.is_nan() and other.is_nan())


def _short(number: Decimal) -> str:
    """A number, without the middle of one that no line takes."""
    text = f"{number:f}"
    if len(text) <= LONGEST:
        return text
    return f"{text[:ENDS]}…{text[-ENDS:]} ({len(text)} characters)"


_Each = TypeVar("_Each")


def merged(
    ours: Iterable[_Each], theirs: Iterable[_Each], key: Callable[[_Each], Any]
) -> Iterator[tuple[Any, list[_Each], list[_Each]]]:
    """Both sorted streams side by side: each key with what either stream has of it."""
    one, other = (((at, list(same)) for at, same in groupby(each, key)) for each in (ours, theirs))
    right, left = next(other, None), next(one, None)
    while left or right:
        at = min(each[0] for each in (left, right) if each)
        mine, others = left if left and left[0] == at else None, right if right and right[0] == at else None
        yield at, mine[1] if mine else [], others[1] if others else []
        left, right = next(one, None) if mine else left, next(other, None) if others else right
