"""Ports that fail when they are told to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from handlers.domain.errors import (
    PaymentError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
    StoreUnavailableError,
)
from handlers.domain.events import Event
from handlers.domain.payment import Operation
from handlers.domain.ports import Answer, Instruction, Item
from handlers.local.in_memory import LocalEvents
from handlers.local.processor import SimulatedProcessor
from handlers.local.table import MemoryTable

Errors = dict[str, type[PaymentError]]
TABLE: Errors = dict.fromkeys(("get", "peek", "query", "write", "add"), StoreUnavailableError)
INDEX: Errors = {"open_in": StoreUnavailableError}
PROCESSOR: Errors = {
    "execute": ProcessorTimeoutError,
    "records": ProcessorUnavailableError,
    "exchange": ProcessorUnavailableError,
    "is_paid_out": ProcessorUnavailableError,
}
OTHERS: dict[str, Errors] = {
    "receipts": {"put": StoreUnavailableError},
    "alerts": {"send": StoreUnavailableError},
    "workflows": {"start": StoreUnavailableError},
}


def calm(_number: int, _name: str) -> str:
    """Nothing fails."""
    return ""


class Fault:
    """Decides at each call of a port whether it fails before or after its effect, or whether something else
    happens meanwhile: another function's whole run, between two calls of this one.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.plan: Callable[[int, str], str] = calm
        self.meanwhile: Callable[[], None] = lambda: None

    def around(self, name: str, call: Callable[[], Any], error: type[PaymentError]) -> Any:
        """Make a call, or fail it. A call that the processor never saw is told apart from one unanswered."""
        number = len(self.calls)
        self.calls.append(name)
        when = self.plan(number, name)
        if when == "meanwhile":
            plan, self.plan = self.plan, calm
            self.meanwhile()
            self.plan = plan
        if when == "before":
            raise (ProcessorUnavailableError if error is ProcessorTimeoutError else error)("injected")
        result = call()
        if when == "after":
            raise error("injected")
        return result


class Failing:
    """A port whose named methods go through a fault."""

    def __init__(self, name: str, port: Any, fault: Fault, methods: Errors) -> None:
        self._name, self._port, self._fault, self._methods = name, port, fault, methods

    def __getattr__(self, attribute: str) -> Any:
        target = getattr(self._port, attribute)
        error = self._methods.get(attribute)
        if error is None:
            return target
        return lambda *args, **named: self._fault.around(
            f"{self._name}.{attribute}", lambda: target(*args, **named), error
        )


class Sparse:
    """An index that fails where there is something to read: what fails at an empty shard fails alike."""

    def __init__(self, table: MemoryTable, index: Failing) -> None:
        self._table, self._index = table, index

    def open_in(self, shard: str, *, until: str, limit: int, after: Item | None = None) -> Sequence[Item]:
        if not self._table.open_in(shard, until=until, limit=1):
            return ()
        found: Sequence[Item] = self._index.open_in(shard, until=until, limit=limit, after=after)
        return found


class Picky:
    """A bus that takes every second event of a call that a fault meets before its effect."""

    def __init__(self, name: str, events: LocalEvents, fault: Fault) -> None:
        self._name, self._events, self._fault = name, events, fault
        self.published = events.published

    def publish(self, events: Sequence[Event]) -> Sequence[int]:
        try:
            self._fault.around(f"{self._name}.publish", lambda: None, _RefusedError)
        except _RefusedError:
            self._events.publish(events[1::2])
            return range(0, len(events), 2)
        return self._events.publish(events)


class _RefusedError(PaymentError):
    """The bus is told to refuse."""


class Silent:
    """The processor, which carries the operations in `silent` out and gives no answer, once each; those in
    `unheard` it does not even hear of.
    """

    def __init__(
        self, processor: SimulatedProcessor, silent: set[Operation], unheard: set[Operation]
    ) -> None:
        self._processor, self._silent, self._unheard = processor, silent, unheard

    def __getattr__(self, name: str) -> Any:
        return getattr(self._processor, name)

    def execute(self, instruction: Instruction) -> Answer:
        if instruction.operation in self._unheard:
            self._unheard.discard(instruction.operation)
            raise ProcessorTimeoutError("no answer")
        answer = self._processor.execute(instruction)
        if instruction.operation in self._silent:
            self._silent.discard(instruction.operation)
            raise ProcessorTimeoutError("no answer")
        return answer
