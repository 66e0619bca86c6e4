"""An encrypted queue that is reached by TLS only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue
from cdktf_cdktf_provider_aws.sqs_queue_policy import SqsQueuePolicy
from cdktf_cdktf_provider_aws.sqs_queue_redrive_allow_policy import SqsQueueRedriveAllowPolicy

from infra.blocks.labels import DataClass, labels
from infra.blocks.policy_document import Condition, Statement, deny, policy, service, when
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.place import Place

RETENTION_SECONDS: Final = 14 * 24 * 3600  # the most that SQS keeps
LONG_POLL_SECONDS: Final = 20
MAX_RECEIVES: Final = 5  # then a message goes to the dead-letter queue


@dataclass(frozen=True, slots=True)
class Sender:
    """An AWS service that may send to a queue, under conditions that name the source."""

    service: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class QueueSpec:
    """A queue: `id` is its Terraform id and goes into its name, `senders` are services. Principals of the
    account send by their own policies.
    """

    id: str
    data_class: DataClass
    key_arn: str
    senders: tuple[Sender, ...] = ()
    dead_letters: Queue | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue that was added: its Terraform id; its name, ARN and URL as tokens."""

    id: str
    name: str
    arn: str
    url: str

    @property
    def outputs(self) -> Iterator[Output]:
        """Its ARN."""
        yield Output(f"{self.id}_arn", self.arn)


def add_queue(place: Place, spec: QueueSpec) -> Queue:
    """Add a queue. With `dead_letters`, a message that fails again and again goes there; without, the
    queue is a last resort itself: `allow_redrive` says which queues may use it so.
    """
    redrive = (
        json.dumps({"deadLetterTargetArn": spec.dead_letters.arn, "maxReceiveCount": MAX_RECEIVES})
        if spec.dead_letters
        else None
    )
    queue = SqsQueue(
        place.stack,
        spec.id,
        name=place.names.queue(spec.id),
        kms_master_key_id=spec.key_arn,
        message_retention_seconds=RETENTION_SECONDS,
        receive_wait_time_seconds=LONG_POLL_SECONDS,
        redrive_policy=redrive,
        tags=labels(data_class=spec.data_class),
        provider=place.provider,
    )
    added = Queue(spec.id, queue.name, queue.arn, queue.url)
    tls_only = deny("TlsOnly", ("sqs:*",), (added.arn,), when("Bool", "aws:SecureTransport", "false"))
    senders = (
        Statement(
            f"From{sender.service.split('.')[0].capitalize()}",
            ("sqs:SendMessage",),
            (added.arn,),
            service(sender.service),
            sender.conditions,
        )
        for sender in spec.senders
    )
    SqsQueuePolicy(
        place.stack,
        f"{spec.id}_policy",
        queue_url=added.url,
        policy=policy(tls_only, *senders),
        provider=place.provider,
    )
    return added


def add_last_resort(place: Place, spec: QueueSpec) -> Queue:
    """Add a queue for what services could not deliver, which no queue may use for its dead letters."""
    queue = add_queue(place, spec)
    allow_redrive(place, queue)
    return queue


def allow_redrive(place: Place, dead_letters: Queue, *sources: Queue) -> None:
    """Let exactly these queues use `dead_letters`; none: no queue."""
    permission = (
        {"redrivePermission": "byQueue", "sourceQueueArns": [source.arn for source in sources]}
        if sources
        else {"redrivePermission": "denyAll"}
    )
    SqsQueueRedriveAllowPolicy(
        place.stack,
        f"{dead_letters.id}_redrive",
        queue_url=dead_letters.url,
        redrive_allow_policy=json.dumps(permission),
        provider=place.provider,
    )
