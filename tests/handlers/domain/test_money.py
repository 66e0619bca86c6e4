"""Money counts whole minor units, and loses none."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.money import EXPONENTS, CurrencyError, Money

minors = st.integers(-(10**12), 10**12)


@given(minors, minors)
def test_sums_and_differences_undo_each_other(a: int, b: int) -> None:
    assert Money(a, "EUR") + Money(b, "EUR") - Money(b, "EUR") == Money(a, "EUR")


@given(minors, st.integers(0, 10_000))
def test_a_share_is_rounded_half_to_even(minor: int, basis_points: int) -> None:
    exact = Decimal(minor) * basis_points / 10_000
    rounded = int(exact.to_integral_value(rounding=ROUND_HALF_EVEN))
    assert Money(minor, "EUR").share(basis_points).minor == rounded


@given(minors, st.sampled_from(sorted(EXPONENTS)))
def test_the_text_has_the_decimals_of_the_currency(minor: int, currency: str) -> None:
    amount, _, name = str(Money(minor, currency)).partition(" ")
    assert name == currency
    assert Decimal(amount) == Decimal(minor).scaleb(-EXPONENTS[currency])


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLP", 0), ("USD", 2)])
def test_exponents_are_those_of_iso_4217(currency: str, digits: int) -> None:
    assert EXPONENTS[currency] == digits


def test_two_currencies_do_not_meet() -> None:
    with pytest.raises(CurrencyError):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(CurrencyError):
        _ = Money(1, "EUR") < Money(1, "USD")


@pytest.mark.parametrize("currency", ["", "eur", "XXX", "EURO", "XAU"])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    with pytest.raises(CurrencyError):
        Money(1, currency)


@pytest.mark.parametrize("minor", [1.0, True, "1", None, Decimal(1)])
def test_what_is_no_whole_number_is_refused(minor: object) -> None:
    with pytest.raises(TypeError):
        Money(minor, "EUR")  # type: ignore[arg-type]
