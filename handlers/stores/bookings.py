"""Postings and entries of the reconciliation as items beside a payment (handlers.stores.payments)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.domain.ledger import Account, Difference, Entry, Posting, PostingKind
from handlers.domain.money import Money
from handlers.domain.payment import Payment
from handlers.domain.ports import Item
from handlers.stores.items import number, payment_pk, text, text_of


def posting_item(posting: Posting, payment: Payment) -> Item:
    """Return the item of a posting of a payment as it is booked."""
    return {
        "pk": payment_pk(posting.payment_id),
        "sk": f"POSTING#{posting.name}",
        "kind": str(posting.kind),
        "payment_id": posting.payment_id,
        "merchant_id": posting.merchant_id,
        "refund_id": posting.refund_id or "",
        "fee_basis_points": payment.fee_basis_points,
        "digest": posting.digest,
        "writer_region": payment.region,
        "at": text_of(payment.updated_at),
        "entries": [
            {"account": str(entry.account), "minor": entry.money.minor, "currency": entry.money.currency}
            for entry in posting.entries
        ],
    }


def posting(item: Item) -> Posting:
    """Return the posting that an item holds."""
    entries = item["entries"]
    return Posting(
        PostingKind(text(item, "kind")),
        text(item, "payment_id"),
        text(item, "merchant_id"),
        tuple(
            Entry(Account(text(entry, "account")), Money(number(entry, "minor"), text(entry, "currency")))
            for entry in (entries if isinstance(entries, Sequence) else ())
            if isinstance(entry, Mapping)
        ),
        text(item, "refund_id") or None,
    )


def difference_item(difference: Difference, payment: Payment) -> Item:
    """Return the item of a difference between what was asked of the processor and its record."""
    return {
        "pk": payment_pk(payment.id),
        "sk": f"DIFFERENCE#{difference.key}",
        "payment_id": payment.id,
        "merchant_id": payment.merchant_id,
        "key": difference.key,
        "asked_minor": difference.asked.minor,
        "asked_currency": difference.asked.currency,
        "recorded_minor": difference.recorded.minor,
        "recorded_currency": difference.recorded.currency,
        "writer_region": payment.region,
        "at": text_of(payment.updated_at),
    }


def difference(item: Item) -> Difference:
    """Return the difference that an item holds."""
    return Difference(
        text(item, "key"),
        Money(number(item, "asked_minor"), text(item, "asked_currency")),
        Money(number(item, "recorded_minor"), text(item, "recorded_currency")),
    )
