"""What a whole account may do with a key is bound to services or to named roles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.policy_document import Statement
from policies.related.keys import CONTEXTS
from policies.resource import Resource
from policies.rules.kms._uses import KEYS, is_account, is_default, is_for_linked_roles

_USES: Final = (
    *("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"),
    "kms:CreateGrant",
)


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Use of the key by an account is confined to service-linked roles, or to a way and to callers.

    The way is kms:ViaService, and for the roles of state machines the context of what they encrypt; the
    callers are told by kms:CallerAccount or aws:PrincipalArn. A grant is made for services only (KMS
    Developer Guide, "AWS KMS condition keys": kms:GrantIsForAWSResource). `kms-default-statement` judges
    what AWS writes into each policy itself.
    """
    judge = partial(_confined, holder=holder, configuration=configuration)
    yield from expect.statements(holder, configuration, judge)


def _confined(statement: Statement, holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    if not statement.allows or not any(map(is_account, statement.principals)):
        return
    if is_default(statement, holder, configuration):
        return
    if not any(map(statement.names_action, _USES)):
        return
    what = "lets an account use the key"
    if is_for_linked_roles(statement):
        yield from expect.confined(statement, what, ["aws:PrincipalArn"])
    elif statement.condition(*CONTEXTS):
        yield from expect.confined(statement, what, CONTEXTS)
        yield from expect.confined(statement, what, ["aws:PrincipalArn"])
    else:
        yield from expect.confined(statement, what, ["kms:ViaService"])
        yield from expect.confined(statement, what, ["kms:CallerAccount", "aws:PrincipalArn"])
    for_services = ("Bool", ("true",)) in [
        (operator, tuple(value.lower() for value in values))
        for operator, values in statement.condition("kms:GrantIsForAWSResource")
    ]
    if statement.names_action("kms:CreateGrant") and not for_services:
        yield fail(f"{statement.label} lets an account make grants without kms:GrantIsForAWSResource")


_ACCOUNT: Final = "${data.aws_caller_identity.here.account_id}"
_ROOT: Final = {"AWS": f"arn:aws:iam::{_ACCOUNT}:root"}
_VIA: Final = {"kms:ViaService": "s3.xx-test-1.amazonaws.com"}
_ROLE: Final = {"aws:PrincipalArn": f"arn:aws:iam::{_ACCOUNT}:role/workflow"}
_MACHINE: Final = {
    "kms:EncryptionContext:aws:states:stateMachineArn": f"arn:aws:states:xx-test-1:{_ACCOUNT}:stateMachine:x"
}
_CALLER: Final = {"kms:CallerAccount": _ACCOUNT}
_LINKED: Final = f"arn:aws:iam::{_ACCOUNT}:role/aws-service-role/replication.dynamodb.amazonaws.com/R"


def _key(action: object, principal: object = _ROOT, **condition: object) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": action,
        "Resource": "*",
        "Condition": condition,
    }
    return resources(aws_kms_key={"policy": policy_text(statement)})


RULE = Rule(
    id="kms-account-use",
    title="Key policies bind an account's use of a key to services or named roles",
    severity=Severity.HIGH,
    types=(*KEYS, "aws_kms_key_policy"),
    scope="configuration",
    check=check,
    rationale=(
        "An account as principal hands the key to whoever gets a permission in that account, to decrypt "
        "what was copied out of the store, away from the service that would have asked more."
    ),
    remediation=(
        'Add "Condition": {"StringEquals": {"kms:ViaService": [...], "kms:CallerAccount": account}}, and for '
        'kms:CreateGrant {"Bool": {"kms:GrantIsForAWSResource": "true"}}.'
    ),
    controls=("pci-dss-4.0.1:3.6.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R38",),
    told_by=("iam-public-access",),
    examples=Examples(
        passing=(
            _key("kms:Decrypt", StringEquals=_VIA | _CALLER),
            _key(
                ["kms:Decrypt", "kms:CreateGrant"],
                StringEquals=_VIA | _CALLER,
                Bool={"kms:GrantIsForAWSResource": "true"},
            ),
            _key("kms:Decrypt", ArnEquals={"aws:PrincipalArn": _LINKED}),
            _key(
                "kms:Encrypt",
                StringEquals=_VIA,
                ArnEquals={"aws:PrincipalArn": f"arn:aws:iam::{_ACCOUNT}:role/replication"},
            ),
            _key("kms:Decrypt", StringEquals=_MACHINE, ArnEquals=_ROLE),
            _key("kms:PutKeyPolicy"),
            _key("kms:*"),
            _key("kms:Decrypt", principal={"AWS": "${aws_iam_role.reader.arn}"}),
            _key("kms:Decrypt", principal={"Service": "sns.amazonaws.com"}),
        ),
        failing=(
            _key("kms:Decrypt"),
            _key("kms:*", principal="*"),
            _key("kms:*", principal={"AWS": "arn:aws:iam::999988887777:root"}),
            _key("kms:Decrypt", StringEquals=_VIA),
            _key("kms:Decrypt", StringEquals=_CALLER),
            _key("kms:Decrypt", StringEquals=_MACHINE | _CALLER),
            _key(
                "kms:GenerateDataKey",
                StringLike={"kms:EncryptionContext:SourceArn": "*"},
                ArnEquals=_ROLE,
            ),
            _key("kms:Decrypt", principal="*", StringEqualsIfExists=_VIA | _CALLER),
            _key("kms:CreateGrant", StringEquals=_VIA | _CALLER),
            _key("kms:CreateGrant", StringEquals=_VIA | _CALLER, Bool={"kms:GrantIsForAWSResource": "false"}),
            _key(
                "kms:Encrypt",
                ArnEquals={"aws:PrincipalArn": f"arn:aws:iam::{_ACCOUNT}:role/replication"},
            ),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_kms_key={"description": "ledger"})),
        unknown=(
            Status.UNKNOWN,
            _key("kms:Decrypt", StringEquals=_VIA | {"kms:CallerAccount": "${var.account}"}),
        ),
    ),
)
