"""No policy grants actions by wildcard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from policies import expect
from policies.configuration import Configuration
from policies.examples import ACCOUNT, ROOT, policy_text, resources
from policies.expressions.texts import literals
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import Statement
from policies.resource import Resource
from policies.rules.iam._usual import is_usual
from policies.values import is_known


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Every action of every statement that allows is written out, without `*` or `?`.

    `iam-exact-actions` judges the wildcards that AWS's own documents write.
    """
    judge = partial(_named, holder=holder, configuration=configuration)
    yield from expect.statements(holder, configuration, judge)


def _named(statement: Statement, holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    if not statement.allows:
        return
    for action in statement.actions:
        if set("*?") & set(literals(action)):
            if not is_usual(holder, statement, action, configuration):
                yield fail(f"{statement.label} allows '{action}'", action)
        elif not is_known(action):
            yield unknown(f"{statement.label} allows {action}, which only the plan can tell")
    if statement.not_actions:
        excluded = ", ".join(statement.not_actions)
        yield fail(f"{statement.label} allows every action except {excluded} (NotAction)")


def _role_policy(action: object, effect: str = "Allow") -> Terraform:
    document = {"Statement": [{"Sid": "Use", "Effect": effect, "Action": action, "Resource": "*"}]}
    return resources(aws_iam_role_policy={"policy": json.dumps(document)})


def _key_policy(action: object, principal: object) -> Terraform:
    statement = {"Effect": "Allow", "Action": action, "Principal": principal, "Resource": "*"}
    return resources(aws_kms_key={"policy": policy_text(statement)})


def _endpoint(**condition: object) -> Terraform:
    statement = {"Effect": "Allow", "Action": "*", "Principal": "*", "Resource": "*", "Condition": condition}
    return resources(aws_vpc_endpoint={"policy": policy_text(statement)})


RULE = Rule(
    id="iam-wildcard-actions",
    title="Policies name each action they allow",
    severity=Severity.CRITICAL,
    types=("*", "data.aws_iam_policy_document"),
    scope="configuration",
    check=check,
    rationale=(
        "A wildcard grants what exists today and whatever the service adds tomorrow. It is how a role "
        "that was to read one bucket comes to delete it. Partial wildcards such as s3:Get* are no better: "
        "they hide object ACLs, tokens and policies among the reads."
    ),
    remediation="List the exact actions the code calls. The service's action table names them.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R76", "C20"),
    waivable=False,
    examples=Examples(
        passing=(
            _role_policy(["s3:GetObject", "s3:PutObject"]),
            _role_policy("s3:*", effect="Deny"),
            _role_policy(["s3:GetObject", '${!var.own && var.logs ? "logs:PutLogEvents" : ""}']),
            _role_policy(["kms:Decrypt", "kms:GenerateDataKey*"]),
            _key_policy("kms:*", ROOT),
            _key_policy(["kms:Encrypt*", "kms:Describe*"], {"Service": "logs.xx-test-1.amazonaws.com"}),
            _endpoint(StringEquals={"aws:PrincipalAccount": ACCOUNT}),
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
            _role_policy("kms:De*"),
            _key_policy("kms:*", {"AWS": "${aws_iam_role.reader.arn}"}),
            _key_policy("kms:*", {"AWS": ["arn:aws:iam::999988887777:root", ROOT["AWS"]]}),
            _key_policy("kms:Decrypt*", "*"),
            _endpoint(),
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
