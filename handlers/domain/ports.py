"""The ports: what is needed of the outside. `adapters/` implements them in AWS, `local/` in one process.

Every method may raise StoreUnavailableError: what was asked may or may not have happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from handlers.domain.card import Card
from handlers.domain.events import Alert, Event
from handlers.domain.money import Money
from handlers.domain.payment import Operation

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]
Item = Mapping[str, Value]

EXPIRES: Final = "expires_at"
"""The attribute of an item after whose time, in epoch seconds, it may be forgotten."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Return the time in UTC."""


class Pace(Protocol):
    """When a function that goes on for a while does its work again."""

    def ticks(self) -> Iterator[int]:
        """Yield the number of each tick when it is due, until the run is over."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of an item."""

    pk: str
    sk: str


@dataclass(frozen=True, slots=True)
class Absent:
    """No item has the key."""


@dataclass(frozen=True, slots=True)
class Same:
    """The item is there and holds these values."""

    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class AbsentOr:
    """No item has the key; or the one that has it holds `values`, and numbers below those of `below`."""

    values: Mapping[str, str | int]
    below: Mapping[str, int] = field(default_factory=dict)


Condition = Absent | Same | AbsentOr | None


@dataclass(frozen=True, slots=True)
class Put:
    """Write the whole item (it holds `pk` and `sk`) if the condition holds."""

    item: Item
    when: Condition


@dataclass(frozen=True, slots=True)
class Add:
    """Add to numbers of an item, which is made where it is not there; `expires_at` in epoch seconds."""

    key: Key
    amounts: Mapping[str, int]
    expires_at: int


class ConditionFailedError(Exception):
    """A condition did not hold; nothing was written. `position` is the first such write's."""

    def __init__(self, position: int) -> None:
        super().__init__(f"the condition of write {position} did not hold")
        self.position = position


class Table(Protocol):
    """A table of items keyed by `pk` and `sk`. Reads are consistent in the region, but for `peek`."""

    def get(self, key: Key) -> Item | None:
        """Return the item, or None."""

    def peek(self, key: Key) -> Item | None:
        """Return the item as it was a moment ago, or None. It takes half of what `get` takes of the key."""

    def query(self, pk: str, *, from_sk: str = "") -> Sequence[Item]:
        """Return all items of `pk` whose `sk` is `from_sk` or behind it, in the order of `sk`."""

    def write(self, *puts: Put) -> None:
        """Do all of the writes or none.

        Raises ConditionFailedError, and ContentionError where others write the same items just now.
        """

    def add(self, add: Add) -> None:
        """Add to an item. It may be done twice where its answer was lost. Raises ContentionError."""


class Ledger(Table, Protocol):
    """The ledger, which every region has a copy of."""


class Personal(Table, Protocol):
    """The table of personal data, which stays in its region."""


class RequestTallies(Protocol):
    """Counts of requests, wanted fast and not exact: one that got no answer may have counted twice."""

    def count(self, key: Key, *, expires_at: int) -> int:
        """Add one to the tally under `key`, and return it. It is forgotten at `expires_at`, epoch seconds.

        Raises ThrottledError where the key takes no more writes just now.
        """


class OpenIndex(Protocol):
    """The sparse index of what is open."""

    def open_in(self, shard: str, *, until: str, limit: int, after: Item | None = None) -> Sequence[Item]:
        """Return up to `limit` items of the shard that are due at `until` or before, those due first first.

        `after` is the last item of the page before. The index may be a moment behind the table.
        """


class MerchantIndex(Protocol):
    """The index of payments by their merchant."""

    def newest_in(self, shard: str, *, until: str, limit: int) -> Sequence[Item]:
        """Return up to `limit` items of the shard that were made at `until` or before, the newest first.

        The index may be a moment behind the table.
        """


@dataclass(frozen=True, slots=True)
class Instruction:
    """What the processor is asked to do. The same `key` again has the same effect and answer, once.

    It says what whoever asks knows alike: an authorization `money` and `card_reference`, a capture and a
    refund `money` and the `authorization` that the processor gave, a reversal nothing: it is of the whole.
    """

    operation: Operation
    key: str
    payment_id: str
    money: Money | None = None
    card_reference: str | None = None
    authorization: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a card was traded for. `country` is the issuer's (ISO 3166-1 alpha-2), "" where unknown."""

    reference: str
    country: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The processor's answer: approved with its reference, or refused with a code of a closed set."""

    approved: bool
    reference: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What the processor carried out under one key. `money` is None of a reversal."""

    operation: Operation
    key: str
    money: Money | None
    answer: Answer


class Processor(Protocol):
    """The payment processor. Answers are final; every instruction is idempotent by its key.

    Raises ProcessorUnavailableError (surely not done), ProcessorTimeoutError (perhaps done) and
    ProcessorMismatchError (the key is known with another instruction: the records tell which).
    """

    def exchange(self, card: Card, *, key: str) -> Exchange:
        """Trade a card, its security code included, for a reference that is good for one payment."""

    def execute(self, instruction: Instruction) -> Answer:
        """Carry the instruction out."""

    def records(self, payment_id: str) -> Sequence[Record]:
        """Return what was carried out for a payment, in order. Empty where the processor knows nothing."""

    def is_paid_out(self, payment_id: str) -> bool:
        """Tell whether the captured money of a payment was paid out."""


class Tokens(Protocol):
    """Makes tokens under the region's keys (handlers.domain.tokens): the same for the same text."""

    def tokens(self, text: str) -> Sequence[str]:
        """Return a text's tokens under each key that the region knows; the first is the one to keep."""


class StateMachine(Protocol):
    """Runs one workflow."""

    def start(self, payment_id: str, *, name: str) -> None:
        """Start it for a payment. `name` tells repeated starts of the same work apart from new work."""


class Events(Protocol):
    """The event bus."""

    def publish(self, events: Sequence[Event]) -> Sequence[int]:
        """Publish events. Returns the positions of those that the bus did not take."""


class Receipts(Protocol):
    """The store of receipts."""

    def put(self, name: str, body: bytes) -> None:
        """Store a receipt. One that is there under the name is left as it is."""


class Alerts(Protocol):
    """The topic that wakes people."""

    def send(self, alert: Alert) -> None:
        """Send an alert."""


class IdempotencyRecords(Protocol):
    """What was done by name, so that it is done once, within one function and region."""

    def do(self, name: str, action: Callable[[], None]) -> bool:
        """Do `action` unless it was done under `name`; tell whether it was done now.

        What `action` raises is raised, and nothing counts as done. Raises ContentionError where the same
        is being done just now.
        """


@dataclass(frozen=True, slots=True)
class Probed:
    """What an endpoint answered. `trouble` is a code of a closed set where it gave no whole answer."""

    milliseconds: float
    status: int = 0
    body: bytes = field(default=b"", repr=False)
    trouble: str = ""


class Probe(Protocol):
    """Asks endpoints over HTTPS how they are. Raises nothing: no answer is an answer too."""

    def get(self, url: str) -> Probed:
        """Ask one. Redirects are not followed."""


class Telemetry(Protocol):
    """Logs, metrics and traces. Takes ids, states and codes; there is no way to give it anything else."""

    def event(self, name: str, *, payment_id: str = "", state: str = "", reason: str = "") -> None:
        """Log that something happened. `name` and `reason` are from closed sets."""

    def count(self, metric: str, *, stage: str, value: int = 1) -> None:
        """Add to a metric of a stage."""

    def latency(self, stage: str, milliseconds: float) -> None:
        """Record how long a stage took."""
