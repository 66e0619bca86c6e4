"""The operators of conditions, as tests of a key's values.

IAM User Guide, "IAM JSON policy elements: Condition operators", "Conditions with multiple context keys or
values" and "Single-valued vs. multivalued context keys". A negated operator holds where the key is absent;
so does one that ends in IfExists. `ForAllValues` holds of no value, `ForAnyValue` does not.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Final

from policies.access.formulas import FALSE, Formula, Not, Some, Unknown, disjunction
from policies.access.patterns import ANYTHING, Hole, Pattern, Sign, Token, Variable
from policies.access.predicates import Addresses, Numbers, Predicate, Texts, Truth, number, seconds
from policies.arn import arn_parts
from policies.values import is_known

_EXPRESSION: Final = re.compile(r"\$?\$\{(?P<inner>[^{}]*)\}|%\{[^{}]*\}")
_VARIABLE: Final = re.compile(r"(?P<key>[\w-]+:[^,'\s]+)\s*(?:,\s*'(?P<default>[^']*)')?")
_ESCAPED: Final = frozenset({"*", "?", "$"})


def _tokens(text: str, signs: dict[str, Sign]) -> Iterator[Token]:
    """The parts of a text. `${*}` is a star, `${aws:username}` a variable (IAM User Guide, "Variables and
    tags"), and any other `${...}` is an expression of Terraform.
    """
    place = 0
    for match in _EXPRESSION.finditer(text):
        yield from _plain(text[place : match.start()], signs)
        place = match.end()
        inner = match["inner"] or ""
        if inner in _ESCAPED:
            yield inner
        elif variable := _VARIABLE.fullmatch(inner):
            yield Variable(variable["key"].lower(), variable["default"])
        else:
            yield Hole(match[0])
    yield from _plain(text[place:], signs)


def _plain(text: str, signs: dict[str, Sign]) -> Iterator[Token]:
    for part in re.split(r"([*?])", text) if signs else (text,):
        if part:
            yield signs.get(part, part)


def _joined(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens with literal parts together, and stars that follow each other as one."""
    joined: list[Token] = []
    for token in tokens:
        if isinstance(token, str) and joined and isinstance(joined[-1], str):
            joined[-1] += token
        elif isinstance(token, Sign) and token.repeats and joined and joined[-1] is token:
            continue
        else:
            joined.append(token)
    return tuple(joined)


_ANYWHERE: Final = {"*": Sign.MANY, "?": Sign.ONE}
_WITHIN: Final = {"*": Sign.MANY_WITHIN, "?": Sign.ONE_WITHIN}


@lru_cache(maxsize=65536)
def literal(text: str, *, fold: bool = False) -> Pattern:
    """The very text, but for expressions and policy variables."""
    return Pattern(_joined(_tokens(text, {})), fold)


@lru_cache(maxsize=65536)
def wildcards(text: str, *, fold: bool = False) -> Pattern:
    """A pattern whose wildcards take any characters."""
    return Pattern(_joined(_tokens(text, _ANYWHERE)), fold)


@lru_cache(maxsize=65536)
def arn(text: str) -> Pattern:
    """A pattern of ARNs: a wildcard of the first five parts stays within its part.

    `*` is everything, and missing parts are anything (IAM User Guide, "IAM JSON policy elements: Resource").
    """
    if text == "*":
        return ANYTHING
    parts = arn_parts(text)
    if not text.startswith("arn:") or len(parts) == 1:
        return wildcards(text)
    tokens: list[Token] = []
    for place, part in enumerate(parts):
        tokens += ([":"] if place else []) + [*_tokens(part, _WITHIN if place < 5 else _ANYWHERE)]
    if len(parts) < 6 and is_known(text):
        tokens += [":", Sign.MANY]
    return Pattern(_joined(tokens))


@dataclass(frozen=True, slots=True)
class _Operator:
    """What an operator compares with the values of a policy, and whether it asks that none be met."""

    predicate: Callable[[tuple[str, ...]], Predicate]
    negated: bool = False


def _texts(make: Callable[[str], Pattern], values: tuple[str, ...]) -> Predicate:
    return Texts(tuple(map(make, values)))


def _holes(values: Iterable[str]) -> tuple[Hole, ...]:
    return tuple(Hole(value) for value in values if not is_known(value))


def _numbers(relation: str, dates: bool, values: tuple[str, ...]) -> Predicate:  # noqa: FBT001 - bound once
    found = (seconds(value) if dates else number(value) for value in values if is_known(value))
    return Numbers(
        relation, tuple(limit for limit in found if limit is not None), dates, holes=_holes(values)
    )


def _addresses(values: tuple[str, ...]) -> Predicate:
    networks = []
    for value in filter(is_known, values):
        try:
            networks.append(ipaddress.ip_network(value, strict=False))
        except ValueError:
            continue  # what is no network takes no address
    return Addresses(tuple(networks), _holes(values))


def _truth(values: tuple[str, ...]) -> Predicate:
    return Truth(tuple(value.lower() for value in values if is_known(value)), _holes(values))


_RELATIONS: Final = {"LessThan": "<", "LessThanEquals": "<=", "GreaterThan": ">", "GreaterThanEquals": ">="}
_TEXTS: Final[Mapping[str, Callable[[str], Pattern]]] = {
    "String{}Equals": literal,
    "String{}EqualsIgnoreCase": partial(literal, fold=True),
    "String{}Like": wildcards,
    "Arn{}Equals": arn,  # the same as ArnLike (IAM User Guide, "ARN condition operators")
    "Arn{}Like": arn,
    "Binary{}Equals": literal,
}
_OPERATORS: Final = {
    **{
        name.format(word): _Operator(partial(_texts, make), bool(word))
        for name, make in _TEXTS.items()
        for word in ("", "Not")
    },
    **{
        f"{kind}{word}Equals": _Operator(partial(_numbers, "==", kind == "Date"), bool(word))
        for kind in ("Numeric", "Date")
        for word in ("", "Not")
    },
    **{
        f"{kind}{name}": _Operator(partial(_numbers, relation, kind == "Date"))
        for kind in ("Numeric", "Date")
        for name, relation in _RELATIONS.items()
    },
    "IpAddress": _Operator(_addresses),
    "NotIpAddress": _Operator(_addresses, negated=True),
    "Bool": _Operator(_truth),
}
del _OPERATORS["BinaryNotEquals"]  # IAM has none

QUANTIFIERS: Final = ("ForAllValues", "ForAnyValue")


def condition(operator: str, key: str, values: tuple[str, ...]) -> Formula:
    """The formula of one condition; unknown where nobody can tell the operator or the key."""
    if not (is_known(operator) and is_known(key)):
        return Unknown(f"the condition {operator} on {key} is known to the plan alone")
    quantifier, _, plain = operator.rpartition(":")
    name, key = plain.removesuffix("IfExists"), key.lower()
    if quantifier not in ("", *QUANTIFIERS):
        return Unknown(f"{operator} is no operator of conditions")
    if name == "Null":
        return _null(key, values)
    if name not in _OPERATORS:
        return Unknown(f"{operator} is no operator of conditions")
    compared = _OPERATORS[name]
    met = Some(key, compared.predicate(values))
    said: Formula
    if quantifier == "ForAllValues":
        said = Not(met if compared.negated else replace(met, outside=True))
    elif quantifier == "ForAnyValue":
        said = replace(met, outside=compared.negated)
    else:
        said = Not(met) if compared.negated else met
    return disjunction(Not(Some(key)), said) if plain != name else said


def _null(key: str, values: tuple[str, ...]) -> Formula:
    """`true` asks that the key be absent (IAM User Guide, "Condition operator to check existence")."""
    if not all(map(is_known, values)):
        return Unknown(f"whether {key} has to be there is known to the plan alone")
    words = {value.lower() for value in values}
    return disjunction(Not(Some(key)) if "true" in words else FALSE, Some(key) if "false" in words else FALSE)
