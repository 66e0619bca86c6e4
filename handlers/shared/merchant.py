"""Merchants: who takes payments, in which currencies and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one payment may amount to, in minor units of its currency, both ends included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Merchant:
    """A merchant. `limits` names the currencies that it takes; `country` is ISO 3166-1 alpha-2."""

    id: str
    home_region: str
    country: str
    active: bool
    fee_basis_points: int
    limits: Mapping[str, Limits]
