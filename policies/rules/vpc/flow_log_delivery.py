"""A bucket that keeps flow logs lets them be delivered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import policy_text
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.related.buckets import POLICY, bucket_of
from policies.related.deliveries import Source, takes_logs
from policies.resource import Resource

_HIVE: Final = "destination_options.hive_compatible_partitions"


def check(log: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each policy of the bucket allows s3:PutObject to delivery.logs.amazonaws.com where the log is written.

    Amazon VPC User Guide, "Amazon S3 bucket permissions for flow logs": below the folder of the destination,
    in AWSLogs/, which with Hive's partitions goes on with aws-account-id=.
    """
    if log.get("log_destination_type") != "s3":
        yield NOT_APPLICABLE
        return
    arn, _, folder = str(log.get("log_destination")).partition("/")
    bucket = bucket_of(log, configuration, arn)
    if bucket is None or bucket.type != "aws_s3_bucket":
        yield unknown(f"the bucket {arn} is not in the configuration")
        return
    partition = "aws-account-id=" if expect.is_true(log.get(_HIVE)) else ""
    below = f"{folder.strip('/')}/AWSLogs/{partition}".removeprefix("/")
    yield from takes_logs(bucket, configuration, "delivery", below, Source(log, "logs"))


def _log(
    to: str = "/flow/",
    resource: str = "flow/AWSLogs/*",
    service: str = "delivery.logs",
    source: str = "arn:aws:logs:xx-test-1:${local.account}:*",
    **options: object,
) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"${{aws_s3_bucket.flow.arn}}/{resource}",
        "Condition": {"ArnLike": {"aws:SourceArn": source}},
    }
    policy = {"bucket": "${aws_s3_bucket.flow.id}", "policy": policy_text(statement)}
    log = {
        "log_destination_type": "s3",
        "log_destination": f"${{aws_s3_bucket.flow.arn}}{to}",
        "destination_options": options,
    }
    return {
        "resource": {
            "aws_s3_bucket": {"flow": {"bucket": "flow-zq7"}},
            POLICY: {"flow": policy},
            "aws_flow_log": {"example": log},
        }
    }


def _elsewhere(**log: object) -> Terraform:
    return {"resource": {"aws_flow_log": {"example": log}}}


RULE = Rule(
    id="vpc-flow-log-delivery",
    title="Buckets that keep flow logs let them be delivered",
    severity=Severity.HIGH,
    types=("aws_flow_log",),
    scope="configuration",
    check=check,
    rationale=(
        "Where the bucket refuses it, the flow log is there and no record comes; or AWS changes the bucket's "
        "policy by itself, and the next apply takes that back."
    ),
    remediation=(
        "Allow s3:PutObject to Principal {'Service': 'delivery.logs.amazonaws.com'} in the bucket's policy, "
        "on <bucket>/<folder of log_destination>/AWSLogs/*, with aws:SourceArn of logs in the region."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-5"),
    requirements=("R46", "R145"),
    examples=Examples(
        passing=(
            _log(),
            _log("/flow"),
            _log("", "AWSLogs/*"),
            _log(resource="*"),
            _log(resource="flow/AWSLogs/${local.account}/*"),
            _log(resource="flow/AWSLogs/aws-account-id=*", hive_compatible_partitions=True),
        ),
        failing=(
            _log("/vpc/"),
            _log(""),
            _log(service="logging.s3"),
            _log(source="arn:aws:logs:xx-test-2:${local.account}:*"),
            _log(resource="flow/AWSLogs/${local.account}/*", hive_compatible_partitions=True),
        ),
        absent=(Status.NOT_APPLICABLE, _elsewhere(traffic_type="ALL")),
        unknown=(
            Status.UNKNOWN,
            _elsewhere(log_destination_type="s3", log_destination="${var.bucket}/flow/"),
        ),
    ),
)
