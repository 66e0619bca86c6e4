"""A message stays hidden for as long as the function that reads it may work on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
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
from policies.resource import Resource
from policies.rules.functions._references import function_of
from policies.values import is_known

_READER: Final = "aws_lambda_event_source_mapping"
_HIDDEN: Final = "visibility_timeout_seconds"
_HIDDEN_BY_DEFAULT: Final = 30
_TIMEOUT_BY_DEFAULT: Final = 3


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The visibility timeout is no shorter than the timeout of any function that reads the queue.

    Lambda refuses a mapping where it is, and advises six times as long (Lambda Developer Guide, "Creating and
    configuring an Amazon SQS event source mapping"). Defaults: 30 seconds, and 3 of a function.
    """
    readers = configuration.naming(queue, _READER, "event_source_arn")
    if not readers:
        yield NOT_APPLICABLE
    for reader in readers:
        function = function_of(reader, reader.get("function_name"), configuration)
        if function is not None:
            yield from _longer(queue, function)


def _longer(queue: Resource, function: Resource) -> Iterator[Judgement]:
    hidden, timeout = queue.get(_HIDDEN), function.get("timeout")
    if not is_known(hidden) or not is_known(timeout):
        yield unknown(
            f"only the plan can tell whether {_HIDDEN} {hidden} is {function.address}'s timeout or more"
        )
        return
    hidden = _HIDDEN_BY_DEFAULT if hidden is None else expect.number(hidden)
    timeout = _TIMEOUT_BY_DEFAULT if timeout is None else expect.number(timeout)
    if hidden is not None and timeout is not None and hidden < timeout:
        said = (
            f"{_HIDDEN} is {hidden:g}, and {function.address} may work on a message for {timeout:g} seconds"
        )
        yield fail(f"{said}: it is delivered again meanwhile", function.address)


def _queue(hidden: object, timeout: object, read: str = "example") -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {
                "example": {"name": "work-zq7", _HIDDEN: hidden},
                "other": {"name": "other-zq7"},
            },
            "aws_lambda_function": {"worker": {"function_name": "worker-zq7", "timeout": timeout}},
            _READER: {
                "work": {
                    "event_source_arn": f"${{aws_sqs_queue.{read}.arn}}",
                    "function_name": "${aws_lambda_function.worker.arn}",
                }
            },
        }
    }


RULE = Rule(
    id="sqs-visibility-timeout",
    title="Queues hide a message for as long as its reader may work on it",
    severity=Severity.HIGH,
    types=("aws_sqs_queue",),
    scope="configuration",
    check=check,
    rationale=(
        "A message that becomes visible while it is still worked on is delivered a second time, and a "
        "payment or refund with it is made twice."
    ),
    remediation=(
        "Set visibility_timeout_seconds of the SqsQueue to six times the timeout of the function that reads "
        "it."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R70",),
    examples=Examples(
        passing=(_queue(180, 30), _queue("30", "30"), _queue(None, None)),
        failing=(_queue(30, 300), _queue("60", "120"), _queue(None, 60)),
        absent=(Status.NOT_APPLICABLE, _queue(30, 300, "other")),
        unknown=(Status.UNKNOWN, _queue("${var.seconds}", 30)),
    ),
)
