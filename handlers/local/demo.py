"""A merchant to try the API with, and the commands to do so."""

from __future__ import annotations

from typing import Final

from handlers.domain.payment import payment_id_of
from handlers.domain.ports import Put, Table
from handlers.local.processor import REFUSED

MERCHANT: Final = "demo"
CALLER: Final = "arn:aws:iam::000000000000:user/demo"  # as API Gateway names who signed a request
REGION: Final = "local"
_KEY: Final = "order-1001-try-1"
_MOST_MINOR: Final = 1_000_000
_CURRENCIES: Final = ("EUR", "GBP", "JPY", "KWD", "SGD", "USD")


def seed(
    ledger: Table,
    home_region: str = REGION,
    *,
    merchant: str = MERCHANT,
    caller: str = CALLER,
    **fraud_limits: int,
) -> None:
    """Write the merchant, with limits of screening of its own by their names, and who speaks for it."""
    ledger.write(
        Put(
            {
                "pk": f"MERCHANT#{merchant}",
                "sk": "PROFILE",
                "home_region": home_region,
                "country": "US",
                "active": True,
                "fee_basis_points": 150,
                "limits": {currency: {"least": 1, "most": _MOST_MINOR} for currency in _CURRENCIES},
                "fraud_limits": fraud_limits,
            },
            None,
        ),
        Put({"pk": f"CALLER#{caller}", "sk": "MERCHANT", "merchant_id": merchant}, None),
    )


def introduction(address: str) -> str:
    """Return what to do first, as commands to copy."""
    payment = f"{address}/payments/{payment_id_of(MERCHANT, _KEY)}"
    key = "-H 'Idempotency-Key: {}' -H 'Content-Type: application/json'"
    refused = ", ".join(f"{number} ({code})" for number, code in REFUSED.items())
    return f"""\
The payments API and its workflows in one process. Nothing leaves this machine, nothing is kept.

Take a payment (the same again gives the same answer):
  curl -i {address}/payments {key.format(_KEY)} -d @handlers/local/payment.json

See how it went:
  curl -i {payment}

Give a part back:
  curl -i {payment}/refunds {key.format("refund-1001")} -d '{{"amount_minor": 500}}'

Cards that are refused: {refused}.
The contract is handlers/domain/openapi.json. Ctrl-C ends it.
"""
