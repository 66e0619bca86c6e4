"""The executions that functions get, and those that Lambda keeps for all others."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from handlers.domain.spec import Trigger

if TYPE_CHECKING:
    from handlers.domain.spec import HandlerSpec

UNRESERVED: Final = 100  # executions that Lambda keeps for functions without a reservation
SCHEDULED_EVERY: Final = 60  # seconds
_LEAST_RUNS: Final = 3  # of a schedule: two that overlap, and one that begins early


def reserved(spec: HandlerSpec, of_payments: int) -> int:
    """The executions to reserve for a function: those of payments, unless a schedule calls it.

    Then its runs overlap for as long as one may take, whatever the load.
    """
    if spec.trigger is not Trigger.SCHEDULE:
        return of_payments
    return min(ceil(spec.timeout_seconds / SCHEDULED_EVERY), max(of_payments, _LEAST_RUNS))
