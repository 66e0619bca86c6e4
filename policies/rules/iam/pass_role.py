"""Passing a role is allowed for one role and one service."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.arn import has_wildcard, read_arn
from policies.configuration import Configuration
from policies.examples import ACCOUNT, role_policy
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.policy_document import Statement
from policies.references import reference
from policies.related.roles import TRUST
from policies.resource import Resource
from policies.rules.iam._identities import IDENTITY, is_variable


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow of iam:PassRole names exact roles, and by iam:PassedToService the service that gets them.

    IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
    """
    yield from expect.statements(holder, configuration, _exact, without=(TRUST,))


def _exact(statement: Statement) -> Iterator[Judgement]:
    if not (statement.allows and statement.names_action("iam:PassRole")):
        return
    if not statement.resources:
        yield fail(f"{statement.label} lets every role be passed")
    for resource in statement.resources:
        if _is_a_role(resource):
            continue
        if is_variable(resource) and "*" not in resource:
            yield unknown(f"{statement.label} lets {resource} be passed, which only the plan can tell")
        else:
            yield fail(f"{statement.label} lets '{resource}' be passed, which is not one role", resource)
    yield from expect.confined(statement, "lets roles be passed", ["iam:PassedToService"])


def _is_a_role(resource: str) -> bool:
    named, arn = reference(resource), read_arn(resource)
    if named is not None:
        return named.attribute == "arn" and named.address.removeprefix("data.").startswith("aws_iam_role.")
    return (
        arn is not None
        and arn.service == "iam"
        and arn.resource.startswith("role/")
        and not has_wildcard(arn.account + arn.resource)
    )


_ROLES = "${aws_iam_role.settlement.arn}"
_TO_STATES = {"StringEquals": {"iam:PassedToService": "states.amazonaws.com"}}


def _pass(resource: object, condition: object, action: object = "iam:PassRole") -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, "Condition": condition}


RULE = Rule(
    id="iam-pass-role",
    title="iam:PassRole names exact roles and the service that they are passed to",
    severity=Severity.HIGH,
    types=IDENTITY,
    check=check,
    rationale=(
        "Who may pass any role to a service that runs code has all the permissions of the most powerful "
        "role of the account."
    ),
    remediation=(
        'Set "Resource" to role.arn and add "Condition": {"StringEquals": {"iam:PassedToService": service}}.'
    ),
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6(1)", "nist-800-53-r5:AC-6"),
    requirements=("R41",),
    examples=Examples(
        passing=(
            role_policy(_pass(_ROLES, _TO_STATES)),
            role_policy(
                _pass(
                    [_ROLES, f"arn:aws:iam::{ACCOUNT}:role/export-zq7"],
                    {"StringLike": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]}},
                )
            ),
            role_policy({"Effect": "Allow", "Action": "iam:GetRole", "Resource": _ROLES}),
        ),
        failing=(
            role_policy({"Effect": "Allow", "Action": "iam:PassRole", "Resource": _ROLES}),
            role_policy(_pass("*", _TO_STATES)),
            role_policy(_pass(f"arn:aws:iam::{ACCOUNT}:role/*", _TO_STATES)),
            role_policy(_pass([_ROLES, f"arn:aws:iam::{ACCOUNT}:role/export-*"], _TO_STATES)),
            role_policy(
                _pass(_ROLES, {"StringEqualsIfExists": {"iam:PassedToService": "states.amazonaws.com"}})
            ),
            role_policy(_pass(_ROLES, {"StringLike": {"iam:PassedToService": "*"}})),
            role_policy(
                _pass(_ROLES, {"ArnLike": {"iam:AssociatedResourceArn": "arn:aws:ec2:*:*:instance/*"}})
            ),
            role_policy(_pass(_ROLES, {}, ["iam:GetRole", "iam:passrole"])),
            role_policy(_pass(_ROLES, {}, "iam:Pass*")),
            role_policy(
                {"Effect": "Allow", "Action": "iam:PassRole", "NotResource": _ROLES, "Condition": _TO_STATES}
            ),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_iam_role_policy": {"example": {"role": "settlement"}}}},
        ),
        unknown=(Status.UNKNOWN, role_policy(_pass("${var.role}", _TO_STATES))),
    ),
)
