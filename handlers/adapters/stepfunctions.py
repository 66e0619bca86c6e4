"""The `Workflows` port over Step Functions.

Payments run as Express executions, all else as Standard ones. A Standard execution's
name is taken for 90 days: the same name again is the same work and starts nothing. An Express one may
start twice; its steps are safe to repeat (API reference, StartExecution).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handlers.adapters.clients import answered
from handlers.adapters.variables import Variables
from handlers.domain.events import Workflow

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class StepFunctionsWorkflows:
    """State machines by the variables that hold their ARNs, read when one is started."""

    def __init__(self, client: SFNClient, variables: Variables) -> None:
        self._client, self._variables = client, variables

    def start(self, workflow: Workflow, payment_id: str, *, name: str) -> None:
        """Start it for a payment. A Standard execution that ran or runs under the name is success."""
        match workflow:
            case Workflow.PAYMENT:
                machine = self._variables.text("PAYMENT_WORKFLOW")
            case Workflow.SETTLEMENT:
                machine = self._variables.text("SETTLEMENT_WORKFLOW")
            case Workflow.REFUND:
                machine = self._variables.text("REFUND_WORKFLOW")
            case Workflow.DOUBT:
                machine = self._variables.text("DOUBT_WORKFLOW")
        with answered(unless="ExecutionAlreadyExists"):
            self._client.start_execution(
                stateMachineArn=machine, name=name, input=json.dumps({"payment_id": payment_id})
            )
