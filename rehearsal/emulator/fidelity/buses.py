"""A bus with a key passes on what EventBridge may decrypt, and buries the rest in its own dead-letter queue;
ministack encrypts nothing.

Source: the user guide of EventBridge, "Encrypting event buses" and "Using dead-letter queues to capture
encrypted event errors".
"""

from __future__ import annotations

import json
import logging
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge

from rehearsal.emulator import deliveries
from rehearsal.emulator.deliveries import Sender, UndeliveredError

_log = logging.getLogger("ministack")
_dispatch = eventbridge._dispatch_event


def apply() -> None:
    """Replace how a bus passes events on."""
    eventbridge._dispatch_event = _dispatch_decrypted


def _dispatch_decrypted(event: dict[str, Any], view: Any = None) -> None:
    bus = eventbridge._event_buses.get(event.get("EventBusName", "default")) or {}
    key = bus.get("KmsKeyIdentifier")
    if key:
        arn = bus["Arn"]
        sender = Sender("events.amazonaws.com", arn, get_region(), get_account_id())
        context = {"kms:encryptioncontext:aws:events:event-bus:arn": arn}
        try:
            deliveries.usable(key, "events", get_region(), sender, context)
        except UndeliveredError as error:
            _log.warning("EventBridge: %s cannot use its key: %s", arn, error)
            _bury(bus, event, sender)
            return
    _dispatch(event, view)


def _bury(bus: dict[str, Any], event: dict[str, Any], sender: Sender) -> None:
    queue = (bus.get("DeadLetterConfig") or {}).get("Arn")
    if not queue:
        return
    body = json.dumps(eventbridge._pattern_event_view(event).event_with_detail())
    try:
        deliveries.send(queue, body, sender, {"ERROR_CODE": "NO_PERMISSIONS", "EVENT_BUS_ARN": bus["Arn"]})
    except UndeliveredError as error:
        _log.warning("EventBridge: the dead-letter queue %s got nothing: %s", queue, error)
