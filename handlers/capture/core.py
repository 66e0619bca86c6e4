"""Taking the money, and giving a reservation up that the processor will not capture."""

from __future__ import annotations

from handlers.shared.payment import Operation, Payment, State
from handlers.shared.ports import Answer, Instruction
from handlers.shared.processing import NoAnswer, Outcome, Reply, captured, in_doubt, instruction_of


def capture_instruction(payment: Payment) -> Instruction:
    """Return what takes the money."""
    return instruction_of(payment, Operation.CAPTURE)


def reverse_instruction(payment: Payment) -> Instruction:
    """Return what gives the reservation up."""
    return instruction_of(payment, Operation.REVERSE)


def after_capture(payment: Payment, reply: Reply) -> Outcome | Answer:
    """Return what a reply to the capture makes of the payment; a refusal as it is: it asks for a reversal."""
    if isinstance(reply, NoAnswer):
        return in_doubt(Operation.CAPTURE, reply.reason)
    return captured(payment) if reply.approved else reply


def after_reversal(refusal: Answer, reply: Reply) -> Outcome:
    """Return what a reply to the reversal makes of the payment, whose capture had the `refusal`.

    A reversal that is refused leaves open what became of the money: the processor's records tell.
    """
    if isinstance(reply, NoAnswer):
        return in_doubt(Operation.REVERSE, reply.reason)
    if reply.approved:
        return Outcome(State.REVERSED, {"reason": refusal.code})
    return in_doubt(Operation.REVERSE, reply.code)
