"""A request to pay: what it says, whether that makes sense, and what tells it from another one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.shared.card import Card, has_expired, holds_card_number, is_card_number, passes_luhn, ungrouped
from handlers.shared.merchant import Merchant
from handlers.shared.money import EXPONENTS, Money
from handlers.shared.payer import Payer
from handlers.shared.payment import Payment, Stamp, State
from handlers.shared.ports import Exchange
from handlers.shared.problems import INVALID_FIELD, FieldError, Problem


@dataclass(frozen=True, slots=True)
class Order:
    """A request to pay that is in order."""

    money: Money
    reference: str
    card: Card
    name: str = field(repr=False)
    email: str = field(repr=False)
    country: str = field(repr=False)

    @property
    def public(self) -> str:
        """What it says that every region may know. One text for one order."""
        return json.dumps([self.money.minor, self.money.currency, self.reference])

    @property
    def secret(self) -> str:
        """All that it says but the card's security code, which is not kept in any form (PCI DSS 3.3.1.2)."""
        card = self.card
        return json.dumps(
            [
                self.public,
                [card.number, card.expiry_year, card.expiry_month],
                [self.name, self.email, self.country],
            ]
        )

    def payer(self, exchange: Exchange) -> Payer:
        """Return who pays, as the region's own store keeps it."""
        return Payer(
            name=self.name,
            email=self.email,
            country=self.country,
            card_country=exchange.country,
            card_last_digits=self.card.last_digits,
            card_expiry_year=self.card.expiry_year,
            card_expiry_month=self.card.expiry_month,
        )


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a request from another one under the same key, and says nothing of card and payer.

    `everywhere` is the hash of what every region may know. `here` is the token of all the rest: a hash
    under the region's key, from which a number cannot be found by trying them all. Another region's
    key makes another token, so that after a takeover `everywhere` alone is compared.
    """

    everywhere: str
    region: str
    here: str

    def __str__(self) -> str:
        return f"{self.everywhere}.{self.region}.{self.here}"

    def matches(self, kept: str) -> bool:
        """Tell whether the request is the one whose fingerprint was kept."""
        everywhere, region, _ = kept.split(".", 2)
        return kept == str(self) if region == self.region else everywhere == self.everywhere


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a payment is made of, before the card is traded."""

    payment_id: str
    merchant: Merchant
    order: Order
    fingerprint: Fingerprint
    by: Stamp

    @property
    def exchange_key(self) -> str:
        """The processor's key for trading the card: another card under the same key is another trade."""
        return f"exchange_{_sha256(f'{self.payment_id}.{self.fingerprint}')[:40]}"

    def payment(self, *, card_token: str, card_reference: str) -> Payment:
        """Return the payment that it makes."""
        return Payment(
            id=self.payment_id,
            merchant_id=self.merchant.id,
            home_region=self.merchant.home_region,
            money=self.order.money,
            fee_basis_points=self.merchant.fee_basis_points,
            card_token=card_token,
            card_reference=card_reference,
            request_hash=str(self.fingerprint),
            reference=self.order.reference,
            state=State.RECEIVED,
            version=1,
            epoch=self.by.epoch,
            region=self.by.region,
            created_at=self.by.at,
            updated_at=self.by.at,
        )


def order_in(body: Mapping[str, Any]) -> Order:
    """Return the order of a body that holds to the document. Raises Problem for what no document can say."""
    errors = tuple(_objections(body))
    if errors:
        raise Problem(INVALID_FIELD, errors=errors)
    return Order(
        Money(body["amount_minor"], body["currency"]),
        body["reference"],
        Card(**body["card"]),
        **body["payer"],
    )


def check_expiry(card: Card, today: date) -> None:
    """Raise Problem for a card that is past its last month."""
    if has_expired(card.expiry_year, card.expiry_month, today):
        raise Problem(INVALID_FIELD, errors=(FieldError("/card/expiry_month", "the card has expired"),))


def fingerprint(order: Order, region: str, here: str) -> Fingerprint:
    """Return the fingerprint; `here` is the region's token of `order.secret`."""
    return Fingerprint(_sha256(order.public), region, _sha256(here))


def _objections(body: Mapping[str, Any]) -> Iterator[FieldError]:
    if body["currency"] not in EXPONENTS:
        yield FieldError("/currency", "must be a currency of ISO 4217 that people pay with")
    if is_card_number(ungrouped(body["reference"])):
        yield FieldError("/reference", "must not be a card number")
    if not passes_luhn(body["card"]["number"]):
        yield FieldError("/card/number", "must end in the right check digit")
    for name in ("name", "email"):
        if holds_card_number(body["payer"][name]):
            yield FieldError(f"/payer/{name}", "must not hold a card number")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
