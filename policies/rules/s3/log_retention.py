"""Access logs, flow logs and trails are kept for a year or more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.buckets import flow_logs, receives_access_logs, settings
from policies.resource import Resource
from policies.rules.logs.retention import MONTH
from policies.values import is_known

_LIFECYCLE: Final = "aws_s3_bucket_lifecycle_configuration"
_DAYS: Final = "expiration.days"
_BALANCERS: Final = ("aws_lb", "aws_alb")
_LOGS: Final = ("access_logs.bucket", "connection_logs.bucket")
_AUDITS: Final = ("aws_cloudtrail", "aws_config_delivery_channel")
_YEAR: Final = 365


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule of a bucket that receives access logs, of buckets or of load balancers, flow logs, a trail or
    what AWS Config recorded expires objects before a year, or before the days that the system promises.

    What is recorded of production for auditors is kept for a year, where no system promises otherwise (PCI
    DSS 10.5.1). Without an expiration they are kept for ever, which s3-lifecycle does not refuse either.
    """
    if not keeps_logs(bucket, configuration):
        yield NOT_APPLICABLE
        return
    audited = any(configuration.related(bucket, kind, "s3_bucket_name") for kind in _AUDITS)
    for lifecycle in settings(bucket, configuration, _LIFECYCLE):
        yield from expect.written_out(lifecycle, "rule")
        for values in expect.written_blocks(lifecycle, "rule"):
            rule = replace(lifecycle, values=values)
            if rule.get("status") == "Disabled":
                continue
            if rule.get("expiration.date"):
                yield fail(f"{lifecycle.address} expires logs on a date, however young they are")
            written = rule.get(_DAYS)
            if written is not None and expect.number(written) != 0:  # a state writes 0 where it is not set
                days = int(expect.number(written) or 0)
                if is_known(written) and days < MONTH:
                    least = f"{MONTH} are the least that may be promised"
                    yield fail(f"{lifecycle.address}: {_DAYS} is {written}; {least}")
                    continue
                if rule.context.profile == "production" and rule.context.promises is None and audited:
                    yield from _long_enough(rule)
                    continue
                promised = (Promises(), Promises(log_days=days), Promises(log_days=days + 1))
                yield from expect.whichever(rule, "promises", promised, _long_enough)


def keeps_logs(bucket: Resource, configuration: Configuration) -> bool:
    """Whether access logs, flow logs, a trail or what AWS Config recorded go into a bucket."""
    return (
        receives_access_logs(bucket, configuration)
        or bucket in flow_logs(configuration)
        or any(configuration.related(bucket, kind, "s3_bucket_name") for kind in _AUDITS)
        or any(configuration.related(bucket, kind, attribute) for kind in _BALANCERS for attribute in _LOGS)
    )


def _long_enough(rule: Resource) -> Iterator[Judgement]:
    promises = rule.context.promises or Promises()
    for judgement in expect.between(rule, _DAYS, promises.log_days or _YEAR):
        yield replace(judgement, message=f"{rule.address}: {judgement.message}")


def _logs(
    days: object = 365, *, of: str = "bucket", status: str = "Enabled", **expiration: object
) -> Terraform:
    rule = {"status": status, "filter": {"prefix": ""}, "expiration": [{"days": days, **expiration}]}
    into = "${aws_s3_bucket.example.id}"
    stack = resources(
        aws_s3_bucket={"bucket": "logs-zq7"},
        aws_s3_bucket_lifecycle_configuration={"bucket": into, "rule": [rule]},
    )["resource"]
    logged: dict[str, dict[str, Any]] = {
        "bucket": {"aws_s3_bucket_logging": {"data": {"bucket": "data-zq7", "target_bucket": into}}},
        "network": {
            "aws_flow_log": {
                "vpc": {
                    "log_destination_type": "s3",
                    "log_destination": "${aws_s3_bucket.example.arn}/flow/",
                }
            }
        },
        "trail": {"aws_cloudtrail": {"main": {"s3_bucket_name": into}}},
        "balancer": {"aws_lb": {"web": {"access_logs": {"bucket": into, "enabled": True}}}},
    }
    return {"resource": {**stack, **logged.get(of, {})}}


RULE = Rule(
    id="s3-log-retention",
    title="Access logs, flow logs and trails in buckets are kept for a year or more",
    severity=Severity.HIGH,
    types=("aws_s3_bucket",),
    scope="configuration",
    check=check,
    rationale=(
        "A breach is found months after it began; PCI DSS wants twelve months of audit logs. Who read which "
        "object, called the load balancer or reached an address stands in these and nowhere else."
    ),
    remediation=(
        "Set expiration with days=365 or more in the S3BucketLifecycleConfiguration of the bucket that "
        "receives the logs, or the days that the system's settings promise."
    ),
    controls=("pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-11"),
    requirements=("R46", "R145", "C10"),
    examples=Examples(
        passing=(
            _logs(),
            _logs("400", of="balancer"),
            _logs(of="network"),
            _logs(30, status="Disabled"),
            _logs(0, expired_object_delete_marker=True),
        ),
        failing=(
            _logs(30),
            _logs(364, of="balancer"),
            _logs(120, of="network"),
            _logs(7, of="trail"),
            _logs(None, date="2030-01-01T00:00:00Z"),
        ),
        absent=(Status.NOT_APPLICABLE, _logs(30, of="nobody")),
        unknown=(Status.UNKNOWN, _logs("${var.days}")),
    ),
)
