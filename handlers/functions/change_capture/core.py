"""In which order events go out: those of one payment never overtake each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.domain.events import Event


def rounds(events: Iterable[tuple[str, Event]]) -> tuple[Sequence[tuple[str, Event]], ...]:
    """Split numbered events, in the stream's order, into rounds with one event of a payment each."""
    made: list[list[tuple[str, Event]]] = []
    sent: dict[str, int] = {}
    for sequence, event in events:
        turn = sent.get(event.payment_id, 0)
        sent[event.payment_id] = turn + 1
        if turn == len(made):
            made.append([])
        made[turn].append((sequence, event))
    return tuple(made)
