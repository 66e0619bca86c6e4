"""Every bucket refuses old versions of TLS."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import denies_plain_http, policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.policy_document import Statement
from policies.related.buckets import POLICY
from policies.resource import Resource
from policies.rules.s3._deny_statements import denies_everything


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each policy of the bucket denies s3:* to everybody on the bucket and its objects below TLS 1.2."""
    yield from denies_everything(bucket, configuration, "below TLS 1.2", _denies_old_tls)


def _denies_old_tls(statement: Statement) -> bool:
    """S3 User Guide, "Amazon S3 policy keys": s3:TlsVersion is a number."""
    if not statement.denies_everyone or len(statement.conditions) != 1:
        return False
    ((operator, key, values),) = statement.conditions
    return (
        operator.removesuffix("IfExists") == "NumericLessThan"
        and key.lower() == "s3:tlsversion"
        and bool(values)
        and all(value in ("1.2", "1.3") for value in values)
    )


def _policy(condition: object, **changed: object) -> Terraform:
    arn = "${aws_s3_bucket.example.arn}"
    changed = {"Condition": condition, **changed}
    statement = denies_plain_http("s3:*", [arn, f"{arn}/*"], **changed)
    return resources(
        aws_s3_bucket={"bucket": "receipts-zq7"},
        aws_s3_bucket_policy={
            "bucket": "${aws_s3_bucket.example.id}",
            "policy": policy_text(statement),
        },
    )


_OLD = {"NumericLessThan": {"s3:TlsVersion": "1.2"}}

RULE = Rule(
    id="s3-modern-tls",
    title="Buckets deny every request below TLS 1.2",
    severity=Severity.MEDIUM,
    types=("aws_s3_bucket", POLICY),
    scope="configuration",
    check=check,
    rationale=(
        "PCI DSS counts early TLS as no strong cryptography, and what the endpoint accepts is the provider's "
        "decision; the bucket's policy is ours."
    ),
    remediation=(
        "Deny s3:* to Principal '*' on [bucket.arn, bucket.arn + '/*'] with Condition {'NumericLessThan': "
        "{'s3:TlsVersion': '1.2'}} in the S3BucketPolicy."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-13"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _policy(_OLD),
            _policy({"NumericLessThanIfExists": {"S3:TlsVersion": 1.2}}),
            _policy({"NumericLessThan": {"s3:TlsVersion": ["1.3"]}}),
        ),
        failing=(
            _policy({"NumericLessThan": {"s3:TlsVersion": "1.1"}}),
            _policy({"Bool": {"aws:SecureTransport": "false"}}),
            _policy({**_OLD, "StringEquals": {"aws:PrincipalTag/team": "ops"}}),
            _policy(_OLD, Effect="Allow"),
            _policy(_OLD, Action="s3:GetObject"),
            _policy(_OLD, Resource="${aws_s3_bucket.example.arn}/*"),
            _policy(_OLD, Principal={"AWS": "${aws_iam_role.reader.arn}"}),
        ),
        absent=(Status.FAIL, resources(aws_s3_bucket={"bucket": "receipts-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(
                aws_s3_bucket={},
                aws_s3_bucket_policy={"bucket": "${aws_s3_bucket.example.id}", "policy": "${var.policy}"},
            ),
        ),
    ),
)
