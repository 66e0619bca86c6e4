"""What leaves the system as an event or an alert, and the workflows by name. Ids, amounts and codes only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from handlers.domain.payment import State

SOURCE: Final = "payments"  # of every event on the bus

HEARD: Final = (State.FAILED, State.IN_DOUBT)
"""The states that somebody hears of: infrastructure builds the patterns of the buses' rules from them, and no
other change is published. A rule that is to hear more begins here.
"""


class Workflow(StrEnum):
    """The state machines."""

    PAYMENT = "payment"
    SETTLEMENT = "settlement"
    REFUND = "refund"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Event:
    """A payment's change, for the bus. Readers discard what they have seen by `payment_id` and `version`,
    and take the higher `epoch` where two regions disagree.
    """

    payment_id: str
    merchant_id: str
    version: int
    epoch: int
    state: str
    previous: str
    amount_minor: int
    currency: str
    reason: str
    refund_id: str
    origin_region: str
    home_region: str
    occurred_at: str

    @property
    def detail_type(self) -> str:
        """The kind of event, as rules match it."""
        return detail_type_of(self.state)

    @property
    def is_heard(self) -> bool:
        """Whether somebody hears of it."""
        return self.state in HEARD

    def detail(self) -> Mapping[str, str | int]:
        """The body, in JSON's types."""
        return asdict(self)


def detail_type_of(state: str) -> str:
    """Return the kind of the events of a state."""
    return f"payment.{state}"


class Severity(StrEnum):
    """How soon somebody must look."""

    PAGE = "page"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that a person must know. `title` and `runbook` are fixed texts of `kind`.

    `count` is how often it happened; `payment_id` names one that it happened to.
    """

    kind: str
    severity: Severity
    title: str
    runbook: str
    region: str
    payment_id: str = ""
    reason: str = ""
    count: int = 1
