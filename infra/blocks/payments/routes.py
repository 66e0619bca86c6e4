"""Who is alerted to payments that went wrong: the function `alert`, and the inboxes of peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from handlers.domain.events import HEARD, SOURCE, detail_type_of
from handlers.domain.workflows import DOUBT, FLOWS
from infra.blocks.events.alerts import PeerSubscriptionSpec, add_peer_subscription
from infra.blocks.events.route import RouteSpec, add_route
from infra.blocks.payments.names import EXECUTIONS
from infra.blocks.workflows.machine import ended_badly

if TYPE_CHECKING:
    from handlers.domain.events import Workflow
    from infra.blocks.compute.function import Function
    from infra.names import RegionLike
    from infra.place import Outputs, Place

EXCEPTIONS_HERE: Final = "exceptions_here"


@dataclass(frozen=True, slots=True)
class PaymentRoutesSpec:
    """The routes of one region. `id` is the Terraform id of the rule for its exceptions.

    foundation: the outputs of the stack with the region's topic and the queue for undelivered events.
    workflows: the ARNs of the state machines.
    lost_alerts_arn: the queue of the region for alerts that cannot be delivered.
    peers: regions whose inboxes keep the alerts of this one, so that they are read while it is down.
    """

    id: str
    foundation: Outputs
    workflows: Mapping[Workflow, str]
    lost_alerts_arn: str
    peers: Sequence[RegionLike] = ()


@dataclass(frozen=True, slots=True)
class PaymentRoutes:
    """Routes that were added."""

    id: str


def add_payment_routes(place: Place, spec: PaymentRoutesSpec, alert: Function) -> PaymentRoutes:
    """Add them all."""
    lost_arn = spec.foundation["events_dlq_arn"]
    failed = "Payments that failed or are in doubt, as this region found, whosever they are"
    own = exceptions_of(place.region.name)
    add_route(place, RouteSpec(spec.id, failed, own, lost_arn, place.names.bus()), alert)
    # Express executions send no such events, and report their failures themselves.
    standard = (*(flow.workflow for flow in FLOWS if not flow.express), DOUBT.workflow)
    ended = ended_badly(*(spec.workflows[each] for each in standard))
    add_route(place, RouteSpec(EXECUTIONS, "Workflows that ended badly", ended, lost_arn), alert)
    topic_arn = spec.foundation["alerts_topic_arn"]
    for number, peer in enumerate(spec.peers, start=1):
        subscription_id = f"alerts_to_peer_{number}"
        inbox = PeerSubscriptionSpec(subscription_id, "alerts", topic_arn, peer, spec.lost_alerts_arn)
        add_peer_subscription(place, inbox)
    return PaymentRoutes(spec.id)


def exceptions_of(origin: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """The pattern of events about payments that went wrong in a region, by its name or a filter of names."""
    return {
        "source": [SOURCE],
        "detail-type": [detail_type_of(state) for state in HEARD],
        "detail": {"origin_region": [origin]},
    }
