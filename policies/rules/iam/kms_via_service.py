"""An identity uses a key through the service that keeps the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import ACCOUNT, resources, role_policy
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.policy_document import Statement
from policies.related.keys import CONTEXTS
from policies.related.roles import TRUST
from policies.resource import Resource
from policies.rules.iam._identities import IDENTITY

_USES: Final = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo")


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow of an identity to use a key has a strict condition on kms:ViaService.

    The role of a state machine uses it directly: there the context of what it encrypts stands instead.
    """
    yield from expect.statements(holder, configuration, _through_a_service, without=(TRUST,))


def _through_a_service(statement: Statement) -> Iterator[Judgement]:
    if statement.allows and any(map(statement.names_action, _USES)):
        keys = CONTEXTS if statement.condition(*CONTEXTS) else ["kms:ViaService"]
        yield from expect.confined(statement, "uses a key", keys)


def _use(action: object, **condition: object) -> dict[str, object]:
    return {
        "Effect": "Allow",
        "Action": action,
        "Resource": "${aws_kms_key.data.arn}",
        "Condition": condition,
    }


_S3: Final = {"kms:ViaService": "s3.xx-test-1.amazonaws.com"}
_MACHINE: Final = {
    "kms:EncryptionContext:aws:states:stateMachineArn": f"arn:aws:states:xx-test-1:{ACCOUNT}:stateMachine:x"
}

RULE = Rule(
    id="iam-kms-via-service",
    title="Identities use keys only through the service that keeps the data",
    severity=Severity.MEDIUM,
    types=IDENTITY,
    check=check,
    rationale=(
        "Whoever may use a key directly decrypts what was copied elsewhere, and the policy of the bucket or "
        "table is never asked."
    ),
    remediation='Add "Condition": {"StringEquals": {"kms:ViaService": "<service>.<region>.amazonaws.com"}}.',
    controls=("pci-dss-4.0.1:3.6.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6"),
    requirements=("R38", "R40"),
    examples=Examples(
        passing=(
            role_policy(_use("kms:Decrypt", StringEquals=_S3)),
            role_policy(_use("kms:Decrypt", StringEquals=_MACHINE)),
            role_policy(_use(["kms:DescribeKey"])),
            role_policy({**_use("kms:Decrypt"), "Effect": "Deny"}),
        ),
        failing=(
            role_policy(_use("kms:Decrypt")),
            role_policy(_use(["kms:Encrypt", "kms:GenerateDataKey*"], StringEqualsIfExists=_S3)),
            role_policy(_use("kms:Decrypt", StringLike=dict.fromkeys(_MACHINE, "*"))),
            role_policy(_use("kms:*", StringLike={"kms:ViaService": "*"})),
            role_policy(_use("kms:ReEncrypt*", StringEquals={"kms:CallerAccount": "1"})),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_iam_role={"name": "reader"})),
        unknown=(
            Status.UNKNOWN,
            role_policy(_use("kms:Decrypt", StringEquals={"kms:ViaService": "${var.service}"})),
        ),
    ),
)
