"""What falls behind is heard of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    unknown,
)
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, Metric, unwatched

_AGE: Final = Metric("AWS/Lambda", "IteratorAge", "FunctionName")


def check(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm watches the age of what the reader of a stream reads (Lambda Developer Guide, "Types of
    metrics for Lambda functions": only event sources that are streams have it).
    """
    if not mapping.get("starting_position"):
        yield NOT_APPLICABLE
        return
    value = mapping.get("function_name")
    called = configuration.target(mapping, value)
    if called is not None and called.type == "aws_lambda_alias":
        called = configuration.target(called, called.get("function_name"))
    if called is None or called.type != "aws_lambda_function":
        yield unknown(f"function_name is {value}, which no stack here makes")
    else:
        yield from unwatched(called, configuration, _AGE)


def _mapping(owner: str, called: str = "${aws_lambda_function.capture.arn}") -> Terraform:
    return {
        "resource": {
            "aws_lambda_function": {"capture": {"function_name": "capture-zq7"}, "other": {}},
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": "${aws_lambda_function.capture.function_name}"}
            },
            "aws_lambda_event_source_mapping": {
                "example": {"starting_position": "TRIM_HORIZON", "function_name": called}
            },
            ALARM: {
                "age": {
                    "namespace": _AGE.namespace,
                    "metric_name": _AGE.name,
                    "dimensions": {_AGE.dimension: owner},
                }
            },
        }
    }


RULE = Rule(
    id="alarms-lag",
    title="Readers of streams have an alarm on the age of what they read",
    severity=Severity.LOW,
    types=("aws_lambda_event_source_mapping",),
    scope="configuration",
    check=check,
    rationale=(
        "A stream forgets after a day. A reader that falls behind without failing loses changes then, and no "
        "error was ever counted."
    ),
    remediation="Add a CloudwatchMetricAlarm on IteratorAge of the function.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R63", "R51"),
    examples=Examples(
        passing=(
            _mapping("${aws_lambda_function.capture.function_name}"),
            _mapping("capture-zq7", "${aws_lambda_alias.live.arn}"),
        ),
        failing=(
            _mapping("${aws_lambda_function.other.function_name}"),
            _mapping("other-zq7", "${aws_lambda_alias.live.arn}"),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_lambda_event_source_mapping={"event_source_arn": "${aws_sqs_queue.a.arn}"}),
        ),
        unknown=(Status.UNKNOWN, _mapping("${var.function}")),
    ),
)
