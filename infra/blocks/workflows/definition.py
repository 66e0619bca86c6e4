"""A workflow in Amazon States Language, from the table that the local runner reads too.

Each step is a task that takes the payment's id and answers with its id, state and reason: nothing else can
enter an execution's history (C40). Pure: no binding is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from handlers.shared.payment import State
from handlers.workflows import RETRIED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.workflows import Flow, Retry

ALERT_SECONDS: Final = 10

# What Lambda and Step Functions answer when a function surely or perhaps did nothing: the steps are safe to
# repeat (Step Functions Developer Guide, "Handle transient Lambda service exceptions").
TRANSIENT: Final = (
    "Lambda.AWSLambdaException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.SdkClientException",
    "Lambda.ServiceException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "States.Timeout",
)

ALERT: Final = "alert"
FAILED: Final = "failed"
LEFT: Final = "left"
DONE: Final = "done"

_ERROR: Final = "$.error"


@dataclass(frozen=True, slots=True)
class Targets:
    """What the tasks call: the ARN of Step Functions' Lambda integration, and of a version or alias of each
    step's function by its name, and of the function that tells of failures.
    """

    integration: str
    steps: Mapping[str, str]
    alert: str


def definition(flow: Flow, targets: Targets) -> dict[str, Any]:
    """The state machine of a flow."""
    states: dict[str, Any] = {}
    for step, following in pairwise((*flow.steps, DONE)):
        states[step] = _step(flow, step, targets)
        states[after(step)] = _choice(flow, following)
    states[ALERT] = _alert(flow, targets)
    states[FAILED] = {"Type": "Fail", "ErrorPath": f"{_ERROR}.Error", "Cause": "A step failed for good"}
    states[LEFT] = {"Type": "Succeed"}
    states[DONE] = {"Type": "Succeed"}
    return {
        "Comment": f"The workflow {flow.workflow}",
        "StartAt": flow.steps[0],
        "TimeoutSeconds": flow.seconds,
        "States": states,
    }


def after(step: str) -> str:
    """The state that decides whether a payment goes on after a step."""
    return f"after_{step}"


def _step(flow: Flow, step: str, targets: Targets) -> dict[str, Any]:
    # The integration, and not the function's ARN alone: the history then tells which version answered.
    return {
        "Type": "Task",
        "Resource": targets.integration,
        "Parameters": {
            "FunctionName": targets.steps[step],
            "Payload": {"payment_id.$": "$.payment_id"},
        },
        "ResultSelector": {
            "payment_id.$": "$.Payload.payment_id",
            "state.$": "$.Payload.state",
            "reason.$": "$.Payload.reason",
        },
        "TimeoutSeconds": flow.step_seconds,
        "Retry": [_retry(flow.retry)],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": _ERROR, "Next": ALERT}],
        "Next": after(step),
    }


def _choice(flow: Flow, following: str) -> dict[str, Any]:
    ends = [state for state in State if state in flow.ends]
    return {
        "Type": "Choice",
        "Choices": [{"Or": [{"Variable": "$.state", "StringEquals": state} for state in ends], "Next": LEFT}],
        "Default": following,
    }


def _alert(flow: Flow, targets: Targets) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": targets.integration,
        "Parameters": {
            "FunctionName": targets.alert,
            "Payload": {
                "workflow": flow.workflow,
                "payment_id.$": "$.payment_id",
                "execution.$": "$$.Execution.Id",
                "error.$": f"{_ERROR}.Error",
            },
        },
        "ResultPath": None,  # the failure goes on, not what the alert answers
        "TimeoutSeconds": ALERT_SECONDS,
        "Retry": [_retry(flow.retry)],
        # Untold, it fails all the same: the alarm on failed executions tells.
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.untold", "Next": FAILED}],
        "Next": FAILED,
    }


def _retry(retry: Retry) -> dict[str, Any]:
    return {
        "ErrorEquals": [*RETRIED, *TRANSIENT],
        "IntervalSeconds": retry.first_wait_seconds,
        "MaxAttempts": retry.attempts - 1,  # after the first
        "BackoffRate": 2.0,
        "MaxDelaySeconds": retry.longest_wait_seconds,
        "JitterStrategy": "FULL",
    }
