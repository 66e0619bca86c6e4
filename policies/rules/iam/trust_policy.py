"""Roles say exactly who may assume them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from typing import Final

from policies import expect
from policies.access.names import own_accounts
from policies.arn import has_wildcard
from policies.configuration import Configuration
from policies.examples import ACCOUNT, policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import Principal, Statement
from policies.related.roles import TRUST
from policies.resource import Resource
from policies.rules.iam._identities import is_variable

_ACTIONS: Final = frozenset(
    {
        *("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"),
        *("sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"),
    }
)
_SOURCE: Final = ("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID")
_OF_FIREHOSE: Final = (*_SOURCE, "sts:ExternalId")
"""Firehose says the account that the stream is of as the external id (Amazon Data Firehose Developer Guide,
"Controlling access with Amazon Data Firehose")."""
_FOREIGN: Final = ("sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")

WITHOUT_SOURCE: Final = frozenset({"lambda", "edgelambda", "ec2", "ecs-tasks", "apigateway", "cloudtrail"})
"""Services that send no source, or none that all uses send, when they assume a role. Each runs what someone
of the role's own account attached the role to: iam:PassRole does not cross accounts (IAM User Guide, "Grant a
user permissions to pass a role to an AWS service"; roles: Lambda Developer Guide, "Defining Lambda function
permissions with an execution role"; EC2 User Guide, "IAM roles for Amazon EC2"; ECS Developer Guide, "Amazon
ECS task IAM role"). API Gateway leaves aws:SourceAccount out for integration credentials, so that the
condition locks it out (aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws, pull
request 479), and CloudTrail stops writing to CloudWatch with one (prowler-cloud/prowler, issue 4714)."""


def check(role: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Every principal is one service, role or identity provider, bound to what acts for us.

    An account as principal (`:root`) means everybody in it, so a condition on aws:PrincipalArn has to name
    the ones; a foreign one has to say the external id that it was given, or to be of the organization (IAM
    User Guide, "Access to AWS accounts owned by third parties"). Federated identities are bound by the
    subject, whole (`repo:payments/*` is whatever anybody pushes there, `system:serviceaccount:*:*` any pod),
    Cognito and SAML by the audience.
    """
    if not role.get(TRUST):
        yield fail(f"{TRUST} is not set")
        return
    other = {attribute for attribute, _ in role.strings() if attribute != TRUST}
    own = own_accounts(configuration)
    yield from expect.statements(role, configuration, partial(_exact, own=own), without=other)


def _exact(statement: Statement, own: Collection[str]) -> Iterator[Judgement]:
    if not statement.allows:
        return
    for action in statement.actions:
        if action not in _ACTIONS:
            yield fail(f"{statement.label} allows {action}", action)
    if statement.not_actions or statement.not_principals or not statement.principals:
        yield fail(f"{statement.label} does not say whom it trusts, or with what")
    for principal in statement.principals:
        if "*" in principal.value:
            yield fail(f"{statement.label} trusts '{principal.value}'", principal.value)
        elif is_variable(principal.value):
            yield unknown(f"{statement.label} trusts {principal.value}, which only the plan can tell")
        else:
            yield from _bound(statement, principal, own)


def _bound(statement: Statement, principal: Principal, own: Collection[str]) -> Iterator[Judgement]:
    trusts = f"trusts {principal.value}"
    if principal.kind == "Service":
        if principal.value.partition(".")[0] not in WITHOUT_SOURCE:
            yield from expect.confined(statement, trusts, _sources(principal), principal.value)
    elif principal.kind == "Federated":
        own_audience = ":saml-provider/" in principal.value or principal.value.startswith("cognito-identity.")
        ending = ":aud" if own_audience else ":sub"
        keys = [key for _, key, _ in statement.conditions if key.lower().endswith(ending)]
        named = {value for _, values in statement.condition(*keys) for value in values}
        many = ", ".join(f"'{value}'" for value in sorted(filter(has_wildcard, named)))
        trusts += f" for whoever is {many}," if many else ""
        yield from expect.confined(statement, trusts, keys or [f"<provider>{ending}"], principal.value)
    elif (account := _ACCOUNT.search(principal.value)) and account[0] not in own:
        if principal.value.isdigit() or principal.value.endswith(":root"):
            foreign = f"{trusts}, a foreign account and confused deputy,"
            yield from expect.confined(statement, foreign, _FOREIGN, principal.value)
    elif principal.value.isdigit() or principal.value.endswith((":root", ".account_id}")):
        yield from expect.confined(statement, trusts, ["aws:PrincipalArn"], principal.value)


def _sources(principal: Principal) -> Collection[str]:
    return _OF_FIREHOSE if principal.value == "firehose.amazonaws.com" else _SOURCE


def _role(principal: object, condition: object = None, action: object = "sts:AssumeRole") -> Terraform:
    statement = {"Sid": "Use", "Effect": "Allow", "Principal": principal, "Action": action}
    if condition is not None:
        statement["Condition"] = condition
    return resources(aws_iam_role={"assume_role_policy": policy_text(statement)})


_STATES: Final = {"Service": "states.amazonaws.com"}
_OIDC: Final = {"Federated": "${aws_iam_openid_connect_provider.ci.arn}"}
_SUBJECT: Final = "token.actions.githubusercontent.com:sub"
_MAIN: Final = "repo:payments/platform"
_ISSUER: Final = '${replace(aws_eks_cluster.pay.identity[0].oidc[0].issuer, "https://", "")}'
_POD: Final = f"{_ISSUER}:sub"
_AUD: Final = {f"{_ISSUER}:aud": "sts.amazonaws.com"}
_VENDOR: Final = "arn:aws:iam::999988887777:root"
_WORKSPACE: Final = "organization:payments:project:cards:workspace:live"
_WEB: Final = "sts:AssumeRoleWithWebIdentity"

RULE = Rule(
    id="iam-trust-policy",
    title="Trust policies name exactly who may assume the role",
    severity=Severity.HIGH,
    types=("aws_iam_role",),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever may assume a role has all that it may do. A service without a source condition can be "
        "made to act for another customer."
    ),
    remediation=(
        'Name one principal; for a service add "Condition": {"StringEquals": {"aws:SourceAccount": account}}.'
    ),
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R42", "R40"),
    examples=Examples(
        passing=(
            _role({"Service": "lambda.amazonaws.com"}),
            _role({"Service": ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"]}),
            _role(_STATES, {"StringEquals": {"aws:SourceAccount": ACCOUNT}}),
            _role(
                _STATES, {"ArnLike": {"aws:SourceArn": f"arn:aws:states:xx-test-1:{ACCOUNT}:stateMachine:*"}}
            ),
            _role(
                {"Service": "s3.amazonaws.com"}, {"ArnEquals": {"aws:SourceArn": "${aws_s3_bucket.a.arn}"}}
            ),
            _role({"Service": "firehose.amazonaws.com"}, {"StringEquals": {"sts:ExternalId": ACCOUNT}}),
            _role({"AWS": "${aws_iam_role.deployer.arn}"}),
            _role(
                {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                {"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/deployer"}},
            ),
            _role({"AWS": _VENDOR}, {"StringEquals": {"sts:ExternalId": "pay-4711"}}),
            _role(_OIDC, {"StringEquals": {_SUBJECT: f"{_MAIN}:environment:live"}}, [_WEB, "sts:TagSession"]),
            _role(_OIDC, {"StringLike": {"app.terraform.io:sub": f"{_WORKSPACE}:run_phase:*"}}, _WEB),
        ),
        failing=(
            _role("*"),
            _role({"AWS": "*"}, {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}),
            _role({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
            _role({"AWS": ACCOUNT}),
            _role({"AWS": _VENDOR}),
            _role({"AWS": _VENDOR}, {"ArnEquals": {"aws:PrincipalArn": f"{_VENDOR[:-4]}role/support"}}),
            _role(_STATES),
            _role(_STATES, {"StringEquals": {"sts:ExternalId": ACCOUNT}}),
            _role({"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}),
            _role(_STATES, {"StringEqualsIfExists": {"aws:SourceAccount": ACCOUNT}}),
            _role(_STATES, {"StringLike": {"aws:SourceAccount": "*"}}),
            _role(_STATES, {"ArnLike": {"aws:SourceArn": "arn:aws:states:*:*:stateMachine:*"}}),
            _role({"Service": "lambda.amazonaws.com"}, None, "sts:*"),
            _role({"Service": "lambda.amazonaws.com"}, None, ["sts:AssumeRole", "iam:PassRole"]),
            _role(_OIDC, {"StringEquals": {"ci.example:aud": "sts.amazonaws.com"}}, _WEB),
            _role(_OIDC, {"StringLike": {"ci.example:sub": "repo:*"}}, _WEB),
            _role(_OIDC, {"StringLike": {_SUBJECT: "repo:payments/*"}}, _WEB),
            _role(_OIDC, {"StringLike": {_SUBJECT: [f"{_MAIN}:environment:live", f"{_MAIN}:*"]}}, _WEB),
            _role(_OIDC, {"ForAllValues:StringLike": {"ci.example:sub": _MAIN}}, _WEB),
            _role(_OIDC, {"StringLike": {_POD: "system:serviceaccount:*:*"}, "StringEquals": _AUD}, _WEB),
            resources(
                aws_iam_role={
                    "assume_role_policy": '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", '
                    '"NotPrincipal": {"AWS": "${aws_iam_role.guest.arn}"}}}'
                }
            ),
        ),
        absent=(Status.FAIL, resources(aws_iam_role={"name": "settlement-zq7"})),
        unknown=(Status.UNKNOWN, _role(_STATES, {"StringEquals": {"aws:SourceAccount": "${var.account}"}})),
    ),
)
