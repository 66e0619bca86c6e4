"""An AWS service acts for the source that is named, in the account that is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from policies import expect
from policies.arn import has_wildcard
from policies.configuration import Configuration
from policies.examples import ACCOUNT, queue_policy, resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, unknown
from policies.policy_document import Statement
from policies.references import reference
from policies.resource import Resource
from policies.rules.iam.service_source import ACCOUNTS, OTHERS, bound, is_of_a_bucket, services_of
from policies.rules.iam.trust_policy import WITHOUT_SOURCE

_ROLE: Final = "aws_iam_role"


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow to a service names its source, and the account unless an exact source has one in it.

    The source alone is enough where its ARN is whole and has an account; a pattern may be wider than it
    looks. `iam-service-source` judges what names no account at all.
    """
    if holder.type.startswith(OTHERS) and holder.type != _ROLE:
        yield NOT_APPLICABLE
        return
    exempt = WITHOUT_SOURCE if holder.type == _ROLE else frozenset()
    judge = partial(_exact, exempt=exempt, of_role=holder.type == _ROLE)
    yield from expect.statements(holder, configuration, judge)


def _exact(statement: Statement, exempt: frozenset[str], *, of_role: bool) -> Iterator[Judgement]:
    services, hidden = services_of(statement, exempt)
    if hidden and statement.is_confined("aws:SourceArn") is not True:
        yield unknown(f"{statement.label} lets {', '.join(hidden)} act, which only the plan can tell")
    if not services or (not of_role and any(bound(statement))):
        return
    what = f"lets {', '.join(services)} act"
    yield from expect.confined(statement, what, ["aws:SourceArn"])
    sources = [value for _, values in statement.condition("aws:SourceArn") for value in values]
    if not all(map(_is_one, sources)):
        yield from expect.confined(statement, f"{what} for sources whose account is open", ACCOUNTS)


def _is_one(source: str) -> bool:
    """Whether it is one source, and its account with it: no pattern, and no bucket."""
    # What follows a reference lies within what it refers to.
    is_pattern = has_wildcard(source) and reference(source.partition("}")[0] + "}") is None
    return not is_pattern and not is_of_a_bucket(source)


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
    id="iam-exact-source",
    title="AWS services act for named sources in named accounts only",
    severity=Severity.MEDIUM,
    types=("*",),
    check=check,
    rationale=(
        "The account alone lets every resource of it in, those of other teams too; the source alone may be a "
        "name that somebody else takes tomorrow."
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
        ),
        failing=(
            queue_policy(_allow(StringEquals=_ACCOUNT)),
            queue_policy(_allow(ArnLike={"aws:SourceArn": f"{_TOPIC}-*"})),
            resources(aws_iam_role={"assume_role_policy": _TRUST % "states.amazonaws.com"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "inbox-zq7"})),
        unknown=(
            Status.UNKNOWN,
            queue_policy(_allow(ArnEquals={"aws:SourceArn": "${var.topic}"}, StringEquals=_ACCOUNT)),
        ),
    ),
)
