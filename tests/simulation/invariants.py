"""What must hold of a world, at every moment and once it has come to rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from handlers.domain.events import HEARD
from handlers.domain.payment import AT_REST, PAID_OUT, Payment, PendingCommand, RefundStatus, State
from handlers.stores.items import number, text
from handlers.stores.payments import Payments
from tests.simulation.books import contradictions, disagreements, done
from tests.simulation.world import World


def check_always(world: World) -> None:
    """Entries sum to zero; a payment is captured at most once, and never given back more than was taken;
    no two regions accept for one home region.
    """
    for copy in world.copies.values():
        for item in copy:
            entries = item.get("entries")
            if isinstance(entries, Sequence):
                assert not sum(number(entry, "minor") for entry in entries if isinstance(entry, Mapping))
    assert not world.heartbeats.doubles, world.heartbeats.doubles[0]
    for payment_id in world.acknowledged:
        assert not list(contradictions(payment_id, done(world.processor.records(payment_id))))


def check_at_rest(world: World) -> None:
    """Nothing acknowledged is lost or left open, the books agree with the processor's, and everything that
    somebody hears was told.
    """
    views = [Payments(copy, world.clock) for copy in world.copies.values()]
    receipts = {name for region in world.regions.values() for name in region.receipts.stored}
    for payment_id, promised in world.acknowledged.items():
        seen = [view.load(payment_id) for view in views]
        for payment in seen:
            assert payment is not None, f"{payment_id} was acknowledged and is lost"
            assert payment.state in AT_REST, f"{payment_id} is left {payment.state}"
            assert payment.money in promised, f"{payment_id} is of an amount that nobody asked for"
            by_processor = done(world.processor.records(payment_id))
            assert not list(disagreements(payment, views[0].postings(payment_id), by_processor, receipts))
        assert len({(each.state, each.epoch, each.version) for each in seen if each}) == 1, "views differ"
    for payment_id in {text(item, "payment_id") for copy in world.copies.values() for item in copy}:
        by_processor = done(world.processor.records(payment_id))
        held = by_processor.reserved and not by_processor.captures
        assert not held, f"{payment_id}: money that nobody will take is still reserved"
    for refund_id, payment_id in world.acknowledged_refunds.items():
        payment = views[0].load(payment_id)
        refund = payment.refund(refund_id) if payment else None
        assert refund is not None, f"{refund_id} was acknowledged and is lost"
        assert refund.status is not RefundStatus.REQUESTED, f"{refund_id} is left as requested"
    for payment_id, command in world.acknowledged_commands:
        payment = views[0].load(payment_id)
        assert payment is not None
        _was_kept(world, payment, command)
    _everything_is_told(world)


def _was_kept(world: World, payment: Payment, command: str) -> None:
    """Of what was cancelled no money is kept, unless its refund was refused; what is not captured though it
    was asked for was cancelled, refused, or told to a person.
    """
    if command == PendingCommand.CANCEL:
        refused = any(each.status is RefundStatus.REFUSED for each in payment.refunds)
        kept = payment.state in PAID_OUT and payment.refundable.minor > 0
        assert not kept or refused, f"{payment.id} was cancelled, and its money is kept"
    elif payment.state is State.REVERSED and payment.command is not PendingCommand.CANCEL:
        told = [each for region in world.regions.values() for each in region.alerts.sent]
        assert any(each.kind == "capture-lost" for each in told), f"{payment.id}: nobody heard of it"


def _everything_is_told(world: World) -> None:
    """Every change that somebody hears was published, and no other, in each region those of one payment in
    their order. The region that made it told of it, or whoever acted next.
    """
    made = {
        (text(item, "payment_id"), number(item, "epoch"), number(item, "version"))
        for copy in world.copies.values()
        for item in copy
        if text(item, "sk").startswith("CHANGE#") and text(item, "state") in HEARD
    }
    told = set()
    for region in world.regions.values():
        first: dict[tuple[str, int], list[int]] = defaultdict(list)
        for event in region.events.published:
            told.add((event.payment_id, event.epoch, event.version))
            seen = first[event.payment_id, event.epoch]
            if event.version not in seen:
                seen.append(event.version)
        assert all(versions == sorted(versions) for versions in first.values()), "events overtook each other"
    assert told == made, f"{len(made - told)} changes were never told"
