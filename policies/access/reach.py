"""Which callers have to be asked about what is guarded: all others are proven to have no way to it.

A request is allowed only where a statement of the caller's own may be about one of the ARNs, or where the
policy of what is guarded may let in the caller itself. Both are looked up, ARNs by what they begin with and
callers by name, so that the work grows with the pairs which are left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from policies.access.asking import concerning, granting, grants
from policies.access.evaluation import Caller, Guarded, Kind
from policies.access.formulas import Unknown
from policies.arn import arn_parts, read_arn
from policies.configuration import Configuration
from policies.policy_document import Principal, Statement
from policies.values import is_known

_ANYBODY: Final = "*"
_END: Final = "\0"
_HIGHEST: Final = "\U0010ffff"
_OPEN: Final = frozenset("*?$%")
"""With what a part of an ARN begins that stands for several texts: a wildcard, a variable, an expression."""


class Places:
    """What is guarded, each at its place, all asked about for the same actions: found by caller."""

    def __init__(self, every: Sequence[Guarded], actions: tuple[str, ...]) -> None:
        self._actions = actions
        self._arns = _Overlaps()
        self._named: dict[str, set[int]] = defaultdict(set)
        self._delegating: set[int] = set()
        for place, guarded in enumerate(every):
            self._arns.add(place, guarded.patterns)
            for name in _let_in(guarded, actions):
                self._named[name].add(place)
            if guarded.delegates:
                self._delegating.add(place)

    def within(self, caller: Caller, configuration: Configuration) -> list[int]:
        """The places of what the caller may reach, in order."""
        mine = self._arns.meeting(_scopes(caller, self._actions, configuration))
        by_account = self._named.get(caller.account, set())
        found = (mine - self._delegating) | (mine & by_account)
        for name in (_ANYBODY, *_names(caller)):
            found |= self._named.get(name, set())
        return sorted(found)


class Callers:
    """Roles and users, each at its place, all asked about for the same actions: found by what is guarded."""

    def __init__(
        self, every: Sequence[Caller], actions: tuple[str, ...], configuration: Configuration
    ) -> None:
        self._actions = actions
        self._arns = _Overlaps()
        self._named: dict[str, set[int]] = defaultdict(set)
        for place, caller in enumerate(every):
            self._arns.add(place, _scopes(caller, actions, configuration))
            for name in (_ANYBODY, caller.account, *_names(caller)):
                self._named[name].add(place)

    def reaching(self, guarded: Guarded) -> list[int]:
        """The places of those who may reach it, in order."""
        let_in = set(_let_in(guarded, self._actions))
        named = {name: self._named.get(name, set()) for name in let_in}
        found = self._arns.meeting(guarded.patterns)
        if guarded.delegates:
            found &= set[int]().union(*(places for name, places in named.items() if _is_account(name)))
        return sorted(found.union(*(places for name, places in named.items() if not _is_account(name))))


def _scopes(caller: Caller, actions: tuple[str, ...], configuration: Configuration) -> Iterator[str]:
    """The ARNs on which the caller's own policies may allow one of the actions."""
    granted = granting(caller, actions, configuration)
    for said in (None,) if granted is None else granted:
        if isinstance(said, Statement) and said.resources and not said.not_resources:
            yield from said.resources
        else:
            yield "*"


def _let_in(guarded: Guarded, actions: tuple[str, ...]) -> Iterator[str]:
    """The roles, users and accounts that the policy may let do one of the actions, or anybody."""
    for said in filter(grants, concerning(guarded.policy, actions)):
        if isinstance(said, Unknown) or said.not_principals:
            yield _ANYBODY
        else:
            yield from filter(None, map(_named, said.principals))


def _named(principal: Principal) -> str:
    """The role, user or account that a principal is, or anybody; empty for a service."""
    if principal.kind in (Kind.SERVICE, Kind.FEDERATED) and is_known(principal.value):
        return ""
    if principal.kind not in ("AWS", "*") or principal.value == "*" or not is_known(principal.value):
        return _ANYBODY
    named = read_arn(principal.value)
    if named is None:
        return principal.value
    if named.resource == "root":
        return named.account
    if named.service == "sts":
        return _session(named.account, named.resource.removeprefix("assumed-role/").partition("/")[0])
    return principal.value


def _names(caller: Caller) -> Iterator[str]:
    """What principals the caller is."""
    yield caller.name
    role = read_arn(caller.name)
    if role is not None:
        yield _session(role.account, role.resource.rpartition("/")[2])


def _session(account: str, role: str) -> str:
    return f"session of {role} in {account}"


def _is_account(name: str) -> bool:
    return name != _ANYBODY and not name.startswith(("arn:", "session of "))


class _Overlaps:
    """Places by their patterns of ARNs: those whose patterns may have an ARN in common with others.

    An ARN that is of both has the beginning of both, so that one of the two is the beginning of the other.
    """

    def __init__(self) -> None:
        self._every: set[int] = set()
        self._anywhere: set[int] = set()
        self._beginning: dict[str, set[int]] = defaultdict(set)
        self._sorted: list[str] = []

    def add(self, place: int, patterns: Iterable[str]) -> None:
        """Put the place under its patterns."""
        for pattern in patterns:
            self._every.add(place)
            beginning = _beginning(pattern)
            (self._anywhere if beginning is None else self._beginning[beginning]).add(place)

    def meeting(self, patterns: Iterable[str]) -> set[int]:
        """The places of which a pattern may overlap with one of these."""
        found = set[int]()
        if len(self._sorted) != len(self._beginning):
            self._sorted = sorted(self._beginning)
        for beginning in set(map(_beginning, patterns)):
            if beginning is None:
                return set(self._every)
            found |= self._anywhere
            found |= self._overlapping(beginning)
        return found

    def _overlapping(self, beginning: str) -> set[int]:
        found = set[int]()
        for length in range(beginning.index(":") + 1, len(beginning)):
            found |= self._beginning.get(beginning[:length], _NOTHING)
        first = bisect_left(self._sorted, beginning)
        last = bisect_left(self._sorted, beginning + _HIGHEST)
        return found.union(*(self._beginning[each] for each in self._sorted[first:last]))


_NOTHING: Final[set[int]] = set()


@lru_cache(maxsize=65536)
def _beginning(pattern: str) -> str | None:
    """The service of an ARN and the beginning of its last part, as far as both are certain; None: no service.

    An ARN without wildcards is certain to its end. The parts between take no colon, and tell less.
    """
    parts = arn_parts(pattern)
    if len(parts) != 6 or parts[0] != "arn" or any(sign in part for part in parts[:5] for sign in "${%"):
        return None
    if _OPEN & set(parts[2]):
        return None
    last = parts[5]
    open_ = next((place for place, sign in enumerate(last) if sign in _OPEN), None)
    return f"{parts[2]}:{last}{_END}" if open_ is None else f"{parts[2]}:{last[:open_]}"
