"""Where operators learn what is wrong: a topic, a queue that keeps each alert, and one for what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.events.queue import Queue, QueueSpec, Sender, add_queue, allow_redrive
from infra.blocks.events.route import rules_of
from infra.blocks.events.topic import (
    Subscription,
    SubscriptionSpec,
    Topic,
    TopicSpec,
    add_alert_topic,
    add_subscription,
)
from infra.blocks.labels import DataClass
from infra.blocks.policy_document import when
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from infra.names import RegionLike
    from infra.place import Outputs, Place


@dataclass(frozen=True, slots=True)
class AlertsSpec:
    """The alerts of one region: `id` begins the Terraform ids and the names.

    peers: regions whose topics of the same name deliver here as well, so that their alerts are read while
        they are down.
    operators: who gets them by e-mail.
    rules: what goes into the names of rules that send events of AWS here, and leave with what was lost those
        that the topic does not take.
    """

    id: str
    key_arn: str
    peers: Iterable[RegionLike] = ()
    operators: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alerts:
    """What was added: what alarms notify, what keeps it, and what takes that which could not be delivered."""

    id: str
    topic: Topic
    inbox: Queue
    lost: Queue

    @property
    def outputs(self) -> Iterator[Output]:
        """The ARNs of its topic and its queues."""
        yield Output(f"{self.id}_topic_arn", self.topic.arn)
        yield Output(f"{self.id}_queue_arn", self.inbox.arn)
        yield from self.lost.outputs


@dataclass(frozen=True, slots=True)
class AlarmSubscriptionSpec:
    """A function, also of another region, called with the alarms that reach the alerts `alerts` of the
    place, and with nothing else. `id` is the Terraform id; other stacks add the alerts and the function.
    """

    id: str
    alerts: str
    function_arn: str


def add_alarm_subscription(place: Place, spec: AlarmSubscriptionSpec) -> Subscription:
    """Add the subscription; what cannot be delivered is kept with what else the alerts could not deliver."""
    topic_arn = place.arn("sns", place.names.topic(spec.alerts))
    lost_arn = place.arn("sqs", place.names.queue(f"{spec.alerts}_dlq"))
    subscription = SubscriptionSpec(
        spec.id, topic_arn, spec.function_arn, "lambda", lost_arn, alarms_only=True
    )
    return add_subscription(place, subscription)


@dataclass(frozen=True, slots=True)
class PeerSubscriptionSpec:
    """The inbox of the alerts `alerts` in the region `peer`, for what the topic of the place's own region
    delivers: so its alerts are read while it is down. `id` is the Terraform id.

    lost_arn: the queue of the place's own region for what cannot be delivered.
    """

    id: str
    alerts: str
    topic_arn: str
    peer: RegionLike
    lost_arn: str

    @classmethod
    def published(cls, outputs: Outputs, alerts: str, peer: RegionLike, code: str) -> PeerSubscriptionSpec:
        """For the alerts that another stack adds to the region with the code, from its outputs."""
        topic_arn, lost_arn = outputs[f"{alerts}_topic_arn"], outputs[f"{alerts}_dlq_arn"]
        return cls(f"{alerts}_of_{code}", alerts, topic_arn, peer, lost_arn)


def add_peer_subscription(place: Place, spec: PeerSubscriptionSpec) -> Subscription:
    """Add the subscription."""
    inbox_arn = place.arn("sqs", place.names.queue(f"{spec.alerts}_inbox"), region=spec.peer)
    keeping = SubscriptionSpec(spec.id, spec.topic_arn, inbox_arn, lost_arn=spec.lost_arn)
    return add_subscription(place, keeping)


def add_alerts(place: Place, spec: AlertsSpec) -> Alerts:
    """Add the topic and its queues."""
    topic = add_alert_topic(place, TopicSpec(spec.id, DataClass.LOGS, spec.key_arn))
    name = place.names.topic(spec.id)
    topics = (topic.arn, *(place.arn("sns", name, region=peer) for peer in spec.peers))
    sender = Sender("sns.amazonaws.com", (when("ArnEquals", "aws:SourceArn", *topics),))

    def queue(what: str, *senders: Sender, lost: Queue | None = None) -> Queue:
        queue = QueueSpec(f"{spec.id}_{what}", DataClass.LOGS, spec.key_arn, (sender, *senders), lost)
        return add_queue(place, queue)

    names = [place.names.rule(what, place.region) for what in spec.rules]
    lost = queue("dlq", *([rules_of(place, *names)] if names else []))
    inbox = queue("inbox", lost=lost)
    allow_redrive(place, lost, inbox)
    add_subscription(place, SubscriptionSpec(f"{spec.id}_to_inbox", topic.arn, inbox.arn, lost_arn=lost.arn))
    for number, address in enumerate(spec.operators, start=1):
        mail = SubscriptionSpec(f"{spec.id}_to_operator_{number}", topic.arn, address, "email")
        add_subscription(place, mail)
    return Alerts(spec.id, topic, inbox, lost)
