"""What each function declares of itself: all that infrastructure needs to run it, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Resource(StrEnum):
    """What a grant is on, by role; infrastructure knows the ARN of each in its region."""

    LEDGER = "ledger"
    LEDGER_MERCHANT_INDEX = "ledger/index/by_merchant"
    LEDGER_OPEN_INDEX = "ledger/index/by_open"
    LEDGER_STREAM = "ledger/stream"
    PERSONAL = "personal"
    RECEIPTS = "receipts"
    BUS = "bus"
    ALERTS = "alerts"
    TOKEN_KEY = "secret/token-key"  # noqa: S105 (a role's name, not a secret)
    PROCESSOR_CREDENTIALS = "secret/processor"
    DATABASE_CREDENTIALS = "secret/database"
    WORKFLOW_PAYMENT = "workflow/payment"
    WORKFLOW_SETTLEMENT = "workflow/settlement"
    WORKFLOW_REFUND = "workflow/refund"
    WORKFLOW_DOUBT = "workflow/doubt"
    ANYTHING = "*"  # for actions that know no resource


class Trigger(StrEnum):
    """What calls a function."""

    API = "api"
    WORKFLOW = "workflow"
    STREAM = "stream"
    SCHEDULE = "schedule"
    EVENT = "event"
    SECRET_ROTATION = "secret-rotation"  # noqa: S105 (a kind of trigger, not a secret)
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One AWS action on one resource."""

    action: str
    resource: Resource


@dataclass(frozen=True, slots=True)
class HandlerSpec:
    """A function: where it starts, what calls it, how long it may take, and all that it may do.

    `environment` and `grants` are proven from the source (tests/handlers/test_permissions.py). Not in them
    is what infrastructure adds itself: keys (kms:Decrypt, kms:GenerateDataKey through the service of each
    resource), logs, X-Ray, network interfaces, dead letters, dynamodb:ListStreams, and AWS_REGION, which
    Lambda sets. A function of a stream is granted what Lambda reads it with, in the function's name.

    `timeout_seconds` is Lambda's; 900 unless something synchronous waits (C6).
    `environment` names the variables that it reads; `personal` says whether personal data passes
    through it, which then must stay in the region of the call.
    """

    name: str
    purpose: str
    trigger: Trigger
    environment: tuple[str, ...]
    grants: tuple[Grant, ...]
    timeout_seconds: int = 900
    personal: bool = False

    @property
    def entry_point(self) -> str:
        """The dotted path that Lambda calls."""
        return f"handlers.functions.{self.name}.handler.handler"


def grants(resource: Resource, *actions: str) -> tuple[Grant, ...]:
    """Grants of several actions on one resource."""
    return tuple(Grant(action, resource) for action in actions)
