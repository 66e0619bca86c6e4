"""Every bucket refuses requests without TLS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, resources, unknown
from policies.policy_document import HiddenPolicy, PolicyDocument, documents
from policies.rules.s3 import bucket_of


def check(bucket: Resource, estate: Estate) -> Iterator[Judgement]:
    """Each policy of the bucket denies s3:* to everybody on the bucket and on its objects without TLS.

    Each, because a bucket has one policy: the one that is applied last replaces the others. What is denied
    may stand in one statement or in two.
    """
    holders = (bucket, *estate.companions(bucket, "aws_s3_bucket_policy", "bucket"))
    found = [(holder, document) for holder in holders for document in documents(holder, estate)]
    if not found:
        yield fail("no policy denies requests without TLS")
    for holder, document in found:
        where = "policy" if holder is bucket else holder.address
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{where} cannot be read: {document.reason}")
            continue
        covered = _covered(bucket, estate, holder, document)
        for part in ("the bucket", "its objects"):
            if part not in covered:
                yield fail(f"{where} does not deny s3:* without TLS to everybody on {part}")


def _covered(bucket: Resource, estate: Estate, holder: Resource, document: PolicyDocument) -> set[str]:
    """What of the bucket the document's complete statements cover."""
    parts: set[str] = set()
    for statement in document.statements:
        if not (statement.denies_plain_http and statement.names_action("s3:*")):
            continue
        for resource in statement.resources:
            name = resource.removesuffix("*").removesuffix("/")
            if resource != "*" and bucket_of(holder, estate, name) is not bucket:
                continue
            if not resource.endswith("/*"):
                parts.add("the bucket")
            if resource.endswith("*"):
                parts.add("its objects")
    return parts


_BUCKET: Final = "${aws_s3_bucket.example.arn}"


def _deny(**changed: Any) -> dict[str, object]:  # noqa: ANN401 - an element of any shape
    return {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [_BUCKET, f"{_BUCKET}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    } | changed


def _policy(*statements: dict[str, object], bucket: str = "${aws_s3_bucket.example.id}") -> Terraform:
    return resources(
        aws_s3_bucket={"bucket": "receipts-zq7"},
        aws_s3_bucket_policy={"bucket": bucket, "policy": json.dumps({"Statement": statements})},
    )


_PLAIN: Final = {"Bool": {"aws:SecureTransport": "false"}}

RULE = Rule(
    id="s3-tls-only",
    title="Buckets deny every request that comes without TLS",
    severity=Severity.HIGH,
    types=("aws_s3_bucket",),
    scope="estate",
    check=check,
    rationale="S3 answers over plain HTTP too; only a Deny in the bucket's policy stops it for everybody.",
    remediation=(
        "Deny s3:* to Principal '*' on [bucket.arn, bucket.arn + '/*'] with Condition {'Bool': "
        "{'aws:SecureTransport': 'false'}} in the S3BucketPolicy."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-8(1)"),
    rows=("R39",),
    examples=Examples(
        passing=(
            _policy(_deny()),
            _policy(
                _deny(
                    Principal={"AWS": "*"},
                    Action=["s3:*"],
                    Condition={"Bool": {"aws:SecureTransport": False}},
                )
            ),
            _policy(_deny(Resource=_BUCKET), _deny(Resource=f"{_BUCKET}/*")),
            _policy(
                _deny(Resource=["arn:aws:s3:::receipts-zq7", "arn:aws:s3:::receipts-zq7/*"]),
                bucket="receipts-zq7",
            ),
            _policy(_deny(Resource="*")),
            {
                "resource": {
                    "aws_s3_bucket": {"example": {}},
                    "aws_s3_bucket_policy": {
                        "own": {
                            "bucket": "${aws_s3_bucket.example.id}",
                            "policy": "${data.aws_iam_policy_document.d.json}",
                        }
                    },
                },
                "data": {
                    "aws_iam_policy_document": {
                        "d": {
                            "statement": [
                                {
                                    "effect": "Deny",
                                    "actions": ["s3:*"],
                                    "resources": [_BUCKET, f"{_BUCKET}/*"],
                                    "principals": [{"type": "*", "identifiers": ["*"]}],
                                    "condition": [
                                        {
                                            "test": "Bool",
                                            "variable": "aws:SecureTransport",
                                            "values": ["false"],
                                        }
                                    ],
                                }
                            ]
                        }
                    }
                },
            },
        ),
        failing=(
            _policy(_deny(), bucket="${aws_s3_bucket.another.id}"),
            _policy(_deny(Effect="Allow", Condition={"Bool": {"aws:SecureTransport": "true"}})),
            _policy(_deny(Resource=_BUCKET)),
            _policy(_deny(Resource=f"{_BUCKET}/*")),
            _policy(_deny(Resource=[_BUCKET, f"{_BUCKET}/receipts/*"])),
            _policy(_deny(Resource=["${aws_s3_bucket.another.arn}", "${aws_s3_bucket.another.arn}/*"])),
            _policy(_deny(Action=["s3:GetObject", "s3:PutObject"])),
            _policy(_deny(Principal={"AWS": "${aws_iam_role.settlement.arn}"})),
            _policy(_deny(Condition={"Bool": {"aws:SecureTransport": "true"}})),
            _policy(_deny(Condition={"StringEquals": {"aws:SecureTransport": "no"}})),
            _policy(_deny(Condition=_PLAIN | {"StringEquals": {"aws:PrincipalAccount": "${local.other}"}})),
            {
                "resource": {
                    "aws_s3_bucket": {"example": {}},
                    "aws_s3_bucket_policy": {
                        "full": {
                            "bucket": "${aws_s3_bucket.example.id}",
                            "policy": json.dumps({"Statement": [_deny()]}),
                        },
                        "half": {"bucket": "${aws_s3_bucket.example.id}", "policy": '{"Statement": []}'},
                    },
                }
            },
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
