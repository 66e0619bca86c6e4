"""The deny list: of tokens, through rotations of their key."""

from __future__ import annotations

from handlers.domain.ports import Key, Put
from handlers.local.table import MemoryTable
from handlers.stores.denials import Denials


def test_r86_a_denied_card_stays_denied_through_rotations() -> None:
    table = MemoryTable()
    table.write(Put({"pk": "DENIED#one", "sk": "CARD", "why": "stolen"}, None))
    denials = Denials(table)
    assert denials.holds(["one"])
    assert not denials.holds(["other"])
    assert denials.holds(["two", "one"])
    assert table.get(Key("DENIED#two", "CARD")) == {"pk": "DENIED#two", "sk": "CARD", "why": "stolen"}
    assert denials.holds(["three", "two"]), "the first key is retired"
