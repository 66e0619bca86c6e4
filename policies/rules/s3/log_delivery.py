"""A bucket that keeps access logs lets S3 deliver them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies.estate import Estate, Resource
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
from policies.policy_document import HiddenPolicy, documents
from policies.related.buckets import receives_access_logs


def check(bucket: Resource, estate: Estate) -> Iterator[Judgement]:
    """Each policy of a bucket that receives access logs allows s3:PutObject to logging.s3.amazonaws.com.

    S3 User Guide, "Enabling Amazon S3 server access logging": ACLs do it no longer where they are off.
    """
    if not receives_access_logs(bucket, estate):
        yield NOT_APPLICABLE
        return
    holders = (bucket, *estate.companions(bucket, "aws_s3_bucket_policy", "bucket"))
    found = [(holder, document) for holder in holders for document in documents(holder, estate)]
    if not found:
        yield fail("it has no policy, so S3 cannot deliver access logs")
    for holder, document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{holder.address} cannot be read: {document.reason}")
        elif not any(statement.admits("logging", "s3:PutObject") for statement in document.statements):
            yield fail(
                f"{holder.address} does not let logging.s3.amazonaws.com put access logs", holder.address
            )


def _logged(policy: str | None, **logging: str) -> Terraform:
    into = {"bucket": "${aws_s3_bucket.data.id}", "target_bucket": "${aws_s3_bucket.example.id}"} | logging
    named = {"bucket": "${aws_s3_bucket.example.id}", "policy": policy}
    return {
        "resource": {
            "aws_s3_bucket": {"example": {}, "data": {}, "other": {}},
            "aws_s3_bucket_logging": {"data": into},
            "aws_s3_bucket_policy": {"own": named} if policy else {},
        }
    }


def _policy(service: str = "logging.s3", action: str = "s3:PutObject", effect: str = "Allow") -> str:
    principal = {"Service": f"{service}.amazonaws.com"}
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"}
    return json.dumps({"Statement": [statement]})


RULE = Rule(
    id="s3-log-delivery",
    title="Buckets that keep access logs let S3 deliver them",
    severity=Severity.HIGH,
    types=("aws_s3_bucket",),
    scope="estate",
    check=check,
    rationale=(
        "S3 drops an access log that it cannot deliver, and says nothing: logging is on, and no log comes."
    ),
    remediation=(
        "Allow s3:PutObject to Principal {'Service': 'logging.s3.amazonaws.com'} in the policy of the log "
        "bucket, with aws:SourceArn of the logged buckets and aws:SourceAccount."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-9"),
    rows=("R46",),
    examples=Examples(
        passing=(_logged(_policy()), _logged(_policy(action="s3:Put*"))),
        failing=(
            _logged(_policy("cloudtrail")),
            _logged(_policy(action="s3:GetObject")),
            _logged(_policy(effect="Deny")),
            _logged(None),
        ),
        absent=(Status.NOT_APPLICABLE, _logged(None, target_bucket="${aws_s3_bucket.other.id}")),
        unknown=(Status.UNKNOWN, _logged("${var.policy}")),
    ),
)
