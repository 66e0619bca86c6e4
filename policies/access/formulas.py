"""Formulas about a request, and the search for a request that meets one.

A request is the values of keys: `action`, `resource`, and those of the context. A key has one value or none,
but for those that may have several. The search is complete: the keys are independent of each other, each
key's tests are decided exactly (`predicates`), and what is left is propositional.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final

from policies.access.patterns import Other, Pattern, Values
from policies.access.predicates import Predicate, Texts, example, some_value
from policies.access.undecided import UndecidedError


@dataclass(frozen=True, slots=True)
class Some:
    """Some value of the key meets the predicate (`outside`: does not meet it); any value where it is None."""

    key: str
    predicate: Predicate | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Formula


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can tell whether it holds, for that reason."""

    reason: str


Formula = Some | Not | And | Or | Unknown
TRUE: Final = And(())
FALSE: Final = Or(())

Request = Mapping[str, tuple[str, ...]]
"""The values of the keys that matter; a key without any is absent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """request: one that meets the formula; None where none does, or nobody can tell.

    unknown: why nobody can tell; empty where it is decided.
    """

    request: Request | None
    unknown: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether it is proven that no request meets the formula."""
        return self.request is None and not self.unknown


def conjunction(*parts: Formula) -> Formula:
    """All of them, without what changes nothing."""
    kept = tuple(part for part in parts if part != TRUE)
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else And(kept)


def disjunction(*parts: Formula) -> Formula:
    """One of them, without what changes nothing."""
    kept = tuple(part for part in parts if part != FALSE)
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else Or(kept)


def negation(part: Formula) -> Formula:
    """That it does not hold."""
    return (
        part.part
        if isinstance(part, Not)
        else FALSE
        if part == TRUE
        else TRUE
        if part == FALSE
        else Not(part)
    )


@lru_cache(maxsize=16384)
def request_for(formula: Formula, several: Callable[[str], bool]) -> Answer:
    """A request that meets the formula, or that there is none.

    several: whether a key may have several values at once. What only the plan can tell is taken both ways:
    where no request could meet it at best, there is none; where one does at worst, it is the answer.
    """
    every = tuple(leaves(formula))
    tests = tuple(_tests(every))
    reasons = tuple(dict.fromkeys(_reasons(every)))
    variables = {variable.key for _, predicate in tests for variable in predicate.variables}
    try:
        likely = _search(formula, tests, several, upper=True, values={})
        if likely is None or not (reasons or variables):
            return Answer(likely)
        refused = True
        for values in _choices(tests, variables, likely):
            parts = tuple(_fixed(key, value) for key, value in values.items())
            fixed, tested = conjunction(formula, *parts), (*tests, *_tests(leaves(And(parts))))
            is_open = any(isinstance(value, Other) for value in values.values())
            found = None if is_open else _search(fixed, tested, several, upper=False, values=values)
            if found is not None:
                return Answer(found)
            refused = refused and _search(fixed, tested, several, upper=True, values=values) is None
    except UndecidedError as error:
        return Answer(None, (str(error),))
    named = tuple(f"no value of ${{{key}}} was found that decides it" for key in sorted(variables))
    return Answer(None, () if refused and variables else reasons or named)


def _fixed(key: str, value: str | Other | None) -> Formula:
    match value:
        case None:
            return Not(Some(key))
        case Other(than):
            return conjunction(Some(key), Not(Some(key, Texts(tuple(Pattern((text,)) for text in than)))))
        case _:
            return Some(key, Texts((Pattern((value,)),)))


def leaves(formula: Formula) -> Iterator[Some | Unknown]:
    """The tests in the formula, and what nobody can tell."""
    todo = [formula]
    while todo:
        match todo.pop():
            case And(parts) | Or(parts):
                todo.extend(parts)
            case Not(part):
                todo.append(part)
            case leaf:
                yield leaf


_Test = tuple[str, Predicate]


def _tests(every: Iterable[Some | Unknown]) -> Iterator[_Test]:
    """Each test of a key among the leaves of a formula."""
    for leaf in every:
        if isinstance(leaf, Some) and leaf.predicate is not None:
            yield leaf.key, leaf.predicate


def _reasons(every: Iterable[Some | Unknown]) -> Iterator[str]:
    """Why nobody can tell whether a formula of these leaves holds."""
    for leaf in every:
        if isinstance(leaf, Unknown):
            yield leaf.reason
        elif leaf.predicate is not None:
            for hole in leaf.predicate.holes:
                yield f"{hole.expression} is known to the plan alone"


_FRESH: Final = "someone"
_MOST_CHOICES: Final = 5000


def _choices(tests: Iterable[_Test], keys: Iterable[str], likely: Request) -> Iterator[Values]:
    """Values for the keys that policy variables name, such as decide what they are compared with.

    Each class of values that a key's own tests tell apart is among them, and what stands in the place of the
    variable in every text that it is compared with.
    """
    texts: dict[str, list[Pattern]] = {}
    for key, predicate in tests:
        if isinstance(predicate, Texts):
            texts.setdefault(key, []).extend(predicate.patterns)
    found: dict[str, list[str | Other | None]] = {}
    for key in sorted(keys):
        values: list[str | None] = [*likely.get(key, ()), _FRESH, None, ""]
        values += [pattern.literal for pattern in texts.get(key, ())]
        for tested, patterns in texts.items():
            whole = [text for pattern in patterns if (text := pattern.example) is not None]
            for pattern in patterns:
                for text in (*likely.get(tested, ()), *whole):
                    values += pattern.values_of(key, text)
        tried = dict.fromkeys(values)
        found[key] = [*tried, Other(tuple(text for text in tried if text is not None))]
    if prod(map(len, found.values())) > _MOST_CHOICES:
        raise UndecidedError("the policy variables have more values than are looked at")
    for chosen in product(*found.values()):
        yield dict(zip(found, chosen, strict=True))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is taken to hold of one key: of some value each, and of no value at all each."""

    some: frozenset[tuple[Predicate | None, bool]] = frozenset()
    none: frozenset[tuple[Predicate | None, bool]] = frozenset()


_NO_FACTS: Final = _Facts()
_PRESENT: Final = _Facts(frozenset({(None, False)}))


@lru_cache(maxsize=262144)
def _values(facts: _Facts, several: bool) -> tuple[str, ...] | None:  # noqa: FBT001 - cached, so by position
    """Values of a key of which all that holds, none meaning that it is absent; None where there are no such.

    Where a key has several, each of those that must be there is looked for by itself.
    """
    if not facts.some:
        return ()
    if (None, False) in facts.none or any(test is None and outside for test, outside in facts.some):
        return None
    # No value outside a predicate: each is within it.
    within = frozenset(test for test, outside in facts.none if outside and test is not None)
    without = frozenset(test for test, outside in facts.none if not outside and test is not None)
    # In one order, so that the same values are found in every run.
    groups = [[each] for each in sorted(facts.some, key=str)] if several else [list(facts.some)]
    values = []
    for group in groups:
        wanted = {test for test, outside in group if test is not None and not outside}
        refused = {test for test, outside in group if test is not None and outside}
        value = some_value(within | wanted, without | refused)
        if value is None:
            return None
        values.append(value)
    return tuple(dict.fromkeys(values))


_MOST_STEPS: Final = 200_000


class _Search:
    """A search over the alternatives of one formula in which `Not` stands before tests alone."""

    def __init__(self, several: Callable[[str], bool], tests: Iterable[_Test]) -> None:
        self._several = several
        self._tests = tests
        self._steps = 0

    def find(self, formula: _Plain) -> Request | None:
        return self._met(formula, (), {})

    def _met(self, part: _Plain, choices: tuple[_Either, ...], facts: dict[str, _Facts]) -> Request | None:
        """A request of which the part, one of each of `choices`, and the facts hold; adds to the facts."""
        forced: _Plain | None = part
        while forced is not None:
            more = self._taken(forced, facts)
            if more is None:
                return None
            open_ = self._open((*choices, *more), facts)
            if open_ is None:
                return None
            forced = next((left[0] for _, left in open_ if len(left) == 1), None)
            choices = tuple(choice for choice, left in open_ if forced is None or left[0] is not forced)
        if not open_:
            return self._request(facts)
        narrowest, parts = min(open_, key=lambda each: len(each[1]))
        others = tuple(choice for choice in choices if choice is not narrowest)
        tried = (self._met(each, others, dict(facts)) for each in parts)
        return next((found for found in tried if found is not None), None)

    def _taken(self, part: _Plain, facts: dict[str, _Facts]) -> list[_Either] | None:
        """The choices in the part, whose tests become facts; None where these contradict each other."""
        choices: list[_Either] = []
        todo = [part]
        while todo:
            match todo.pop():
                case _Literal() as literal:
                    if not self._add(literal, facts):
                        return None
                case _Both(parts):
                    todo.extend(parts)
                case _Either() as choice:
                    choices.append(choice)
        return choices

    def _open(
        self, choices: tuple[_Either, ...], facts: Mapping[str, _Facts]
    ) -> list[tuple[_Either, list[_Plain]]] | None:
        """The choices that the facts leave open, each with what is left of it; None where one has nothing."""
        open_ = []
        for choice in choices:
            self._steps += 1
            if self._steps > _MOST_STEPS:
                raise UndecidedError("the statements can be combined in more ways than are looked at")
            left = [part for part in choice.parts if self._possible(part, facts)]
            if not left:
                return None
            if not any(self._holds(part, facts) for part in left):
                open_.append((choice, left))
        return open_

    def _request(self, facts: Mapping[str, _Facts]) -> Request:
        found = {}
        for key, told in sorted(facts.items()):
            values = _values(told, self._several(key))
            if told == _PRESENT:  # any value does: one of the kind that the key has
                values = (example({predicate for tested, predicate in self._tests if tested == key}),)
            if values:
                found[key] = values
        return found

    def _add(self, literal: _Literal, facts: dict[str, _Facts]) -> bool:
        """Take the literal for a fact; False where that cannot be."""
        told = literal.with_facts(facts.get(literal.key, _NO_FACTS))
        facts[literal.key] = told
        return _values(told, self._several(literal.key)) is not None

    def _possible(self, part: _Plain, facts: Mapping[str, _Facts]) -> bool:
        """Whether the part does not contradict the facts at first sight."""
        if isinstance(part, _Literal):
            told = facts.get(part.key, _NO_FACTS)
            more = part.with_facts(told)
            return more is told or _values(more, self._several(part.key)) is not None
        if isinstance(part, _Both):
            return all(self._possible(each, facts) for each in part.parts if isinstance(each, _Literal))
        return any(self._possible(each, facts) for each in part.parts)

    def _holds(self, part: _Plain, facts: Mapping[str, _Facts]) -> bool:
        """Whether the facts say the part already."""
        if not isinstance(part, _Literal):
            return False
        told = facts.get(part.key, _NO_FACTS)
        return part.fact in (told.none if part.negated else told.some)


@dataclass(frozen=True, slots=True)
class _Literal:
    """A test, or that it does not hold."""

    key: str
    fact: tuple[Predicate | None, bool]
    negated: bool

    def with_facts(self, facts: _Facts) -> _Facts:
        if self.negated:
            return facts if self.fact in facts.none else _Facts(facts.some, facts.none | {self.fact})
        return facts if self.fact in facts.some else _Facts(facts.some | {self.fact}, facts.none)


@dataclass(frozen=True, slots=True, eq=False)
class _Both:
    parts: tuple[_Plain, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Either:
    parts: tuple[_Plain, ...]


_Plain = _Literal | _Both | _Either


def _search(
    formula: Formula,
    tests: Iterable[_Test],
    several: Callable[[str], bool],
    *,
    upper: bool,
    values: Values,
) -> Request | None:
    plain = _plain(formula, upper=upper, negated=False, values=values)
    return _Search(several, tests).find(plain)


def _plain(formula: Formula, *, upper: bool, negated: bool, values: Values) -> _Plain:
    """The formula, or its negation, with `Not` before tests alone and without what nobody can tell: it holds
    wherever the formula may (`upper`), or only where the formula surely does.
    """
    match formula:
        case Some(key, predicate, outside):
            if predicate is None:
                return _Literal(key, (None, outside), negated)
            # A test grows with its predicate, unless one of the two is turned round.
            widen = upper == ((not negated) != outside)
            literal = _Literal(key, (predicate.bound(widen=widen, values=values), outside), negated)
            if not values or negated or outside or not isinstance(predicate, Texts):
                return literal
            return _narrowed(literal, predicate, values)
        case Not(part):
            return _plain(part, upper=upper, negated=not negated, values=values)
        case Unknown():
            return _Both(()) if upper else _Either(())
        case And(parts) | Or(parts):
            kind = _Both if isinstance(formula, And) != negated else _Either
            return kind(tuple(_plain(part, upper=upper, negated=negated, values=values) for part in parts))


def _narrowed(literal: _Literal, tested: Texts, values: Values) -> _Plain:
    """A test without what its patterns do not take where a variable has another value than some."""
    if not any(pattern.excepted(values) for pattern in tested.patterns):
        return literal
    ways: list[_Plain] = []
    for pattern in tested.patterns:
        one = Texts((pattern,))
        way: list[_Plain] = [
            _Literal(literal.key, (one.bound(widen=True, values=values), False), negated=False)
        ]
        if excepted := pattern.excepted(values):
            way.append(_Literal(literal.key, (Texts(excepted), True), negated=False))
        ways.append(_Both(tuple(way)))
    return _Either(tuple(ways))
