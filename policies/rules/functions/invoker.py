"""A service calls a function for one source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.arn import has_wildcard, read_arn
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known


def check(permission: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The permission of a service names the source by an ARN of ours, or, of Secrets Manager, the account.

    Which secret it is, its resource policy may not name: AWS's own step is the account alone (Secrets Manager
    User Guide, "Resource-based policy for the rotation function").
    """
    if "." not in str(permission.get("principal")):
        return  # an account or a role, which is a source itself
    source = permission.get("source_arn")
    if source is None and permission.get("principal") in _BY_ACCOUNT and permission.get("source_account"):
        return
    if source is None:
        yield fail("source_arn is not set: the service may call it for any account")
    elif is_known(source):
        arn = read_arn(source)
        account = arn.account if arn is not None else ""
        if has_wildcard(account) or not (account or permission.get("source_account")):
            yield fail(f"source_arn is '{source}', and no account is named")
    elif not str(source).startswith("arn:") and configuration.target(permission, _owner(source)) is None:
        yield unknown(f"source_arn is {source}, which only the plan can tell")


_BY_ACCOUNT = ("secretsmanager.amazonaws.com",)


def _owner(source: object) -> str:
    """The reference that an ARN begins with: what comes behind it is a part of what it refers to."""
    return re.sub(r"^(\$\{[^}]*\})/.*$", r"\1", str(source))


def _permission(source: str | None, principal: str = "events.amazonaws.com", **values: object) -> Terraform:
    named = {} if source is None else {"source_arn": source}
    return resources(
        aws_lambda_permission={
            "function_name": "sweep-zq7",
            "action": "lambda:InvokeFunction",
            "principal": principal,
            "qualifier": "live",
            **named,
            **values,
        },
        aws_cloudwatch_event_rule={"name": "sweep-zq7"},
    )


RULE = Rule(
    id="functions-invoker",
    title="Services call functions for one source",
    severity=Severity.HIGH,
    types=("aws_lambda_permission",),
    scope="configuration",
    check=check,
    rationale=(
        "EventBridge, SNS and API Gateway serve every customer of AWS: without a source, anybody's rule may "
        "call the function that moves money."
    ),
    remediation="Set source_arn to the arn of the rule, topic or API, or of a secret source_account.",
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R79"),
    examples=Examples(
        passing=(
            _permission("${aws_cloudwatch_event_rule.example.arn}"),
            _permission("arn:aws:sns:xx-test-1:999988887777:alerts-zq7", "sns.amazonaws.com"),
            _permission("arn:aws:s3:::receipts-zq7", "s3.amazonaws.com", source_account="999988887777"),
            _permission("arn:aws:events:xx-test-1:${data.aws_caller_identity.x.account_id}:rule/sweep-zq7"),
            _permission(None, "arn:aws:iam::999988887777:role/operator"),
            _permission("${aws_cloudwatch_event_rule.example.arn}/part"),
            _permission(None, "secretsmanager.amazonaws.com", source_account="999988887777"),
        ),
        failing=(
            _permission(None),
            _permission(None, source_account="999988887777"),
            _permission("arn:aws:events:xx-test-1:*:rule/sweep-zq7"),
            _permission("arn:aws:s3:::receipts-zq7", "s3.amazonaws.com"),
        ),
        absent=(Status.FAIL, resources(aws_lambda_permission={"principal": "events.amazonaws.com"})),
        unknown=(Status.UNKNOWN, _permission("${var.source}")),
    ),
)
