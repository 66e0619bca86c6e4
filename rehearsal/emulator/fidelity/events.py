"""EventBridge delivers where its target permits it, also to a bus of another region, tries again what may
come true, and puts what is given up into the target's dead-letter queue; ministack drops it, and asks nobody.

Sources: the user guide of EventBridge, "Event retry policy and using dead-letter queues", "Sending and
receiving events between AWS Regions".
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

from ministack.core.arn import parse_arn
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import eventbridge, sns

from rehearsal.emulator import deliveries, regions
from rehearsal.emulator.deliveries import Sender, UndeliveredError
from rehearsal.emulator.later import later

_SERVICE: Final = "events.amazonaws.com"
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0  # seconds; AWS waits longer
_log = logging.getLogger("ministack")
_invoke = eventbridge._invoke_target
_current: ContextVar[tuple[Any, Any]] = ContextVar("target and rule")


def apply() -> None:
    """Replace how targets are served."""
    eventbridge._invoke_target = _invoke_known
    eventbridge._dispatch_to_event_bus = _to_bus
    eventbridge._dispatch_to_lambda = _to_function
    eventbridge._dispatch_to_sqs = _to_queue
    eventbridge._dispatch_to_sns = _to_topic


@dataclass(slots=True)
class _Delivery:
    """One event on its way to one target."""

    target: Any
    body: str
    sender: Sender
    deliver: Callable[[Sender], object]
    began: float = field(default_factory=time.monotonic)
    retries: int = 0

    def attempt(self) -> None:
        try:
            self.deliver(self.sender)
        except UndeliveredError as error:
            self._undelivered(error)

    def _undelivered(self, error: UndeliveredError) -> None:
        policy = self.target.get("RetryPolicy") or {}
        wait = min(_FIRST_WAIT * 2**self.retries, _LONGEST_WAIT)
        exhausted = ""
        if error.again and self.retries >= policy.get("MaximumRetryAttempts", 185):
            exhausted = "MaximumRetryAttempts"
        elif time.monotonic() + wait - self.began > policy.get("MaximumEventAgeInSeconds", 86400):
            exhausted = "MaximumEventAgeInSeconds"
        if error.again and not exhausted:
            self.retries += 1
            later(wait, self.attempt)
            return
        _log.warning("EventBridge: %s got nothing: %s", self.target["Arn"], error)
        self._bury(str(error), exhausted)

    def _bury(self, code: str, exhausted: str) -> None:
        queue = (self.target.get("DeadLetterConfig") or {}).get("Arn")
        if not queue:
            return
        attributes = {
            "RULE_ARN": self.sender.source,
            "TARGET_ARN": self.target["Arn"],
            "ERROR_CODE": code,
            "RETRY_ATTEMPTS": str(self.retries),
        }
        if exhausted:
            attributes["EXHAUSTED_RETRY_CONDITION"] = exhausted
        sender = Sender(_SERVICE, self.sender.source, self.sender.region, self.sender.account)
        try:
            deliveries.send(queue, self.body, sender, attributes)
        except UndeliveredError as error:
            _log.warning("EventBridge: the dead-letter queue %s got nothing: %s", queue, error)


def _invoke_known(target: Any, event: Any, rule: Any, view: Any = None) -> None:
    if regions.lost(get_region()):
        return
    _current.set((target, rule))
    _invoke(target, event, rule, view)


def _deliver(body: str, deliver: Callable[[Sender], object]) -> None:
    target, rule = _current.get()
    role = target.get("RoleArn", "")
    sender = Sender(_SERVICE, rule["Arn"], get_region(), get_account_id(), role)
    _Delivery(target, body, sender, deliver).attempt()


def _to_function(arn: str, payload: str) -> None:
    _deliver(payload, lambda sender: deliveries.invoke(arn, json.loads(payload), sender))


def _to_queue(spec: Any, payload: str, _parameters: Any = None) -> None:
    _deliver(payload, lambda sender: deliveries.send(str(spec), payload, sender))


def _to_topic(arn: str, payload: str) -> None:
    def publish(sender: Sender) -> None:
        deliveries.publishable(arn, sender)
        sns.publish_internal(arn, payload)

    _deliver(payload, publish)


def _to_bus(spec: Any, event: Any, rule: Any, path: set[str], payload: str | None = None) -> None:
    """The event as it is: its region stays the one that it comes from. The path is of rules of one region."""
    name = spec.resource.split("/", 1)[1]
    own = eventbridge._rule_key(rule.get("Name"), rule.get("EventBusName", "default"))
    passed = [*path, own] if spec.region == get_region() else []
    forwarded = {**event, "EventBusName": name, "_DispatchPath": passed}
    if payload is not None:
        forwarded["Detail"] = payload

    def put(sender: Sender) -> None:
        with request_scope(sender.account, parse_arn(str(spec)).region):
            if name not in eventbridge._event_buses:
                raise UndeliveredError("RESOURCE_NOT_FOUND")
            deliveries.puttable(str(spec), eventbridge._event_bus_policies.get(name) or "", sender)
            eventbridge._dispatch_event(forwarded)
            eventbridge._archive_event({k: v for k, v in forwarded.items() if k != "_DispatchPath"})

    _deliver(json.dumps(eventbridge._pattern_event_view(event).event_with_detail()), put)
