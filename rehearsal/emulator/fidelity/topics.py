"""SNS delivers to queues and functions of any region where they and the queue's key permit it, and puts what
is refused into the subscription's dead-letter queue; ministack calls functions without asking and once, and
drops what is refused.

Sources: the developer guide of Amazon SNS, "Cross-Region delivery", "Dead-letter queues", "Message delivery
retries"; of AWS Lambda, "Using AWS Lambda with Amazon SNS" (asynchronous).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, Final

from ministack.core.arn import parse_arn
from ministack.services import sns

from rehearsal.emulator import deliveries
from rehearsal.emulator.deliveries import Sender, UndeliveredError
from rehearsal.emulator.later import later

_WAIT: Final = 0.5  # seconds between two tries; AWS goes on for 23 days
_log = logging.getLogger("ministack")


def apply() -> None:
    """Replace how topics deliver."""
    sns._deliver_to_sqs = _to_queue
    sns._deliver_to_lambda = _to_function


def _to_queue(endpoint: str, envelope: str, raw: Any, message: str, **of_message: Any) -> None:
    topic = of_message["topic_arn"]
    attributes = of_message.get("message_attributes") or {}
    given = {name: str(value.get("StringValue", "")) for name, value in attributes.items()} if raw else {}
    body = message if raw else envelope
    _deliver(topic, endpoint, body, lambda sender: deliveries.send(endpoint, body, sender, given))


def _to_function(endpoint: str, envelope: str, topic: str, subscription: str, *_of_message: Any) -> None:
    record = {
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription,
        "EventSource": "aws:sns",
        "Sns": json.loads(envelope),
    }
    _deliver(
        topic, endpoint, envelope, lambda sender: deliveries.invoke(endpoint, {"Records": [record]}, sender)
    )


def _deliver(topic: str, endpoint: str, body: str, deliver: Callable[[Sender], object]) -> None:
    spec = parse_arn(topic)
    sender = Sender("sns.amazonaws.com", topic, spec.region, spec.account_id)
    try:
        deliver(sender)
    except UndeliveredError as error:
        if error.again:
            later(_WAIT, lambda: _deliver(topic, endpoint, body, deliver))
            return
        _log.warning("SNS: %s got nothing: %s", endpoint, error)
        _bury(topic, endpoint, body, sender)


def _bury(topic: str, endpoint: str, body: str, sender: Sender) -> None:
    for subscription in sns._topic_by_arn_any_scope(topic)["subscriptions"]:
        policy = subscription.get("attributes", {}).get("RedrivePolicy")
        if subscription.get("endpoint") == endpoint and policy:
            queue = json.loads(policy)["deadLetterTargetArn"]
            try:
                deliveries.send(queue, body, sender)
            except UndeliveredError as error:
                _log.warning("SNS: the dead-letter queue %s got nothing: %s", queue, error)
