"""A merchant of a home region, at the counter: it pays, looks, and waits for what becomes of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from handlers.domain.payment import State
from handlers.local.processor import APPROVED
from tests.integration.api import ACCEPTED, Api, Merchant
from tests.integration.deployed import Region
from tests.integration.waiting import wait_until

MINOR: Final = 1999
PAID_OUT: Final = (State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED)


@dataclass(frozen=True, slots=True)
class Shop:
    """What a merchant pays with: its home region and the API there."""

    region: Region
    api: Api
    merchant: Merchant

    def pay(self, *, number: str = APPROVED, minor: int = MINOR) -> str:
        """Pay under a key of its own. Returns the payment's id."""
        answer = self.api.pay(self.merchant, new_key(), minor, number)
        assert answer.status == ACCEPTED, answer
        payment_id: str = answer.body["payment_id"]
        return payment_id

    def reserve(self) -> str:
        """Pay, and wait until the money is reserved and waits for its merchant. Returns the payment's id."""
        answer = self.api.pay(self.merchant, new_key(), MINOR, APPROVED, capture_method="manual")
        assert answer.status == ACCEPTED, answer
        payment_id: str = answer.body["payment_id"]
        self.wait(payment_id, State.AUTHORIZED)
        return payment_id

    def look(self, payment_id: str) -> dict[str, Any]:
        """Return what the API says of a payment."""
        answer = self.api.look(self.merchant, payment_id)
        assert answer.status == 200, answer
        return answer.body

    def wait(self, payment_id: str, *states: State) -> dict[str, Any]:
        """Wait until the API says one of these states of a payment; return all that it says."""

        def there() -> dict[str, Any] | None:
            said = self.look(payment_id)
            return said if said["state"] in states else None

        said = wait_until(there, f"{payment_id} {' or '.join(states)}")
        assert said is not None
        return said

    def settled(self, payment_id: str) -> dict[str, Any]:
        """Wait until a payment is captured, and then, with the sweep's help, until it is settled."""
        self.wait(payment_id, State.CAPTURED, *PAID_OUT)
        self.region.sweep()
        return self.wait(payment_id, *PAID_OUT)


def new_key() -> str:
    """An idempotency key that nobody had."""
    return f"test-{secrets.token_hex(12)}"
