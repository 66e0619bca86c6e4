"""Merchants: who takes payments, in which currencies and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What one payment may amount to, in minor units of its currency, both ends included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Merchant:
    """A merchant. `limits` names the currencies that it takes; `country` is ISO 3166-1 alpha-2.

    `payments_per_second` is how many it may ask for in one region; 0 for what the settings let everybody.
    `payout_days` is how many days after a capture the processor pays it out.
    `fraud_limits` holds, by their names, the limits of screening that are its own
    (handlers/domain/screening.py).
    """

    id: str
    home_region: str
    country: str
    active: bool
    fee_basis_points: int
    limits: Mapping[str, Limits]
    payments_per_second: int = 0
    payout_days: int = 1
    fraud_limits: Mapping[str, object] = field(default_factory=dict)
