"""Rules against fraud, one by one and together."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.errors import ConfigurationError
from handlers.domain.payer import Payer
from handlers.domain.velocity import MOST_COUNTED, Velocity
from handlers.functions.screen.core import Assessment, Limits, assess, limits_of
from infra.systems.global_payments.tables import FraudLimits
from tests.handlers.samples import euros, merchant, payer

QUIET = Velocity(1, 1, 1, 1, 0, 0)
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
        (replace(QUIET, earlier_payments=3, earlier_minor=3 * 99), payer(), False, "unusual_amount"),
        (replace(QUIET, payer_payments=11), payer(), False, "payer_velocity"),
        (replace(QUIET, range_payments=101, merchant_payments=403), payer(), False, "range_velocity"),
        (replace(QUIET, range_payments=201, merchant_payments=2000), payer(), False, "range_velocity"),
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
        replace(QUIET, payer_payments=10),
        replace(QUIET, range_payments=100, merchant_payments=100),
        replace(QUIET, range_payments=101, merchant_payments=404),  # a quarter, and no more
        replace(QUIET, range_payments=200, merchant_payments=2000),
        replace(QUIET, range_payments=900, merchant_payments=9000, usual_payments=900),
        replace(QUIET, earlier_payments=3, earlier_minor=3 * 100),  # ten times the usual amount, and no more
        replace(QUIET, earlier_payments=2, earlier_minor=2),  # too few payments to say what is usual
    ],
)
def test_r86_at_its_limit_no_rule_applies(velocity: Velocity) -> None:
    assert screened(velocity).reasons == ()


def test_r86_a_denied_card_and_one_that_is_too_fast_are_refused_and_one_oddity_is_not() -> None:
    assert screened(denied=True).score >= LIMITS.refuse_from
    assert screened(replace(QUIET, card_payments=6)).score >= LIMITS.refuse_from
    assert screened(replace(QUIET, payer_payments=11)).score >= LIMITS.refuse_from
    assert screened(replace(QUIET, range_payments=101, merchant_payments=101)).score >= LIMITS.refuse_from
    assert screened(of=payer(country="FR")).score < LIMITS.refuse_from


def test_the_weightiest_reason_comes_first() -> None:
    found = screened(replace(QUIET, card_payments=6), payer(country="FR"), denied=True)
    assert found.reasons == ("card_denied", "card_velocity", "issuer_country_mismatch")


def test_a_payer_that_is_unknown_gives_no_points() -> None:
    assert assess(euros(1000), None, None, QUIET, LIMITS, denied=False).reasons == ()


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
    """Of the same card, payer and range, at the same merchant."""
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
    assert limits_of({"card_payments": 2}) == Limits(card_payments=2)
    own = limits_of({"range_payments": 9}, Limits(card_payments=2))
    assert own == Limits(card_payments=2, range_payments=9)


def test_the_settings_know_the_limits_that_screening_knows() -> None:
    assert set(FraudLimits.model_fields) == {field.name for field in fields(Limits)}


@pytest.mark.parametrize(
    "configured",
    [
        {"card_payment": 2},
        {"card_payments": 0},
        {"card_payments": "2"},
        {"card_payments": True},
        {"payer_payments": MOST_COUNTED},
    ],
)
def test_limits_that_make_no_sense_are_refused(configured: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match="FRAUD_LIMITS"):
        limits_of(configured)
