"""A processor in one process: idempotent by key, with answers that the card's number chooses."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Final

from handlers.domain.card import Card
from handlers.domain.errors import ProcessorMismatchError
from handlers.domain.payment import Operation
from handlers.domain.ports import Answer, Exchange, Instruction, Record

# Numbers that pass the check digit and belong to nobody: ranges that schemes publish for tests.
APPROVED: Final = "4242424242424242"
REFUSED: Final[Mapping[str, str]] = {
    "4000000000000002": "do_not_honour",
    "4000000000009995": "insufficient_funds",
    "4000000000000069": "expired_card",
}
REFUSED_AT_CAPTURE: Final = "4000000000000341"
_ISSUER_COUNTRY: Final = "US"


class SimulatedProcessor:
    """Approves every card but those of REFUSED, and captures all but one. It knows what it did by payment and
    key.
    """

    def __init__(self) -> None:
        self._refusals: dict[str, str] = {}
        self._uncapturable: set[str] = set()
        self._asked: dict[str, Instruction] = {}
        self._records: dict[str, Record] = {}
        self._by_payment: dict[str, list[Record]] = {}
        self._lock = RLock()

    def exchange(self, card: Card, *, key: str) -> Exchange:
        """Trade a card for a reference."""
        reference = f"card_{hashlib.sha256(key.encode()).hexdigest()[:24]}"
        with self._lock:
            if card.number in REFUSED:
                self._refusals[reference] = REFUSED[card.number]
            if card.number == REFUSED_AT_CAPTURE:
                self._uncapturable.add(reference)
        return Exchange(reference, _ISSUER_COUNTRY)

    def execute(self, instruction: Instruction) -> Answer:
        """Carry an instruction out, once for its key. Raises ProcessorMismatchError."""
        with self._lock:
            known = self._records.get(instruction.key)
            if known is None:
                known = Record(
                    instruction.operation, instruction.key, instruction.money, self._answer(instruction)
                )
                self._records[instruction.key] = known
                self._by_payment.setdefault(instruction.payment_id, []).append(known)
            if self._asked.setdefault(instruction.key, instruction) != instruction:
                raise ProcessorMismatchError("the processor knows the key with another instruction")
            return known.answer

    def records(self, payment_id: str) -> Sequence[Record]:
        """Return what was carried out for a payment, in order."""
        with self._lock:
            return tuple(self._by_payment.get(payment_id, ()))

    def is_paid_out(self, payment_id: str) -> bool:
        """Pay out at once."""
        return any(
            record.operation is Operation.CAPTURE and record.answer.approved
            for record in self.records(payment_id)
        )

    def _answer(self, instruction: Instruction) -> Answer:
        reference = f"ref_{hashlib.sha256(instruction.key.encode()).hexdigest()[:24]}"
        code = self._refusal(instruction)
        return Answer(not code, reference, code)

    def _refusal(self, instruction: Instruction) -> str:
        done = [each for each in self.records(instruction.payment_id) if each.answer.approved]
        of = {operation: [each for each in done if each.operation is operation] for operation in Operation}
        match instruction.operation:
            case Operation.AUTHORIZE:
                cancelled = "cancelled" if of[Operation.REVERSE] else ""
                return cancelled or self._refusals.get(instruction.card_reference or "", "")
            case Operation.CAPTURE:
                if of[Operation.REVERSE]:
                    return "cancelled"
                if not of[Operation.AUTHORIZE]:
                    return "not_authorized"
                reserved = self._asked[of[Operation.AUTHORIZE][0].key].card_reference
                return "capture_refused" if reserved in self._uncapturable else ""
            case Operation.REVERSE:
                return "" if not of[Operation.CAPTURE] else "already_captured"
            case Operation.REFUND:
                left = _minor(of[Operation.CAPTURE]) - _minor(of[Operation.REFUND])
                asked = instruction.money.minor if instruction.money else 0
                return "" if 0 < asked <= left else "exceeds_capture"


def _minor(records: Sequence[Record]) -> int:
    return sum(each.money.minor for each in records if each.money)
