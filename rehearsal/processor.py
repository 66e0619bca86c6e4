"""The payment processor of docs/processor.md over real TLS on the loopback, which can be told to fail.

What it does is `SimulatedProcessor`'s; what it did can be looked at from the same process.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from handlers.domain.card import Card
from handlers.domain.errors import ProcessorMismatchError
from handlers.domain.money import Money
from handlers.domain.payment import Operation
from handlers.domain.ports import Answer, Instruction, Record
from handlers.local.processor import SimulatedProcessor
from tests.handlers.adapters.processor_server import Asked, Said, Server, serve
from tests.handlers.certificates import Authority


class Fault(StrEnum):
    """How a request fails."""

    LOST = "lost"  # carried out; the connection breaks instead of an answer
    UNHEARD = "unheard"  # the connection breaks before anything is done
    SLOW = "slow"  # carried out; answered when nobody waits any longer
    ERROR = "error"  # a status that is no answer; nothing is done
    BUSY = "busy"  # surely not done: 503 with Retry-After


@dataclass(frozen=True, slots=True)
class Faults:
    """How often requests fail, of 1.0, and how. Which ones follows from `seed` and the request alone,
    however requests overtake each other; one that is sent again has its own luck.

    slow_seconds: longer than the functions wait for an answer (handlers.adapters.https).
    """

    rate: float = 0.0
    seed: int = 0
    kinds: tuple[Fault, ...] = tuple(Fault)
    slow_seconds: float = 10.0

    def of(self, request: str, attempt: int) -> Fault | None:
        """What befalls a request, at which attempt of the same."""
        luck = random.Random(f"{self.seed} {request} {attempt}")  # noqa: S311 - repeatable, not secret
        return luck.choice(self.kinds) if luck.random() < self.rate else None


class ProcessorServer:
    """The processor at `host`, for as long as the context lasts, for who sends `key`; its certificate is by
    `authority`.
    """

    def __init__(self, authority: Authority, *, host: str, key: str) -> None:
        self.authority = authority
        self.processor = SimulatedProcessor()
        self.faults = Faults()
        self.befell: Counter[Fault] = Counter()
        self.port = 0
        self._issued = authority.issue(host)
        self._key = key
        self._attempts: Counter[str] = Counter()
        self._counting = Lock()
        self._listening = ExitStack()
        self._refusing = False

    def __enter__(self) -> Self:
        self.accept()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.refuse()

    def accept(self) -> None:
        """Listen; on the same port each time."""
        self._refusing = False
        issued = self._issued
        server: Server = self._listening.enter_context(serve(issued.certificate, issued.key, port=self.port))
        self.port = urlsplit(server.url).port or 0
        server.says = self._says

    def refuse(self) -> None:
        """Refuse connections, and break those that are open when they are next used."""
        self._refusing = True
        self._listening.close()

    def _says(self, asked: Asked) -> Said:
        if self._refusing:
            return Said(cut=True)
        fault = self._fault(asked)
        match fault:
            case Fault.UNHEARD:
                return Said(cut=True)
            case Fault.ERROR:
                return Said(500, {})
            case Fault.BUSY:
                return Said(503, {}, {"Retry-After": "1"})
        said = self._answer(asked)
        match fault:
            case Fault.LOST:
                said.cut = True
            case Fault.SLOW:
                said.seconds = self.faults.slow_seconds
        return said

    def _fault(self, asked: Asked) -> Fault | None:
        request = f"{asked.method} {asked.path} {asked.headers.get('idempotency-key', '')}"
        with self._counting:
            self._attempts[request] += 1
            fault = self.faults.of(request, self._attempts[request])
            if fault:
                self.befell[fault] += 1
        return fault

    def _answer(self, asked: Asked) -> Said:
        if asked.headers.get("authorization") != f"Bearer {self._key}":
            return Said(401, {})
        key = asked.headers.get("idempotency-key", "")
        match asked.method, *asked.path.strip("/").split("/"):
            case "POST", "v1", "cards":
                exchange = self.processor.exchange(Card(**asked.body), key=key)
                return Said(201, {"reference": exchange.reference, "country": exchange.country})
            case "POST", "v1", "instructions":
                return self._carry_out(key, asked.body)
            case "GET", "v1", "payments", payment_id, "records":
                records = self.processor.records(payment_id)
                return Said(200, {"records": [_record(each) for each in records]})
            case "GET", "v1", "payments", payment_id, "payout":
                return Said(200, {"paid_out": self.processor.is_paid_out(payment_id)})
        return Said(404, {})

    def _carry_out(self, key: str, said: Mapping[str, Any]) -> Said:
        instruction = Instruction(
            Operation(said["operation"]),
            key,
            said["payment_id"],
            Money(said["amount_minor"], said["currency"]) if "currency" in said else None,
            said.get("card_reference"),
            said.get("authorization"),
        )
        try:
            return Said(200, _outcome(self.processor.execute(instruction)))
        except ProcessorMismatchError:
            return Said(409, {})


def _record(record: Record) -> dict[str, Any]:
    amount = {"amount_minor": record.money.minor, "currency": record.money.currency} if record.money else {}
    return {"operation": str(record.operation), "key": record.key, **amount, **_outcome(record.answer)}


def _outcome(answer: Answer) -> dict[str, str]:
    if answer.approved:
        return {"outcome": "approved", "reference": answer.reference}
    return {"outcome": "refused", "reference": answer.reference, "code": answer.code}
