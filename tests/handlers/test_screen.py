"""Rules against fraud, one by one and together (R86)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.screen.core import Assessment, Limits, assess, limits_of
from handlers.shared.errors import ConfigurationError
from handlers.shared.payer import Payer
from handlers.shared.velocity import Velocity
from tests.handlers.samples import euros, merchant, payer

QUIET = Velocity(1, 1, 1, 1000)
LIMITS = Limits()


def screened(
    velocity: Velocity = QUIET, of: Payer | None = None, *, denied: bool = False, minor: int = 1000
) -> Assessment:
    return assess(euros(minor), merchant(), of or payer(), velocity, LIMITS, denied=denied)


def test_r86_an_ordinary_payment_has_no_points() -> None:
    assert screened() == Assessment(0, ())


@pytest.mark.parametrize(
    ("velocity", "of", "denied", "reason"),
    [
        (QUIET, payer(), True, "card_denied"),
        (replace(QUIET, card_payments=6), payer(), False, "card_velocity"),
        (replace(QUIET, merchant_payments=200_001), payer(), False, "merchant_velocity"),
        (Velocity(1, 1, 4, 1000 + 3 * 99), payer(), False, "unusual_amount"),
        (QUIET, payer(card_country="US", country="FR"), False, "issuer_country_mismatch"),
        (QUIET, payer(card_country="FR", country="FR"), False, "merchant_country_mismatch"),
    ],
)
def test_r86_each_rule_gives_its_reason_alone(
    velocity: Velocity, of: Payer, denied: bool, reason: str
) -> None:
    assert screened(velocity, of, denied=denied).reasons == (reason,)


@pytest.mark.parametrize(
    "velocity",
    [
        replace(QUIET, card_payments=5),
        replace(QUIET, merchant_payments=200_000),
        Velocity(1, 1, 4, 1000 + 3 * 100),  # ten times the usual amount, and no more
        Velocity(1, 1, 3, 1000 + 2),  # too few payments to say what is usual
    ],
)
def test_r86_at_its_limit_no_rule_applies(velocity: Velocity) -> None:
    assert screened(velocity).reasons == ()


def test_r86_a_denied_card_and_one_that_is_too_fast_are_refused_and_one_oddity_is_not() -> None:
    assert screened(denied=True).score >= LIMITS.refuse_from
    assert screened(replace(QUIET, card_payments=6)).score >= LIMITS.refuse_from
    assert screened(of=payer(country="FR")).score < LIMITS.refuse_from


def test_the_weightiest_reason_comes_first() -> None:
    found = screened(replace(QUIET, card_payments=6), payer(country="FR"), denied=True)
    assert found.reasons == ("card_denied", "card_velocity", "issuer_country_mismatch")


def test_a_payer_that_is_unknown_gives_no_points() -> None:
    assert assess(euros(1000), None, None, QUIET, LIMITS, denied=False).reasons == ()


@given(st.integers(1, 50), st.integers(1, 10**6), st.integers(1, 50), st.integers(1, 10**9), st.booleans())
def test_more_payments_never_lower_the_score(
    card: int, shop: int, many: int, sum_: int, denied: bool
) -> None:
    less = screened(Velocity(card, shop, many, sum_), denied=denied)
    more = screened(Velocity(card + 1, shop + 1, many, sum_), denied=denied)
    assert more.score >= less.score


def test_limits_are_configuration_and_what_is_left_out_has_a_default() -> None:
    assert limits_of({"card_payments": 2}) == Limits(card_payments=2)


@pytest.mark.parametrize(
    "configured", [{"card_payment": 2}, {"card_payments": 0}, {"card_payments": "2"}, {"card_payments": True}]
)
def test_limits_that_make_no_sense_are_refused(configured: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match="FRAUD_LIMITS"):
        limits_of(configured)
