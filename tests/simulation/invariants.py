"""What must hold of a world, at every moment and once it has come to rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from handlers.shared.payment import AT_REST, Operation, Payment, RefundStatus, State
from handlers.shared.ports import Record
from handlers.stores.items import number, text
from handlers.stores.payments import Payments
from tests.simulation.world import REGIONS, World

PAID_OUT = (State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED)


def check_always(world: World) -> None:
    """Entries sum to zero; a payment is captured at most once, and never given back more than was taken."""
    for copy in world.copies.values():
        for item in copy:
            entries = item.get("entries")
            if isinstance(entries, Sequence):
                assert not sum(number(entry, "minor") for entry in entries if isinstance(entry, Mapping))
    for payment_id in world.acknowledged:
        done = _done(world, payment_id)
        assert len(done[Operation.CAPTURE]) <= 1, f"{payment_id} is captured twice"
        assert not (done[Operation.CAPTURE] and done[Operation.REVERSE]), (
            f"{payment_id} is taken and reversed"
        )
        assert _sum(done[Operation.REFUND]) <= _sum(done[Operation.CAPTURE]), (
            f"{payment_id}: too much is given"
        )


def check_at_rest(world: World) -> None:
    """Nothing acknowledged is lost or left open, the books agree with the processor's, and everything that
    happened was told.
    """
    views = [Payments(copy) for copy in world.copies.values()]
    for payment_id, promised in world.acknowledged.items():
        seen = [view.load(payment_id) for view in views]
        for payment in seen:
            assert payment is not None, f"{payment_id} was acknowledged and is lost"
            assert payment.state in AT_REST, f"{payment_id} is left {payment.state}"
            assert payment.money in promised, f"{payment_id} is of an amount that nobody asked for"
            _agrees(world, payment)
        assert len({(each.state, each.epoch, each.version) for each in seen if each}) == 1, "views differ"
    for refund_id, payment_id in world.acknowledged_refunds.items():
        payment = views[0].load(payment_id)
        refund = payment.refund(refund_id) if payment else None
        assert refund is not None, f"{refund_id} was acknowledged and is lost"
        assert refund.status is not RefundStatus.REQUESTED, f"{refund_id} is left as requested"
    _everything_is_told(world)


def _done(world: World, payment_id: str) -> dict[Operation, list[Record]]:
    done: dict[Operation, list[Record]] = {operation: [] for operation in Operation}
    for record in world.processor.records(payment_id):
        if record.answer.approved:
            done[record.operation].append(record)
    return done


def _sum(records: Sequence[Record]) -> int:
    return sum(record.money.minor for record in records)


def _agrees(world: World, payment: Payment) -> None:
    done = _done(world, payment.id)
    taken, given = _sum(done[Operation.CAPTURE]), _sum(done[Operation.REFUND])
    booked: Counter[str] = Counter()
    for posting in Payments(world.copies[REGIONS[0]]).postings(payment.id):
        for entry in posting.entries:
            booked[str(entry.account)] += entry.money.minor
    assert booked["bank"] == taken - given, f"{payment.id}: the bank's books differ from the processor's"
    assert booked["processor-receivable"] == 0, f"{payment.id}: paid out and still receivable"
    assert payment.refunded.minor == given
    receipts = {name for region in world.regions.values() for name in region.receipts.stored}
    written = [name for name in receipts if f"/{payment.id}/" in name]
    refunds = [refund for refund in payment.refunds if refund.status is RefundStatus.DONE]
    assert len(written) == bool(taken) + len(refunds), f"{payment.id}: {len(written)} receipts"
    if payment.state in PAID_OUT:
        assert taken == payment.money.minor
    else:
        assert taken == 0, f"{payment.id} is {payment.state} and its money is taken"
        reserved = done[Operation.AUTHORIZE] and not done[Operation.REVERSE]
        assert not reserved, f"{payment.id} is {payment.state} and its money is still reserved"


def _everything_is_told(world: World) -> None:
    """Every change was published, by the region that made it alone, those of one payment in their order."""
    made = {
        (text(item, "payment_id"), number(item, "epoch"), number(item, "version"))
        for copy in world.copies.values()
        for item in copy
        if text(item, "sk").startswith("CHANGE#")
    }
    told = set()
    for name, region in world.regions.items():
        first: dict[tuple[str, int], list[int]] = defaultdict(list)
        for event in region.events.published:
            assert event.origin_region == name, "a region told of another's change"
            told.add((event.payment_id, event.epoch, event.version))
            seen = first[event.payment_id, event.epoch]
            if event.version not in seen:
                seen.append(event.version)
        assert all(versions == sorted(versions) for versions in first.values()), "events overtook each other"
    assert told == made, f"{len(made - told)} changes were never told"
