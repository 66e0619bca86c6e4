"""The wide statements that AWS itself writes, which give nobody more than IAM does."""

from __future__ import annotations

import re
from typing import Final

from policies.access.names import own_accounts, resolved
from policies.arn import read_arn
from policies.configuration import Configuration
from policies.policy_document import Statement
from policies.resource import Resource

_KEY_POLICIES: Final = ("aws_kms_", "data.aws_iam_policy_document")
_ENDPOINT: Final = "aws_vpc_endpoint"
_PERIMETER: Final = (
    *("aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
    *("aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"),
)
_FAMILIES: Final = re.compile(r"kms:(?:ReEncrypt|GenerateDataKey)\*", re.IGNORECASE)
_PARTIAL: Final = re.compile(r"kms:[A-Za-z]+\*", re.IGNORECASE)
"""`kms:Describe*` and the like stand in what AWS writes into a key's policy."""


def is_usual(holder: Resource, statement: Statement, action: str, configuration: Configuration) -> bool:
    """Whether a wildcard in an action is one of those that AWS's own documents write.

    - The root of the account that is deployed to, in the policy of a key, a queue or any other resource: it
      hands over to IAM, whose policies say who (KMS Developer Guide, "Default key policy"; SQS Developer
      Guide, "Basic examples of Amazon SQS policies").
    - The families `kms:ReEncrypt*` and `kms:GenerateDataKey*`, whoever the statement is for, and in a key's
      policy any that begins with a verb, to whom a statement names ("Encrypt log data in CloudWatch Logs
      using AWS KMS").
    - What an endpoint lets pass whose callers or resources are ours: it grants nothing (VPC User Guide,
      "Control access to VPC endpoints using endpoint policies").
    """
    if _FAMILIES.fullmatch(action) is not None:
        return True
    if any(principal.is_anyone for principal in statement.principals):
        return holder.type == _ENDPOINT and statement.is_confined(*_PERIMETER) is True
    of_key = holder.type.startswith(_KEY_POLICIES) and bool(statement.principals)
    return (
        (of_key and _PARTIAL.fullmatch(action) is not None)
        or (holder.type == _ENDPOINT and statement.is_confined(*_PERIMETER) is True)
        or (not statement.name and is_own_root(statement, holder, configuration))
    )


def is_own_root(statement: Statement, holder: Resource, configuration: Configuration) -> bool:
    """Whether it lets in the account that is deployed to, as a whole, and nobody else."""
    own = own_accounts(configuration)
    return bool(statement.principals) and all(
        principal.kind == "AWS" and _account(resolved(principal.value, holder, configuration)) in own
        for principal in statement.principals
    )


def _account(value: str) -> str:
    """The account that a principal is as a whole; the value itself where it is no account."""
    arn = read_arn(value)
    return arn.account if arn is not None and arn.service == "iam" and arn.resource == "root" else value
