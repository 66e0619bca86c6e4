"""Every bucket refuses requests without TLS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import PLAIN_HTTP, denies_plain_http, policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.buckets import POLICY
from policies.resource import Resource
from policies.rules.s3._deny_statements import denies_everything


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each policy of the bucket denies s3:* to everybody on the bucket and on its objects without TLS."""
    yield from denies_everything(
        bucket, configuration, "without TLS", lambda statement: statement.denies_plain_http
    )


_BUCKET: Final = "${aws_s3_bucket.example.arn}"


def _deny(**changed: Any) -> dict[str, object]:  # noqa: ANN401 - an element of any shape
    return denies_plain_http("s3:*", [_BUCKET, f"{_BUCKET}/*"], **changed)


def _policy(*statements: dict[str, object], bucket: str = "${aws_s3_bucket.example.id}") -> Terraform:
    return resources(
        aws_s3_bucket={"bucket": "receipts-zq7"},
        aws_s3_bucket_policy={"bucket": bucket, "policy": policy_text(*statements)},
    )


RULE = Rule(
    id="s3-tls-only",
    title="Buckets deny every request that comes without TLS",
    severity=Severity.HIGH,
    types=("aws_s3_bucket", POLICY),
    scope="configuration",
    check=check,
    rationale="S3 answers over plain HTTP too; only a Deny in the bucket's policy stops it for everybody.",
    remediation=(
        "Deny s3:* to Principal '*' on [bucket.arn, bucket.arn + '/*'] with Condition {'Bool': "
        "{'aws:SecureTransport': 'false'}} in the S3BucketPolicy."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
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
            _policy(
                _deny(Condition=PLAIN_HTTP | {"StringEquals": {"aws:PrincipalAccount": "${local.other}"}})
            ),
            {
                "resource": {
                    "aws_s3_bucket": {"example": {}},
                    "aws_s3_bucket_policy": {
                        "full": {
                            "bucket": "${aws_s3_bucket.example.id}",
                            "policy": policy_text(_deny()),
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
