"""A workflow in Amazon States Language, from the tables that the local runner reads too.

Each step is a task that takes the payment's id and answers with its id, state and reason: nothing else can
enter an execution's history. Pure: no binding is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from handlers.domain.payment import State
from handlers.domain.workflows import RETRIED, Flow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.domain.workflows import Looks, Retry

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
    step's function by its name, and of the function that reports failures.
    """

    integration: str
    steps: Mapping[str, str]
    alert: str


def definition(flow: Flow | Looks, targets: Targets) -> dict[str, Any]:
    """The state machine of a workflow."""
    return _of_steps(flow, targets) if isinstance(flow, Flow) else _of_looks(flow, targets)


def _of_steps(flow: Flow, targets: Targets) -> dict[str, Any]:
    states: dict[str, Any] = {}
    for step, following in pairwise((*flow.steps, DONE)):
        states[step] = _step(flow, step, targets)
        states[after(step)] = _choice(flow, following)
    states[LEFT] = {"Type": "Succeed"}
    return _whole(flow, targets, flow.steps[0], states)


def _whole(flow: Flow | Looks, targets: Targets, first: str, states: Mapping[str, Any]) -> dict[str, Any]:
    """A machine of these states, and of those that every one ends in."""
    return {
        "Comment": f"The workflow {flow.workflow}",
        "StartAt": first,
        "TimeoutSeconds": flow.seconds,
        "States": {
            **states,
            ALERT: _alert(flow, targets),
            FAILED: {"Type": "Fail", "ErrorPath": f"{_ERROR}.Error", "Cause": "A step failed for good"},
            DONE: {"Type": "Succeed"},
        },
    }


def _of_looks(looks: Looks, targets: Targets) -> dict[str, Any]:
    """It waits and looks, again and again. What a look answers is not kept."""
    states: dict[str, Any] = {}
    names = [(f"wait_{number}", f"look_{number}") for number, _ in enumerate(looks.waits, start=1)]
    following = [*(wait for wait, _ in names[1:]), DONE]
    for (wait, look), seconds, then in zip(names, looks.waits, following, strict=True):
        states[wait] = {"Type": "Wait", "Seconds": seconds, "Next": look}
        task = _task(looks, looks.function, targets)
        states[look] = {**task, "ResultPath": None, "Next": then}
    return _whole(looks, targets, names[0][0], states)


def after(step: str) -> str:
    """The state that decides whether a payment goes on after a step."""
    return f"after_{step}"


def _step(flow: Flow, step: str, targets: Targets) -> dict[str, Any]:
    return {
        **_task(flow, step, targets),
        "ResultSelector": {
            "payment_id.$": "$.Payload.payment_id",
            "state.$": "$.Payload.state",
            "reason.$": "$.Payload.reason",
        },
        "Next": after(step),
    }


def _task(flow: Flow | Looks, function: str, targets: Targets) -> dict[str, Any]:
    # The integration, and not the function's ARN alone: the history then shows which version answered.
    return {
        "Type": "Task",
        "Resource": targets.integration,
        "Parameters": {
            "FunctionName": targets.steps[function],
            "Payload": {"payment_id.$": "$.payment_id"},
        },
        "TimeoutSeconds": flow.step_seconds,
        "Retry": [_retry(flow.retry)],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": _ERROR, "Next": ALERT}],
    }


def _choice(flow: Flow, following: str) -> dict[str, Any]:
    ends = [state for state in State if state in flow.ends]
    return {
        "Type": "Choice",
        "Choices": [{"Or": [{"Variable": "$.state", "StringEquals": state} for state in ends], "Next": LEFT}],
        "Default": following,
    }


def _alert(flow: Flow | Looks, targets: Targets) -> dict[str, Any]:
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
        # It fails even if nobody was alerted: the alarm on failed executions goes off.
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
