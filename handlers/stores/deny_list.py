"""Cards that are not taken, in the ledger table: `DENIED#<token>` / `CARD`.

The list reaches every region, so that whoever acts for a home region knows what was denied there. It is of
tokens, each of which one region alone makes: a card is known again in regions that have its token, or that go
on with a payment of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.domain.ports import Key, Ledger, Put


class DenyList:
    """The deny list, as the region sees it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def holds(self, cards: Sequence[str]) -> bool:
        """Tell whether a card is on the list, by its tokens under each key. One that is on it under
        a former key is put on it under the one in use, too: it stays there when the former key is retired.
        """
        found = [self._ledger.get(Key(f"DENIED#{token}", "CARD")) for token in cards]
        denied = next((item for item in found if item), None)
        if denied and not found[0]:
            self._ledger.write(Put({**denied, "pk": f"DENIED#{cards[0]}"}, None))
        return denied is not None
