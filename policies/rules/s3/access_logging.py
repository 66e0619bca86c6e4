"""Every bucket's requests are logged into another bucket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

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
from policies.related.buckets import (
    LOGGING,
    bucket_of,
    each_setting,
    is_served,
    receives_access_logs,
    settings,
)
from policies.resource import Resource


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A logging resource of its own sends the bucket's access log to another bucket of its region.

    A bucket that receives access logs is not concerned: logging it as well would log the delivery of logs
    without end (S3 User Guide, "Enabling Amazon S3 server access logging", which also demands that
    both lie in one region). Nor is one that a distribution serves: its log tells who read it.
    """
    if bucket.type == "aws_s3_bucket" and receives_access_logs(bucket, configuration):
        own = settings(bucket, configuration, LOGGING)
        if any(bucket_of(each, configuration, each.get("target_bucket")) is bucket for each in own):
            yield fail("the bucket logs into itself: each delivery of a log is logged again, without end")
        else:
            yield NOT_APPLICABLE
        return
    if bucket.type == "aws_s3_bucket" and is_served(bucket, configuration):
        yield NOT_APPLICABLE
        return
    yield from each_setting(
        bucket, configuration, LOGGING, lambda found: _delivered(bucket, configuration, found)
    )


def _delivered(bucket: Resource, configuration: Configuration, logging: Resource) -> Iterator[Judgement]:
    value = logging.get("target_bucket")
    target = bucket_of(logging, configuration, value)
    if value is None:
        yield fail("target_bucket is not set")
    elif target is bucket or value == logging.get("bucket"):
        yield fail("the bucket logs into itself: each delivery of a log is logged again, without end")
    elif target is None or target.type == "data.terraform_remote_state":
        yield unknown(f"target_bucket is {value}, which is no bucket of this configuration")
    elif target.type.removeprefix("data.") != "aws_s3_bucket":
        yield fail(f"target_bucket refers to {target.address}, which is no bucket")
    elif not (target.region and bucket.region):
        yield unknown("only the plan can tell whether both buckets lie in one region")
    elif target.region != bucket.region:
        yield fail(f"target_bucket lies in {target.region}, the bucket in {bucket.region}")


def _logged(target: str | None, bucket: str = "${aws_s3_bucket.example.id}", **more: Any) -> Terraform:  # noqa: ANN401
    logging = {"bucket": bucket, "target_prefix": "receipts/"}
    if target is not None:
        logging["target_bucket"] = target
    return {
        "resource": {
            "aws_s3_bucket": {
                "example": {"bucket": "receipts-zq7"},
                "logs": {"bucket": "access-logs-zq7"},
                "far": {"bucket": "access-logs-far-zq7", "region": "xx-test-2"},
            },
            LOGGING: {"receipts": logging, **more},
        }
    }


_SELF: Final = "${aws_s3_bucket.example.id}"
_LOGS: Final = "${aws_s3_bucket.logs.id}"

RULE = Rule(
    id="s3-access-logging",
    title="Bucket access is logged into another bucket of the region",
    severity=Severity.MEDIUM,
    types=("aws_s3_bucket", LOGGING),
    scope="configuration",
    check=check,
    rationale=(
        "Without an access log nobody can say who read which receipt. A log in the bucket itself is lost "
        "with it, and can be changed by whoever writes to it."
    ),
    remediation="Add an S3BucketLoggingA with target_bucket=the region's access-log bucket's id.",
    controls=(
        "pci-dss-4.0.1:10.2.1",
        "pci-dss-4.0.1:10.2.1.1",
        "nist-800-53-r5:AU-2",
        "nist-800-53-r5:AU-12",
    ),
    requirements=("R46", "C34"),
    examples=Examples(
        passing=(
            _logged(_LOGS),
            _logged("access-logs-zq7", bucket="receipts-zq7"),
        ),
        failing=(
            {"resource": {"aws_s3_bucket": {"example": {}, "logs": {}}}},
            _logged(_LOGS, bucket="${aws_s3_bucket.another.id}"),
            _logged(_SELF),
            _logged("${aws_s3_bucket.far.id}"),
            _logged(_LOGS, second={"bucket": _SELF, "target_bucket": _SELF}),
            _logged(_SELF, "${aws_s3_bucket.logs.id}", second={"bucket": _SELF, "target_bucket": _SELF}),
        ),
        absent=(Status.FAIL, _logged(None)),
        unknown=(Status.UNKNOWN, _logged("${var.log_bucket}")),
    ),
)
