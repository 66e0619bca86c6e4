"""Payments in the ledger table.

All of a payment stands under `PAYMENT#<id>`:

    CHANGE#<epoch>#<version>   what happened, for the stream; only added
    POSTING#<kind>             double-entry postings; only added
    REFUND#<id>                each refund, on the worklist by itself while it is requested
    STATE#<epoch>              the state, one item an epoch: the owners of two epochs never overwrite each
                               other. The highest epoch counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from handlers.shared.errors import ContentionError, NotOwnerError
from handlers.shared.events import Event
from handlers.shared.ledger import Account, Entry, Posting, PostingKind
from handlers.shared.money import Money
from handlers.shared.payment import Change, Operation, Payment, Refund, RefundStatus, State
from handlers.shared.ports import (
    Absent,
    AbsentOr,
    ConditionFailedError,
    Item,
    OpenIndex,
    Put,
    Same,
    Table,
    Value,
    Write,
)
from handlers.stores.items import number, shard_of, text, text_of, time_of

# Of each home region. One key of an index takes 1,000 writes a second; at 7,500 payments a second a shard
# gets some 600 (docs/capacity.md).
OPEN_SHARDS: Final = 128
_MERCHANT_SHARDS: Final = 16
_INDEXED: Final = frozenset({"open_shard", "merchant_shard"})
_FIRST_LOADED: Final = "POSTING"  # changes stand before it and are not read


class Payments:
    """Loads and commits payments."""

    def __init__(self, ledger: Table) -> None:
        self._ledger = ledger

    def load(self, payment_id: str) -> Payment | None:
        """Return the payment as the region sees it, or None where the region knows nothing of it."""
        states, refunds = [], []
        for item in self._ledger.query(_pk(payment_id), from_sk=_FIRST_LOADED):
            kind = text(item, "sk").partition("#")[0]
            if kind == "STATE":
                states.append(item)
            elif kind == "REFUND":
                refunds.append(_refund(item))
        return _payment(states[-1], tuple(refunds)) if states else None

    def postings(self, payment_id: str) -> tuple[Posting, ...]:
        """Return the postings of a payment."""
        items = self._ledger.query(_pk(payment_id), from_sk=_FIRST_LOADED)
        return tuple(_posting(item) for item in items if text(item, "sk").startswith("POSTING#"))

    def commit(self, change: Change) -> None:
        """Write all of a change or nothing.

        Raises ContentionError where the payment was moved meanwhile, NotOwnerError where a later
        epoch has touched it.
        """
        before, after = change.before, change.after
        if before and before.epoch > after.epoch:
            raise NotOwnerError("a later owner has touched the payment")
        writes: list[Write] = [Put(_state_item(after), _unmoved(before, after))]
        if before and before.epoch < after.epoch:
            writes.append(Put(_state_item(before, superseded=True), Same({"version": before.version})))
        writes.append(Put(_change_item(change), Absent()))
        writes.extend(
            Put(_posting_item(each, after), AbsentOr({"digest": each.digest})) for each in change.postings
        )
        if change.refund:
            writes.append(Put(_refund_item(change.refund, after), None))
        try:
            self._ledger.write(*writes)
        except ConditionFailedError:
            raise ContentionError("the payment was moved meanwhile") from None


class Worklist:
    """The payments of a home region that something is left to do for."""

    def __init__(self, index: OpenIndex, ledger: Table) -> None:
        self._index, self._ledger = index, ledger

    def open_payments(self, home_region: str, shard: int, *, until: str, limit: int) -> Sequence[str]:
        """Return ids of open payments in one of OPEN_SHARDS, untouched since `until`, oldest first."""
        found = self._index.open_in(f"{home_region}#{shard}", until=until, limit=limit)
        return tuple(dict.fromkeys(text(item, "payment_id") for item in found))

    def tidy(self, payment_id: str) -> None:
        """Take out of the worklist what a former owner wrote of a payment after a later one touched it."""
        items = self._ledger.query(_pk(payment_id), from_sk="STATE")
        for item in items[:-1]:
            if "open_shard" in item:
                closed = {name: value for name, value in item.items() if name not in _INDEXED}
                with suppress(ConditionFailedError):  # its owner moved it just now; the next sweep sees it
                    self._ledger.write(Put(closed, Same({"version": number(item, "version")})))


def event_of(item: Item) -> Event | None:
    """Return the event of a change item, None for every other item."""
    if not text(item, "sk").startswith("CHANGE#"):
        return None
    return Event(
        payment_id=text(item, "payment_id"),
        merchant_id=text(item, "merchant_id"),
        version=number(item, "version"),
        epoch=number(item, "epoch"),
        state=text(item, "state"),
        previous=text(item, "previous"),
        amount_minor=number(item, "amount_minor"),
        currency=text(item, "currency"),
        reason=text(item, "reason"),
        refund_id=text(item, "refund_id"),
        origin_region=text(item, "writer_region"),
        home_region=text(item, "home_region"),
        occurred_at=text(item, "at"),
    )


def _pk(payment_id: str) -> str:
    return f"PAYMENT#{payment_id}"


def _open_shard(payment: Payment) -> str:
    return f"{payment.home_region}#{shard_of(payment.id, OPEN_SHARDS)}"


def _unmoved(before: Payment | None, after: Payment) -> Absent | Same:
    if before and before.epoch == after.epoch:
        return Same({"version": before.version})
    return Absent()


def _state_item(payment: Payment, *, superseded: bool = False) -> Item:
    item: dict[str, Value] = {
        "pk": _pk(payment.id),
        "sk": f"STATE#{payment.epoch:06d}",
        "payment_id": payment.id,
        "merchant_id": payment.merchant_id,
        "home_region": payment.home_region,
        "amount_minor": payment.money.minor,
        "currency": payment.money.currency,
        "fee_basis_points": payment.fee_basis_points,
        "card_token": payment.card_token,
        "card_reference": payment.card_reference,
        "request_hash": payment.request_hash,
        "reference": payment.reference,
        "payer_region": payment.payer_region,
        "state": str(payment.state),
        "version": payment.version,
        "epoch": payment.epoch,
        "writer_region": payment.region,
        "created_at": text_of(payment.created_at),
        "updated_at": text_of(payment.updated_at),
        "authorization": payment.authorization,
        "reason": payment.reason,
        "risk_score": payment.risk_score,
        "doubt": payment.doubt and str(payment.doubt),
        "doubtful_refund": payment.doubtful_refund,
        "merchant_shard": None
        if superseded
        else f"{payment.merchant_id}#{shard_of(payment.id, _MERCHANT_SHARDS)}",
        "open_shard": _open_shard(payment) if payment.is_open and not superseded else None,
    }
    return {name: value for name, value in item.items() if value is not None}


def _change_item(change: Change) -> Item:
    before, after = change.before, change.after
    return {
        "pk": _pk(after.id),
        "sk": f"CHANGE#{after.epoch:06d}#{after.version:06d}",
        "payment_id": after.id,
        "merchant_id": after.merchant_id,
        "home_region": after.home_region,
        "writer_region": after.region,
        "version": after.version,
        "epoch": after.epoch,
        "previous": str(before.state) if before else "",
        "state": str(after.state),
        "amount_minor": after.money.minor,
        "currency": after.money.currency,
        "reason": after.reason or "",
        "refund_id": change.refund.id if change.refund else "",
        "at": text_of(after.updated_at),
    }


def _posting_item(posting: Posting, payment: Payment) -> Item:
    return {
        "pk": _pk(posting.payment_id),
        "sk": f"POSTING#{posting.name}",
        "kind": str(posting.kind),
        "payment_id": posting.payment_id,
        "merchant_id": posting.merchant_id,
        "refund_id": posting.refund_id or "",
        "digest": posting.digest,
        "writer_region": payment.region,
        "at": text_of(payment.updated_at),
        "entries": [
            {"account": str(entry.account), "minor": entry.money.minor, "currency": entry.money.currency}
            for entry in posting.entries
        ],
    }


def _posting(item: Item) -> Posting:
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


def _refund_item(refund: Refund, payment: Payment) -> Item:
    requested = refund.status is RefundStatus.REQUESTED
    item: dict[str, Value] = {
        "pk": _pk(payment.id),
        "sk": f"REFUND#{refund.id}",
        "payment_id": payment.id,
        "refund_id": refund.id,
        "amount_minor": refund.money.minor,
        "currency": refund.money.currency,
        "status": str(refund.status),
        "requested_at": text_of(refund.requested_at),
        "updated_at": text_of(payment.updated_at),
        "writer_region": payment.region,
    }
    return {**item, "open_shard": _open_shard(payment)} if requested else item


def _refund(item: Item) -> Refund:
    return Refund(
        id=text(item, "refund_id"),
        money=Money(number(item, "amount_minor"), text(item, "currency")),
        status=RefundStatus(text(item, "status")),
        requested_at=time_of(text(item, "requested_at")),
    )


def _payment(item: Item, refunds: tuple[Refund, ...]) -> Payment:
    doubt = text(item, "doubt")
    return Payment(
        id=text(item, "payment_id"),
        merchant_id=text(item, "merchant_id"),
        home_region=text(item, "home_region"),
        money=Money(number(item, "amount_minor"), text(item, "currency")),
        fee_basis_points=number(item, "fee_basis_points"),
        card_token=text(item, "card_token"),
        card_reference=text(item, "card_reference"),
        request_hash=text(item, "request_hash"),
        reference=text(item, "reference"),
        payer_region=text(item, "payer_region"),
        state=State(text(item, "state")),
        version=number(item, "version"),
        epoch=number(item, "epoch"),
        region=text(item, "writer_region"),
        created_at=time_of(text(item, "created_at")),
        updated_at=time_of(text(item, "updated_at")),
        authorization=text(item, "authorization") or None,
        reason=text(item, "reason") or None,
        risk_score=number(item, "risk_score") if "risk_score" in item else None,
        doubt=Operation(doubt) if doubt else None,
        doubtful_refund=text(item, "doubtful_refund") or None,
        refunds=refunds,
    )
