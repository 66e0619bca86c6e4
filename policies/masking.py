"""Masks credentials in whatever is printed: known ones, those of a certain shape, and what is likely one.

A secret of the configuration is distinctive, and masked wherever it is read, or ambiguous: short, a common
word, or part of a name. Masking that everywhere would take words and names away, so that it is masked only
in quotes, in a text about its own resource.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

from policies.configuration import Configuration, recalled
from policies.credentials import LIKE_A_SHAPE, SHAPES, is_literal, is_secret_name, named_strings

_T = TypeVar("_T")

_MASK: Final = "(a secret, masked)"


class _Shape(NamedTuple):
    """A kind of credential, what stands in every text that has one (quicker to look for), and its pattern."""

    name: str
    hint: str
    pattern: re.Pattern[str]


_LIKELY: Final = (
    _Shape(
        "a private key",
        "-----END ",
        re.compile(r"(?<![A-Za-z0-9+/=\\\s])[A-Za-z0-9+/=\\\s]*-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----"),
    ),
    _Shape("a signed token", "eyJ", re.compile(r"\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*")),
    _Shape("a bearer token", "", re.compile(r"(?i)\bbearer\s+[\w.~+/-]{8,}=*")),
    _Shape("a password in a URL", "://", re.compile(r"://[^\s\"@:/]{0,200}:[^\s\"@]{0,400}@")),
)
"""Shapes that credentials share with other texts, so that no rule judges by them (`credentials.SHAPES` are
certain): a wrong guess here costs a word of a message, not a verdict."""

_ASSIGNMENT: Final = re.compile(
    r"(?i)(?P<name>(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|private_?key)"
    r"(?:\\?[\"'])?\s*(?:=|:\s*(?=\\?[\"'])))\s*"
    r"(?:\\?[\"'](?P<quoted>[^\"'\\]{4,})|(?P<bare>[^\s\"'(),;&]{6,}))"
)
"""A value behind the name of a credential: `password=...`, `"token": "..."`."""

_SECRET_KEY_LENGTH: Final = 40
_SECRET_KEY: Final = re.compile(
    r"(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*[0-9])"
    rf"[A-Za-z0-9/+]{{{_SECRET_KEY_LENGTH}}}(?![A-Za-z0-9/+=])"
)
"""The length and the letters of an AWS secret access key, which a path may have as well."""

_LOOK_BACK: Final = 400  # characters before a key, more than the next pattern takes
_IN_ARN_OR_URL: Final = re.compile(r"(?:arn:|://)[^\s\"'`,;()<>]{0,300}\Z")
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[/+]")
_MOST_WORDS_OF_A_NAME: Final = 12
"""Of 40 characters. Random ones fall into more words, save for 2 of 10,000; names, into fewer."""

_SHORT_SECRET: Final = 8  # characters; a shorter one stands in other texts by chance
_LONG_SECRET: Final = 20  # characters; of these, not even words alone are common
_WORDS_ALONE: Final = re.compile(r"[A-Za-z]+(?:[-_. ][A-Za-z]+)*")
"""Letters without a digit, as in `changeme` or `correct-horse`."""
_NAME_ARGUMENT: Final = re.compile(r"(?:^|_)(?:name|identifier|bucket|prefix|family|alias)$")
"""Arguments whose value is a name."""


class _Secrets(NamedTuple):
    """The secrets of a configuration: ambiguous ones by the address of the element where they stand."""

    distinctive: frozenset[str]
    ambiguous: Mapping[str, set[str]]


def distinctive_secrets(configuration: Configuration) -> frozenset[str]:
    """The secrets of a configuration that are masked wherever they are read, for `masker`."""
    return _secrets(configuration).distinctive


def ambiguous_secret_masker(configuration: Configuration) -> Callable[[str, str], str]:
    """A function of (text, about) that masks in `text` the quoted ambiguous secrets of certain elements.

    about: a text that has the addresses of these elements in it; it may be `text` itself.
    """
    own = _secrets(configuration).ambiguous
    if not own:
        return lambda text, _about: text
    addresses = re.compile("|".join(map(re.escape, sorted(own, key=len, reverse=True))))
    quoted = {
        address: re.compile(r"(\\?[\"'`])(?:" + "|".join(map(re.escape, sorted(values))) + r")\1")
        for address, values in own.items()
    }

    def mask(text: str, about: str) -> str:
        for address in dict.fromkeys(addresses.findall(about)):
            text = quoted[address].sub(rf"\1{_MASK}\1", text)
        return text

    return mask


@recalled
def _secrets(configuration: Configuration) -> _Secrets:
    """What is a credential by the name under which it stands (`credentials.is_secret_name`)."""
    found = [
        (element, value)
        for element in configuration.elements
        for path, name, value in named_strings(element, configuration)
        if is_secret_name(name) and is_literal(value) and not path.startswith("tags")
    ]
    names = "\0".join(_names(configuration)) if found else ""
    distinctive: set[str] = set()
    ambiguous: dict[str, set[str]] = {}
    for element, value in found:
        if _is_common(value) or value in names:
            ambiguous.setdefault(element.address, set()).add(value)
        else:
            distinctive.add(value)
    return _Secrets(frozenset(distinctive), ambiguous)


def _is_common(value: str) -> bool:
    """Whether a value stands in other texts as well: it is short, or no more than a few words."""
    return len(value) < _SHORT_SECRET or (
        len(value) < _LONG_SECRET and _WORDS_ALONE.fullmatch(value) is not None
    )


def _names(configuration: Configuration) -> Iterator[str]:
    """What things are called: stacks, addresses, attributes, tags, and names as AWS knows them."""
    for element in configuration.elements:
        yield from (element.stack, element.address, element.path, element.source, element.region)
        for path, name, value in named_strings(element, configuration):
            yield path
            if _NAME_ARGUMENT.search(name) or path.startswith("tags"):
                yield value


def masker(secrets: Iterable[str] = ()) -> Callable[[str], str]:
    """A function that masks in a text: each of `secrets`, what has a certain shape, what is likely one."""
    # The longest first: where one begins with another, the rest of it must not stay.
    longest_first = sorted(secrets, key=lambda secret: (-len(secret), secret))
    known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    @cache
    def mask(text: str) -> str:
        if known is not None:
            text = known.sub(_MASK, text)
        shapes = SHAPES.items() if LIKE_A_SHAPE.search(text) else ()
        for name, pattern in shapes:
            text = pattern.sub(f"({name}, masked)", text)
        for name, hint, pattern in _LIKELY:
            if hint in text:
                text = pattern.sub(f"({name}, masked)", text)
        if len(text) >= _SECRET_KEY_LENGTH:
            text = _SECRET_KEY.sub(_without_key, text)
        return _ASSIGNMENT.sub(_without_value, text) if any(sign in text for sign in "=\"'") else text

    return mask


def _without_key(match: re.Match[str]) -> str:
    """What stands for a secret access key; the text itself where it is a name, or within an ARN or a URL."""
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    is_name = len(_WORD.findall(match[0])) <= _MOST_WORDS_OF_A_NAME
    return match[0] if is_name or _IN_ARN_OR_URL.search(before) else "(an AWS secret access key, masked)"


def _without_value(match: re.Match[str]) -> str:
    """An assignment with its value masked; as it is where that is no literal, or true, false or null."""
    quoted, bare = match["quoted"], match["bare"]
    value = quoted or bare
    if not is_literal(value) or value.lower().rstrip(".") in ("true", "false", "null", "none"):
        return match[0]
    return match[0][: -len(value)] + _MASK


def masked(value: _T, mask: Callable[[str], str]) -> _T:
    """The value with every text in it masked: a text, a tuple, or a dataclass, however deep."""
    result: Any = value
    kind: type = type(value)
    if isinstance(value, str):
        # An enumeration's values are our own words, and no secrets.
        result = value if isinstance(value, Enum) else mask(value)
    elif isinstance(value, tuple):
        if not _all_stay(value, mask):
            result = tuple(masked(item, mask) for item in value)
    elif names := _field_names(kind):
        before = _field_values(kind)(value)
        after = tuple(masked(part, mask) for part in before)
        result = value if after == before else replace(result, **dict(zip(names, after, strict=True)))
    return result  # type: ignore[no-any-return]


def _all_stay(values: tuple[Any, ...], mask: Callable[[str], str]) -> bool:
    """Whether no text in these dataclasses of one type is masked; False also for other values.

    It looks once at each text of each field, which is quick: thousands of findings share a few texts.
    """
    kinds = set(map(type, values))
    kind = kinds.pop() if len(kinds) == 1 else object
    if not _field_names(kind):
        return False
    try:
        texts = [set(map(attrgetter(name), values)) for name in _field_names(kind)]
    except TypeError:  # a field's value has no hash
        return False
    return all(masked(part, mask) == part for parts in texts for part in parts)


@cache
def _field_values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """A function that gives the values of a dataclass's fields, in order."""
    names = _field_names(kind)
    values = attrgetter(*names)
    return values if len(names) > 1 else lambda each: (values(each),)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; none for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
