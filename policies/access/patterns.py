"""Texts with IAM's wildcards as languages: whether some text is in these and in none of those, and which.

`*` is any characters and `?` is one; within the first five parts of an ARN neither takes a colon
(IAM User Guide, "IAM JSON policy elements: Resource" and "ARN condition operators").
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import product
from typing import Final

from policies.access.undecided import UndecidedError


class Sign(Enum):
    """A wildcard; those `WITHIN` take no colon."""

    ONE = "."
    MANY = ".*"
    ONE_WITHIN = "[^:]"
    MANY_WITHIN = "[^:]*"

    __hash__ = object.__hash__  # that of Enum takes five times as long

    @property
    def repeats(self) -> bool:
        """Whether it stands for any number of characters."""
        return self in (Sign.MANY, Sign.MANY_WITHIN)


@dataclass(frozen=True, slots=True)
class Hole:
    """A part of which nobody can tell what it will be; `expression` is what Terraform evaluates."""

    expression: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A policy variable: the value of a key of the request, else `default`; without either, no match."""

    key: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """A value of a key, whichever, but for these."""

    than: tuple[str, ...]


Token = str | Sign | Hole | Variable
"""A part of a pattern: characters as they are, a wildcard, or what stands for a text."""
Values = Mapping[str, str | Other | None]
"""The value of each key that a policy variable names; None where the request lacks the key."""


@dataclass(frozen=True)
class Pattern:
    """A pattern. Literal characters stand together; `fold`: in any letter case."""

    tokens: tuple[Token, ...]
    fold: bool = False

    @cached_property
    def _hash(self) -> int:
        return hash((self.tokens, self.fold))

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def literal(self) -> str | None:
        """The only text that it takes; None where it takes several."""
        if not all(isinstance(token, str) for token in self.tokens):
            return None
        text = "".join(map(str, self.tokens))
        return None if self.fold and text.lower() != text.upper() else text

    @cached_property
    def ends(self) -> tuple[str, str]:
        """With which characters it begins and ends, in lower case; empty where a wildcard stands there."""
        first, last = (self.tokens[0], self.tokens[-1]) if self.tokens else ("", "")
        return (
            first.lower() if isinstance(first, str) else "",
            last.lower() if isinstance(last, str) else "",
        )

    @property
    def variables(self) -> Iterator[Variable]:
        """The policy variables that it names."""
        return (token for token in self.tokens if isinstance(token, Variable))

    @property
    def holes(self) -> Iterator[Hole]:
        """What nobody can tell of it."""
        return (token for token in self.tokens if isinstance(token, Hole))

    @cached_property
    def is_whole(self) -> bool:
        """Whether it has neither holes nor variables."""
        return not any(isinstance(token, Hole | Variable) for token in self.tokens)

    def bound(self, *, widen: bool, values: Values) -> Pattern | None:
        """The pattern without holes: what it may take, or (not `widen`) what it surely takes, which may be
        nothing (None). A variable of `values` is its value; any other is a hole.
        """
        if self.is_whole:
            return self
        tokens: list[Token] = []
        for token in self.tokens:
            value = values.get(token.key, _OPEN) if isinstance(token, Variable) else _OPEN
            if isinstance(token, Variable) and not isinstance(value, Other):
                text = token.default if value is None else value
                if text is None:
                    return None
                tokens.append(text)
            elif isinstance(token, Hole | Variable):
                if not widen:
                    return None
                tokens.append(Sign.MANY)
            else:
                tokens.append(token)
        return Pattern(tuple(tokens), self.fold)

    @cached_property
    def example(self) -> str | None:
        """A text that it takes, where nothing in it is open."""
        texts = ("x" if isinstance(token, Sign) else token for token in self.tokens)
        return "".join(map(str, texts)) if self.is_whole else None

    def values_of(self, key: str, text: str) -> list[str | None]:
        """What stands in `text` where the pattern has the key's variable; none where it does not fit."""
        if not any(variable.key == key for variable in self.variables):
            return []
        parts = (
            "(.*)"
            if isinstance(token, Variable) and token.key == key
            else token.value
            if isinstance(token, Sign)
            else re.escape(token)
            if isinstance(token, str)
            else ".*"
            for token in self.tokens
        )
        found = re.fullmatch("".join(parts), text, re.DOTALL)
        return [*found.groups()] if found else []

    def excepted(self, values: Values) -> tuple[Pattern, ...]:
        """What it does not take where its one variable has another value than some: told where all else in
        it is literal.
        """
        others = [value for token in self.variables if isinstance(value := values.get(token.key), Other)]
        if len(others) != 1 or any(isinstance(token, Sign | Hole) for token in self.tokens):
            return ()
        bound = (
            self.bound(widen=True, values={**values, **{token.key: text for token in self.variables}})
            for text in others[0].than
        )
        return tuple(pattern for pattern in bound if pattern is not None)

    def takes(self, text: str) -> bool:
        """Whether the text is one of its; it has no holes."""
        match self.tokens:  # nearly always one of the first two, and to compile takes long
            case (str() as whole,) if not self.fold:
                return text == whole
            case (str() as beginning, Sign.MANY) if not self.fold:
                return text.startswith(beginning)
        return _compiled(self).fullmatch(text) is not None

    def __str__(self) -> str:
        signs = {Sign.ONE: "?", Sign.MANY: "*", Sign.ONE_WITHIN: "?", Sign.MANY_WITHIN: "*"}
        return "".join(
            token
            if isinstance(token, str)
            else signs[token]
            if isinstance(token, Sign)
            else token.expression
            if isinstance(token, Hole)
            else f"${{{token.key}}}"
            for token in self.tokens
        )


_OPEN: Final = Other(())
Union = tuple[Pattern, ...]
"""A text is in it that one of the patterns takes."""

ANYTHING: Final = Pattern((Sign.MANY,))


@lru_cache(maxsize=65536)
def _compiled(pattern: Pattern) -> re.Pattern[str]:
    text = "".join(
        token.value if isinstance(token, Sign) else re.escape(str(token)) for token in pattern.tokens
    )
    return re.compile(text, re.DOTALL | (re.IGNORECASE if pattern.fold else 0))


def is_in(union: Union, text: str) -> bool:
    """Whether one of the patterns takes the text."""
    return any(pattern.takes(text) for pattern in union)


@lru_cache(maxsize=262144)
def some_text(every: frozenset[Union], refused: frozenset[Union]) -> str | None:
    """A text that is in each of the one and in none of the other, always the same; None where there is none.

    Exact. Raises UndecidedError where that takes more steps than are looked at.
    """
    wanted = sorted(_likely_alike(every), key=_written)
    if () in wanted:
        return None

    def fits(text: str) -> bool:
        return all(is_in(union, text) for union in wanted) and not any(
            is_in(union, text) for union in refused
        )

    for union in wanted:
        if all(pattern.literal is not None for pattern in union):
            return next((text for each in union if fits(text := str(each.literal))), None)
    for text in _likely(wanted):
        if fits(text):
            return text
    return _searched(tuple(wanted), tuple(sorted(refused, key=_written)))


def _written(union: Union) -> str:
    """By what unions are put in one order, so that the same text is found in every run."""
    return " ".join(f"{pattern}{'i' if pattern.fold else ''}" for pattern in union)


def _likely_alike(unions: frozenset[Union]) -> frozenset[Union]:
    """The unions without the patterns whose beginning or end no pattern of another one has."""
    if len(unions) < 2:
        return unions
    return frozenset(
        tuple(
            pattern
            for pattern in union
            if all(
                other is union or any(_agree(pattern.ends, each.ends) for each in other) for other in unions
            )
        )
        for union in unions
    )


def _agree(ends: tuple[str, str], others: tuple[str, str]) -> bool:
    (begins, finishes), (begins_too, finishes_too) = ends, others
    length, width = min(len(begins), len(begins_too)), min(len(finishes), len(finishes_too))
    return begins[:length] == begins_too[:length] and (
        not width or finishes[-width:] == finishes_too[-width:]
    )


_FILLINGS: Final = ("x", "", "other", "x/y")
"""What is tried first where a wildcard stands, for it reads well."""


def _likely(wanted: Iterable[Union]) -> Iterator[str]:
    for union in wanted or ((ANYTHING,),):
        for pattern, filling in product(union, _FILLINGS):
            yield "".join(
                token if isinstance(token, str) else filling if token.repeats else "x"
                for token in pattern.tokens
                if isinstance(token, str | Sign)
            )


_MOST_STATES: Final = 100_000


def _searched(wanted: tuple[Union, ...], refused: tuple[Union, ...]) -> str | None:
    """Breadth first over the states of all automata side by side: the shortest such text."""
    every = [_automaton(union) for union in (*wanted, *refused)]
    needed = len(wanted)
    letters = _alphabet((*wanted, *refused))
    start = tuple(each.start for each in every)
    came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None] = {start: None}
    queue = deque([start])
    while queue:
        state = queue.popleft()
        accepted = [bool(mask & each.accepting) for mask, each in zip(state, every, strict=True)]
        if all(accepted[:needed]) and not any(accepted[needed:]):
            return _spelled(state, came)
        for letter in _next(every[:needed], state, letters):
            after = tuple(each.step(mask, letter) for mask, each in zip(state, every, strict=True))
            if after in came or not all(after[:needed]):
                continue
            came[after] = state, letter
            queue.append(after)
        if len(came) > _MOST_STATES:
            raise UndecidedError("its patterns overlap in more ways than are looked at")
    return None


def _next(every: list[_Automaton], state: tuple[int, ...], letters: str) -> Iterable[str]:
    """The characters by which it may go on: where one of the automata takes but its own, those."""
    for automaton, mask in zip(every, state, strict=False):
        if (own := automaton.own_letters(mask)) is not None:
            return own
    return letters


def _spelled(
    state: tuple[int, ...], came: Mapping[tuple[int, ...], tuple[tuple[int, ...], str] | None]
) -> str:
    letters: list[str] = []
    while (before := came[state]) is not None:
        state, letter = before
        letters.append(letter)
    return "".join(reversed(letters))


def _alphabet(unions: Iterable[Union]) -> str:
    """Every character that a pattern tells apart, and one that none does; alike ones first by order."""
    told = {":"}
    for pattern in (pattern for union in unions for pattern in union):
        for token in pattern.tokens:
            if isinstance(token, str):
                told |= set(token) | ({*token.lower(), *token.upper()} if pattern.fold else set())
    fresh = next(sign for sign in _signs() if sign not in told)
    return fresh + "".join(sorted(told))


def _signs() -> Iterator[str]:
    yield from "xyz0123456789abcdefghijklmnopqrstuvwXYZ"
    yield from map(chr, range(0x100, 0x110000))


class _Automaton:
    """The patterns of a union side by side; a state is the set of places reached, as bits."""

    def __init__(self, union: Union) -> None:
        self.start = self.accepting = self._many = self._one = self._loops = self._within = 0
        self._letters: dict[str, int] = {}
        place = 0
        for pattern in union:
            self.start |= 1 << place
            for token in pattern.tokens:
                for letter in token if isinstance(token, str) else ("",):
                    self._add(1 << place, letter or token, fold=pattern.fold)
                    place += 1
            self.accepting |= 1 << place
            place += 1
        self.start = self._closed(self.start)

    def _add(self, bit: int, token: Token, *, fold: bool) -> None:
        if isinstance(token, str):
            for letter in sorted({token.lower(), token.upper()}) if fold else (token,):
                self._letters[letter] = self._letters.get(letter, 0) | bit
            return
        if token in (Sign.ONE_WITHIN, Sign.MANY_WITHIN):
            self._within |= bit
        if isinstance(token, Sign) and token.repeats:
            self._many |= bit
            self._loops |= bit
        else:
            self._one |= bit

    def own_letters(self, mask: int) -> list[str] | None:
        """The characters by which it goes on; None where a wildcard takes any."""
        if mask & (self._loops | self._one):
            return None
        return [letter for letter, places in self._letters.items() if places & mask]

    def _closed(self, mask: int) -> int:
        """With what is reached by leaving a `*` empty."""
        while (more := mask | (mask & self._many) << 1) != mask:
            mask = more
        return mask

    def step(self, mask: int, letter: str) -> int:
        """The places reached by one more character."""
        open_ = mask & ~self._within if letter == ":" else mask
        after = (mask & self._letters.get(letter, 0) | open_ & self._one) << 1 | open_ & self._loops
        return self._closed(after)


_automaton = lru_cache(maxsize=1024)(_Automaton)
