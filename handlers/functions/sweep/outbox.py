"""Publishes what the region that wrote it did not."""

from __future__ import annotations

from typing import Protocol

from handlers.domain.errors import StoreUnavailableError
from handlers.domain.payment import FencingToken
from handlers.domain.ports import Events, Telemetry
from handlers.stores.payments import Payments
from handlers.stores.worklist import Entry, Worklist


class Ports(Protocol):
    """What it needs of the outside."""

    @property
    def worklist(self) -> Worklist:
        """The worklists."""

    @property
    def payments(self) -> Payments:
        """The payments."""

    @property
    def events(self) -> Events:
        """The bus."""

    @property
    def telemetry(self) -> Telemetry:
        """What is measured."""


def deliver_late(entry: Entry, by: FencingToken, ports: Ports) -> None:
    """Publish a change that was not delivered in time, and first those of the payment before it.

    Raises StoreUnavailableError.
    """
    for each in ports.worklist.undelivered(entry):
        event = ports.payments.event(each.payment_id, each.name)
        if event is None:
            continue  # its entry was ahead of it
        if ports.events.publish([event]):
            raise StoreUnavailableError("the bus did not take the event")
        ports.telemetry.event("told_late", payment_id=event.payment_id, state=event.state)
        ports.worklist.close(each, by.at, by.region)
