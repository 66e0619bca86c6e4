"""The `StateMachine` port over Step Functions.

Payments run as Express executions, all else as Standard ones. A Standard execution's
name is taken for 90 days: the same name again is the same work and starts nothing. An Express one may
start twice; its steps are safe to repeat (API reference, StartExecution).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handlers.adapters.calls import calls
from handlers.adapters.clients import answered

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class StepFunctionsStateMachine:
    """A state machine by its ARN."""

    def __init__(self, client: SFNClient, arn: str) -> None:
        self._client, self._arn = client, arn

    @calls("states:StartExecution")
    def start(self, payment_id: str, *, name: str) -> None:
        """Start it for a payment. A Standard execution that ran or runs under the name is success."""
        with answered(unless="ExecutionAlreadyExists"):
            self._client.start_execution(
                stateMachineArn=self._arn, name=name, input=json.dumps({"payment_id": payment_id})
            )
