"""Cards: check digits, expiry, and a representation that says nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.card import Card, has_expired, passes_luhn


@given(st.text("0123456789", min_size=11, max_size=18))
def test_r86_exactly_one_check_digit_fits(digits: str) -> None:
    assert [passes_luhn(digits + last) for last in "0123456789"].count(True) == 1


@given(st.text("0123456789", min_size=12, max_size=19), st.integers(0, 11), st.integers(1, 9))
def test_r86_a_wrong_digit_is_always_found(digits: str, position: int, by: int) -> None:
    wrong = digits[:position] + str((int(digits[position]) + by) % 10) + digits[position + 1 :]
    assert not (passes_luhn(digits) and passes_luhn(wrong))


@pytest.mark.parametrize(
    "number", ["4242424242424242", "5555555555554444", "378282246310005", "6011111111111117"]
)
def test_r86_numbers_that_schemes_publish_for_tests_pass(number: str) -> None:
    assert passes_luhn(number)


@pytest.mark.parametrize(
    "number", ["", "4242 4242 4242 4242", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "4242424242424241", "4242a"]
)
def test_what_is_no_number_is_none(number: str) -> None:
    assert not passes_luhn(number)


@pytest.mark.parametrize(
    ("year", "month", "expired"), [(2026, 3, False), (2026, 2, True), (2025, 12, True), (2027, 1, False)]
)
def test_a_card_is_good_to_the_end_of_its_month(year: int, month: int, *, expired: bool) -> None:
    assert has_expired(year, month, date(2026, 3, 31)) is expired


def test_a_card_shows_nothing_of_itself() -> None:
    assert str(Card("4242424242424242", 2031, 7, "123")) == repr(Card("1", 1, 1, "9")) == "Card()"
