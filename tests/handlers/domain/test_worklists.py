"""What a commit opens for whoever acts, and what counts as a try."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.domain.payment import Change, Operation, RefundStatus, State
from handlers.domain.worklists import OpenFor, rounds
from handlers.stores.items import text
from handlers.stores.worklist import entries_of
from tests.handlers.samples import NOW, payment, refund


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.RECEIVED, OpenFor.RESUME),
        (State.CAPTURED, OpenFor.PAY_OUT),
        (State.IN_DOUBT, OpenFor.DOUBT),
    ],
)
def test_a_later_owner_opens_an_entry_of_its_own_for_what_is_open_already(
    state: State, kind: OpenFor
) -> None:
    """The former owner's entry is closed once the later one has touched the payment."""
    doubt = Operation.CAPTURE if state is State.IN_DOUBT else None
    before = payment(state, doubt=doubt, epoch=0)
    after = replace(before, epoch=1, version=before.version + 1)
    opened = {
        text(put.item, "sk"): text(put.item, "open_for")
        for put in entries_of(Change(before, after, NOW + timedelta(hours=1)))
    }
    assert opened["OPEN#000001"] == kind


def test_refunds_that_are_done_are_no_rounds_of_a_payment() -> None:
    done = tuple(refund(f"ref_{number}", 1, RefundStatus.DONE) for number in range(30))
    straight = payment(State.PARTLY_REFUNDED, version=6 + 2 * len(done), refunds=done)
    assert rounds(straight) == 0
    assert rounds(replace(straight, version=straight.version + 7)) == 3
