"""Rules against fraud: where each begins to apply, the points that they add up to, and their limits."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.errors import ConfigurationError
from handlers.domain.payer import Payer
from handlers.domain.screening import ScreeningLimits, limits_of
from handlers.domain.velocity import MOST_COUNTED, Velocity
from handlers.functions.screen.core import Assessment, assess
from infra.settings.payments import FraudLimits
from tests.handlers.samples import euros, merchant, payer

LIMITS = ScreeningLimits()
FIRST = Velocity(
    card_payments=1,
    payer_payments=1,
    range_payments=1,
    merchant_payments=1,
    earlier_payments=0,
    earlier_minor=0,
)
"""Of a payment with no other beside it."""
AMOUNT = 1000
"""In minor units."""
USUAL = AMOUNT // LIMITS.times_usual
"""The least usual amount at which this one is not unusual, in minor units."""
SHARE = 100 // LIMITS.range_percent
"""A range is a large share of the merchant's payments where it is more than one in so many."""


def screened(velocity: Velocity = FIRST, of: Payer | None = None, *, denied: bool = False) -> Assessment:
    return assess(euros(AMOUNT), merchant(), of or payer(), velocity, LIMITS, denied=denied)


def of_range(payments: int, merchant_payments: int, usual_payments: int = 0) -> Velocity:
    """So many payments of the card's range, among so many of the merchant."""
    return replace(
        FIRST,
        range_payments=payments,
        merchant_payments=merchant_payments,
        usual_payments=usual_payments,
    )


def after(payments: int, minor: int) -> Velocity:
    """So many earlier payments of the card, each of so many minor units."""
    return replace(FIRST, earlier_payments=payments, earlier_minor=payments * minor)


AT_CARD_LIMIT = replace(FIRST, card_payments=LIMITS.card_payments)
AT_PAYER_LIMIT = replace(FIRST, payer_payments=LIMITS.payer_payments)
AT_MERCHANT_LIMIT = replace(FIRST, merchant_payments=LIMITS.merchant_payments)
RANGE, ALONE = LIMITS.range_payments, LIMITS.range_alone

TOO_FAST = {
    "card_velocity": replace(AT_CARD_LIMIT, card_payments=AT_CARD_LIMIT.card_payments + 1),
    "payer_velocity": replace(AT_PAYER_LIMIT, payer_payments=AT_PAYER_LIMIT.payer_payments + 1),
    "range_velocity": of_range(RANGE + 1, SHARE * (RANGE + 1) - 1),
}
"""Just above the limits that each refuse a payment alone."""


def test_r86_an_ordinary_payment_has_no_points() -> None:
    assert screened() == Assessment(0, ())


@pytest.mark.parametrize(
    ("velocity", "of", "denied", "reason"),
    [
        (FIRST, payer(), True, "card_denied"),
        *((velocity, payer(), False, reason) for reason, velocity in TOO_FAST.items()),
        (
            replace(AT_MERCHANT_LIMIT, merchant_payments=AT_MERCHANT_LIMIT.merchant_payments + 1),
            payer(),
            False,
            "merchant_velocity",
        ),
        (after(LIMITS.history_payments, USUAL - 1), payer(), False, "unusual_amount"),
        (of_range(ALONE + 1, 10 * ALONE), payer(), False, "range_velocity"),
        (FIRST, payer(card_country="US", country="FR"), False, "issuer_country_mismatch"),
        (FIRST, payer(card_country="FR", country="FR"), False, "merchant_country_mismatch"),
    ],
)
def test_r86_each_rule_gives_its_reason_alone(
    velocity: Velocity, of: Payer, denied: bool, reason: str
) -> None:
    assert screened(velocity, of, denied=denied).reasons == (reason,)


@pytest.mark.parametrize(
    "velocity",
    [
        AT_CARD_LIMIT,
        AT_PAYER_LIMIT,
        AT_MERCHANT_LIMIT,
        of_range(RANGE, RANGE),
        of_range(RANGE + 1, SHARE * (RANGE + 1)),
        of_range(ALONE, 10 * ALONE),
        of_range(9 * RANGE, 90 * RANGE, usual_payments=9 * RANGE),
        after(LIMITS.history_payments, USUAL),
        after(LIMITS.history_payments - 1, 1),
    ],
    ids=[
        "card",
        "payer",
        "merchant",
        "range: number",
        "range: share of the merchant's payments",
        "range: number whatever the share",
        "range: the merchant's usual traffic",
        "amount: times the usual one",
        "amount: too few earlier payments",
    ],
)
def test_r86_at_its_limit_no_rule_applies(velocity: Velocity) -> None:
    assert screened(velocity).reasons == ()


def test_r86_a_card_on_the_deny_list_is_refused() -> None:
    assert screened(denied=True).score >= LIMITS.refuse_from


@pytest.mark.parametrize("velocity", TOO_FAST.values(), ids=TOO_FAST)
def test_r86_a_card_a_payer_and_a_range_above_their_limit_are_refused(velocity: Velocity) -> None:
    assert screened(velocity).score >= LIMITS.refuse_from


def test_r86_a_country_that_does_not_match_refuses_no_payment_alone() -> None:
    assert 0 < screened(of=payer(country="FR")).score < LIMITS.refuse_from


def test_the_weightiest_reason_comes_first() -> None:
    found = screened(TOO_FAST["card_velocity"], payer(country="FR"), denied=True)
    assert found.reasons == ("card_denied", "card_velocity", "issuer_country_mismatch")


def test_a_payer_that_is_unknown_gives_no_points() -> None:
    assert assess(euros(AMOUNT), None, None, FIRST, LIMITS, denied=False).reasons == ()


@given(
    st.builds(
        Velocity,
        card_payments=st.integers(1, 50),
        payer_payments=st.integers(0, 50),
        range_payments=st.integers(0, 300),
        merchant_payments=st.integers(1, 10**6),
        earlier_payments=st.integers(0, 50),
        earlier_minor=st.integers(0, 10**9),
    ),
    st.booleans(),
)
def test_one_payment_more_never_lowers_the_score(velocity: Velocity, denied: bool) -> None:
    """One of the same card, payer and range; the merchant has as many payments in both."""
    more = replace(
        velocity,
        card_payments=velocity.card_payments + 1,
        payer_payments=velocity.payer_payments + 1,
        range_payments=velocity.range_payments + 1,
        merchant_payments=max(velocity.merchant_payments, velocity.range_payments) + 1,
    )
    less = replace(velocity, merchant_payments=more.merchant_payments - 1)
    assert screened(more, denied=denied).score >= screened(less, denied=denied).score


def test_limits_are_configuration_and_what_is_left_out_has_a_default() -> None:
    assert limits_of({"card_payments": 2}) == ScreeningLimits(card_payments=2)
    own = limits_of({"range_payments": 9}, ScreeningLimits(card_payments=2))
    assert own == ScreeningLimits(card_payments=2, range_payments=9)


def test_the_settings_know_the_limits_that_screening_knows() -> None:
    assert set(FraudLimits.model_fields) == {field.name for field in fields(ScreeningLimits)}


@pytest.mark.parametrize(
    "configured",
    [
        {"card_payment": 2},
        {"card_payments": 0},
        {"card_payments": "2"},
        {"card_payments": True},
        {"payer_payments": MOST_COUNTED},
    ],
    ids=["a name that is no limit", "zero", "a text", "a boolean", "more than is counted"],
)
def test_limits_that_make_no_sense_are_refused(configured: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match="FRAUD_LIMITS"):
        limits_of(configured)
