"""No policy grants actions by wildcard."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.expressions.texts import literals
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import Statement
from policies.resource import Resource
from policies.values import is_known


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Every action of every statement that allows is written out, without `*` or `?`."""
    yield from expect.statements(holder, configuration, _named)


def _named(statement: Statement) -> Iterator[Judgement]:
    if not statement.allows:
        return
    for action in statement.actions:
        if set("*?") & set(literals(action)):
            yield fail(f"{statement.label} allows '{action}'", action)
        elif not is_known(action):
            yield unknown(f"{statement.label} allows {action}, which only the plan can tell")
    if statement.not_actions:
        excluded = ", ".join(statement.not_actions)
        yield fail(f"{statement.label} allows every action except {excluded} (NotAction)")


def _role_policy(action: object, effect: str = "Allow") -> Terraform:
    document = {"Statement": [{"Sid": "Use", "Effect": effect, "Action": action, "Resource": "*"}]}
    return resources(aws_iam_role_policy={"policy": json.dumps(document)})


RULE = Rule(
    id="iam-wildcard-actions",
    title="Policies name each action they allow",
    severity=Severity.CRITICAL,
    types=("*", "data.aws_iam_policy_document"),
    check=check,
    rationale=(
        "A wildcard grants what exists today and whatever the service adds tomorrow. It is how a role "
        "that was to read one bucket comes to delete it. Partial wildcards such as s3:Get* are no better: "
        "they hide object ACLs, tokens and policies among the reads."
    ),
    remediation="List the exact actions the code calls. The service's action table names them.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R76"),
    waivable=False,
    examples=Examples(
        passing=(
            _role_policy(["s3:GetObject", "s3:PutObject"]),
            _role_policy("s3:*", effect="Deny"),
            _role_policy(["s3:GetObject", '${!var.own && var.logs ? "logs:PutLogEvents" : ""}']),
        ),
        failing=(
            _role_policy("s3:*", effect="deny"),
            _role_policy("*"),
            _role_policy("kms:*"),
            _role_policy(["s3:GetObject", "s3:Get*"]),
            _role_policy('${var.all ? "s3:*" : "s3:GetObject"}'),
            _role_policy('${var.all ? "s3:*" : var.action}'),
            _role_policy("s3:${var.verb}*"),
            _role_policy("s3:?etObject"),
            resources(
                aws_sqs_queue={"policy": '{"Statement": {"Effect": "Allow", "NotAction": "sqs:Purge"}}'}
            ),
            {
                "data": {
                    "aws_iam_policy_document": {
                        "example": {"statement": [{"actions": ["dynamodb:*"], "resources": ["*"]}]}
                    }
                }
            },
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_iam_role_policy={"role": "settlement"})),
        unknown=(Status.UNKNOWN, _role_policy("${var.action}")),
    ),
)
