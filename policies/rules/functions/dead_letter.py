"""What a function fails to process is kept aside."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.resource import Resource
from policies.values import is_known


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The function has a dead-letter queue or topic, or a failure destination, which holds more.

    AWS Lambda, "Retaining records of asynchronous invocations".
    """
    for config in configuration.naming(function, "aws_lambda_function_event_invoke_config", "function_name"):
        destination = config.get("destination_config.on_failure.destination")
        if destination is None:
            continue
        if not is_known(destination) and configuration.target(config, destination) is None:
            yield unknown(f"{config.address} sends failures to {destination}, which only the plan can tell")
        return
    yield from expect.dead_letter(function, configuration, "dead_letter_config.target_arn", "sqs", "sns")


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
    id="functions-dead-letter",
    title="Functions keep what they fail to process",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "An asynchronous invocation is retried twice and then dropped. Without a dead-letter queue the "
        "event, and the payment in it, leaves no trace."
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
