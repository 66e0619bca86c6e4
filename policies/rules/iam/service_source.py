"""An AWS service acts for an account that is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import ACCOUNT, queue_policy, resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, unknown
from policies.policy_document import Statement
from policies.references import reference
from policies.resource import Resource
from policies.values import is_known

ACCOUNTS: Final = ("aws:SourceAccount", "aws:SourceOrgID")
OTHERS: Final = ("aws_iam_role", "aws_kms_", "aws_vpc_endpoint")
"""Roles and keys have rules of their own, and endpoints filter what others grant."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow to a service names an account, or a source in one.

    Either is enough where it holds one account; the ARN of a bucket holds none (IAM User Guide, "The confused
    deputy problem"). `iam-trust-policy` judges what assumes a role, `iam-exact-source` whether one source is
    named.
    """
    if holder.type.startswith(OTHERS):
        yield NOT_APPLICABLE
        return
    yield from expect.statements(holder, configuration, bound)


def bound(statement: Statement) -> Iterator[Judgement]:
    """What keeps an Allow to services from being of one account."""
    services, hidden = services_of(statement)
    if hidden and statement.is_confined("aws:SourceArn") is not True:
        yield unknown(f"{statement.label} lets {', '.join(hidden)} act, which only the plan can tell")
    if services and not _in_an_account(statement):
        what = f"lets {', '.join(services)} act for whichever account"
        keys = ACCOUNTS if statement.is_confined("aws:SourceArn") else ("aws:SourceArn", *ACCOUNTS)
        yield from expect.confined(statement, what, keys)


def services_of(
    statement: Statement, exempt: frozenset[str] = frozenset()
) -> tuple[Sequence[str], Sequence[str]]:
    """The services that a statement lets act but for the exempt ones, and those that nobody can tell."""
    services = [
        principal.value
        for principal in statement.principals
        if statement.allows
        and principal.kind == "Service"
        and principal.value.partition(".")[0] not in exempt
    ]
    hidden = [service for service in services if not is_known(service.partition(".")[0])]
    return [service for service in services if service not in hidden], hidden


def _in_an_account(statement: Statement) -> bool:
    sources = [value for _, values in statement.condition("aws:SourceArn") for value in values]
    told = statement.is_confined("aws:SourceArn") is True and not any(map(is_of_a_bucket, sources))
    return told or statement.is_confined(*ACCOUNTS) is True


def is_of_a_bucket(source: str) -> bool:
    """Whether the ARN of a source is a bucket's, which holds no account."""
    named = reference(source.partition("}")[0] + "}")
    if named is not None:  # what follows a reference lies within what it refers to
        return named.address.removeprefix("data.").startswith("aws_s3_bucket")
    return ":s3:::" in source


def _allow(service: str = "sns", **condition: object) -> dict[str, object]:
    return {
        "Effect": "Allow",
        "Action": "sqs:SendMessage",
        "Resource": "${aws_sqs_queue.inbox.arn}",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Condition": condition,
    }


_TOPIC: Final = f"arn:aws:sns:xx-test-1:{ACCOUNT}:alerts"
_ACCOUNT: Final = {"aws:SourceAccount": ACCOUNT}

RULE = Rule(
    id="iam-service-source",
    title="AWS services act for named accounts only",
    severity=Severity.MEDIUM,
    types=("*",),
    check=check,
    rationale=(
        "A service principal is shared by all customers of AWS: without an account in the condition, "
        "another customer's topic or bucket makes the service act here."
    ),
    remediation=(
        'Add {"StringEquals": {"aws:SourceAccount": account}} to the Condition, and for one source "ArnLike" '
        "with aws:SourceArn."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R42", "R40"),
    examples=Examples(
        passing=(
            queue_policy(_allow(ArnEquals={"aws:SourceArn": _TOPIC})),
            queue_policy(_allow(ArnEquals={"aws:SourceArn": "${aws_sns_topic.alerts.arn}"})),
            queue_policy(_allow(ArnLike={"aws:SourceArn": f"{_TOPIC}-*"}, StringEquals=_ACCOUNT)),
            queue_policy(
                _allow("s3", ArnEquals={"aws:SourceArn": "${aws_s3_bucket.a.arn}"}, StringEquals=_ACCOUNT)
            ),
            queue_policy(_allow(StringEquals=_ACCOUNT)),
            queue_policy(_allow(ArnLike={"aws:SourceArn": f"{_TOPIC}-*"})),
            queue_policy({**_allow(), "Principal": {"AWS": "${aws_iam_role.sender.arn}"}}),
        ),
        failing=(
            queue_policy(_allow()),
            queue_policy(_allow(ArnLike={"aws:SourceArn": "arn:aws:sns:xx-test-1:*:alerts"})),
            queue_policy(_allow("s3", ArnEquals={"aws:SourceArn": "${aws_s3_bucket.a.arn}"})),
            queue_policy(_allow("s3", ArnLike={"aws:SourceArn": "arn:aws:s3:::receipts-zq7"})),
            queue_policy(_allow(ArnEqualsIfExists={"aws:SourceArn": _TOPIC})),
            queue_policy(_allow("lambda")),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "inbox-zq7"})),
        unknown=(Status.UNKNOWN, queue_policy(_allow(ArnEquals={"aws:SourceArn": "${var.topic}"}))),
    ),
)
