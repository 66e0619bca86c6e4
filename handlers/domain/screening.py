"""The limits of screening: a merchant's own, or those of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from handlers.domain.errors import ConfigurationError
from handlers.domain.velocity import MOST_COUNTED


@dataclass(frozen=True, slots=True)
class ScreeningLimits:
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


def limits_of(
    configured: Mapping[str, object], default: ScreeningLimits = ScreeningLimits()
) -> ScreeningLimits:
    """Read limits by their names; those left out are those of `default`. Raises ConfigurationError."""
    known = {field.name for field in fields(ScreeningLimits)}
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
