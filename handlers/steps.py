"""What the steps of a workflow have in common: they take a payment's id and answer with its state.

A step that finds its work done answers as if it had just done it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.shared.errors import (
    BadEventError,
    ProcessorMismatchError,
    ProcessorTimeoutError,
    UnknownPaymentError,
)
from handlers.shared.payment import Payment, is_payment_id
from handlers.shared.ports import Instruction, Processor, Receipts
from handlers.shared.processing import NoAnswer, Reply
from handlers.shared.receipts import receipts_of
from handlers.stores.payments import Payments


def payment_id_in(event: Mapping[str, Any]) -> str:
    """Return the payment's id of a step's input. Raises BadEventError."""
    payment_id = event.get("payment_id")
    if not isinstance(payment_id, str) or not is_payment_id(payment_id):
        raise BadEventError("the input has no payment_id of a payment")
    return payment_id


def payment_in(event: Mapping[str, Any], payments: Payments) -> Payment:
    """Return the payment of a step's input. Raises BadEventError, UnknownPaymentError."""
    payment = payments.load(payment_id_in(event))
    if payment is None:
        raise UnknownPaymentError("the region knows no such payment")
    return payment


def ask(processor: Processor, instruction: Instruction) -> Reply:
    """Have the processor carry an instruction out. Raises ProcessorUnavailableError: surely not done."""
    try:
        return processor.execute(instruction)
    except ProcessorTimeoutError:
        return NoAnswer("no_answer")
    except ProcessorMismatchError:
        return NoAnswer("mismatch")


def write_receipts(payment: Payment, receipts: Receipts) -> None:
    """Write the receipts of a payment as it is, or will be once it is committed."""
    for name, body in receipts_of(payment):
        receipts.put(name, body)


def answer(payment: Payment) -> dict[str, str]:
    """Return a step's output: ids and codes only, since a workflow's history keeps it (C40)."""
    return {"payment_id": payment.id, "state": str(payment.state), "reason": payment.reason or ""}
