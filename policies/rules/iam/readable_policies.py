"""Every policy can be read before it is deployed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.policy_document import HiddenPolicy, documents
from policies.resource import Resource
from policies.values import is_known


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each document is literal JSON, or a data document that merges nothing; so are effects and actions."""
    found = documents(holder, configuration)
    if not found:
        yield NOT_APPLICABLE
    for document in found:
        if isinstance(document, HiddenPolicy):
            reason = f"{document.attribute} cannot be read: {document.reason}"
            if document.generated:
                yield unknown(reason)
            else:
                yield fail(f"{reason}; write it with json.dumps", document.attribute)
            continue
        if not document.statements:
            yield fail(f"{document.attribute} has no statements that can be read", document.attribute)
        for statement in document.statements:
            for word in (statement.effect, *statement.actions, *statement.not_actions):
                if not is_known(word):
                    yield fail(
                        f"{document.attribute}: {statement.label} hides what it allows behind {word}", word
                    )


def _role_policy(policy: str) -> Terraform:
    return resources(aws_iam_role_policy={"policy": policy})


def _referred(**document: object) -> Terraform:
    return {
        **resources(aws_s3_bucket_policy={"policy": "${data.aws_iam_policy_document.d.json}"}),
        "data": {"aws_iam_policy_document": {"d": document}},
    }


_STATEMENT = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.payments.arn}"}

RULE = Rule(
    id="iam-readable-policies",
    title="Every policy document can be read before it is deployed",
    severity=Severity.CRITICAL,
    types=("*", "data.aws_iam_policy_document"),
    scope="configuration",
    check=check,
    rationale=(
        "A policy behind a file or a variable passes every reviewer and every scanner unread: "
        "stock checks saw nothing wrong with such a policy that allowed everything."
    ),
    remediation="Write the policy as policy=json.dumps({...}); tokens of resources may stand inside it.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:6.2.3", "nist-800-53-r5:AC-3", "nist-800-53-r5:CM-6"),
    requirements=("R40", "R76"),
    waivable=False,
    examples=Examples(
        passing=(
            _role_policy(policy_text(_STATEMENT)),
            _role_policy(json.dumps({"Statement": _STATEMENT})),
            _role_policy(
                '${jsonencode({"Statement" = [{"Effect" = "Allow", "Action" = "sqs:SendMessage"}]})}'
            ),
            _referred(statement=[{"actions": ["s3:GetObject"], "resources": ["*"]}]),
            _referred(statement=[{"actions": ['${var.put ? "s3:PutObject" : "s3:GetObject"}']}]),
        ),
        failing=(
            _role_policy('${jsonencode({"Statement" = var.statements})}'),
            _role_policy("${jsonencode(var.policy)}"),
            _role_policy('${file("policy.json")}'),
            _role_policy('${templatefile("policy.json", {})}'),
            _role_policy("${data.external.policy.result.json}"),
            _role_policy("${data.aws_iam_policy_document.missing.json}"),
            _role_policy('{"Statement": ["${var.statement}"]}'),
            _role_policy(
                '{"Statement": [{"Effect": "Allow", "Action": "${var.put ? var.one : var.other}"}]}'
            ),
            _role_policy('{"Statement": "${var.statements}"}'),
            _role_policy('{"statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'),
            _role_policy('{"Statement": [{"Effect": "Allow", "action": "*", "Resource": "*"}]}'),
            _role_policy('{"Statement": [{"Effect": "Deny", "Effect": "Allow", "Action": "s3:PutObject"}]}'),
            _role_policy('{"Statement": [{"Effect": "${var.effect}", "Action": "s3:PutObject"}]}'),
            _role_policy('{"Statement": [{"Effect": "Allow", "Action": ["s3:${var.verb}Object"]}]}'),
            _referred(source_policy_documents=["${data.aws_iam_policy_document.base.json}"]),
            {
                "data": {
                    "aws_iam_policy_document": {"example": {"override_policy_documents": ["${var.more}"]}}
                }
            },
            resources(aws_iam_role={"assume_role_policy": "${local.trust}"}),
            resources(aws_iam_role={"inline_policy": [{"name": "use", "policy": "${var.policy}"}]}),
            resources(aws_cloudwatch_log_resource_policy={"policy_document": '${file("logs.json")}'}),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(
                aws_sqs_queue={"redrive_policy": "${var.redrive}"},
                aws_cloudwatch_log_data_protection_policy={
                    "policy_document": '{"Statement": [{"Operation": {"Audit": {}}}]}'
                },
            ),
        ),
        unknown=(Status.FAIL, _role_policy("${var.policy}")),
    ),
)
