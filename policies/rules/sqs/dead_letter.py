"""What a queue's reader cannot process is kept aside."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies import expect
from policies.arn import is_arn_of
from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.queues import is_dead_letter_queue, redrive_policies, redrive_target
from policies.resource import Resource
from policies.values import is_known

_KIND = "aws_sqs_queue_redrive_policy"


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A queue redrives to another queue, unless it is itself where failures go."""
    if queue.type == _KIND:
        judged = expect.judged_with_owner(queue, configuration, "queue_url", ("aws_sqs_queue",))
        yield from judged or _redrives_elsewhere(queue, queue, queue.get("redrive_policy"), configuration)
        return
    serves = is_dead_letter_queue(queue, configuration)
    if serves:
        return
    policies = tuple(redrive_policies(queue, configuration))
    for holder, policy in policies:
        yield from _redrives_elsewhere(queue, holder, policy, configuration)
    if policies:
        return
    published = _published(configuration).get(queue, ())
    if serves is None:
        yield unknown("it has no redrive_policy, and only the plan can tell whether failures are sent here")
    elif published:
        yield unknown(f"nothing sends failures here yet; {published[0].address} offers it to other stacks")
    else:
        yield fail("it has no redrive_policy, and nothing uses it as a dead-letter queue")


def _redrives_elsewhere(
    queue: Resource, holder: Resource, policy: object, configuration: Configuration
) -> Iterator[Judgement]:
    arn = redrive_target(policy)
    target = configuration.target(holder, arn)
    if arn is None and not is_known(policy):
        yield unknown(f"{holder.address}: redrive_policy is an expression, not literal JSON")
    elif arn is None:
        yield fail(f"{holder.address}: redrive_policy has no deadLetterTargetArn")
    elif configuration.names(holder, arn, queue):
        yield fail(f"{holder.address}: deadLetterTargetArn is the queue itself")
    elif target is not None and "aws_sqs_queue" not in target.type and "remote_state" not in target.type:
        yield fail(f"{holder.address}: deadLetterTargetArn refers to {target.address}, which is no queue")
    elif target is None and not is_arn_of("sqs", arn):
        said = f"{holder.address}: deadLetterTargetArn is {arn}, which "
        yield fail(said + "is no queue") if is_known(arn) else unknown(said + "only the plan can tell")


@recalled
def _published(configuration: Configuration) -> Mapping[Resource | None, list[Resource]]:
    """By queue, the outputs that tell its ARN to other stacks; what these do stands in their own files."""
    found: dict[Resource | None, list[Resource]] = defaultdict(list)
    for output in configuration.of("output"):
        value = output.get("value")
        if isinstance(value, str) and value.endswith(".arn}"):
            found[configuration.target(output, value)].append(output)
    return found


def _redrive(arn: str) -> str:
    return json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})


def _queue(redrive: str | None = None, **others: dict[str, object]) -> Terraform:
    queue = {"name": "work-zq7"} | ({"redrive_policy": redrive} if redrive else {})
    return {
        "resource": {
            "aws_sqs_queue": {"example": queue, "failed": {"name": "failed-zq7"}},
            **{kind: {"user": values} for kind, values in others.items()},
        }
    }


ARN = "${aws_sqs_queue.example.arn}"
URL = "${aws_sqs_queue.example.id}"
FAILED = "${aws_sqs_queue.failed.arn}"

RULE = Rule(
    id="sqs-dead-letter",
    title="Queues redrive to a dead-letter queue, or are one",
    severity=Severity.MEDIUM,
    types=("aws_sqs_queue", _KIND),
    scope="configuration",
    check=check,
    rationale=(
        "A message that cannot be processed comes back until it expires, and with it a payment is gone "
        "without a trace."
    ),
    remediation=(
        "Set redrive_policy with the deadLetterTargetArn of another SqsQueue and a maxReceiveCount, or "
        "name the queue where failures are sent."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R46", "R70"),
    examples=Examples(
        passing=(
            _queue(_redrive(FAILED)),
            _queue(_redrive("arn:aws:sqs:xx-test-1:999988887777:elsewhere-zq7")),
            _queue(aws_sqs_queue_redrive_policy={"queue_url": URL, "redrive_policy": _redrive(FAILED)}),
            _queue(aws_lambda_function={"dead_letter_config": {"target_arn": ARN}}),
            _queue(
                aws_lambda_event_source_mapping={
                    "destination_config": [{"on_failure": {"destination_arn": ARN}}]
                }
            ),
            _queue(aws_cloudwatch_event_target={"dead_letter_config": [{"arn": ARN}]}),
            _queue(
                aws_sns_topic_subscription={
                    "redrive_policy": _redrive("arn:aws:sqs:xx-test-1:999988887777:work-zq7")
                }
            ),
        ),
        failing=(
            _queue(_redrive(ARN)),
            _queue(_redrive("arn:aws:sqs:xx-test-1:999988887777:work-zq7")),
            _queue('{"maxReceiveCount": 5}'),
            {**_queue(), "output": {"failures_url": {"value": URL}}},
            _queue(aws_sqs_queue_redrive_policy={"queue_url": URL, "redrive_policy": _redrive(ARN)}),
            _queue(aws_sns_topic_subscription={"endpoint": ARN, "protocol": "sqs"}),
            _queue(aws_lambda_function={"dead_letter_config": {"target_arn": FAILED}}),
            _queue(
                aws_cloudwatch_event_target={
                    "dead_letter_config": {"arn": "arn:aws:sqs:xx-test-2:999988887777:work-zq7"}
                }
            ),
            _queue(
                aws_sqs_queue_redrive_policy={
                    "queue_url": "${aws_sqs_queue.failed.id}",
                    "redrive_policy": _redrive("arn:aws:sqs:xx-test-1:999988887777:elsewhere-zq7"),
                }
            ),
        ),
        absent=(Status.FAIL, resources(aws_sqs_queue={"name": "work-zq7"})),
        unknown=(
            Status.UNKNOWN,
            {**_queue(), "output": {"failures_arn": {"value": ARN}}},
        ),
    ),
)
