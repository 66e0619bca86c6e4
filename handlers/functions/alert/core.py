"""Which events are worth an alert, and what it says.

Known are a payment's change from the bus, the failure of a workflow (told by the workflow itself, or by
Step Functions over EventBridge) and a CloudWatch alarm. Nothing of an event gets into an alert but ids and
codes that have the form of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from handlers.domain.errors import BadEventError
from handlers.domain.events import SOURCE, Alert, Severity, Workflow
from handlers.domain.payment import State, is_payment_id


class Kind(StrEnum):
    """The kinds of alerts. Each has a heading of its name in docs/runbooks.md."""

    PAYMENT_FAILED = "payment-failed"
    PAYMENT_IN_DOUBT = "payment-in-doubt"
    WORKFLOW_FAILED = "workflow-failed"
    ALARM = "alarm"


TEXTS: Final[Mapping[Kind, tuple[Severity, str]]] = {
    Kind.PAYMENT_FAILED: (Severity.TICKET, "A payment failed"),
    Kind.PAYMENT_IN_DOUBT: (Severity.TICKET, "A payment is in doubt"),
    Kind.WORKFLOW_FAILED: (Severity.PAGE, "A workflow failed"),
    Kind.ALARM: (Severity.PAGE, "An alarm went off"),
}
_OF_STATE: Final = {State.FAILED: Kind.PAYMENT_FAILED, State.IN_DOUBT: Kind.PAYMENT_IN_DOUBT}
_ENDED_BADLY: Final = {"FAILED": "failed", "TIMED_OUT": "timed_out", "ABORTED": "aborted"}

_CODE: Final = re.compile(r"[a-z]+(?:_[a-z]+)*")
_ERROR: Final = re.compile(r"(?:(?:States|Lambda)\.)?[A-Z][A-Za-z]{1,60}")
_REGION: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]")
_ALARM_ARN: Final = re.compile(r"arn:[a-z-]+:cloudwatch:([a-z0-9-]+):[0-9]{12}:alarm:([A-Za-z][\w.-]{0,127})")
_EXECUTION_ARN: Final = re.compile(r"arn:[a-z-]+:states:([a-z0-9-]+):[0-9]{12}:[a-z]+:[\w.:/-]{1,300}")
_TIME: Final = re.compile(r"[0-9T:.+Z-]{10,40}")


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert, and the name of what it tells, which is the same each time that the same is told."""

    name: str
    alert: Alert


def notice_in(event: Mapping[str, Any]) -> Notice | None:
    """Return what an event gives notice of; None where it tells that all is well again.

    Raises BadEventError where the event is of no known kind or form.
    """
    if event.get("source") == SOURCE:
        return _of_payment(_mapping(event, "detail"))
    if event.get("source") == "aws.states":
        return _of_execution(_mapping(event, "detail"))
    if "workflow" in event:
        return _of_workflow(event)
    if "AlarmArn" in event:
        return _of_alarm(event)
    raise BadEventError("the event is of no known kind")


def message_in(text: object) -> Mapping[str, Any]:
    """Return the event in a message's text, out of the envelope of SNS if need be. Raises BadEventError."""
    message = _object(text)
    return _object(message.get("Message")) if message.get("Type") == "Notification" else message


def _of_payment(detail: Mapping[str, Any]) -> Notice:
    state, version = detail.get("state"), detail.get("version")
    payment_id = _text(detail, "payment_id")
    kind = _OF_STATE.get(State(state)) if isinstance(state, str) and state in set(State) else None
    if kind is None or type(version) is not int or not is_payment_id(payment_id):
        raise BadEventError("the event is not of a payment that failed or is in doubt")
    region = _matching(_REGION, detail.get("origin_region"), "the payment's event names no region")
    return _notice(
        kind,
        f"{payment_id}#{version}",
        region=region,
        payment_id=payment_id,
        reason=_known(_CODE, detail.get("reason")),
    )


def _of_workflow(event: Mapping[str, Any]) -> Notice:
    payment_id = _text(event, "payment_id")
    if _text(event, "workflow") not in set(Workflow) or not is_payment_id(payment_id):
        raise BadEventError("the event names no workflow or no payment")
    execution = _EXECUTION_ARN.fullmatch(_text(event, "execution"))
    if execution is None:
        raise BadEventError("the event names no execution")
    return _notice(
        Kind.WORKFLOW_FAILED,
        execution[0],
        region=execution[1],
        payment_id=payment_id,
        reason=_known(_ERROR, event.get("error")),
    )


def _of_execution(detail: Mapping[str, Any]) -> Notice:
    execution = _EXECUTION_ARN.fullmatch(_text(detail, "executionArn"))
    status = detail.get("status")
    if execution is None or not isinstance(status, str) or status not in _ENDED_BADLY:
        raise BadEventError("the event is not of an execution that ended badly")
    return _notice(Kind.WORKFLOW_FAILED, execution[0], region=execution[1], reason=_ENDED_BADLY[status])


def _of_alarm(event: Mapping[str, Any]) -> Notice | None:
    alarm = _ALARM_ARN.fullmatch(_text(event, "AlarmArn"))
    since = _matching(_TIME, event.get("StateChangeTime"), "the alarm says not since when")
    if alarm is None or event.get("NewStateValue") not in ("ALARM", "OK", "INSUFFICIENT_DATA"):
        raise BadEventError("the message is not of an alarm")
    if event["NewStateValue"] != "ALARM":
        return None
    return _notice(Kind.ALARM, f"{alarm[0]}#{since}", region=alarm[1], reason=alarm[2])


def _notice(kind: Kind, name: str, *, region: str, payment_id: str = "", reason: str = "") -> Notice:
    severity, title = TEXTS[kind]
    runbook = f"docs/runbooks.md#{kind}"
    return Notice(f"{kind}#{name}", Alert(kind, severity, title, runbook, region, payment_id, reason))


def _mapping(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = event.get(name)
    if not isinstance(value, Mapping):
        raise BadEventError(f"the event has no {name}")
    return value


def _object(text: object) -> Mapping[str, Any]:
    try:
        value = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise BadEventError("the message holds no JSON object")
    return value


def _text(event: Mapping[str, Any], name: str) -> str:
    value = event.get(name)
    return value if isinstance(value, str) else ""


def _matching(form: re.Pattern[str], value: object, complaint: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise BadEventError(complaint)
    return value


def _known(form: re.Pattern[str], value: object) -> str:
    """A code where it has the form of one; else nothing, since the alert matters more than its reason."""
    return value if isinstance(value, str) and len(value) <= 80 and form.fullmatch(value) else ""
