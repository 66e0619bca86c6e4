"""A message is given up after some attempts, into a queue of the same kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.expressions.json_texts import loads
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.queues import redrive_policies, redrive_target
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import is_known

_COUNT: Final = "maxReceiveCount"
_FEWEST: Final = 2
_MOST: Final = 100
_FIFO: Final = "fifo_queue"


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each redrive policy of the queue gives a message two attempts or more, and a hundred at most, and leads
    to a FIFO queue where the queue is one, else to a standard one.

    SQS takes 1 to 1000 (SQS API, SetQueueAttributes) and demands the same kind (SQS Developer Guide, "Using
    dead-letter queues in Amazon SQS", which also warns of low counts: one failed receive is enough).
    """
    policies = tuple(redrive_policies(queue, configuration))
    if not policies:
        yield NOT_APPLICABLE
    for holder, policy in policies:
        yield from _counted(policy)
        dead = configuration.target(holder, redrive_target(policy))
        if dead is not None and dead.type == queue.type:
            yield from _alike(queue, dead)


def _counted(policy: object) -> Iterator[Judgement]:
    try:
        parsed = loads(str(policy))
    except StrictJsonError:
        yield unknown("redrive_policy is no literal JSON, so only the plan can tell its maxReceiveCount")
        return
    count = parsed.get(_COUNT) if isinstance(parsed, Mapping) else None
    found = expect.number(count)
    if not is_known(count):
        yield unknown(f"{_COUNT} is {count}, which only the plan can tell")
    elif found is None:
        yield fail(f"redrive_policy has no {_COUNT}", _COUNT)
    elif found < _FEWEST:
        yield fail(f"{_COUNT} is {found:g}: one failed attempt gives a message up", _COUNT)
    elif found > _MOST:
        yield fail(f"{_COUNT} is {found:g}: in effect no message ever reaches the dead-letter queue", _COUNT)


def _alike(queue: Resource, dead: Resource) -> Iterator[Judgement]:
    own, other = queue.get(_FIFO), dead.get(_FIFO)
    if not (is_known(own) and is_known(other)):
        yield unknown(f"only the plan can tell whether both the queue and {dead.address} are FIFO")
    elif expect.is_true(own) != expect.is_true(other):
        kinds = ("a FIFO queue", "a standard one")
        own_kind, other_kind = kinds if expect.is_true(own) else kinds[::-1]
        yield fail(
            f"it is {own_kind} and its dead-letter queue {dead.address} {other_kind}: SQS refuses", _FIFO
        )


def _queue(count: object = 5, fifo: object = None, dead: object = None) -> Terraform:
    redrive = {"deadLetterTargetArn": "${aws_sqs_queue.dead.arn}", _COUNT: count}
    return {
        "resource": {
            "aws_sqs_queue": {
                "example": {
                    "name": "work-zq7",
                    "kms_master_key_id": "${aws_kms_key.queues.arn}",
                    _FIFO: fifo,
                    "redrive_policy": json.dumps(redrive),
                },
                "dead": {"name": "dead-zq7", _FIFO: dead},
            },
            "aws_kms_key": {"queues": {}},
        }
    }


RULE = Rule(
    id="sqs-redrive-count",
    title="Queues give a message up after some attempts, into a queue of the same kind",
    severity=Severity.MEDIUM,
    types=("aws_sqs_queue",),
    scope="configuration",
    check=check,
    rationale=(
        "A message that nobody can process comes back a thousand times before it is set aside, or expires "
        "first; one that is set aside at the first stumble needs a person for every short failure."
    ),
    remediation=(
        "Set maxReceiveCount of the redrive_policy to 3 to 10, and name a FIFO queue as the dead-letter "
        "queue of a FIFO queue."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R46", "R70"),
    examples=Examples(
        passing=(_queue(), _queue("2"), _queue(3, fifo=True, dead="true"), _queue(100, fifo=False)),
        failing=(
            *(_queue(1000), _queue(1), _queue("500"), _queue(None)),
            *(_queue(fifo=True), _queue(dead=True)),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "work-zq7"})),
        unknown=(Status.UNKNOWN, _queue("${var.attempts}")),
    ),
)
