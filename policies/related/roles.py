"""Roles: which policies are attached to one, and what they let it do."""

from __future__ import annotations

from typing import Final

from policies.estate import Estate, Resource
from policies.policy_document import HiddenPolicy, Statement, documents

TRUST: Final = "assume_role_policy"


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
