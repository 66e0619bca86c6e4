"""Queues: their redrive policies, and which of them take what could not be delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies.configuration import Configuration, recalled
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads
from policies.values import is_known


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


def _destinations(configuration: Configuration) -> Iterator[tuple[Resource, str]]:
    """Where senders put failures: by redrive policy, dead-letter configuration or failure destination."""
    for sender in configuration.elements:
        for path, text in sender.strings() if sender.is_managed else ():
            if path.endswith("redrive_policy"):
                yield sender, redrive_target(text) or text
            elif "dead_letter_config." in path or ".on_failure." in path:
                yield sender, text
