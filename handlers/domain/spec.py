"""What each function declares of itself: all that infrastructure needs to run it, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PARAMETER: Final = "PARAMETER_"
"""What begins the name of a variable that names the parameter with the value (`PARAMETER_LEDGER_TABLE`)."""


class SpecError(ValueError):
    """A handler that is not there, or that declares itself under another name; the text says which."""


class GrantedResource(StrEnum):
    """What a grant is on, by its part in the payment system; infrastructure has the ARN in each region."""

    LEDGER = "ledger"  # table, replicated: payments and postings, their outbox and worklist, merchants
    LEDGER_MERCHANT_INDEX = "ledger/index/merchant_shard-created_at"
    LEDGER_OPEN_INDEX = "ledger/index/open_shard-due_at"
    LEDGER_STREAM = "ledger/stream"
    PERSONAL = "personal"  # table of this region alone: who pays
    RECEIPTS = "receipts"  # bucket
    BUS = "bus"  # EventBridge: changes of payments, for those who subscribe
    ALERTS = "alerts"  # topic: people
    TOKEN_KEY = "secret/token-key"  # noqa: S105 (a role's name, not a secret)
    PROCESSOR_CREDENTIALS = "secret/processor"
    DATABASE_CREDENTIALS = "secret/database"
    WORKFLOW_PAYMENT = "workflow/payment"
    WORKFLOW_SETTLEMENT = "workflow/settlement"
    WORKFLOW_REFUND = "workflow/refund"
    WORKFLOW_DOUBT = "workflow/doubt"  # looks soon at a payment that is in doubt
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
    resource: GrantedResource


@dataclass(frozen=True, slots=True)
class HandlerSpec:
    """A function: where it starts, what calls it, how long it may take, and all that it may do.

    `environment` and `grants` are proven from the source (tests/handlers/test_permissions.py). Not in them
    is what infrastructure adds itself: keys (kms:Decrypt, kms:GenerateDataKey through the service of each
    resource), logs, X-Ray, network interfaces, dead letters, dynamodb:ListStreams, ssm:GetParameters where
    Parameter Store has the variables, and AWS_REGION, which Lambda sets. A function of a stream is granted
    what Lambda reads it with, in the function's name.

    `timeout_seconds` is Lambda's; 900 unless something synchronous waits (C6).
    `environment` names the variables that it reads; `handles_personal_data` says whether personal data
    passes through it, which then must stay in the region of the call.
    """

    name: str
    purpose: str
    trigger: Trigger
    environment: tuple[str, ...]
    grants: tuple[Grant, ...]
    timeout_seconds: int = 900
    handles_personal_data: bool = False

    @property
    def entry_point(self) -> str:
        """The dotted path that Lambda calls."""
        return f"handlers.functions.{self.name}.handler.handler"


def grants(resource: GrantedResource, *actions: str) -> tuple[Grant, ...]:
    """Grants of several actions on one resource."""
    return tuple(Grant(action, resource) for action in actions)
