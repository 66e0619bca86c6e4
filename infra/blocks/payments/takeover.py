"""The standby of a pair takes over: alarms on both endpoints, where Route 53 measures, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handlers.domain.commands import Action
from infra.blocks.compute.function import Function
from infra.blocks.events.alerts import Alerts, AlertsSpec, add_alerts
from infra.blocks.events.queue import Queue, QueueSpec, add_last_resort
from infra.blocks.events.route import BusTarget, Route, RouteSpec, add_route, sender_of
from infra.blocks.events.topic import SubscriptionSpec, add_subscription
from infra.blocks.labels import DataClass
from infra.blocks.observe.alarm import Alarm, add_alarm
from infra.blocks.observe.composite import Composite, CompositeSpec, add_composite, going_off
from infra.blocks.observe.messages import MessageMetrics
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec, add_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from infra.blocks.observe.endpoints import EndpointMetrics
    from infra.blocks.payments.signals import PaymentSignals
    from infra.names import RegionLike
    from infra.place import Output, Outputs, Place

LOST: Final = "primary_lost"
LATE_SECONDS: Final = 60  # after which a takeover is left to an operator
_UNDELIVERED: Final = "takeover_dlq"


@dataclass(frozen=True, slots=True)
class PairWatchSpec:
    """What is known of the endpoints of a pair. `id` goes into the name of its key.

    primary, standby: what is measured of either region.
    foundations: the outputs of both, whose topics tell alarms that only their own regions can have.
    operators: who gets alerts by e-mail, beside the inboxes of both regions.
    """

    id: str
    endpoints: EndpointMetrics
    primary: PaymentSignals
    standby: PaymentSignals
    foundations: Sequence[Outputs]
    operators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairWatch:
    """What was added: the alarms, and the one on the loss of the primary while the standby is well."""

    id: str
    alerts: Alerts
    alarms: tuple[Alarm, ...]
    loss: Composite
    undelivered: Queue

    @property
    def outputs(self) -> Iterator[Output]:
        """Those of its alerts."""
        return iter(self.alerts.outputs)


def add_pair_watch(place: Place, spec: PairWatchSpec) -> PairWatch:
    """Add the alarms, in the region that keeps the metrics of health checks, and who hears of them."""
    uses = KeyUses(("sns", "sqs"), publishers=("cloudwatch", "events", "sns"))
    key_arn = add_key(place, KeySpec(spec.id, "Alerts on health checks", uses)).arn
    alerts = add_alerts(place, AlertsSpec("alerts", key_arn, operators=spec.operators))
    topic_arn, lost_arn = alerts.topic.arn, alerts.lost.arn
    primary, standby = spec.primary.place.region, spec.standby.place.region
    for region in (primary, standby):
        inbox = place.arn("sqs", place.names.queue("alerts_inbox"), region=region)
        heard = SubscriptionSpec(f"alerts_to_{region.code}", topic_arn, inbox, lost_arn=lost_arn)
        add_subscription(place, heard)
    sender = sender_of(place, "default", place.names.rule(LOST, place.region))
    undelivered = add_last_resort(place, QueueSpec(_UNDELIVERED, DataClass.LOGS, key_arn, (sender,)))
    messages = MessageMetrics(place, (alerts.lost.id, undelivered.id)).signals()
    specs = (*spec.endpoints.signals().alarms, *messages.alarms)
    alarms = {each.id: add_alarm(place, each, topic_arn=topic_arn) for each in specs}
    on, off = (alarms[spec.endpoints.alarm(each.code).id] for each in (primary, standby))
    said = f"{primary.name} does not answer, and {standby.name} does."
    loss = add_composite(place, CompositeSpec(LOST, said, "takeover", on, off), topic_arn=topic_arn)
    return PairWatch(spec.id, alerts, (*alarms.values(), *_alarms_of_payments(spec)), loss, undelivered)


def _alarms_of_payments(spec: PairWatchSpec) -> Iterator[Alarm]:
    """Where nobody pays, or nobody takes over, alarms in the regions themselves, which measure that."""
    first, second = (each["alerts_topic_arn"] for each in spec.foundations)
    lost = spec.primary.place.region.code
    yield add_alarm(spec.primary.place, spec.primary.silence(), topic_arn=first)
    yield add_alarm(spec.standby.place, spec.standby.silence(instead_of=lost), topic_arn=second)
    yield add_alarm(spec.standby.place, spec.standby.not_taken_over(lost), topic_arn=second)


@dataclass(frozen=True, slots=True)
class TakeoverSpec:
    """What follows from the loss of the primary. `id` is the Terraform id of the rule on the standby's bus.

    watching: the place of the watch.
    foundation, application: the outputs of the standby's stacks, with its bus and its functions.
    """

    id: str
    watch: PairWatch
    watching: Place
    primary: RegionLike
    foundation: Outputs
    application: Outputs


def add_takeover(place: Place, spec: TakeoverSpec) -> Route:
    """Call `takeover` in the standby, which is `place`: by way of its bus, in time or not at all."""
    loss, bus, watching = going_off(spec.watch.loss.arn), place.names.bus(), spec.watching
    bus_arn, role = place.arn("events", f"event-bus/{bus}"), place.names.role("event-router", watching.region)
    told = "The loss of the primary region, for the one that takes over"
    out = RouteSpec(LOST, told, loss, spec.watch.undelivered.arn, within_seconds=LATE_SECONDS)
    add_route(watching, out, BusTarget(bus_arn, role))
    command = {"home_region": spec.primary.name, "action": Action.TAKE.value}
    kept, takes = spec.foundation["events_dlq_arn"], "Takes over what the primary region did"
    here = RouteSpec(spec.id, takes, loss, kept, bus, LATE_SECONDS, command)
    route = add_route(place, here, Function.published(place, spec.application, "takeover"))
    (lost,) = MessageMetrics(place, (), (spec.id,)).signals().alarms
    add_alarm(place, lost, topic_arn=spec.foundation["alerts_topic_arn"])
    return route
