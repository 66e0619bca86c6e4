"""The workflows: which functions run in which order, and how errors are met.

Infrastructure writes the state machines from this table, `local/` runs it in one process.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from handlers.domain.events import Workflow
from handlers.domain.payment import State


@dataclass(frozen=True, slots=True)
class Retry:
    """How an error is met that may pass: waits double from `first_wait_seconds` on, with full jitter."""

    attempts: int = 5
    first_wait_seconds: int = 1
    longest_wait_seconds: int = 20


@dataclass(frozen=True, slots=True)
class Flow:
    """A workflow. After each step, a payment in one of `ends` leaves it; all other errors alert.

    `express` ones run at least once and keep no history of their own; the others have a name that starts
    the same work once.

    `step_seconds` is how long one try of a step is waited for: longer than two calls of the processor may
    take (a capture, and the reversal of one that was refused). `seconds` is how long the whole may take,
    five minutes at most where it is express: long enough for a step that fails at every try, and for the
    alert.
    """

    workflow: Workflow
    express: bool
    steps: tuple[str, ...]
    ends: frozenset[State]
    retry: Retry = Retry()
    step_seconds: int = 30
    seconds: int = 300


_STOPPED: Final = frozenset({State.DECLINED, State.FAILED, State.REVERSED, State.IN_DOUBT})

# The errors of handlers.domain.errors that a step may be repeated after, by class name.
RETRIED: Final = (
    "ContentionError",
    "ProcessorUnavailableError",
    "QuietPeriodError",
    "StoreUnavailableError",
    "UnexpectedError",
)

FLOWS: Final = (
    Flow(
        Workflow.PAYMENT,
        express=True,
        steps=("validate", "screen", "authorize", "capture", "receipt"),
        ends=_STOPPED,
    ),
    Flow(Workflow.SETTLEMENT, express=False, steps=("settle",), ends=_STOPPED),
    Flow(Workflow.REFUND, express=False, steps=("refund",), ends=_STOPPED),
)


@dataclass(frozen=True, slots=True)
class Looks:
    """A workflow that has a payment looked at again and again.

    `after` are the times of the looks, in seconds from the start on. It is a Standard one: an Express one may
    not wait for so long. What is resolved meanwhile is looked at in vain, which does nothing.
    """

    workflow: Workflow
    after: tuple[int, ...]
    function: str = "look"
    retry: Retry = Retry()
    step_seconds: int = 30
    seconds: int = 900

    @property
    def waits(self) -> tuple[int, ...]:
        """How long it waits before each look, in seconds."""
        return tuple(late - early for early, late in pairwise((0, *self.after)))


# The last look comes before the first one of the sweep's own (handlers.domain.worklists).
DOUBT: Final = Looks(Workflow.DOUBT, after=(10, 30, 120))
