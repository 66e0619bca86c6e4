"""Rules against fraud: each that applies adds points and a reason; enough points refuse the payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from handlers.domain.errors import ConfigurationError
from handlers.domain.merchant import Merchant
from handlers.domain.money import Money
from handlers.domain.payer import Payer
from handlers.domain.velocity import MOST_COUNTED, Velocity


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the rules begin to apply. Counts are of the window, and hold the payment itself.

    A range of cards is looked at by merchant. It is too fast above both a number and a share of all that
    the merchant takes, since one range may be every second card of a country; and whatever its share, above
    a second number (`range_alone`) and all that the merchant usually takes: cards of several ranges that are
    tried out are the traffic themselves.
    """

    card_payments: int = 5
    payer_payments: int = 10
    range_payments: int = 100
    range_percent: int = 25
    range_alone: int = 200
    merchant_payments: int = 200_000
    history_payments: int = 3  # fewer say nothing about what is usual
    times_usual: int = 10  # how many times its usual amount a card may pay
    refuse_from: int = 70  # points


@dataclass(frozen=True, slots=True)
class Assessment:
    """The points of a payment, and the codes of the rules that gave them, the weightiest first."""

    score: int
    reasons: tuple[str, ...]


DENIED: Final = "card_denied"
POINTS: Final[Mapping[str, int]] = {
    DENIED: 100,
    "card_velocity": 100,
    "payer_velocity": 100,
    "range_velocity": 100,
    "merchant_velocity": 40,
    "unusual_amount": 40,
    "issuer_country_mismatch": 30,
    "merchant_country_mismatch": 10,
}


def assess(  # noqa: PLR0913 (all that the rules look at)
    money: Money,
    merchant: Merchant | None,
    payer: Payer | None,
    velocity: Velocity,
    limits: Limits,
    *,
    denied: bool,
) -> Assessment:
    """Judge a payment. What is not known of a country gives no points."""
    earlier = velocity.earlier_payments
    issuer, home = (payer.card_country, payer.country) if payer else ("", "")
    applies = {
        DENIED: denied,
        "card_velocity": velocity.card_payments > limits.card_payments,
        "payer_velocity": velocity.payer_payments > limits.payer_payments,
        "range_velocity": _is_range_too_fast(velocity, limits),
        "merchant_velocity": velocity.merchant_payments > limits.merchant_payments,
        "unusual_amount": earlier >= limits.history_payments
        and money.minor * earlier > velocity.earlier_minor * limits.times_usual,
        "issuer_country_mismatch": bool(issuer and home and issuer != home),
        "merchant_country_mismatch": bool(issuer and merchant and issuer != merchant.country),
    }
    reasons = tuple(sorted((code for code, is_so in applies.items() if is_so), key=_by_weight))
    return Assessment(sum(POINTS[code] for code in reasons), reasons)


def _is_range_too_fast(velocity: Velocity, limits: Limits) -> bool:
    of_range = velocity.range_payments
    is_large = of_range * 100 > velocity.merchant_payments * limits.range_percent
    is_alone = of_range > limits.range_alone and of_range > velocity.usual_payments
    return of_range > limits.range_payments and (is_large or is_alone)


def limits_of(configured: Mapping[str, object], default: Limits = Limits()) -> Limits:
    """Read limits by their names; those left out are those of `default`. Raises ConfigurationError."""
    known = {field.name for field in fields(Limits)}
    numbers = {name: value for name, value in configured.items() if type(value) is int and value > 0}
    if set(configured) - known or len(numbers) != len(configured):
        raise ConfigurationError(
            "FRAUD_LIMITS, or a merchant's: an object of whole numbers above zero, by the names of limits"
        )
    if any(numbers.get(name, 0) >= MOST_COUNTED for name in ("card_payments", "payer_payments")):
        raise ConfigurationError(
            f"FRAUD_LIMITS, or a merchant's: payments of a card and a payer are counted up to {MOST_COUNTED}"
        )
    return replace(default, **numbers)


def _by_weight(code: str) -> tuple[int, str]:
    return -POINTS[code], code
