"""Rules about IAM and every policy document."""

from __future__ import annotations

import json
import re
from typing import Final

from policies.estate import Estate, Resource
from policies.model import Terraform, resources
from policies.policy_document import HiddenPolicy, Statement, documents

IDENTITY: Final = (
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_ssoadmin_permission_set_inline_policy",
)
"""What says what an identity may do; of a role that is its inline_policy, not who may assume it."""
TRUST: Final = "assume_role_policy"

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


def attachments(role: Resource, estate: Estate) -> tuple[tuple[Resource, object], ...]:
    """The policies that are attached to a role, each with what attaches it: alone, to several, or itself."""
    own = role.get("managed_policy_arns") or []
    return (
        *((role, arn) for arn in (own if isinstance(own, list) else [own])),
        *(
            (found, found.get("policy_arn"))
            for kind, attribute in (
                ("aws_iam_role_policy_attachment", "role"),
                ("aws_iam_policy_attachment", "roles"),
            )
            for found in estate.companions(role, kind, attribute)
        ),
    )


def granted(role: Resource, estate: Estate) -> tuple[tuple[Resource, Statement], ...] | None:
    """What a role may do: each statement that allows, with the resource that holds it.

    None where one of its policies cannot be read, or is one that AWS manages.
    """
    attached = [estate.target(holder, arn) for holder, arn in attachments(role, estate)]
    holders = [role, *estate.companions(role, "aws_iam_role_policy", "role")]
    found: list[tuple[Resource, Statement]] = []
    for holder in (*holders, *attached):
        if holder is None:
            return None
        for document in documents(holder, estate):
            if isinstance(document, HiddenPolicy):
                return None
            if document.attribute != TRUST:
                found += [(holder, statement) for statement in document.statements if statement.allows]
    return tuple(found)
