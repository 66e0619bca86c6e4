"""Who pays: personal data, which stays in its region."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlers.domain.velocity import Subjects


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays. Every field is personal: the representation shows none. Countries are ISO 3166-1 alpha-2.

    `subjects`: whose payments count together with this one.
    """

    name: str = field(repr=False)
    email: str = field(repr=False)
    country: str = field(repr=False)
    card_country: str = field(repr=False)
    card_last_digits: str = field(repr=False)
    card_expiry_year: int = field(repr=False)
    card_expiry_month: int = field(repr=False)
    subjects: Subjects = field(repr=False, default=Subjects())
