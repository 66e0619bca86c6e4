"""Finds card numbers in free text, however they are written, so that none is stored where it is not sought.

A text is read as its digits, whatever stands between them, unless a letter or a longer gap does. Any 12 to
19 digits in a row that begin as a scheme's numbers do, have a length of that scheme and end in the right
check digit (ISO/IEC 7812-1, annex B) are taken for a card's number. So one honest text in many is, too:
docs/payments.md says how many of which kind.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Final

LONGEST_GAP: Final = 8  # characters between two digits of one number, none of which is a letter
SHORTEST: Final = 12  # digits
LONGEST: Final = 19
_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # a digit times two, its own digits added


@dataclass(frozen=True, slots=True)
class Scheme:
    """What numbers a scheme gives out: the first digits, as ranges of prefixes, and how many in all."""

    name: str
    prefixes: tuple[tuple[str, str], ...]
    lengths: frozenset[int]


def _scheme(name: str, prefixes: str, shortest: int, *lengths: int) -> Scheme:
    pairs = (prefix.split("-") for prefix in prefixes.split())
    return Scheme(name, tuple((pair[0], pair[-1]) for pair in pairs), frozenset((shortest, *lengths)))


# The schemes' own tables are not public in full. These are the ranges that are generally published
# (Wikipedia, "Payment card number", table of issuer identification numbers; read in 2026), with ranges
# that touch taken together, and retired schemes left out.
SCHEMES: Final = (
    _scheme("Visa", "4", 13, 16, 18, 19),
    _scheme("Mastercard", "2221-2720 51-55", 16),
    _scheme("American Express", "34 37", 15),
    _scheme("Discover", "6011 644-649 65", 16, 17, 18, 19),
    _scheme("Diners Club", "300-305 3095 36 38-39", 14, 15, 16, 17, 18, 19),
    _scheme("JCB", "3528-3589", 16, 17, 18, 19),
    _scheme("UnionPay", "62 81", 16, 17, 18, 19),
    _scheme(
        "Maestro",
        "5018 5020 5038 5893 6304 6390 6759 6761-6763 676770 676774",
        *range(SHORTEST, LONGEST + 1),
    ),
    _scheme("Mir", "2200-2204", 16, 17, 18, 19),
    _scheme("RuPay", "353 356 508 60 6521-6522 82", 16),
    _scheme("Verve", "506099-506198 507865-507964 650002-650027", 16, 18, 19),
    _scheme(
        "Elo",
        "401178 431274 438935 451416 457393 504175 506699-506778 509000-509999 627780 636297 636368",
        16,
    ),
    _scheme("Hipercard", "606282 637095 637568 637599 637609 637612", 16),
    _scheme("Troy", "65 9792", 16),
    _scheme("Dankort", "4571 5019", 16),
    _scheme("InterPayment", "636", 16, 17, 18, 19),
    _scheme("UzCard and Humo", "5614 8600 9860", 16),
    _scheme("Napas", "9704", 16, 19),
    _scheme("BORICA", "2205", 16),
    _scheme("LankaPay", "357111", 16),
)


_LENGTHS: Final[Mapping[str, frozenset[int]]] = MappingProxyType(
    {
        prefix: frozenset[int]().union(*(lengths for _, lengths in found))
        for prefix, found in groupby(
            sorted(
                (str(prefix), scheme.lengths)
                for scheme in SCHEMES
                for first, last in scheme.prefixes
                for prefix in range(int(first), int(last) + 1)
            ),
            key=itemgetter(0),
        )
    }
)
_PREFIX_DIGITS: Final = range(1, max(map(len, _LENGTHS)) + 1)


def holds_card_number(text: str, card: str = "") -> bool:
    """Tell whether a number that could be a card's stands in a text, or that of `card`, whatever its scheme.

    Takes time in proportion to the text's length.
    """
    return any((card and card in digits) or _has_number(digits) for digits in _digits(text))


def _digits(text: str) -> Iterator[str]:
    """Yield the digits of each part of a text that could be one number. They may be written in any script,
    and in any form that NFKC takes for the same as the plain one: full-width, circled, raised.
    """
    found: list[str] = []
    gap = 0
    for written in text:  # one by one: of a whole text NFKC sorts the accents, in more than linear time
        plain = unicodedata.normalize("NFKC", written)
        values = [value for value in (unicodedata.digit(each, None) for each in plain) if value is not None]
        gap = 0 if values else gap + 1
        if found and (gap > LONGEST_GAP or any(map(str.isalpha, plain))):
            yield "".join(found)
            found.clear()
        found.extend(map(str, values))
    yield "".join(found)


def _has_number(digits: str) -> bool:
    """Tell whether a scheme's number with its check digit stands anywhere in a row of digits."""
    values = [int(digit) for digit in digits]
    # Sums up to each place, where the digits at even places are doubled, and where those at odd ones are.
    doubled_even, doubled_odd = (
        [0, *accumulate(_DOUBLED[value] if place % 2 == odd else value for place, value in enumerate(values))]
        for odd in (0, 1)
    )
    for start in range(len(digits) - SHORTEST + 1):
        for size in _PREFIX_DIGITS:
            for length in _LENGTHS.get(digits[start : start + size], ()):
                last = start + length - 1  # the check digit: it counts once, the one before it twice
                sums = doubled_even if last % 2 else doubled_odd
                if last < len(digits) and (sums[last + 1] - sums[start]) % 10 == 0:
                    return True
    return False
