"""A request to pay: what it says, whether that makes sense, and what tells it from another one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from handlers.domain.card import Card, has_expired, passes_luhn
from handlers.domain.card_numbers import holds_card_number
from handlers.domain.merchant import Merchant
from handlers.domain.money import EXPONENTS, Money
from handlers.domain.payer import Payer
from handlers.domain.payment import FencingToken, Payment, PendingCommand, State
from handlers.domain.ports import Exchange
from handlers.domain.problems import INVALID_FIELD, FieldError, Problem
from handlers.domain.tokens import version_of
from handlers.domain.velocity import RANGE_DIGITS, Subjects

_GMAIL: Final = ("gmail.com", "googlemail.com")
_COMMANDS: Final = {"automatic": PendingCommand.CAPTURE, "manual": PendingCommand.WAIT}


@dataclass(frozen=True, slots=True)
class Order:
    """A request to pay that is in order."""

    money: Money
    reference: str
    card: Card
    command: PendingCommand
    name: str = field(repr=False)
    email: str = field(repr=False)
    country: str = field(repr=False)

    @property
    def public(self) -> str:
        """What it says that every region may know. One text for one order."""
        held = (
            [str(self.command)] if self.command is PendingCommand.WAIT else []
        )  # the others said nothing of it once
        return json.dumps([self.money.minor, self.money.currency, self.reference, *held])

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

    @property
    def free_texts(self) -> Mapping[str, str]:
        """What people write as they like, by the JSON pointers of the body."""
        return {"/reference": self.reference, "/payer/name": self.name, "/payer/email": self.email}

    def subjects(self, tokens: Callable[[str], Sequence[str]]) -> Subjects:
        """Return whose payments count together with this one; `tokens` makes a text's tokens."""
        return Subjects(
            cards=tuple(tokens(self.card.number)),
            payers=tuple(tokens(f"payer {_mailbox(self.email)}")),
            ranges=tuple(tokens(f"range {self.card.number[:RANGE_DIGITS]}")),
        )

    def payer(self, exchange: Exchange, subjects: Subjects) -> Payer:
        """Return who pays, as the region's own store keeps it."""
        return Payer(
            name=self.name,
            email=self.email,
            country=self.country,
            card_country=exchange.country,
            card_last_digits=self.card.last_digits,
            card_expiry_year=self.card.expiry_year,
            card_expiry_month=self.card.expiry_month,
            subjects=subjects,
        )


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a request from another one under the same key, and says nothing of card and payer.

    `everywhere` is the hash of what every region may know. `here` holds the tokens of all the rest under
    each of the region's keys: hashes from which a number cannot be found by trying them all. What was kept
    is compared under the key that made it. Where the region does not know that key, because another
    region made the payment or the key is not kept any more, `everywhere` alone is compared.
    """

    everywhere: str
    here: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.everywhere}.{self.here[0]}"

    def matches(self, kept: str) -> bool:
        """Tell whether the request is the one whose fingerprint was kept."""
        everywhere, _, made = kept.partition(".")
        comparable = [token for token in self.here if version_of(token) == version_of(made)]
        return everywhere == self.everywhere and (not comparable or made in comparable)


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a payment is made of, before the card is traded. `capture_within` is for how long its money
    may wait for its merchant, where it does.
    """

    payment_id: str
    merchant: Merchant
    order: Order
    fingerprint: Fingerprint
    by: FencingToken
    capture_within: timedelta

    @property
    def exchange_key(self) -> str:
        """The processor's key for trading the card: another card under the same key is another trade.

        So is the same card after the region's key was rotated in between, which moves no money.
        """
        return f"exchange_{_sha256(f'{self.payment_id}.{self.fingerprint}')[:40]}"

    def payment(self, *, card_token: str, card_reference: str, payer_kept: bool) -> Payment:
        """Return the payment that it makes; `payer_kept` tells whether this region keeps who pays."""
        return Payment(
            id=self.payment_id,
            merchant_id=self.merchant.id,
            home_region=self.merchant.home_region,
            money=self.order.money,
            fee_basis_points=self.merchant.fee_basis_points,
            payout_days=self.merchant.payout_days,
            card_token=card_token,
            card_reference=card_reference,
            request_hash=str(self.fingerprint),
            reference=self.order.reference,
            payer_region=self.by.region if payer_kept else "",
            command=self.order.command,
            capture_before=self.by.at + self.capture_within
            if self.order.command is PendingCommand.WAIT
            else None,
            state=State.RECEIVED,
            version=1,
            epoch=self.by.epoch,
            region=self.by.region,
            created_at=self.by.at,
            updated_at=self.by.at,
        )


def order_in(body: Mapping[str, Any]) -> Order:
    """Return the order of a body that holds to the document. Raises Problem for a currency that is none."""
    if body["currency"] not in EXPONENTS:
        error = FieldError("/currency", "must be a currency of ISO 4217 that people pay with")
        raise Problem(INVALID_FIELD, errors=(error,))
    return Order(
        Money(body["amount_minor"], body["currency"]),
        body["reference"],
        Card(**body["card"]),
        _COMMANDS[body.get("capture_method", "automatic")],
        **body["payer"],
    )


def check(order: Order, today: date) -> None:
    """Raise Problem for what no document can say.

    To be asked of what is not known yet: a card expires and a rule is made stricter, an answer stays.
    """
    errors = tuple(_objections(order, today))
    if errors:
        raise Problem(INVALID_FIELD, errors=errors)


def fingerprint(order: Order, here: Sequence[str]) -> Fingerprint:
    """Return the fingerprint; `here` holds the region's tokens of `order.secret`, the current key's first."""
    return Fingerprint(_sha256(order.public), tuple(here))


def _objections(order: Order, today: date) -> Iterator[FieldError]:
    if not passes_luhn(order.card.number):
        yield FieldError("/card/number", "must end in the right check digit")
    if has_expired(order.card.expiry_year, order.card.expiry_month, today):
        yield FieldError("/card/expiry_month", "the card has expired")
    for pointer, text in order.free_texts.items():
        if holds_card_number(text, order.card.number):
            yield FieldError(pointer, "must not hold a card number")


def _mailbox(email: str) -> str:
    """Return an address without what its owner may change at will: capitals, what follows a plus sign
    (sub-addressing, RFC 5233), the root's dot behind the domain, and dots where a provider ignores them.
    """
    name, _, domain = email.casefold().rpartition("@")
    name, domain = name.partition("+")[0], domain.rstrip(".")
    return f"{name.replace('.', '')}@gmail.com" if domain in _GMAIL else f"{name}@{domain}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
