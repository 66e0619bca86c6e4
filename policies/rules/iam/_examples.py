"""Rules about IAM and every policy document."""

from __future__ import annotations

import json
import re
from typing import Final

from policies.model import Terraform, resources

IDENTITY: Final = (
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_ssoadmin_permission_set_inline_policy",
)
"""What says what an identity may do; of a role that is its inline_policy, not who may assume it."""

ACCOUNT: Final = "${data.aws_caller_identity.here.account_id}"
"""The account as examples write it."""


_VARIABLE: Final = re.compile(r"\$\{(?!(?:data\.)?[a-z]\w*_\w+\.)")


def is_variable(value: str) -> bool:
    """Whether a part of it is an expression other than a reference to a resource or data source."""
    return bool(_VARIABLE.search(value))


def role_policy(*statements: dict[str, object]) -> Terraform:
    """An example: a role's policy of these statements."""
    return resources(aws_iam_role_policy={"policy": json.dumps({"Statement": statements})})


def queue_policy(*statements: dict[str, object]) -> Terraform:
    """An example: a queue's policy of these statements."""
    return resources(aws_sqs_queue_policy={"policy": json.dumps({"Statement": statements})})
