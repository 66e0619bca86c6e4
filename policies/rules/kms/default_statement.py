"""Keys do not hand over to IAM as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from policies import expect
from policies.configuration import Configuration
from policies.examples import ROOT, policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.policy_document import Statement
from policies.resource import Resource
from policies.rules.kms._uses import KEYS, is_default


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No statement lets the account do everything with the key, as the one does that KMS writes itself.

    `kms-account-use` judges all others that let an account in.
    """
    judge = partial(_written, holder=holder, configuration=configuration)
    yield from expect.statements(holder, configuration, judge)


def _written(statement: Statement, holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    if statement.allows and is_default(statement, holder, configuration):
        yield fail(f"{statement.label} lets whoever IAM says use the key")


def _key(action: str) -> Terraform:
    statement = {"Sid": "Admin", "Effect": "Allow", "Principal": ROOT, "Action": action, "Resource": "*"}
    return resources(aws_kms_key={"policy": policy_text(statement)})


RULE = Rule(
    id="kms-default-statement",
    title="Key policies say themselves who may use the key",
    severity=Severity.MEDIUM,
    types=(*KEYS, "aws_kms_key_policy"),
    scope="configuration",
    check=check,
    rationale=(
        "The statement that KMS writes by itself leaves the use of the key to IAM, so that it restricts "
        "nobody whom a role's policy lets decrypt everything."
    ),
    remediation="List what administration takes, without kms:Decrypt, kms:Encrypt and kms:GenerateDataKey.",
    controls=("pci-dss-4.0.1:3.6.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R38",),
    examples=Examples(
        passing=(_key("kms:PutKeyPolicy"),),
        failing=(_key("kms:*"),),
        absent=(Status.NOT_APPLICABLE, resources(aws_kms_key={"description": "ledger"})),
        unknown=(Status.UNKNOWN, resources(aws_kms_key={"policy": "${var.policy}"})),
    ),
)
