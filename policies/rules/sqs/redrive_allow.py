"""A queue that keeps failures says whose they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

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
from policies.related.queues import is_dead_letter_queue, redrive_policies, says_dead_letters, work_of
from policies.resource import Resource
from policies.strict_json import StrictJsonError

_KIND = "aws_sqs_queue_redrive_allow_policy"


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A queue at the end of the way names the queues that may redrive to it, or denies all.

    Without a policy every queue of the account and region may (SQS API reference, SetQueueAttributes,
    RedriveAllowPolicy: `allowAll` is the default). A queue that redrives itself is not concerned, nor one to
    which nothing sends failures, unless its name says that it is for them.
    """
    if queue.type == _KIND:
        said = queue.get("redrive_allow_policy")
        judged = expect.judged_with_owner(queue, configuration, "queue_url", ("aws_sqs_queue",))
        yield from judged or _restricts(queue.address, said)
        return
    related = configuration.naming(queue, _KIND, "queue_url")
    policies = [
        (holder, holder.get("redrive_allow_policy"))
        for holder in (queue, *related)
        if holder is not queue or holder.get("redrive_allow_policy") is not None
    ]
    serves = says_dead_letters(queue) or is_dead_letter_queue(queue, configuration) is not False
    concerned = serves and not work_of(queue, configuration)
    if any(redrive_policies(queue, configuration)) or not (policies or concerned):
        yield NOT_APPLICABLE
        return
    if not policies:
        yield fail("it has no redrive_allow_policy, so every queue may redrive to it")
    for holder, policy in policies:
        yield from _restricts(holder.address, policy)


def _restricts(where: str, policy: object) -> Iterator[Judgement]:
    try:
        parsed = loads(str(policy))
    except StrictJsonError:
        yield (
            unknown(f"{where}: redrive_allow_policy is no literal JSON")
            if policy
            else fail(f"{where}: redrive_allow_policy is not set")
        )
        return
    permission = parsed.get("redrivePermission") if isinstance(parsed, Mapping) else None
    if permission not in ("byQueue", "denyAll"):
        yield fail(
            f"{where}: redrivePermission is {permission or 'not set'}, so every queue may redrive to it"
        )
    elif permission == "byQueue" and not parsed.get("sourceQueueArns"):
        yield fail(f"{where}: byQueue names no queue")


def _queue(policy: object, **queue: object) -> Terraform:
    return resources(
        aws_sqs_queue={"name": "dlq-zq7", **queue},
        aws_sqs_queue_redrive_allow_policy={
            "queue_url": "${aws_sqs_queue.example.url}",
            "redrive_allow_policy": policy if isinstance(policy, str | None) else json.dumps(policy),
        },
    )


RULE = Rule(
    id="sqs-redrive-allow",
    title="Dead-letter queues say which queues may redrive to them",
    severity=Severity.LOW,
    types=("aws_sqs_queue", _KIND),
    scope="configuration",
    check=check,
    rationale=(
        "A dead-letter queue that takes from every queue mixes failures of one flow with those of another, "
        "and whoever replays it replays both."
    ),
    remediation=(
        "Add an SqsQueueRedriveAllowPolicy with redrivePermission byQueue and the sources, or denyAll where "
        "services and not queues send failures."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-4", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R70"),
    examples=Examples(
        passing=(
            _queue({"redrivePermission": "denyAll"}),
            _queue({"redrivePermission": "byQueue", "sourceQueueArns": ["${aws_sqs_queue.work.arn}"]}),
            resources(
                aws_sqs_queue={
                    "name": "dead-letters-zq7",
                    "redrive_allow_policy": '{"redrivePermission": "denyAll"}',
                }
            ),
        ),
        failing=(
            _queue({"redrivePermission": "allowAll"}),
            _queue({"redrivePermission": "byQueue", "sourceQueueArns": []}),
            _queue({}),
            _queue(None),
        ),
        absent=(Status.FAIL, resources(aws_sqs_queue={"name": "dlq-zq7"})),
        unknown=(Status.UNKNOWN, _queue("${var.policy}")),
    ),
)
