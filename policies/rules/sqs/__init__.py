"""Rules for SQS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from policies.estate import Estate, Resource, is_known
from policies.strict_json import StrictJsonError, loads


def redrive_target(policy: object) -> str | None:
    """The `deadLetterTargetArn` of a redrive policy; None where it has none or is no literal JSON."""
    try:
        parsed = loads(str(policy))
    except StrictJsonError:
        return None
    target = parsed.get("deadLetterTargetArn") if isinstance(parsed, Mapping) else None
    return str(target) if target else None


def redrive_policies(queue: Resource, estate: Estate) -> Iterator[tuple[Resource, object]]:
    """Every redrive policy of a queue, inline or in a companion, with the resource that holds it."""
    if queue.get("redrive_policy") is not None:
        yield queue, queue.get("redrive_policy")
    for companion in estate.of("aws_sqs_queue_redrive_policy"):
        if estate.names(companion, companion.get("queue_url"), queue):
            yield companion, companion.get("redrive_policy")


def is_dead_letter_queue(queue: Resource, estate: Estate) -> bool | None:
    """Whether anything sends here what it could not deliver; None where only the plan can tell."""
    own = [holder for holder, _ in redrive_policies(queue, estate)]
    hidden = False
    for sender, text in _destinations(estate):
        if sender not in own and estate.names(sender, text, queue):
            return True
        if sender.stack == queue.stack and not is_known(text) and estate.target(sender, text) is None:
            hidden = True
    return None if hidden and not own else False


@lru_cache(maxsize=1)  # each queue asks for those of the same estate
def _destinations(estate: Estate) -> tuple[tuple[Resource, str], ...]:
    """Where senders put failures: by redrive policy, dead-letter configuration or failure destination."""
    return tuple(
        (sender, (redrive_target(text) or text) if path.endswith("redrive_policy") else text)
        for sender in estate.elements
        if sender.is_managed
        for path, text in sender.strings()
        if path.endswith("redrive_policy") or "dead_letter_config." in path or ".on_failure." in path
    )
