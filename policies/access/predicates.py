"""What the operators of conditions ask of one value: texts, numbers, dates, addresses, true or false.

Each is exact: `some_value` finds a value that meets some and none of others, or tells that there is none.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import Final

from policies.access.patterns import Hole, Union, Values, Variable, is_in, some_text
from policies.access.undecided import UndecidedError


@dataclass(frozen=True)
class Texts:
    """A text that one of the patterns takes."""

    patterns: Union

    @cached_property
    def _hash(self) -> int:
        return hash(self.patterns)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The policy variables in it."""
        return tuple(chain.from_iterable(pattern.variables for pattern in self.patterns))

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        """What nobody can tell of it."""
        return tuple(chain.from_iterable(pattern.holes for pattern in self.patterns))

    def bound(self, *, widen: bool, values: Values) -> Texts:
        """What it may take, or surely takes; see `Pattern.bound`."""
        if not (self.variables or self.holes):
            return self
        bound = (pattern.bound(widen=widen, values=values) for pattern in self.patterns)
        return Texts(tuple(pattern for pattern in bound if pattern is not None))

    def holds(self, value: str) -> bool:
        """Whether the value meets it."""
        return is_in(self.patterns, value)

    def __str__(self) -> str:
        return " or ".join(map(str, self.patterns))


class _Plain:
    """A predicate without policy variables: IAM takes these in texts and ARNs alone."""

    __slots__ = ()

    @property
    def variables(self) -> tuple[Variable, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Numbers(_Plain):
    """A number, or the seconds of a date, that stands in one relation (`<`, `<=`, `==`, `>`, `>=`) to one of
    the limits. holes: limits that nobody can tell.
    """

    relation: str
    limits: tuple[Decimal, ...]
    dates: bool = False
    holes: tuple[Hole, ...] = ()
    anything: bool = False

    def bound(self, *, widen: bool, values: Values) -> Numbers:  # noqa: ARG002 - as every predicate
        """What it may take, or surely takes."""
        return replace(self, holes=(), anything=widen) if self.holes else self

    def holds(self, value: str) -> bool:
        """Whether the value meets it."""
        found = seconds(value) if self.dates else number(value)
        if found is None:
            return False
        return self.anything or any(_RELATIONS[self.relation](found, limit) for limit in self.limits)

    def __str__(self) -> str:
        shown = (_dated(limit) if self.dates else str(limit) for limit in self.limits)
        return f"{self.relation} {' or '.join(shown)}"


_RELATIONS: Final = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    "==": lambda value, limit: value == limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
}


@dataclass(frozen=True, slots=True)
class Addresses(_Plain):
    """An IP address in one of the networks. holes: networks that nobody can tell."""

    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
    holes: tuple[Hole, ...] = ()

    def bound(self, *, widen: bool, values: Values) -> Addresses:  # noqa: ARG002 - as every predicate
        """What it may take, or surely takes."""
        return Addresses(_EVERYWHERE if widen else self.networks) if self.holes else self

    def holds(self, value: str) -> bool:
        """Whether the value meets it."""
        try:
            address = ipaddress.ip_address(value)
        except ValueError:
            return False
        return any(address in network for network in self.networks if network.version == address.version)

    def __str__(self) -> str:
        return " or ".join(map(str, self.networks))


_EVERYWHERE: Final = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))


@dataclass(frozen=True, slots=True)
class Truth(_Plain):
    """`true` or `false`, whichever of them are among the words. holes: words that nobody can tell."""

    words: tuple[str, ...]
    holes: tuple[Hole, ...] = ()

    def bound(self, *, widen: bool, values: Values) -> Truth:  # noqa: ARG002 - as every predicate
        """What it may take, or surely takes."""
        return Truth(_WORDS if widen else self.words) if self.holes else self

    def holds(self, value: str) -> bool:
        """Whether the value meets it."""
        return value.lower() in self.words

    def __str__(self) -> str:
        return " or ".join(self.words)


_WORDS: Final = ("true", "false")

Predicate = Texts | Numbers | Addresses | Truth


def number(text: str) -> Decimal | None:
    """The number that a text is; None where it is none."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def seconds(text: str) -> Decimal | None:
    """The seconds since 1970 that a text is: as ISO 8601, or as that number (IAM User Guide, "Date
    condition operators"); None where it is neither.
    """
    found = number(text)
    if found is not None:
        return found
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Decimal((aware - _EPOCH) // timedelta(microseconds=1)) / 1_000_000


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _dated(moment: Decimal) -> str:
    try:
        return (_EPOCH + timedelta(microseconds=int(moment * 1_000_000))).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return str(moment)


@lru_cache(maxsize=262144)
def some_value(wanted: frozenset[Predicate], refused: frozenset[Predicate]) -> str | None:
    """A value that meets each of the one and none of the other; None where there is none.

    Raises UndecidedError where tests of different kinds on one key leave it open.
    """
    kinds = {type(predicate) for predicate in (*wanted, *refused)}
    if kinds <= {Texts}:
        return some_text(
            frozenset(each.patterns for each in wanted if isinstance(each, Texts)),
            frozenset(each.patterns for each in refused if isinstance(each, Texts)),
        )
    for value in _candidates(sorted((*wanted, *refused), key=str)):
        if all(each.holds(value) for each in wanted) and not any(each.holds(value) for each in refused):
            return value
    is_listed = any(
        isinstance(each, Texts) and all(pattern.literal is not None for pattern in each.patterns)
        for each in wanted
    )
    if len(kinds - ({Texts} if Truth in kinds else set())) > 1 and not is_listed:
        raise UndecidedError("one key is tested as values of different kinds")
    return None


def example(predicates: Iterable[Predicate]) -> str:
    """A value of the kind that the predicates are about."""
    return next(_candidates(sorted(predicates, key=str)), "x")


def _candidates(predicates: Sequence[Predicate]) -> Iterator[str]:
    """A value of every class that the predicates of one kind tell apart."""
    if any(isinstance(each, Truth) for each in predicates):
        yield from _WORDS
    for dates in (False, True):
        of_kind = [each for each in predicates if isinstance(each, Numbers) and each.dates == dates]
        if of_kind:
            limits = sorted({limit for each in of_kind for limit in each.limits}) or [Decimal(0)]
            found = [limits[0] - 1, limits[-1] + 1, *limits]
            found += [(one + other) / 2 for one, other in pairwise(limits)]
            yield from (_dated(each) if dates and each == each.to_integral() else str(each) for each in found)
    networks = [net for each in predicates if isinstance(each, Addresses) for net in each.networks]
    if networks:
        yield from _addresses(networks)
    yield from (
        text
        for each in predicates
        if isinstance(each, Texts)
        for pattern in each.patterns
        if (text := pattern.literal) is not None
    )


def _addresses(networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> Iterator[str]:
    """The first address of each network and the one after it: every class begins at one of these."""
    yield from ("198.51.100.7", "0.0.0.0", "::")  # noqa: S104 - no socket is bound
    for network in networks:
        yield str(network.network_address)
        if int(network.broadcast_address) + 1 < 1 << network.max_prefixlen:
            yield str(network.broadcast_address + 1)
