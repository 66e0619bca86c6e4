"""Rules against fraud: each that applies adds points and a reason; enough points refuse the payment (R86)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from handlers.shared.errors import ConfigurationError
from handlers.shared.merchant import Merchant
from handlers.shared.money import Money
from handlers.shared.payer import Payer
from handlers.shared.velocity import Velocity


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the rules begin to apply. Counts are of a window of ten minutes, and hold the payment itself."""

    card_payments: int = 5
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
_POINTS: Final[Mapping[str, int]] = {
    DENIED: 100,
    "card_velocity": 100,
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
    earlier = velocity.card_payments_long - 1
    usual = velocity.card_minor_long - money.minor
    issuer, home = (payer.card_country, payer.country) if payer else ("", "")
    applies = {
        DENIED: denied,
        "card_velocity": velocity.card_payments > limits.card_payments,
        "merchant_velocity": velocity.merchant_payments > limits.merchant_payments,
        "unusual_amount": earlier >= limits.history_payments
        and money.minor * earlier > usual * limits.times_usual,
        "issuer_country_mismatch": bool(issuer and home and issuer != home),
        "merchant_country_mismatch": bool(issuer and merchant and issuer != merchant.country),
    }
    reasons = tuple(sorted((code for code, is_so in applies.items() if is_so), key=_by_weight))
    return Assessment(sum(_POINTS[code] for code in reasons), reasons)


def limits_of(configured: Mapping[str, object]) -> Limits:
    """Read limits by their names; those left out keep their defaults. Raises ConfigurationError."""
    known = {field.name for field in fields(Limits)}
    numbers = {name: value for name, value in configured.items() if type(value) is int and value > 0}
    if set(configured) - known or len(numbers) != len(configured):
        raise ConfigurationError(
            "FRAUD_LIMITS: an object of whole numbers above zero, by the names of limits"
        )
    return Limits(**numbers)


def _by_weight(code: str) -> tuple[int, str]:
    return -_POINTS[code], code
