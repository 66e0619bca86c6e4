"""Which events and alarms of one region reach another.

Only exceptions travel, to exactly one other region: the one that watches. Nothing but the function `alert`
reads the events of another region; payments are taken over by an operator, who calls `takeover` there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.compute.permission import PermissionSpec, add_permission
from infra.blocks.events.route import BusTarget, RouteSpec, add_route
from infra.blocks.payments.routes import (
    EXCEPTIONS_HERE,
    PaymentRoutesSpec,
    add_payment_routes,
    exceptions_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.domain.events import Workflow
    from infra.blocks.compute.function import Function
    from infra.place import Outputs, Place
    from infra.systems.global_payments.settings import Settings

EXCEPTIONS_ELSEWHERE: Final = "exceptions_elsewhere"
EXCEPTIONS_OUT: Final = "exceptions_out"
RULES: Final = (EXCEPTIONS_HERE, EXCEPTIONS_ELSEWHERE, EXCEPTIONS_OUT)
"""The rules on the region's bus."""


def add_routing(
    place: Place, settings: Settings, foundation: Outputs, alert: Function, workflows: Mapping[Workflow, str]
) -> None:
    """Add the rules of the region, the subscriptions of its topic and what lets them call `alert`.

    workflows: the ARNs of the state machines.
    """
    bus, region, lost_arn = place.names.bus(), place.region, foundation["events_dlq_arn"]
    lost_alerts_arn = place.arn("sqs", place.names.queue("alerts_dlq"))
    peers = settings.peers(region)
    routes = PaymentRoutesSpec(EXCEPTIONS_HERE, foundation, workflows, lost_alerts_arn, peers)
    add_payment_routes(place, routes, alert)
    own, others = exceptions_of(region.name), exceptions_of({"anything-but": [region.name]})
    if watcher := settings.watcher(region):
        there = place.arn("events", f"event-bus/{bus}", region=watcher)
        out = BusTarget(there, place.names.role("event-router", region))
        sent = "Exceptions of this region, for the region that watches it"
        add_route(place, RouteSpec(EXCEPTIONS_OUT, sent, own, lost_arn, bus), out)
        elsewhere = RouteSpec(EXCEPTIONS_ELSEWHERE, "The same, of other regions", others, lost_arn, bus)
        add_route(place, elsewhere, alert)
    for number, watched in enumerate(settings.watched(region), start=1):
        topic_arn = place.arn("sns", place.names.topic("alerts"), region=watched)
        caller_id = f"alarms_elsewhere_{number}"
        caller = PermissionSpec(caller_id, caller_id, "sns.amazonaws.com", topic_arn, place.account)
        add_permission(place, caller, alert)
