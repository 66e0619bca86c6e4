"""Queues: their redrive policies, and which of them take what could not be delivered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.expressions.json_texts import loads
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import is_known

_SAID: Final = re.compile(r"(?:^|[-_.])(?:dlq|dead[-_]?letters?(?:[-_]?queue)?)(?:$|[-_.])", re.IGNORECASE)
"""What the name of a queue says that keeps what could not be delivered."""

_FAILURES: Final = (
    "dead_letter_config.arn",
    "dead_letter_config.target_arn",
    "destination_config.on_failure.destination",
    "destination_config.on_failure.destination_arn",
    "target.dead_letter_config.arn",
)
"""Where a sender names, by its ARN, the queue that takes what it could not deliver."""
_WORK: Final[Mapping[str, tuple[str, str]]] = {
    "aws_cloudwatch_event_target": ("", "arn"),
    "aws_s3_bucket_notification": ("queue", "queue_arn"),
    "aws_scheduler_schedule": ("target", "arn"),
    "aws_sns_topic_subscription": ("", "endpoint"),
}
"""By type of what sends messages to a queue: the block and the argument that names the queue."""


def says_dead_letters(queue: Resource) -> bool:
    """Whether the name of a queue, or its name in Terraform, says that it keeps failures."""
    return any(_SAID.search(str(name)) for name in (queue.get("name"), queue.name))


def redrive_target(policy: object) -> str | None:
    """The `deadLetterTargetArn` of a redrive policy; None where it has none or is no literal JSON."""
    try:
        parsed = loads(str(policy))
    except StrictJsonError:
        return None
    target = parsed.get("deadLetterTargetArn") if isinstance(parsed, Mapping) else None
    return str(target) if target else None


def redrive_policies(queue: Resource, configuration: Configuration) -> Iterator[tuple[Resource, object]]:
    """Every redrive policy of a queue, inline or in a related resource, with the resource that holds it."""
    if queue.get("redrive_policy") is not None:
        yield queue, queue.get("redrive_policy")
    for related in configuration.naming(queue, "aws_sqs_queue_redrive_policy", "queue_url"):
        yield related, related.get("redrive_policy")


def is_dead_letter_queue(queue: Resource, configuration: Configuration) -> bool | None:
    """Whether anything sends here what it could not deliver; None where only the plan can tell."""
    own = [holder for holder, _ in redrive_policies(queue, configuration)]
    senders, hidden = _senders(configuration)
    if any(sender not in own for sender in senders.get(queue, ())):
        return True
    return None if queue.stack in hidden and not own else False


@recalled
def _senders(configuration: Configuration) -> tuple[Mapping[Resource, list[Resource]], frozenset[str]]:
    """Who sends failures to each queue, and the stacks in which only the plan can tell where some go."""
    senders: dict[Resource, list[Resource]] = defaultdict(list)
    hidden = set()
    for sender, text in _destinations(configuration):
        for queue in configuration.named(sender, text):
            senders[queue].append(sender)
        if not is_known(text) and configuration.target(sender, text) is None:
            hidden.add(sender.stack)
    return senders, frozenset(hidden)


def failures_of(sender: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    """The queues of the configuration to which a sender puts what it could not deliver or process."""
    given = [sender.get(path) for path in _FAILURES]
    named = [
        queue
        for value in (*given, redrive_target(sender.get("redrive_policy")))
        for queue in configuration.named(sender, value)
    ]
    return tuple(dict.fromkeys(queue for queue in named if queue.type == "aws_sqs_queue"))


def work_of(queue: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    """What sends a queue work: the notifications of buckets, topics, rules and schedules that name it."""
    return tuple(dict.fromkeys(_work(configuration).get(queue, ())))


@recalled
def _work(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for kind, (path, attribute) in _WORK.items():
        for sender in configuration.of(kind):
            for block in sender.blocks(path) if path else (sender.values,):
                for queue in configuration.named(sender, block.get(attribute)):
                    found[queue].append(sender)
    return found


def _destinations(configuration: Configuration) -> Iterator[tuple[Resource, str]]:
    """Where senders put failures: by redrive policy, dead-letter configuration or failure destination."""
    for sender in configuration.elements:
        for path, text in sender.strings() if sender.is_managed else ():
            if path.endswith("redrive_policy"):
                yield sender, redrive_target(text) or text
            elif "dead_letter_config." in path or ".on_failure." in path:
                yield sender, text
