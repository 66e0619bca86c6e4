"""The deny list: of tokens, through rotations of their key."""

from __future__ import annotations

from handlers.domain.ports import Key, Put
from handlers.local.table import MemoryTable
from handlers.stores.deny_list import DenyList


def test_r86_a_denied_card_stays_denied_through_rotations() -> None:
    table = MemoryTable()
    table.write(Put({"pk": "DENIED#one", "sk": "CARD", "why": "stolen"}, None))
    deny_list = DenyList(table)
    assert deny_list.holds(["one"])
    assert not deny_list.holds(["other"])
    assert deny_list.holds(["two", "one"])
    assert table.get(Key("DENIED#two", "CARD")) == {"pk": "DENIED#two", "sk": "CARD", "why": "stolen"}
    assert deny_list.holds(["three", "two"]), "the first key is retired"
