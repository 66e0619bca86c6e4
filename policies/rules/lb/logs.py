"""Who called a load balancer is written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.buckets import POLICY, bucket_of
from policies.related.deliveries import Source, takes_logs
from policies.related.described import is_described
from policies.resource import Resource
from policies.values import is_known

_ENCRYPTION: Final = "aws_s3_bucket_server_side_encryption_configuration"
_ALGORITHM: Final = "rule.apply_server_side_encryption_by_default.sse_algorithm"


def check(balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Access logs, and of application load balancers connection logs too, go into a bucket of the
    configuration that lets them in, encrypted with S3's own keys: with others none is delivered.

    A bucket that the stack is given by a described variable is another's, which its owner judges. Elastic
    Load Balancing, "Enable access logs for your Application Load Balancer".
    """
    is_application = balancer.get("load_balancer_type") in (None, "application")
    for logs in ("access_logs", "connection_logs") if is_application else ("access_logs",):
        service = "logdelivery" if is_application else "delivery"
        yield from expect.apart(logs, _kept(balancer, configuration, logs, service))


def _kept(balancer: Resource, configuration: Configuration, logs: str, service: str) -> Iterator[Judgement]:
    if not balancer.blocks(logs):
        yield fail(f"{logs} is not set")
        return
    yield from expect.true(balancer, f"{logs}.enabled")
    value = balancer.get(f"{logs}.bucket")
    bucket = bucket_of(balancer, configuration, value)
    if bucket is None or bucket.type != "aws_s3_bucket":
        if is_described(balancer, value, configuration):
            return
        if is_known(value):
            yield fail(f"{logs}.bucket is {value}, which is no bucket of this configuration")
        else:
            yield unknown(f"{logs}.bucket is {value}, which only the plan can tell")
        return
    prefix = str(balancer.get(f"{logs}.prefix") or "")
    below = f"{prefix}/AWSLogs/".removeprefix("/")
    source = Source(balancer, "elasticloadbalancing" if service == "logdelivery" else "logs")
    yield from takes_logs(bucket, configuration, service, below, source)
    for encryption in configuration.related(bucket, _ENCRYPTION, "bucket"):
        if encryption.get(_ALGORITHM) not in (None, "AES256"):
            yield fail(
                f"{encryption.address} encrypts with {encryption.get(_ALGORITHM)}, under which no log is "
                "delivered"
            )


def _balancer(
    prefix: str = "alb",
    service: str = "logdelivery.elasticloadbalancing",
    encryption: str = "AES256",
    sources: str = "arn:aws:elasticloadbalancing:xx-test-1:${local.account}:loadbalancer/*",
    **values: object,
) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"${{aws_s3_bucket.logs.arn}}/{prefix}/AWSLogs/${{local.account}}/*",
        "Condition": {"ArnLike": {"aws:SourceArn": sources}},
    }
    kept = {"bucket": "${aws_s3_bucket.logs.id}", "prefix": "alb", "enabled": True}
    said: dict[str, Any] = {"access_logs": kept, "connection_logs": kept}
    return {
        "resource": {
            "aws_lb": {"example": {**said, **values}},
            "aws_s3_bucket": {"logs": {}},
            POLICY: {
                "logs": {
                    "bucket": "${aws_s3_bucket.logs.id}",
                    "policy": json.dumps({"Statement": [statement]}),
                }
            },
            _ENCRYPTION: {
                "logs": {
                    "bucket": "${aws_s3_bucket.logs.id}",
                    "rule": {"apply_server_side_encryption_by_default": {"sse_algorithm": encryption}},
                }
            },
        }
    }


_ELSEWHERE: Final = {"bucket": "somewhere", "enabled": True}

RULE = Rule(
    id="lb-logs",
    title="Load balancers write access and connection logs into a bucket that takes them",
    severity=Severity.MEDIUM,
    types=("aws_lb", "aws_alb"),
    scope="configuration",
    check=check,
    rationale=(
        "After an incident the first question is who called. A connection log also has the handshakes that "
        "failed, and a log that the bucket refuses is never written."
    ),
    remediation=(
        "Set access_logs and connection_logs with enabled=True to an S3Bucket with SSE-S3 whose policy lets "
        "logdelivery.elasticloadbalancing.amazonaws.com put objects below <prefix>/AWSLogs/<account>/."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.2.2", "nist-800-53-r5:AU-2", "nist-800-53-r5:AU-12"),
    requirements=("R46", "R140"),
    examples=Examples(
        passing=(
            _balancer(),
            _balancer(
                service="delivery.logs",
                load_balancer_type="network",
                connection_logs=None,
                sources="arn:aws:logs:xx-test-1:${local.account}:*",
            ),
        ),
        failing=(
            _balancer(connection_logs=None),
            _balancer(access_logs={"bucket": "${aws_s3_bucket.logs.id}", "enabled": False}),
            _balancer(access_logs=_ELSEWHERE),
            _balancer("other"),
            _balancer(service="logging.s3"),
            _balancer(sources="arn:aws:elasticloadbalancing:xx-test-2:${local.account}:loadbalancer/*"),
            _balancer(encryption="aws:kms"),
        ),
        absent=(Status.FAIL, resources(aws_lb={"name": "pay-zq7"})),
        unknown=(
            Status.UNKNOWN,
            _balancer(access_logs={"bucket": "${var.bucket}", "enabled": True, "prefix": "alb"}),
        ),
    ),
)
