"""The double-entry ledger: postings that are only ever added, and sum to zero in each currency.

An entry above zero is a debit, one below zero a credit. A posting's id follows from its payment and its
kind, so that a posting made twice, even in two regions, is one posting.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from handlers.domain.money import Money


class Account(StrEnum):
    """Whose money an entry speaks of. A merchant's payable is kept for each merchant."""

    PROCESSOR = "processor-receivable"  # captured, and not yet paid out by the processor
    BANK = "bank"  # paid out to us
    MERCHANT = "merchant-payable"  # owed to the merchant
    FEES = "fee-income"  # earned


class PostingKind(StrEnum):
    """What made a posting. A payment has at most one of each; a refund one for each refund."""

    CAPTURE = "capture"
    SETTLEMENT = "settlement"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry of the reconciliation: the processor's record is of another amount than was asked for.

    What it did is booked as it is. `key` is the instruction's, by which the processor finds it.
    """

    key: str
    asked: Money
    recorded: Money

    @property
    def operation(self) -> str:
        """The operation that the key names."""
        return self.key.rpartition(":")[2]


class UnbalancedError(ValueError):
    """A posting whose entries do not sum to zero, or that moves nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of a posting."""

    account: Account
    money: Money


@dataclass(frozen=True)
class Posting:
    """Entries that belong together. `refund_id` tells a payment's refunds apart.

    Raises UnbalancedError unless the entries of each currency sum to zero and none is zero.
    """

    kind: PostingKind
    payment_id: str
    merchant_id: str
    entries: tuple[Entry, ...]
    refund_id: str | None = None

    def __post_init__(self) -> None:
        if any(balances(self.entries).values()):
            raise UnbalancedError("a posting's entries must sum to zero in each currency")
        if len(self.entries) < 2 or not all(entry.money.minor for entry in self.entries):
            raise UnbalancedError("a posting needs two entries or more, none of them zero")

    @property
    def name(self) -> str:
        """The name among the postings of its payment."""
        return f"{self.kind}#{self.refund_id}" if self.refund_id else str(self.kind)

    @property
    def gross(self) -> Money:
        """What it moves: the greatest of its entries, whatever the fee."""
        return max((entry.money for entry in self.entries), key=lambda money: money.minor)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what it says: equal for the same posting, wherever and whenever it is made."""
        said = [
            self.name,
            self.payment_id,
            self.merchant_id,
            *([e.account, e.money.minor, e.money.currency] for e in self.entries),
        ]
        return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def balances(entries: Iterable[Entry]) -> dict[str, int]:
    """Sum the entries by currency, in minor units."""
    sums: Counter[str] = Counter()
    for entry in entries:
        sums[entry.money.currency] += entry.money.minor
    return dict(sums)


def capture(payment_id: str, merchant_id: str, money: Money, *, fee_basis_points: int) -> Posting:
    """The processor owes us what it captured; we owe it to the merchant, less our fee."""
    fee = money.share(fee_basis_points)
    return _posting(
        PostingKind.CAPTURE,
        payment_id,
        merchant_id,
        Entry(Account.PROCESSOR, money),
        Entry(Account.MERCHANT, fee - money),
        Entry(Account.FEES, -fee),
    )


def settlement(payment_id: str, merchant_id: str, money: Money) -> Posting:
    """The processor paid out what it owed."""
    return _posting(
        PostingKind.SETTLEMENT,
        payment_id,
        merchant_id,
        Entry(Account.BANK, money),
        Entry(Account.PROCESSOR, -money),
    )


def refund(payment_id: str, merchant_id: str, money: Money, refund_id: str) -> Posting:
    """The merchant gives `money` back; the processor takes it from our bank. The fee is kept."""
    return _posting(
        PostingKind.REFUND,
        payment_id,
        merchant_id,
        Entry(Account.MERCHANT, money),
        Entry(Account.BANK, -money),
        refund_id=refund_id,
    )


def _posting(
    kind: PostingKind, payment_id: str, merchant_id: str, *entries: Entry, refund_id: str | None = None
) -> Posting:
    moving = tuple(entry for entry in entries if entry.money.minor)
    return Posting(kind, payment_id, merchant_id, moving, refund_id)
