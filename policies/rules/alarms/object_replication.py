"""Copies of objects that come late, or do not come, are heard of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, looks
from policies.values import as_list, is_expression

_REPLICATION: Final = "aws_s3_bucket_replication_configuration"
_METRICS: Final = ("ReplicationLatency", "OperationsFailedReplication")
_DESTINATION: Final = "DestinationBucket"


def check(replication: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """For each rule, an alarm watches how long copies take, and one those that fail, by the three dimensions
    that S3 counts them by together (S3 User Guide, "Amazon S3 metrics and dimensions").
    """
    for rule in replication.blocks("rule"):
        if not _is_measured(rule):
            continue
        wanted = {
            "SourceBucket": _name(replication, replication.get("bucket"), configuration),
            _DESTINATION: _name(replication, _destination(rule), configuration),
            "RuleId": rule.get("id"),
        }
        for metric in _METRICS:
            looks = [each for name, each in _watched(configuration) if name == metric]
            if any(each == wanted for each in looks):
                continue
            said = f"no alarm watches {metric} of the rule {wanted['RuleId']}, by {', '.join(wanted)}"
            untold = any(map(_is_hidden, wanted.values()))
            yield (
                unknown(f"{said}, as far as is known") if untold else fail(said, f"{metric} {rule.get('id')}")
            )


def _is_measured(rule: Mapping[str, Any]) -> bool:
    """Whether S3 counts what it copies: of a rule without metrics there is nothing to watch, which
    `s3-replication-time` tells.
    """
    for destination in as_list(rule.get("destination")):
        for metrics in as_list(destination.get("metrics")) if isinstance(destination, Mapping) else ():
            if not isinstance(metrics, Mapping) or metrics.get("status") != "Disabled":
                return True
    return is_expression(rule.get("destination"))


def _is_hidden(value: object) -> bool:
    """Whether it is nothing but a variable; a name with an account's number in it says enough."""
    return is_expression(value) and str(value).startswith("${var.")


def _destination(rule: Mapping[str, Any]) -> object:
    blocks = rule.get("destination")
    block = blocks[0] if isinstance(blocks, list) and blocks else blocks
    return block.get("bucket") if isinstance(block, Mapping) else block


def _name(user: Resource, value: object, configuration: Configuration) -> Any:  # noqa: ANN401 - as written
    """The name of a bucket, as it is written where the bucket is made, else as it is named here."""
    bucket = configuration.target(user, value)
    if bucket is not None and bucket.get("bucket") is not None:
        return bucket.get("bucket")
    arn = read_arn(value)
    return value if arn is None else arn.resource


@recalled
def _watched(configuration: Configuration) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """The metrics of S3 that alarms watch, with their dimensions."""
    return tuple(
        (
            str(block.get("metric_name")),
            {
                key: _name(alarm, value, configuration)
                for key, value in (block.get("dimensions") or {}).items()
            },
        )
        for alarm in configuration.of(ALARM)
        for block in looks(alarm)
        if block.get("namespace") == "AWS/S3" and isinstance(block.get("dimensions"), Mapping)
    )


def _replicated(
    *metrics: str,
    without: str = "",
    rule_id: object = "to-two",
    bucket: str = "${aws_s3_bucket.one.id}",
    **changed: str,
) -> Terraform:
    dimensions = {"SourceBucket": "one-zq7", _DESTINATION: "two-zq7", "RuleId": "to-two", **changed}
    told = {key: value for key, value in dimensions.items() if key != without}
    counted = {"bucket": "${aws_s3_bucket.two.arn}", "metrics": [{"status": "Enabled"}]}
    rule = {"id": rule_id, "destination": counted}
    return {
        "resource": {
            "aws_s3_bucket": {"one": {"bucket": "one-zq7"}, "two": {"bucket": "two-zq7"}},
            _REPLICATION: {"example": {"bucket": bucket, "rule": [rule]}},
            ALARM: {
                name.lower(): {"namespace": "AWS/S3", "metric_name": name, "dimensions": told}
                for name in metrics
            },
        }
    }


RULE = Rule(
    id="alarms-object-replication",
    title="Replication of objects has alarms on late copies and on failed ones",
    severity=Severity.MEDIUM,
    types=(_REPLICATION,),
    scope="configuration",
    check=check,
    rationale=(
        "Replication that stops raises no error anywhere: the copies are missed when the region that has the "
        "originals is gone."
    ),
    remediation=(
        "Add a CloudwatchMetricAlarm on ReplicationLatency and one on OperationsFailedReplication of AWS/S3, "
        "with SourceBucket, DestinationBucket and RuleId (infra.blocks.observe.replication)."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:CP-6"),
    requirements=("R130", "R51"),
    examples=Examples(
        passing=(
            _replicated(*_METRICS),
            _replicated(*_METRICS, SourceBucket="${aws_s3_bucket.one.bucket}"),
        ),
        failing=(
            _replicated(_METRICS[0]),
            _replicated(_METRICS[1]),
            _replicated(*_METRICS, without="RuleId"),
            _replicated(*_METRICS, without="DestinationBucket"),
            _replicated(*_METRICS, SourceBucket="two-zq7"),
            _replicated(*_METRICS, RuleId="to-three"),
        ),
        absent=(Status.FAIL, _replicated()),
        unknown=(Status.UNKNOWN, _replicated(*_METRICS, rule_id="${var.rule}")),
    ),
)
