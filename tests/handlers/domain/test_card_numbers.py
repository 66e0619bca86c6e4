"""Card numbers in free text: found however they are written, and little else is taken for one.

The texts are generated: every scheme, every length, every script of digits that Unicode knows.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.domain.card import passes_luhn
from handlers.domain.card_numbers import LONGEST, LONGEST_GAP, SCHEMES, SHORTEST, holds_card_number
from handlers.local.honest_texts import EACH, taken_for_cards

pytestmark = pytest.mark.fuzz


def _digit(character: str) -> int | None:
    plain = unicodedata.normalize("NFKC", character)
    return unicodedata.digit(plain, None) if len(plain) == 1 else None


WRITTEN = [  # ten digits each, as they stand in a row in Unicode
    "".join(chr(first + value) for value in range(10))
    for first in range(sys.maxunicode - 9)
    if all(_digit(chr(first + value)) == value for value in range(10))
]
SEPARATORS = [
    character
    for character in map(chr, range(0x20, 0x3000))
    if not any(map(str.isalnum, unicodedata.normalize("NFKC", character)))
]


AROUND = [chr(point) for point in (*range(0x20, 0x250), *range(0x660, 0x66A), 0x200B, 0x4E00, 0x1F4B3)]
CARDS = 3000


def card_number(random_: Random) -> str:
    """A number of a scheme, with its check digit."""
    scheme = random_.choice(SCHEMES)
    first, last = random_.choice(scheme.prefixes)
    prefix = str(random_.randint(int(first), int(last)))
    rest = random_.choice(sorted(scheme.lengths)) - len(prefix) - 1
    body = prefix + "".join(random_.choices("0123456789", k=rest))
    return next(body + check for check in "0123456789" if passes_luhn(body + check))


def text_of(random_: Random, characters: Sequence[str], longest: int) -> str:
    return "".join(random_.choices(characters, k=random_.randint(0, longest)))


def test_a_number_is_found_whatever_stands_between_and_around_its_digits() -> None:
    random_ = Random(8)  # noqa: S311 (the same texts every time)
    for _ in range(CARDS):
        number, digits = card_number(random_), random_.choice(WRITTEN)
        longest = random_.randint(0, LONGEST_GAP)
        inside = "".join(digits[int(each)] + text_of(random_, SEPARATORS, longest) for each in number[:-1])
        text = (
            f"{text_of(random_, AROUND, 20)}{inside}{digits[int(number[-1])]}{text_of(random_, AROUND, 20)}"
        )
        assert holds_card_number(text), ascii(text)


@pytest.mark.parametrize("digits", WRITTEN, ids=lambda digits: unicodedata.name(digits[0]))
def test_digits_of_every_script_are_digits(digits: str) -> None:
    assert holds_card_number("".join(digits[int(digit)] for digit in "4242424242424242"))


def test_there_are_scripts_to_speak_of() -> None:
    assert len(WRITTEN) > 50
    assert "".join(map(chr, range(0xFF10, 0xFF1A))) in WRITTEN, "full-width"


@pytest.mark.parametrize(
    "text",
    [
        "order-4242424242424242",
        "o4242-4242-4242-4242",
        "Ada 4242  4242  4242  4242",
        "4242/4242/4242/4242",
        "4242424242424242 12 99 123",
        "4242424242424242/12/99/123",
        "1234242424242424242",
        "4️⃣2️⃣" * 8,
        "4\u200b2\u00ad" * 8,
        "3782 822463 10005",
        "5018 0000 0009",
    ],
)
def test_as_people_write_them(text: str) -> None:
    assert holds_card_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4242 4242 424",
        "4242424242424241",
        "4242x4242x4242x4242",
        f"42424242{'-' * (LONGEST_GAP + 1)}42424242",
        "0000000000000000",
        "order-1001",
        "2026-03-14T15:09:26.535Z",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not holds_card_number(text)


def test_the_requests_own_card_is_found_whatever_its_scheme() -> None:
    own = "9999999999999995"
    assert passes_luhn(own)
    assert not holds_card_number(f"a {own}")
    assert holds_card_number("a 9999-9999-9999-9995 b", own)
    assert not holds_card_number("a 9999-9999-9999-999 b", own)


@given(st.text("0123456789", max_size=40))
def test_windows_lengths_beginnings_and_check_digits_decide_and_nothing_else(digits: str) -> None:
    """The same said in another way: by trying every part."""
    found = any(
        len(part) in scheme.lengths
        and any(first <= part[: len(first)] <= last for first, last in scheme.prefixes)
        and passes_luhn(part)
        for start in range(len(digits))
        for part in (digits[start : start + length] for length in range(SHORTEST, LONGEST + 1))
        if len(part) >= SHORTEST
        for scheme in SCHEMES
    )
    assert holds_card_number(digits) == found


@given(st.text(max_size=200))
def test_a_text_of_fewer_digits_holds_none(text: str) -> None:
    assume(sum(character.isdigit() for character in unicodedata.normalize("NFKC", text)) < SHORTEST)
    assert not holds_card_number(text)


@pytest.mark.parametrize(
    ("kind", "percent"),
    [
        ("counters of up to 11 digits, with a word", 0),
        ("year and counter: `INV-2026-000123`", 0),
        ("day and counter: `20260314-000123`", 0),
        ("times to the second: `2026-03-14 15:09:26`", 0),
        ("milliseconds since 1970", 0),
        ("names", 0),
        ("e-mail addresses", 0),
        ("UUIDs", 0.3),
        ("32 hexadecimal digits", 0.3),
        ("telephone numbers", 2),
        ("any 12 digits", 0.3),
        ("any 16 digits", 10),
    ],
)
def test_little_that_is_honest_is_taken_for_a_number(kind: str, percent: float) -> None:
    assert taken_for_cards(kind) <= EACH * percent / 100


@pytest.mark.parametrize("piece", ["9", "4", "62", "9 ", "\u0301\u0323", "\uff14", "a", "\ufdfa"])
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    def lines(count: int) -> int:
        seen = 0

        def trace(_frame: object, event: str, _argument: object) -> object:
            nonlocal seen
            seen += event == "line"
            return trace

        text = piece * count
        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            holds_card_number(text)
        finally:
            sys.settrace(None)
        return seen

    lines(1)
    assert lines(800) <= 2.2 * lines(400)
