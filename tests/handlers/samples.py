"""Payments, merchants and payers for tests, each alike but for what a test changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers.domain.merchant import Limits, Merchant
from handlers.domain.money import Money
from handlers.domain.payer import Payer
from handlers.domain.payment import Payment, Refund, RefundStatus, State

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EUR = "EUR"


def euros(minor: int) -> Money:
    return Money(minor, EUR)


def payment(state: State = State.RECEIVED, **changes: Any) -> Payment:
    made = Payment(
        id="pay_" + "a" * 32,
        merchant_id="mer_1",
        home_region="north",
        money=euros(1000),
        fee_basis_points=150,
        card_token="tok_1",  # noqa: S106 (a token, not a password)
        card_reference="card_1",
        request_hash="hash",
        state=state,
        version=1,
        epoch=0,
        region="north",
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(made, **changes)


def refund(name: str, minor: int, status: RefundStatus = RefundStatus.REQUESTED) -> Refund:
    return Refund(name, euros(minor), status, NOW)


def merchant(**changes: Any) -> Merchant:
    return replace(Merchant("mer_1", "north", "US", True, 150, {EUR: Limits(100, 5000)}), **changes)


def payer(**changes: Any) -> Payer:
    return replace(Payer("Ada", "ada@example.com", "US", "US", "4242", 2031, 7), **changes)
