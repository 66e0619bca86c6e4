"""Wakes people: with one alert a cause and minute, which counts what went wrong.

The first of a minute is told at once, and the rest with the next, or by the sweep a minute later. An alarm is
told by itself: CloudWatch has counted.

What is told twice counts once, by the idempotency of Powertools: an alert that comes twice is a nuisance, so
records of one region that last two weeks do. A payment needs more, and has it otherwise
(docs/decisions/0005-how-money-moves.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.errors import BadEventError, PaymentError
from handlers.domain.ports import Alerts, Clock, IdempotencyRecords, Telemetry
from handlers.domain.telemetry import FAILURE, SUCCESS
from handlers.functions.alert.core import Kind, Notice, message_in, notice_in
from handlers.functions.alert.spec import SPEC
from handlers.stores.tallies import Tallies


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    alerts: Alerts
    idempotency: IdempotencyRecords
    tallies: Tallies
    telemetry: Telemetry


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, list[dict[str, str]]]:
    """Tell of an event, or of each message of a batch.

    Returns which messages of a queue are to come again. Raises what went wrong with anything else, which is
    tried again, and then kept, by whoever called.
    """
    if "Records" in event:
        return {"batchItemFailures": tell_all(event["Records"], ports)}
    tell(event, ports)
    return {"batchItemFailures": []}


def tell_all(records: object, ports: Ports) -> list[dict[str, str]]:
    """Tell of each message; return those of a queue that failed. Raises at the first of a topic that did."""
    failed = []
    for source, identifier, text in messages_in(records):
        try:
            tell(message_in(text), ports)
        except PaymentError as error:
            if source != "aws:sqs":
                raise
            ports.telemetry.event("alert_failed", reason=type(error).__name__)
            ports.telemetry.count(FAILURE, stage=SPEC.name)
            failed.append({"itemIdentifier": identifier})
    return failed


def tell(event: Mapping[str, Any], ports: Ports) -> None:
    """Send or count the alert of an event, once. Raises BadEventError and what the ports raise."""
    notice = notice_in(event)
    if notice is None:
        return
    if ports.idempotency.do(notice.name, lambda: _tell(notice, ports)):
        ports.telemetry.event("alert_told", payment_id=notice.alert.payment_id, reason=notice.alert.kind)
        ports.telemetry.count(SUCCESS, stage=SPEC.name)


def _tell(notice: Notice, ports: Ports) -> None:
    if notice.alert.kind == Kind.ALARM:
        ports.alerts.send(notice.alert)
    else:
        ports.tallies.tell(notice.alert, notice.name, ports.clock.now(), ports.alerts.send)


def messages_in(records: object) -> Sequence[tuple[str, str, object]]:
    """Return source, id and text of each record of a queue (SQS) or a topic (SNS). Raises BadEventError."""
    if not isinstance(records, list):
        raise BadEventError("the batch holds no records")
    return [_message_in(record) for record in records]


def _message_in(record: object) -> tuple[str, str, object]:
    match record:
        case {"eventSource": "aws:sqs", "messageId": str(identifier), "body": text}:
            return "aws:sqs", identifier, text
        case {"EventSource": "aws:sns", "Sns": {"MessageId": str(identifier), "Message": text}}:
            return "aws:sns", identifier, text
    raise BadEventError("the batch holds a record of another kind")


handler = workflow_step(SPEC, handle, Ports)
