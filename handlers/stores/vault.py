"""Who pays, in the region's own table:

    PERSON#<payment> / PAYER       personal data of a payer of the region's own jurisdiction
    SUBJECTS#<payment> / TOKENS    of another jurisdiction's, for which the region acts: whose payments count
                                   together, by tokens under this region's key, until it is screened

For the others the region acts without personal data.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Final

from handlers.domain.payer import Payer
from handlers.domain.ports import EXPIRES, Key, Personal, Put, Value
from handlers.domain.velocity import Subjects
from handlers.stores.items import number, seconds_of, text

KEPT: Final = timedelta(days=400)  # as long as a cardholder may dispute, and a margin
TOKENS_KEPT: Final = timedelta(days=1)  # what is not screened by then is given up (handlers.functions.sweep)


class Vault:
    """Payers by payment. `homes` are the home regions whose payers may be kept here."""

    def __init__(self, personal: Personal, homes: Collection[str]) -> None:
        self._personal, self._homes = personal, homes

    def put(self, payment_id: str, payer: Payer, now: datetime, *, home_region: str) -> bool:
        """Keep who pays, and tell whether it was kept: of a payer of another jurisdiction tokens alone are.

        Again for the same payment replaces it by the same.
        """
        if home_region not in self._homes:
            tokens = {"pk": f"SUBJECTS#{payment_id}", "sk": "TOKENS", **asdict(payer.subjects)}
            self._personal.write(Put({**tokens, EXPIRES: seconds_of(now + TOKENS_KEPT)}, None))
            return False
        key = {"pk": f"PERSON#{payment_id}", "sk": "PAYER"}
        # Whose payer it is can be told also where the payment was never made.
        item = {**key, "home_region": home_region, **asdict(payer)}
        self._personal.write(Put({**item, EXPIRES: seconds_of(now + KEPT)}, None))
        return True

    def get(self, payment_id: str) -> Payer | None:
        """Return who pays, or None where this region does not hold it."""
        item = self._personal.get(Key(f"PERSON#{payment_id}", "PAYER"))
        if item is None:
            return None
        return Payer(
            name=text(item, "name"),
            email=text(item, "email"),
            country=text(item, "country"),
            card_country=text(item, "card_country"),
            card_last_digits=text(item, "card_last_digits"),
            card_expiry_year=number(item, "card_expiry_year"),
            card_expiry_month=number(item, "card_expiry_month"),
            subjects=_subjects(item.get("subjects")),
        )

    def subjects(self, payment_id: str) -> Subjects:
        """Return whose payments count together with one whose payer is not kept here; nobody's where this
        region did not take it.
        """
        return _subjects(self._personal.get(Key(f"SUBJECTS#{payment_id}", "TOKENS")))


def _subjects(kept: Value) -> Subjects:
    given = kept if isinstance(kept, Mapping) else {}
    return Subjects(**{each.name: _texts(given.get(each.name)) for each in fields(Subjects)})


def _texts(kept: Value) -> tuple[str, ...]:
    return tuple(map(str, kept)) if isinstance(kept, Sequence) else ()
