"""What a sweep is asked for, and when a person is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handlers.domain.errors import BadEventError, ProcessorTimeoutError, RetryableError
from handlers.domain.events import Alert, Severity
from handlers.domain.payment import is_payment_id
from handlers.domain.worklists import MOST_FAULTS, OpenFor, Terms

_ASKED: Final[Sequence[set[str]]] = (
    set(),
    {"untouched_seconds"},
    {"payment_id"},
)
_LEAST_UNTOUCHED: Final = 0
_MOST_UNTOUCHED: Final = 86_400


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sweep is to look at: what is due; or, by hand, one payment, or all that nobody touched for
    `untouched`, whether due or not, and what needs attention, too.
    """

    untouched: timedelta | None = None
    payment_id: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether somebody asked for it. What is then tried counts as no try."""
        return self.untouched is not None or bool(self.payment_id)


def asked_in(event: Mapping[str, object]) -> Asked:
    """Return what an event asks for. Raises BadEventError."""
    if set(event) not in _ASKED:
        raise BadEventError("a sweep takes untouched_seconds, or payment_id, or nothing")
    if "payment_id" in event:
        payment_id = event["payment_id"]
        if not isinstance(payment_id, str) or not is_payment_id(payment_id):
            raise BadEventError("payment_id must be a payment's")
        return Asked(payment_id=payment_id)
    if "untouched_seconds" not in event:
        return Asked()
    seconds = event["untouched_seconds"]
    if type(seconds) is not int or not _LEAST_UNTOUCHED <= seconds <= _MOST_UNTOUCHED:
        raise BadEventError("untouched_seconds must be a whole number of 0 to 86400")
    return Asked(timedelta(seconds=seconds))


def is_worn_out(terms: Terms, *, tries: int, faults: int) -> bool:
    """Tell whether something was tried often enough: a person must look."""
    return tries >= terms.tries or faults >= MOST_FAULTS


def is_defect(error: Exception) -> bool:
    """Tell whether the next look will surely meet an error again: it does not lie at something outside."""
    return not isinstance(error, RetryableError | ProcessorTimeoutError)


def attention_alert(region: str, kind: OpenFor, count: int, payment_id: str) -> Alert:
    """Tell the people in charge of `count` payments that were tried in vain. Names one where it is alone."""
    return Alert(
        kind="needs-attention",
        severity=Severity.PAGE,
        title="Payments were tried in vain and need a person",
        runbook="docs/runbooks.md#needs-attention",
        region=region,
        payment_id=payment_id if count == 1 else "",
        reason=str(kind),
        count=count,
    )


def lost_alert(region: str, count: int, payment_id: str) -> Alert:
    """Tell the people in charge of `count` captures that were promised to merchants and cannot be made."""
    return Alert(
        kind="capture-lost",
        severity=Severity.TICKET,
        title="Captures that merchants asked for in time cannot be made",
        runbook="docs/runbooks.md#capture-lost",
        region=region,
        payment_id=payment_id if count == 1 else "",
        count=count,
    )
