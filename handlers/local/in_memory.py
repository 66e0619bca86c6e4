"""The ports that are no tables, in one process. What went through them can be looked at."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from handlers.domain.events import Alert, Event, Workflow
from handlers.domain.tokens import KeyRing

_DEMO_KEY = b"a key for cards that exist nowhere"


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class ManualClock:
    """A time that stands still until it is moved."""

    time: datetime

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self.time

    def advance(self, step: timedelta) -> None:
        """Move the time on."""
        self.time += step


class LocalPace:
    """One tick a run."""

    def ticks(self) -> Iterator[int]:
        """Yield once."""
        yield 0


@dataclass(slots=True)
class LocalTokens:
    """Tokens under `ring`, or under a key that everybody knows: for made-up cards alone."""

    ring: KeyRing | None = None

    def tokens(self, text: str) -> Sequence[str]:
        """Return a text's tokens under each key, the current one's first."""
        return (self.ring or KeyRing(_DEMO_KEY)).tokens(text)


@dataclass(slots=True)
class LocalTelemetry:
    """Keeps what was told, for tests, up to `most` of it."""

    told: deque[tuple[str, ...]] = field(default_factory=lambda: deque(maxlen=100_000))

    def event(self, name: str, *, payment_id: str = "", state: str = "", reason: str = "") -> None:
        """Keep an event."""
        self.told.append(("event", name, payment_id, state, reason))

    def count(self, metric: str, *, stage: str, value: int = 1) -> None:
        """Keep a metric."""
        self.told.append(("count", metric, stage, str(value)))

    def latency(self, stage: str, milliseconds: float) -> None:
        """Keep a latency."""
        self.told.append(("latency", stage, f"{milliseconds:.3f}"))


@dataclass(slots=True)
class LocalEvents:
    """A bus that takes everything."""

    published: list[Event] = field(default_factory=list)

    def publish(self, events: Sequence[Event]) -> Sequence[int]:
        """Take all of the events."""
        self.published.extend(events)
        return ()


@dataclass(slots=True)
class LocalReceipts:
    """Receipts by name."""

    stored: dict[str, bytes] = field(default_factory=dict)

    def put(self, name: str, body: bytes) -> None:
        """Store a receipt, unless it is there."""
        self.stored.setdefault(name, body)


@dataclass(slots=True)
class LocalAlerts:
    """Alerts that were sent."""

    sent: list[Alert] = field(default_factory=list)

    def send(self, alert: Alert) -> None:
        """Keep an alert."""
        self.sent.append(alert)


@dataclass(slots=True)
class LocalWorkflows:
    """Workflows of a region that were started and did not run yet."""

    waiting: deque[tuple[Workflow, str]] = field(default_factory=deque)

    def start(self, workflow: Workflow, payment_id: str, *, name: str) -> None:  # noqa: ARG002 (one process)
        """Queue a workflow."""
        self.waiting.append((workflow, payment_id))


@dataclass(frozen=True, slots=True)
class LocalStateMachine:
    """One workflow of `workflows`."""

    workflows: LocalWorkflows
    workflow: Workflow

    def start(self, payment_id: str, *, name: str) -> None:
        """Queue the workflow."""
        self.workflows.start(self.workflow, payment_id, name=name)
