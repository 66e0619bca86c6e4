"""What the steps of a workflow have in common: they take a payment's id and answer with its state.

A step that finds its work done answers as if it had just done it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, Protocol

from handlers.domain.errors import (
    BadEventError,
    ProcessorMismatchError,
    ProcessorTimeoutError,
    UnknownPaymentError,
)
from handlers.domain.needs import Need, need_of, start_name
from handlers.domain.payment import Change, FencingToken, Operation, Payment, State, is_payment_id
from handlers.domain.ports import Instruction, Processor, Receipts, StateMachine, Telemetry
from handlers.domain.processing import (
    NoAnswer,
    Outcome,
    Reply,
    Reversal,
    applied,
    in_doubt,
    instruction_of,
    resolved,
)
from handlers.domain.receipts import receipts_of
from handlers.domain.telemetry import DIFFERENCE
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
    """Have the processor carry an instruction out. Raises ProcessorUnavailableError: surely not done.

    A reply to another instruction ("mismatch", 409) says that its records have what there is to know.
    """
    try:
        return processor.execute(instruction)
    except ProcessorTimeoutError:
        return NoAnswer("no_answer")
    except ProcessorMismatchError:
        return NoAnswer("mismatch")


# Where a payment stands is not changed by learning nothing.
_NOTHING_NEW: Final = frozenset(
    {
        (State.SCREENED, State.SCREENED),
        (State.AUTHORIZED, State.SCREENED),
        (State.AUTHORIZED, State.AUTHORIZED),
        (State.IN_DOUBT, State.IN_DOUBT),
    }
)


def resolve(
    payment: Payment, processor: Processor, by: FencingToken, patience: timedelta | None = None
) -> Outcome | None:
    """Ask the processor's records what became of a payment, and have it reversed where that follows.

    A capture that waits for longer than `patience` is reversed. Returns None where nothing is known that was
    not known before. Raises RecordsError, ProcessorUnavailableError.
    """
    found = resolved(payment, processor.records(payment.id), by, patience)
    if isinstance(found, Reversal):
        found = reverse(payment, found.reason, processor, by)
    return None if (payment.state, found.target) in _NOTHING_NEW else found


def reverse(payment: Payment, reason: str, processor: Processor, by: FencingToken) -> Outcome:
    """Have a payment reversed, for `reason`. Raises RecordsError, ProcessorUnavailableError.

    What the processor says to that counts as little as any other late answer: its records tell.
    """
    open_still = in_doubt(Operation.REVERSE, reason)
    if ask(processor, instruction_of(payment, Operation.REVERSE)) == NoAnswer("no_answer"):
        return open_still
    given_up = replace(payment, state=State.IN_DOUBT, doubt=Operation.REVERSE, reason=reason)
    found = resolved(given_up, processor.records(payment.id), by)
    return open_still if isinstance(found, Reversal) else found


class Resolving(Protocol):
    """The ports that it takes to resolve a doubt; `capture_patience` is how long a capture may be in one."""

    @property
    def payments(self) -> Payments:
        """The payments."""

    @property
    def processor(self) -> Processor:
        """Whose records tell."""

    @property
    def receipts(self) -> Receipts:
        """The store of receipts."""

    @property
    def telemetry(self) -> Telemetry:
        """Hears of differences."""

    @property
    def payment_workflow(self) -> StateMachine:
        """Carries the payment on."""

    @property
    def refund_workflow(self) -> StateMachine:
        """Goes on with its refunds."""

    @property
    def capture_patience(self) -> timedelta:
        """How long a capture may be in doubt before it is reversed."""


def resolve_doubt(payment: Payment, ports: Resolving, by: FencingToken, *, stage: str) -> None:
    """Commit what the processor's records say of a payment in doubt, if that is new, and have it go on.

    Raises as `resolve` and the ports do.
    """
    found = resolve(payment, ports.processor, by, ports.capture_patience)
    if found is None:
        return
    change = applied(payment, found, by)
    write_receipts(change.after, ports.receipts)
    ports.payments.commit(change)
    report_differences(change, ports.telemetry, stage=stage)
    match need_of(change.after, by.at):
        case Need.RESUME:
            ports.payment_workflow.start(payment.id, name=start_name(change.after, by.at))
        case Need.REFUND:
            ports.refund_workflow.start(payment.id, name=start_name(change.after, by.at))


def report_differences(change: Change, telemetry: Telemetry, *, stage: str) -> None:
    """Log and count each entry of the reconciliation that a change has written."""
    for each in change.differences:
        telemetry.event("difference", payment_id=change.after.id, reason=each.operation)
        telemetry.count(DIFFERENCE, stage=stage)


def write_receipts(payment: Payment, receipts: Receipts) -> None:
    """Write the receipts of a payment as it is, or will be once it is committed."""
    for name, body in receipts_of(payment):
        receipts.put(name, body)


def answer(payment: Payment) -> dict[str, str]:
    """Return a step's output: ids and codes only, since a workflow's history keeps it."""
    return {"payment_id": payment.id, "state": str(payment.state), "reason": payment.reason or ""}
