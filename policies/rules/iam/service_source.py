"""An AWS service acts for the source that is named, in the account that is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import ACCOUNT, queue_policy, resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, unknown
from policies.policy_document import Statement
from policies.references import reference
from policies.resource import Resource
from policies.rules.iam.trust_policy import WITHOUT_SOURCE
from policies.values import is_known

_ACCOUNTS: Final = ("aws:SourceAccount", "aws:SourceOrgID")
_OTHERS: Final = ("aws_kms_", "aws_vpc_endpoint")
"""Keys have a rule of their own, and endpoints filter what others grant."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow to a service names its source, and the account unless an exact source has one in it.

    The source alone is enough where its ARN is whole and has an account; a pattern may be wider than it
    looks, and the ARN of a bucket has no account (IAM User Guide, "The confused deputy problem").
    """
    if holder.type.startswith(_OTHERS):
        yield NOT_APPLICABLE
        return
    exempt = WITHOUT_SOURCE if holder.type == "aws_iam_role" else frozenset()
    yield from expect.statements(holder, configuration, partial(_bound, exempt=exempt))


def _bound(statement: Statement, exempt: frozenset[str]) -> Iterator[Judgement]:
    services = [
        principal.value
        for principal in statement.principals
        if principal.kind == "Service" and principal.value.partition(".")[0] not in exempt
    ]
    hidden = [service for service in services if not is_known(service.partition(".")[0])]
    services = [service for service in services if service not in hidden]
    if statement.allows and hidden and statement.is_confined("aws:SourceArn") is not True:
        yield unknown(f"{statement.label} lets {', '.join(hidden)} act, which only the plan can tell")
    if not (statement.allows and services):
        return
    what = f"lets {', '.join(services)} act"
    yield from expect.confined(statement, what, ["aws:SourceArn"])
    sources = [value for _, values in statement.condition("aws:SourceArn") for value in values]
    if not all(map(_has_account, sources)):
        yield from expect.confined(statement, f"{what} for sources whose account is open", _ACCOUNTS)


def _has_account(source: str) -> bool:
    """Whether it is one source, and its account with it: no pattern, and no bucket."""
    named = reference(source.partition("}")[0] + "}")
    if named is not None:  # what follows a reference lies within what it refers to
        return not named.address.removeprefix("data.").startswith("aws_s3_bucket")
    return ":s3:::" not in source and not set(source) & set("*?")


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
_TRUST: Final = (
    '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "%s"}}}'
)

RULE = Rule(
    id="iam-service-source",
    title="AWS services act for named sources in named accounts only",
    severity=Severity.MEDIUM,
    types=("*",),
    check=check,
    rationale=(
        "A service principal is shared by all customers of AWS. The account alone lets every resource of "
        "it in, the source alone may be a name that somebody else takes tomorrow."
    ),
    remediation=(
        'Add {"ArnLike": {"aws:SourceArn": source}, "StringEquals": {"aws:SourceAccount": account}} to the '
        "Condition."
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
            resources(aws_iam_role={"assume_role_policy": _TRUST % "lambda.amazonaws.com"}),
            queue_policy({**_allow(), "Principal": {"AWS": "${aws_iam_role.sender.arn}"}}),
        ),
        failing=(
            queue_policy(_allow()),
            queue_policy(_allow(StringEquals=_ACCOUNT)),
            queue_policy(_allow(ArnLike={"aws:SourceArn": f"{_TOPIC}-*"})),
            queue_policy(_allow("s3", ArnEquals={"aws:SourceArn": "${aws_s3_bucket.a.arn}"})),
            queue_policy(_allow("s3", ArnLike={"aws:SourceArn": "arn:aws:s3:::receipts-zq7"})),
            queue_policy(_allow(ArnEqualsIfExists={"aws:SourceArn": _TOPIC})),
            queue_policy(_allow("lambda")),
            resources(aws_iam_role={"assume_role_policy": _TRUST % "states.amazonaws.com"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "inbox-zq7"})),
        unknown=(Status.UNKNOWN, queue_policy(_allow(ArnEquals={"aws:SourceArn": "${var.topic}"}))),
    ),
)
