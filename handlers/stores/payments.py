"""Payments in the ledger table.

All of a payment stands under `PAYMENT#<id>`:

    CHANGE#<epoch>#<version>   what happened, for the stream; only added DIFFERENCE#<key>           entries of
    the reconciliation: the processor's record is of another amount OPEN#<epoch, refund or change> what is
    left to do for it (handlers.stores.worklist) POSTING#<kind>             double-entry postings; only added
    REFUND#<id>                the request of each refund REFUND#<id>#<outcome>      that it was done, or
    refused: items of their own, which no late request overwrites. Done counts before refused, refused before
    requested. STATE#<epoch>              the state, one item an epoch: the owners of two epochs never
    overwrite each other. The highest epoch counts. The fee is the one that was agreed when the payment was
    first taken, or first booked. WISH#<command>                that its merchant asked for the capture, or to
    cancel it; only added. What was asked for counts whichever owner heard it, to cancel before to capture.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from handlers.domain.errors import BookedOtherwiseError, ContentionError, NotOwnerError, QuietPeriodError
from handlers.domain.events import Event
from handlers.domain.ledger import Difference, Posting, PostingKind
from handlers.domain.money import Money
from handlers.domain.payment import (
    PAID_OUT,
    Change,
    FencingToken,
    Operation,
    Payment,
    PendingCommand,
    Refund,
    RefundStatus,
    State,
)
from handlers.domain.ports import (
    Absent,
    AbsentOr,
    Clock,
    ConditionFailedError,
    Item,
    Key,
    Ledger,
    Put,
    Same,
    Value,
)
from handlers.stores.bookings import difference, difference_item, posting, posting_item
from handlers.stores.items import change_name, number, payment_pk, shard_of, text, text_of, time_of
from handlers.stores.worklist import entries_of, open_what_lacks

MERCHANT_SHARDS: Final = 16
_FIRST_LOADED: Final = "POSTING"  # changes and differences stand before it and are not read


class Payments:
    """Loads and commits payments."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger, self._clock = ledger, clock

    def load(self, payment_id: str) -> Payment | None:
        """Return the payment as the region sees it, or None where the region knows nothing of it."""
        return _payment(self._ledger.query(payment_pk(payment_id), from_sk=_FIRST_LOADED))

    def has_later_owner(self, payment: Payment) -> bool:
        """Tell whether an owner of a later epoch than that of `payment` has written it as well."""
        later = self._ledger.query(payment_pk(payment.id), from_sk=f"STATE#{payment.epoch + 1:06d}")
        return any(text(item, "sk").startswith("STATE#") for item in later)

    def postings(self, payment_id: str) -> tuple[Posting, ...]:
        """Return the postings of a payment."""
        items = self._ledger.query(payment_pk(payment_id), from_sk=_FIRST_LOADED)
        return tuple(posting(item) for item in items if text(item, "sk").startswith("POSTING#"))

    def differences(self, payment_id: str) -> tuple[Difference, ...]:
        """Return the entries of the reconciliation of a payment."""
        items = self._ledger.query(payment_pk(payment_id), from_sk="DIFFERENCE")
        return tuple(difference(item) for item in items if text(item, "sk").startswith("DIFFERENCE#"))

    def event(self, payment_id: str, change: str) -> Event | None:
        """Return the event of a change by the change's name, or None where the region knows nothing of it."""
        item = self._ledger.get(Key(payment_pk(payment_id), f"CHANGE#{change}"))
        return event_of(item) if item else None

    def commit(self, change: Change) -> None:
        """Write all of a change or nothing. A posting that an earlier owner booked stays as it is booked.

        Raises QuietPeriodError where the region may act no more, ContentionError where the payment was moved
        meanwhile, NotOwnerError where a later epoch has touched it, BookedOtherwiseError where a posting is
        of another amount.
        """
        if self._clock.now() >= change.until:
            raise QuietPeriodError("the region's lease is over")
        writes = _writes(change)
        try:
            self._ledger.write(*writes)
        except ConditionFailedError as failed:
            if not isinstance(writes[failed.position].when, AbsentOr):
                raise ContentionError("the payment was moved meanwhile") from None
        else:
            return
        booked = _as_booked(change, self.postings(change.after.id))
        try:
            self._ledger.write(*_writes(booked))
        except ConditionFailedError:
            raise ContentionError("the payment was moved meanwhile") from None

    def reopen(self, payment: Payment, by: FencingToken) -> None:
        """Put a payment back on the worklists that it should be on, where it is not: half a commit of a
        region that was lost may have arrived. Nothing that is there is changed.
        """
        open_what_lacks(self._ledger, payment, by)

    def inherit(self, payment: Payment, by: FencingToken) -> None:
        """Do the same for a payment that a former owner wrote; what this one wrote is whole."""
        if payment.epoch < by.epoch and (payment.is_open or payment.requested):
            self.reopen(payment, by)

    def forget_former(self, payment_id: str) -> None:
        """Take what a former owner wrote of a payment out of the index by merchant."""
        for item in self._ledger.query(payment_pk(payment_id), from_sk="STATE")[:-1]:
            if "merchant_shard" in item:
                kept = {name: value for name, value in item.items() if name != "merchant_shard"}
                with suppress(ConditionFailedError):  # its owner moved it just now; the next look sees it
                    self._ledger.write(Put(kept, Same({"version": number(item, "version")})))


def merchant_key(merchant_id: str, shard: int) -> str:
    """Return the key of one of MERCHANT_SHARDS of the index by merchant."""
    return f"{merchant_id}#{shard}"


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


def _unmoved(before: Payment | None, after: Payment) -> Absent | Same:
    if before and before.epoch == after.epoch:
        return Same({"version": before.version})
    return Absent()


def _state_item(payment: Payment, *, superseded: bool = False) -> Item:
    item: dict[str, Value] = {
        "pk": payment_pk(payment.id),
        "sk": f"STATE#{payment.epoch:06d}",
        "payment_id": payment.id,
        "merchant_id": payment.merchant_id,
        "home_region": payment.home_region,
        "amount_minor": payment.money.minor,
        "currency": payment.money.currency,
        "fee_basis_points": payment.fee_basis_points,
        "payout_days": payment.payout_days,
        "wish": str(payment.command),
        "capture_before": text_of(payment.capture_before) if payment.capture_before else None,
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
        "doubt_since": text_of(payment.doubt_since) if payment.doubt_since else None,
        "merchant_shard": None
        if superseded
        else merchant_key(payment.merchant_id, shard_of(payment.id, MERCHANT_SHARDS)),
    }
    return {name: value for name, value in item.items() if value is not None}


def _change_item(change: Change) -> Item:
    before, after = change.before, change.after
    return {
        "pk": payment_pk(after.id),
        "sk": f"CHANGE#{change_name(after.epoch, after.version)}",
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


def _writes(change: Change) -> list[Put]:
    before, after = change.before, change.after
    if before and before.epoch > after.epoch:
        raise NotOwnerError("a later owner has touched the payment")
    writes: list[Put] = [Put(_state_item(after), _unmoved(before, after))]
    if before and before.epoch < after.epoch:
        writes.append(Put(_state_item(before, superseded=True), Same({"version": before.version})))
    writes.append(Put(_change_item(change), Absent()))
    writes.extend(
        Put(posting_item(each, after), AbsentOr({"digest": each.digest})) for each in change.postings
    )
    writes.extend(Put(difference_item(each, after), None) for each in change.differences)
    if change.refund:
        writes.extend(Put(item, None) for item in _refund_items(change.refund, after))
    writes.extend(
        Put(_command_item(each, after), None)
        for each in after.asked
        if not before or each not in before.asked
    )
    writes.extend(entries_of(change))
    return writes


def _command_item(command: PendingCommand, payment: Payment) -> Item:
    return {
        "pk": payment_pk(payment.id),
        "sk": f"WISH#{command}",
        "payment_id": payment.id,
        "wish": str(command),
        "writer_region": payment.region,
        "at": text_of(payment.updated_at),
    }


def _with_commands(payment: Payment, items: Sequence[Item]) -> Payment:
    """Return the payment with what its merchant asked for, whoever heard it: as changed when it was asked."""
    asked = {PendingCommand(text(item, "wish")): time_of(text(item, "at")) for item in items}
    command = max((payment.command, *asked), key=lambda each: each.rank)
    heard = payment.updated_at if command is payment.command else max(payment.updated_at, asked[command])
    return replace(
        payment, command=command, asked=tuple(sorted(asked, key=lambda each: each.rank)), updated_at=heard
    )


def _as_booked(change: Change, booked: Sequence[Posting]) -> Change:
    """Return the change without the postings that stand already, of another fee. The same change if there
    are none. Raises BookedOtherwiseError where one is of another amount.
    """
    standing = {posting.name: posting for posting in booked}
    others = [
        standing[each.name]
        for each in change.postings
        if each.name in standing and standing[each.name].digest != each.digest
    ]
    if not others:
        return change
    for other in others:
        if other.gross != next(each for each in change.postings if each.name == other.name).gross:
            raise BookedOtherwiseError("a posting stands with another amount")
    kept = tuple(each for each in change.postings if each.name not in {other.name for other in others})
    return replace(change, postings=kept)


def _refund_items(refund: Refund, payment: Payment) -> Sequence[Item]:
    """The request, and the outcome where there is one."""
    item: dict[str, Value] = {
        "pk": payment_pk(payment.id),
        "sk": f"REFUND#{refund.id}",
        "payment_id": payment.id,
        "refund_id": refund.id,
        "amount_minor": refund.money.minor,
        "currency": refund.money.currency,
        "asked_minor": refund.asked.minor,
        "status": str(refund.status),
        "requested_at": text_of(refund.requested_at),
        "updated_at": text_of(payment.updated_at),
        "writer_region": payment.region,
    }
    if refund.status is RefundStatus.REQUESTED:
        return [item]
    return [item, {**item, "sk": f"REFUND#{refund.id}#{refund.status}"}]


def _refunds(items: Sequence[Item]) -> tuple[Refund, ...]:
    """Reduce requests and outcomes to one refund an id: whatever order they come in, the same."""
    counting: dict[str, Refund] = {}
    for each in map(_refund, items):
        known = counting.get(each.id)
        if known is None or each.status.rank > known.status.rank:
            counting[each.id] = each
    return tuple(counting[name] for name in sorted(counting))


def _refund(item: Item) -> Refund:
    return Refund(
        id=text(item, "refund_id"),
        money=Money(number(item, "amount_minor"), text(item, "currency")),
        status=RefundStatus(text(item, "status")),
        requested_at=time_of(text(item, "requested_at")),
        asked_minor=number(item, "asked_minor") if "asked_minor" in item else None,
    )


def _payment(items: Sequence[Item]) -> Payment | None:
    """Return what the items of a payment make of it, whichever owners wrote them."""
    of_kind: dict[str, list[Item]] = {"STATE": [], "REFUND": [], "POSTING": [], "WISH": []}
    for item in items:
        of_kind[text(item, "sk").partition("#")[0]].append(item)
    if not of_kind["STATE"]:
        return None
    booked = [each for each in of_kind["POSTING"] if text(each, "kind") == PostingKind.CAPTURE]
    agreed = number((booked or of_kind["STATE"])[0], "fee_basis_points")
    payment = replace(payment_in_state(of_kind["STATE"][-1]), refunds=_refunds(of_kind["REFUND"]))
    payment = _with_commands(payment, of_kind["WISH"])
    paid_out = payment.paid_out_state if payment.state in PAID_OUT else payment.state
    return replace(payment, fee_basis_points=agreed, state=paid_out)


def payment_in_state(item: Item) -> Payment:
    """Return the payment as one owner's state item has it: without refunds, and with that owner's fee."""
    doubt, doubt_since = text(item, "doubt"), text(item, "doubt_since")
    capture_before = text(item, "capture_before")
    return Payment(
        id=text(item, "payment_id"),
        merchant_id=text(item, "merchant_id"),
        home_region=text(item, "home_region"),
        money=Money(number(item, "amount_minor"), text(item, "currency")),
        fee_basis_points=number(item, "fee_basis_points"),
        payout_days=number(item, "payout_days") or 1,
        command=PendingCommand(text(item, "wish") or PendingCommand.CAPTURE),
        capture_before=time_of(capture_before) if capture_before else None,
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
        doubt_since=time_of(doubt_since) if doubt_since else None,
    )
