"""Whether a payment is in order."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.domain.merchant import Merchant
from handlers.domain.money import Money
from handlers.domain.payer import Payer
from handlers.domain.payment import Payment
from handlers.functions.validate.core import objection
from tests.handlers.samples import euros, merchant, payer, payment

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("made", "by", "of", "reason"),
    [
        (payment(), merchant(), payer(), None),
        (payment(), merchant(active=False), payer(), "merchant_inactive"),
        (payment(), None, payer(), "merchant_inactive"),
        (payment(money=Money(1000, "USD")), merchant(), payer(), "currency_not_taken"),
        (payment(money=euros(100)), merchant(), payer(), None),
        (payment(money=euros(99)), merchant(), payer(), "amount_outside_limits"),
        (payment(money=euros(5000)), merchant(), payer(), None),
        (payment(money=euros(5001)), merchant(), payer(), "amount_outside_limits"),
        (payment(), merchant(), payer(card_expiry_year=2026, card_expiry_month=3), None),
        (payment(), merchant(), payer(card_expiry_year=2026, card_expiry_month=2), "expired_card"),
        (payment(), merchant(), None, None),
    ],
)
def test_r86_the_first_thing_that_is_not_in_order_is_named(
    made: Payment, by: Merchant | None, of: Payer | None, reason: str | None
) -> None:
    assert objection(made, by, of, TODAY) == reason
