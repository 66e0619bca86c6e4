"""No credential is printed: what looks like one, or is known as one, is masked before anything is said.

A password that is a common word, or part of a name, says nothing where the word stands for itself: it is
masked where its own resource is spoken of and it is quoted, and all names stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar

from policies.credentials import LIKE_A_SHAPE, SHAPES, is_literal, is_secret_name, named_strings
from policies.estate import Resource

_T = TypeVar("_T")

_LIKELY: Final = (
    # After the certain shapes, what may be one: here a wrong guess costs a word of a message, not a verdict.
    (
        "a private key",
        "-----END ",
        re.compile(r"(?<![A-Za-z0-9+/=\\\s])[A-Za-z0-9+/=\\\s]*-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----"),
    ),
    ("a signed token", "eyJ", re.compile(r"\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*")),
    ("a bearer token", "", re.compile(r"(?i)\bbearer\s+[\w.~+/-]{8,}=*")),
    ("a password in a URL", "://", re.compile(r"://[^\s\"@:/]{0,200}:[^\s\"@]{0,400}@")),
)
"""Names, what stands in every text that has one (looking for that first is faster), and patterns."""

_ASSIGNED: Final = re.compile(
    r"(?i)(?P<name>(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|private_?key)"
    r"(?:\\?[\"'])?\s*(?:=|:\s*(?=\\?[\"'])))\s*"
    r"(?:\\?[\"'](?P<quoted>[^\"'\\]{4,})|(?P<bare>[^\s\"'(),;&]{6,}))"
)
"""`password=...`, `"token": "..."`: what stands behind the name of a credential."""

_LENGTH_OF_A_KEY: Final = 40
_SECRET_KEY: Final = re.compile(
    r"(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*[0-9])"
    rf"[A-Za-z0-9/+]{{{_LENGTH_OF_A_KEY}}}(?![A-Za-z0-9/+=])"
)
"""The length and the letters of an AWS secret access key, which a path may have as well."""

_IN_AN_ARN: Final = re.compile(r"(?:arn:|://)[^\s\"'`,;()<>]{0,300}\Z")
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[/+]")
_WORDS_OF_A_NAME: Final = 12
"""Forty random characters fall into more words than these, save for 2 of 10,000; names, into fewer."""

_SHORT: Final = 8
_LONG: Final = 20
_COMMON: Final = re.compile(r"[A-Za-z]+(?:[-_. ][A-Za-z]+)*")
_A_NAME: Final = re.compile(r"(?:^|_)(?:name|identifier|bucket|prefix|family|alias)$")


def literal_secrets(elements: Iterable[Resource]) -> frozenset[str]:
    """Every value that is a credential by the name under which it stands, and is one wherever it is read.

    Not those that are short, common words, or part of a name in the estate: see `in_its_place`.
    """
    return _secrets(tuple(elements))[0]


def in_its_place(elements: Iterable[Resource]) -> Callable[[str, str], str]:
    """A function that masks, in a text about a place, the credentials that stand there and are quoted in it.

    The place is told by text, too: what is in it as an address is spoken of.
    """
    own = _secrets(tuple(elements))[1]
    if not own:
        return lambda text, _about: text
    addresses = re.compile("|".join(map(re.escape, sorted(own, key=len, reverse=True))))
    quoted = {
        address: re.compile(r"(\\?[\"'`])(?:" + "|".join(map(re.escape, sorted(values))) + r")\1")
        for address, values in own.items()
    }

    def mask(text: str, about: str) -> str:
        for address in dict.fromkeys(addresses.findall(about)):
            text = quoted[address].sub(r"\1(a secret, masked)\1", text)
        return text

    return mask


def _secrets(elements: tuple[Resource, ...]) -> tuple[frozenset[str], dict[str, set[str]]]:
    """The credentials that are told anywhere, and by address those that are told in their place only."""
    found = [
        (element, value)
        for element in elements
        for path, name, value in named_strings(element)
        if is_secret_name(name) and is_literal(value) and not path.startswith("tags")
    ]
    names = "\0".join(_names(elements)) if found else ""
    anywhere: set[str] = set()
    in_place: dict[str, set[str]] = {}
    for element, value in found:
        common = len(value) < _SHORT or (len(value) < _LONG and _COMMON.fullmatch(value))
        if common or value in names:
            in_place.setdefault(element.address, set()).add(value)
        else:
            anywhere.add(value)
    return frozenset(anywhere), in_place


def _names(elements: Iterable[Resource]) -> Iterator[str]:
    """What things are called: stacks, addresses, attributes, tags, and names as AWS knows them."""
    for element in elements:
        yield from (element.stack, element.address, element.path, element.source, element.region)
        for path, name, value in named_strings(element):
            yield path
            if _A_NAME.search(name) or path.startswith("tags"):
                yield value


def masker(secrets: Iterable[str] = ()) -> Callable[[str], str]:
    """A function that masks credentials in a text: `secrets`, what has a known shape, what is likely one."""
    known = sorted(
        secrets, key=lambda secret: (-len(secret), secret)
    )  # the longest first, else its rest stays
    literal = re.compile("|".join(map(re.escape, known))) if known else None

    @cache
    def mask(text: str) -> str:
        if literal is not None:
            text = literal.sub("(a secret, masked)", text)
        shapes = SHAPES.items() if LIKE_A_SHAPE.search(text) else ()
        for name, pattern in shapes:
            text = pattern.sub(f"({name}, masked)", text)
        for name, hint, pattern in _LIKELY:
            if hint in text:
                text = pattern.sub(f"({name}, masked)", text)
        if len(text) >= _LENGTH_OF_A_KEY:
            text = _SECRET_KEY.sub(_without_key, text)
        return _ASSIGNED.sub(_without_value, text) if any(sign in text for sign in "=\"'") else text

    return mask


def _without_key(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 400) : match.start()]
    is_name = len(_WORD.findall(match[0])) <= _WORDS_OF_A_NAME
    return match[0] if is_name or _IN_AN_ARN.search(before) else "(an AWS secret access key, masked)"


def _without_value(match: re.Match[str]) -> str:
    quoted, bare = match["quoted"], match["bare"]
    value = quoted or bare
    if not is_literal(value) or value.lower().rstrip(".") in ("true", "false", "null", "none"):
        return match[0]
    return match[0][: -len(value)] + "(a secret, masked)"


def masked(value: _T, mask: Callable[[str], str]) -> _T:
    """The value with every text in it masked: a text, a tuple, or a dataclass, however deep."""
    result: Any = value
    kind: type = type(value)
    if isinstance(value, str):
        result = value if isinstance(value, Enum) else mask(value)  # an enumeration's words are ours
    elif isinstance(value, tuple):
        if not _says_nothing_masked(value, mask):
            result = tuple(masked(item, mask) for item in value)
    elif names := _field_names(kind):
        before = _values_of(kind)(value)
        after = tuple(masked(part, mask) for part in before)
        result = value if after == before else replace(result, **dict(zip(names, after, strict=True)))
    return result  # type: ignore[no-any-return]


def _says_nothing_masked(values: tuple[Any, ...], mask: Callable[[str], str]) -> bool:
    """Whether each part of many dataclasses of one kind stays as it is: thousands of findings share a
    few texts, so that each is looked at once. False where that cannot be told this way.
    """
    kinds = set(map(type, values))
    kind = kinds.pop() if len(kinds) == 1 else object
    if not _field_names(kind):
        return False
    try:
        fields = [set(map(attrgetter(name), values)) for name in _field_names(kind)]
    except TypeError:  # a part that has no hash
        return False
    return all(masked(part, mask) == part for parts in fields for part in parts)


@cache
def _values_of(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """A function that tells the values of a dataclass's fields."""
    names = _field_names(kind)
    values = attrgetter(*names)
    return values if len(names) > 1 else lambda each: (values(each),)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; none for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
