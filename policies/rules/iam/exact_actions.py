"""Not even AWS's own forms of a policy have a wildcard here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from policies import expect
from policies.arn import has_wildcard
from policies.configuration import Configuration
from policies.examples import ACCOUNT, ROOT, policy_text, resources, role_policy
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.policy_document import Statement
from policies.resource import Resource
from policies.rules.iam._usual import is_usual


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No action has a wildcard of those that AWS's own documents write; `iam-wildcard-actions` judges all
    others.
    """
    judge = partial(_exact, holder=holder, configuration=configuration)
    yield from expect.statements(holder, configuration, judge)


def _exact(statement: Statement, holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    for action in statement.actions if statement.allows else ():
        if has_wildcard(action) and is_usual(holder, statement, action, configuration):
            yield fail(f"{statement.label} allows '{action}'", action)


def _key_policy(action: str, principal: object = ROOT) -> Terraform:
    statement = {"Effect": "Allow", "Action": action, "Principal": principal, "Resource": "*"}
    return resources(aws_kms_key={"policy": policy_text(statement)})


def _allowing(action: str) -> Terraform:
    return role_policy({"Effect": "Allow", "Action": action, "Resource": "${aws_kms_key.data.arn}"})


_ENDPOINT = {
    "Effect": "Allow",
    "Action": "sqs:*",
    "Principal": "*",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}},
}

RULE = Rule(
    id="iam-exact-actions",
    title="Policies write each action out, also where AWS's examples do not",
    severity=Severity.MEDIUM,
    types=("*", "data.aws_iam_policy_document"),
    scope="configuration",
    check=check,
    rationale=(
        "AWS's default policy of a key hands every right over it to whatever IAM says, so that one wide "
        "policy of a role somewhere opens every key. Written out, the key says it itself."
    ),
    remediation="List the exact actions; of kms:GenerateDataKey* mostly kms:GenerateDataKey alone is called.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R76"),
    waivable=False,
    examples=Examples(
        passing=(_key_policy("kms:PutKeyPolicy"), _allowing("kms:GenerateDataKey")),
        failing=(
            _key_policy("kms:*"),
            _key_policy("kms:Describe*", {"Service": "logs.xx-test-1.amazonaws.com"}),
            _allowing("kms:GenerateDataKey*"),
            resources(aws_vpc_endpoint={"policy": policy_text(_ENDPOINT)}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_iam_role_policy={"role": "settlement"})),
        unknown=(Status.UNKNOWN, resources(aws_iam_role_policy={"policy": "${var.policy}"})),
    ),
)
