"""AWS services use a key only on behalf of what is ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.policy_document import Statement
from policies.resource import Resource
from policies.rules.kms._uses import KEYS

_ENOUGH: Final = ("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "kms:EncryptionContext:")
"""KMS Developer Guide, "Permissions for AWS services in key policies"; CloudWatch Logs binds by encryption
context ("Encrypt log data in CloudWatch Logs using AWS KMS")."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow to an AWS service has a condition that binds it to an account, a source or a ciphertext."""
    yield from expect.statements(holder, configuration, _bound)


def _bound(statement: Statement) -> Iterator[Judgement]:
    services = [principal.value for principal in statement.principals if principal.kind == "Service"]
    together = statement.is_confined("kms:CallerAccount") and statement.is_confined("kms:ViaService")
    if statement.allows and services and not together:
        yield from expect.confined(statement, f"allows {', '.join(services)}", _ENOUGH)


def _key(condition: dict[str, object] | None, principal: object = "sns.amazonaws.com") -> Terraform:
    statement = {
        "Sid": "Publish",
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": "*",
    }
    if condition is not None:
        statement["Condition"] = condition
    return resources(aws_kms_key={"policy": policy_text(statement)})


_ACCOUNT = "${data.aws_caller_identity.here.account_id}"
_LOGS = f"arn:aws:logs:xx-test-1:{_ACCOUNT}:log-group:*"

RULE = Rule(
    id="kms-service-principals",
    title="Key policies bind every AWS service to this account or to one source",
    severity=Severity.HIGH,
    types=(*KEYS, "aws_kms_key_policy"),
    check=check,
    rationale=(
        "A service principal is shared by all customers of AWS. Without a condition, somebody else's topic "
        "or trail can make the service use our key: the confused deputy."
    ),
    remediation=(
        'Add "Condition": {"StringEquals": {"aws:SourceAccount": account}}, or for CloudWatch Logs '
        '{"ArnLike": {"kms:EncryptionContext:aws:logs:arn": log_group_arn}}.'
    ),
    controls=("pci-dss-4.0.1:3.6.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R38", "R42"),
    examples=Examples(
        passing=(
            _key(
                {"StringEquals": {"aws:SourceAccount": _ACCOUNT}},
                ["sns.amazonaws.com", "events.amazonaws.com"],
            ),
            _key({"ArnLike": {"AWS:SourceArn": f"arn:aws:events:*:{_ACCOUNT}:rule/*"}}),
            _key(
                {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": _LOGS}}, "logs.xx-test-1.amazonaws.com"
            ),
            _key(
                {
                    "StringEquals": {
                        "kms:CallerAccount": _ACCOUNT,
                        "kms:ViaService": "sqs.xx-test-1.amazonaws.com",
                    }
                }
            ),
            resources(
                aws_kms_key={
                    "policy": '{"Statement": {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", '
                    '"Principal": {"AWS": "${aws_iam_role.reader.arn}"}}}'
                }
            ),
        ),
        failing=(
            _key(None),
            _key({"StringEqualsIfExists": {"aws:SourceAccount": _ACCOUNT}}),
            _key({"ForAllValues:StringEquals": {"aws:SourceAccount": _ACCOUNT}}),
            _key({"StringNotEquals": {"aws:SourceAccount": _ACCOUNT}}),
            _key({"StringLike": {"aws:SourceAccount": "*"}}),
            _key({"StringLike": {"aws:SourceAccount": [_ACCOUNT, "*"]}}),
            _key({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}),
            _key({"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:xx-test-1:*:log-group:*"}}),
            _key({"StringEquals": {"kms:ViaService": "sqs.xx-test-1.amazonaws.com"}}),
            _key({"StringEquals": {"kms:CallerAccount": _ACCOUNT}}),
            _key({"Bool": {"aws:SecureTransport": "true"}}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_kms_key={"description": "ledger"})),
        unknown=(Status.UNKNOWN, _key({"StringEquals": {"aws:SourceAccount": "${var.account}"}})),
    ),
)
