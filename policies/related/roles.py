"""Roles: which policies are attached to one, and what they let it do."""

from __future__ import annotations

from typing import Final

from policies.configuration import Configuration
from policies.policy_document import HiddenPolicy, PolicyDocument, Statement, documents
from policies.resource import Resource

TRUST: Final = "assume_role_policy"


def attachments(role: Resource, configuration: Configuration) -> tuple[tuple[Resource, object], ...]:
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
            for found in configuration.related(role, kind, attribute)
        ),
    )


def granted(role: Resource, configuration: Configuration) -> tuple[tuple[Resource, Statement], ...] | None:
    """What a role may do: each statement that allows, with the resource that holds it.

    None where one of its policies cannot be read, or is one that AWS manages.
    """
    attached = [configuration.target(holder, arn) for holder, arn in attachments(role, configuration)]
    holders = [role, *configuration.related(role, "aws_iam_role_policy", "role")]
    found: list[tuple[Resource, Statement]] = []
    for holder in (*holders, *attached):
        if holder is None:
            return None
        for document in documents(holder, configuration):
            if isinstance(document, HiddenPolicy):
                return None
            if document.attribute != TRUST:
                found += [(holder, statement) for statement in document.statements if statement.allows]
    return tuple(found)


def trusts(role: Resource, configuration: Configuration, service: str) -> bool | None:
    """Whether a role may be taken on by an AWS service, told by the first part of its name (`ecs-tasks`).

    None where its trust policy cannot be read.
    """
    found = [document for document in documents(role, configuration) if document.attribute == TRUST]
    if not found or any(isinstance(document, HiddenPolicy) for document in found):
        return None
    return any(
        statement.admits(service, "sts:AssumeRole")
        for document in found
        if isinstance(document, PolicyDocument)
        for statement in document.statements
    )
