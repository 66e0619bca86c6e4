"""A bucket that keeps access logs lets S3 deliver them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.buckets import LOGGING, bucket_of, receives_access_logs
from policies.related.deliveries import Source, takes_logs
from policies.resource import Resource


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each policy of a bucket that receives access logs allows s3:PutObject to logging.s3.amazonaws.com, for
    every bucket whose logs it receives, below their prefix.

    S3 User Guide, "Enabling Amazon S3 server access logging": ACLs do it no longer where they are off.
    """
    if not receives_access_logs(bucket, configuration):
        yield NOT_APPLICABLE
        return
    for logged, prefix in _sources(bucket, configuration):
        source = Source(logged, "s3", str(logged.get("bucket") or ""))
        yield from takes_logs(bucket, configuration, "logging", prefix, source)


def _sources(bucket: Resource, configuration: Configuration) -> Iterator[tuple[Resource, str]]:
    """The buckets whose logs it receives, each with the prefix of them; for one that is not in the
    configuration, the resource that says so.
    """
    for logging in configuration.related(bucket, LOGGING, "target_bucket"):
        logged = bucket_of(logging, configuration, logging.get("bucket"))
        if logged is not bucket:
            named = logging if logged is None or logged.type != bucket.type else logged
            yield named, str(logging.get("target_prefix") or "")
    for other in configuration.related(bucket, "aws_s3_bucket", "logging.target_bucket"):
        if other is not bucket:
            yield other, str(other.get("logging.target_prefix") or "")


def _logged(policy: str | None, **logging: str) -> Terraform:
    into = {"bucket": "${aws_s3_bucket.data.id}", "target_bucket": "${aws_s3_bucket.example.id}"} | logging
    named = {"bucket": "${aws_s3_bucket.example.id}", "policy": policy}
    return {
        "resource": {
            "aws_s3_bucket": {
                "example": {},
                "data": {"bucket": "data-${local.account}-zq7"},
                "other": {"bucket": "other-${local.account}-zq7"},
            },
            "aws_s3_bucket_logging": {"data": into},
            "aws_s3_bucket_policy": {"own": named} if policy else {},
        }
    }


def _policy(
    service: str = "logging.s3",
    action: str = "s3:PutObject",
    effect: str = "Allow",
    resource: str = "*",
    source: str = "arn:aws:s3:::*",
) -> str:
    statement = {
        "Effect": effect,
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": action,
        "Resource": resource,
        "Condition": {"ArnLike": {"aws:SourceArn": source}},
    }
    return policy_text(statement)


_LOGS: Final = "${aws_s3_bucket.example.arn}"

RULE = Rule(
    id="s3-log-delivery",
    title="Buckets that keep access logs let S3 deliver them",
    severity=Severity.HIGH,
    types=("aws_s3_bucket",),
    scope="configuration",
    check=check,
    rationale=(
        "S3 drops an access log that it cannot deliver, and says nothing: logging is on, and no log comes."
    ),
    remediation=(
        "Allow s3:PutObject to Principal {'Service': 'logging.s3.amazonaws.com'} in the policy of the log "
        "bucket, below each target_prefix, with aws:SourceArn of the logged buckets and aws:SourceAccount."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-9"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _logged(_policy()),
            _logged(_policy(action="s3:Put*")),
            _logged(_policy(resource=f"{_LOGS}/data/*"), target_prefix="data/"),
            _logged(_policy(resource=f"{_LOGS}/*", source="${aws_s3_bucket.data.arn}")),
            _logged(_policy(source="arn:aws:s3:::data-${local.account}-zq7")),
        ),
        failing=(
            _logged(_policy("cloudtrail")),
            _logged(_policy(action="s3:GetObject")),
            _logged(_policy(effect="Deny")),
            _logged(_policy(resource=f"{_LOGS}/data/*"), target_prefix="other/"),
            _logged(_policy(source="${aws_s3_bucket.other.arn}")),
            _logged(_policy(source="arn:aws:s3:::other-${local.account}-zq7")),
            _logged(None),
        ),
        absent=(Status.NOT_APPLICABLE, _logged(None, target_bucket="${aws_s3_bucket.other.id}")),
        unknown=(Status.UNKNOWN, _logged("${var.policy}")),
    ),
)
