"""Rules against fraud: each that applies adds points and a reason; enough points refuse the payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handlers.domain.merchant import Merchant
from handlers.domain.money import Money
from handlers.domain.payer import Payer
from handlers.domain.screening import ScreeningLimits
from handlers.domain.velocity import Velocity


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
    limits: ScreeningLimits,
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


def _is_range_too_fast(velocity: Velocity, limits: ScreeningLimits) -> bool:
    of_range = velocity.range_payments
    is_large = of_range * 100 > velocity.merchant_payments * limits.range_percent
    is_alone = of_range > limits.range_alone and of_range > velocity.usual_payments
    return of_range > limits.range_payments and (is_large or is_alone)


def _by_weight(code: str) -> tuple[int, str]:
    return -POINTS[code], code
