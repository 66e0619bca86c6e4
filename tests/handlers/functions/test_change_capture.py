"""The order in which events go out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.events import Event
from handlers.functions.change_capture.core import rounds

EVENT = Event("pay_1", "mer_1", 1, 0, "received", "", 1, "EUR", "", "", "north", "north", "t")
orders = st.lists(st.sampled_from("abcd"), max_size=30)


def numbered(order: list[str]) -> list[tuple[str, Event]]:
    return [(str(number), replace(EVENT, payment_id=name)) for number, name in enumerate(order)]


@given(orders)
def test_r63_every_event_goes_out_once(order: list[str]) -> None:
    assert sorted(each for turn in rounds(numbered(order)) for each in turn) == sorted(numbered(order))


@given(orders)
def test_r63_a_round_has_one_event_of_a_payment_and_a_later_round_the_later_one(order: list[str]) -> None:
    last: dict[str, int] = {}
    for turn in rounds(numbered(order)):
        names = [event.payment_id for _, event in turn]
        assert len(set(names)) == len(names)
        for number, event in turn:
            assert int(number) > last.get(event.payment_id, -1)
            last[event.payment_id] = int(number)


@given(orders)
def test_r63_there_are_as_many_rounds_as_one_payment_has_events(order: list[str]) -> None:
    assert len(rounds(numbered(order))) == max((order.count(name) for name in order), default=0)
