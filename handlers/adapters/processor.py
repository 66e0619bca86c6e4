"""The `Processor` port over HTTPS. `docs/processor.md` defines what is said on the wire.

Whatever is not an answer of that document leaves an instruction in doubt (ProcessorTimeoutError).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from handlers.adapters.https import Call, Https, Reply
from handlers.adapters.secrets import Secret
from handlers.domain.card import Card
from handlers.domain.errors import (
    ConfigurationError,
    ProcessorMismatchError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
)
from handlers.domain.money import Money
from handlers.domain.payment import Operation
from handlers.domain.ports import Answer, Exchange, Instruction, Record

OTHER_REFUSAL: Final = "refused"
# Why an instruction is refused. What the processor says beyond these is told as OTHER_REFUSAL.
REFUSALS: Final = frozenset(
    {
        "already_captured",
        "cancelled",
        "capture_refused",
        "do_not_honour",
        "exceeds_capture",
        "expired_card",
        "insufficient_funds",
        "lost_or_stolen",
        "not_authorized",
        OTHER_REFUSAL,
    }
)
_OPERATIONS: Final = frozenset(str(operation) for operation in Operation)
_REFERENCE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_COUNTRY: Final = re.compile(r"([A-Z]{2})?")


class HttpsProcessor:
    """The processor behind a URL. `api_key` authenticates us."""

    def __init__(self, https: Https, api_key: Secret) -> None:
        self._https, self._api_key = https, api_key

    def exchange(self, card: Card, *, key: str) -> Exchange:
        """Trade a card for a reference."""
        said = self._post(
            "/v1/cards",
            key,
            {
                "number": card.number,
                "expiry_year": card.expiry_year,
                "expiry_month": card.expiry_month,
                "security_code": card.security_code,
            },
        )
        match said:
            case {"reference": str(reference), "country": str(country)} if _REFERENCE.fullmatch(
                reference
            ) and _COUNTRY.fullmatch(country):
                return Exchange(reference, country)
        raise ProcessorTimeoutError("the processor's answer is not one of its protocol")

    def execute(self, instruction: Instruction) -> Answer:
        """Carry the instruction out."""
        said = self._post("/v1/instructions", instruction.key, _told(instruction))
        answer = _answer(said)
        if answer is None:
            raise ProcessorTimeoutError("the processor's answer is not one of its protocol")
        return answer

    def records(self, payment_id: str) -> Sequence[Record]:
        """Return what was carried out for a payment, in order."""
        said = self._get(f"/v1/payments/{quote(payment_id, safe='')}/records").get("records")
        if not isinstance(said, list):
            raise ProcessorUnavailableError("the processor's answer is not one of its protocol")
        return tuple(_record(each) for each in said)

    def is_paid_out(self, payment_id: str) -> bool:
        """Tell whether the captured money of a payment was paid out."""
        said = self._get(f"/v1/payments/{quote(payment_id, safe='')}/payout").get("paid_out")
        if not isinstance(said, bool):
            raise ProcessorUnavailableError("the processor's answer is not one of its protocol")
        return said

    def _post(self, path: str, key: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
        body = json.dumps(said, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        reply = self._authenticated(self._https.call("POST", path, body, safe=False), headers)
        if reply.status == 409:
            raise ProcessorMismatchError("the processor knows the key with another instruction")
        if reply.status not in (200, 201):
            raise ProcessorTimeoutError("the processor's answer is not one of its protocol")
        return _fields(reply)

    def _get(self, path: str) -> Mapping[str, Any]:
        reply = self._authenticated(self._https.call("GET", path, None, safe=True), {})
        if reply.status != 200:
            raise ProcessorUnavailableError("the processor's answer is not one of its protocol")
        return _fields(reply)

    def _authenticated(self, call: Call, headers: Mapping[str, str]) -> Reply:
        """Send; where our key is refused, once more with the key read anew: it may have been rotated."""
        for _ in range(2):
            authorization = {"Accept": "application/json", "Authorization": f"Bearer {self._api_key.text()}"}
            reply = call.send({**headers, **authorization})
            if reply.status != 401:
                return reply
            self._api_key.forget()
        raise call.failure(ConfigurationError("the processor does not take our credentials"))


def _told(instruction: Instruction) -> Mapping[str, Any]:
    told = {
        "operation": str(instruction.operation),
        "payment_id": instruction.payment_id,
        "amount_minor": instruction.money.minor if instruction.money else None,
        "currency": instruction.money.currency if instruction.money else None,
        "card_reference": instruction.card_reference,
        "authorization": instruction.authorization,
    }
    return {name: value for name, value in told.items() if value is not None}


def _fields(reply: Reply) -> Mapping[str, Any]:
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _answer(said: Mapping[str, Any]) -> Answer | None:
    match said:
        case {"outcome": "approved", "reference": str(reference)} if _REFERENCE.fullmatch(reference):
            return Answer(approved=True, reference=reference)
        case {"outcome": "refused", "reference": str(reference), "code": str(code)} if _REFERENCE.fullmatch(
            reference
        ):
            return Answer(
                approved=False, reference=reference, code=code if code in REFUSALS else OTHER_REFUSAL
            )
    return None


def _record(said: object) -> Record:
    """Read one record. Raises ProcessorUnavailableError: half of the records would be worse than none."""
    answer = _answer(said) if isinstance(said, dict) else None
    match said:
        case {"operation": Operation.REVERSE, "key": str(key)} if answer:
            return Record(Operation.REVERSE, key, None, answer)
        case {
            "operation": str(operation),
            "key": str(key),
            "amount_minor": int(minor),
            "currency": str(currency),
        } if answer and operation in _OPERATIONS and not isinstance(minor, bool):
            money = _money(minor, currency)
            if money:
                return Record(Operation(operation), key, money, answer)
    raise ProcessorUnavailableError("the processor's answer is not one of its protocol")


def _money(minor: int, currency: str) -> Money | None:
    try:
        return Money(minor, currency)
    except ValueError:
        return None
