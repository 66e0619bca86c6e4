"""What any function fails to process is kept aside, whoever calls it."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.functions._failures import failures_kept


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The function has a dead-letter queue or topic, or a failure destination, although nothing calls it that
    does not wait; `functions-dead-letter` asks it of what is called so.
    """
    yield from failures_kept(function, configuration)


def _function(arn: str | None = None, **invoke: object) -> Terraform:
    letter = {"dead_letter_config": {"target_arn": arn}} if arn is not None else {}
    return {
        "resource": {
            "aws_sqs_queue": {"failed": {}},
            "aws_sns_topic": {"failed": {}},
            "aws_lambda_function": {
                "example": {"function_name": "ingest-zq7", **letter},
                "other": {"function_name": "other-zq7"},
            },
            "aws_lambda_function_event_invoke_config": {"config": invoke},
        }
    }


ON_FAILURE = {"on_failure": {"destination": "${aws_sqs_queue.failed.arn}"}}

RULE = Rule(
    id="functions-failures-kept",
    title="Every function keeps what it would fail to process",
    severity=Severity.LOW,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever comes to call the function and does not wait, by hand after an incident or by a rule of "
        "next year, loses what fails where no queue is set."
    ),
    remediation="Set dead_letter_config with the target_arn of an SqsQueue of the function's region.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R46", "R70"),
    examples=Examples(
        passing=(
            _function("${aws_sqs_queue.failed.arn}"),
            _function("${aws_sns_topic.failed.arn}"),
            _function("arn:aws:sqs:xx-test-1:999988887777:failed-zq7"),
            _function(function_name="ingest-zq7", destination_config=ON_FAILURE),
            _function(
                function_name="${aws_lambda_function.example.function_name}",
                destination_config=[ON_FAILURE],
            ),
        ),
        failing=(
            _function("${aws_lambda_function.other.arn}"),
            _function(function_name="other-zq7", destination_config=ON_FAILURE),
            _function(
                function_name="ingest-zq7",
                destination_config={"on_success": {"destination": "${aws_sqs_queue.failed.arn}"}},
            ),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.queue}")),
    ),
)
