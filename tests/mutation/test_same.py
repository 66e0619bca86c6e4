"""Which changes of policies and permissions change nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policies.examples import ROOT
from tests.mutation.mutants import GONE, Edit, Kind
from tests.mutation.same import lets_the_same_through
from tests.policies.stacks import configuration_of

OWN = "${aws_sqs_queue.inbox.arn}"
ACCOUNT = {"StringEquals": {"aws:PrincipalAccount": "${data.aws_caller_identity.here.account_id}"}}
SENDS = {
    "Effect": "Allow",
    "Principal": ROOT,
    "Action": "sqs:SendMessage",
    "Resource": OWN,
    "Condition": ACCOUNT,
}


def changed(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a queue's policy with the one statement lets through the same with the other."""
    texts = [json.dumps({"Statement": [statement]}) for statement in (before, after)]
    policy = {"queue_url": "${aws_sqs_queue.inbox.id}", "policy": texts[0]}
    stack = {"aws_sqs_queue": {"inbox": {}, "other": {}}, "aws_sqs_queue_policy": {"example": policy}}
    configuration = configuration_of({"resource": stack})
    (element,) = configuration.of("aws_sqs_queue_policy")
    edit = Edit(element, Kind.WIDENED, "widened", ("policy",), *texts)
    return lets_the_same_through(edit, configuration)


def without(statement: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in statement.items() if key != name}


def test_the_policy_of_a_queue_is_about_that_queue() -> None:
    assert changed(SENDS, {**SENDS, "Resource": "*"})
    other = {**SENDS, "Resource": "${aws_sqs_queue.other.arn}"}
    assert not changed(other, {**other, "Resource": "*"})  # which was about nothing


def test_the_root_of_an_account_is_of_that_account() -> None:
    assert changed(SENDS, without(SENDS, "Condition"))


@pytest.mark.parametrize(
    "statement",
    [
        {**SENDS, "Principal": "*"},
        {**SENDS, "Principal": {"AWS": "*"}},
        {**SENDS, "Principal": {**ROOT, "Service": "sns.amazonaws.com"}},
        {**SENDS, "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}},
        {**SENDS, "Condition": {**ACCOUNT, "Bool": {"aws:SecureTransport": "true"}}},
    ],
)
def test_a_condition_that_says_more_is_missed(statement: dict[str, Any]) -> None:
    assert not changed(statement, without(statement, "Condition"))


def test_more_than_one_change_is_no_restating() -> None:
    assert not changed(SENDS, {**without(SENDS, "Condition"), "Action": "*"})
    assert not changed(SENDS, {**SENDS, "Resource": "*", "Principal": "*"})


def removed(**beside: str) -> bool:
    """Whether a permission may go where there is another one."""
    one = {
        "function_name": "look",
        "principal": "apigateway.amazonaws.com",
        "source_arn": "api/live/GET/pay/*/receipt",
    }
    stack = {
        "aws_lambda_permission": {
            "example": one,
            "other": {**one, "source_arn": "api/live/GET/pay/*", **beside},
        }
    }
    configuration = configuration_of({"resource": stack})
    element = configuration.by_address["example", "aws_lambda_permission.example"]
    return lets_the_same_through(Edit(element, Kind.REMOVED, "removed", after=GONE), configuration)


def test_a_permission_may_cover_another_one() -> None:
    assert removed()
    assert not removed(source_arn="api/live/POST/pay/*")
    assert not removed(source_arn="api/live/GET/pay/*/receipt/*")
    assert not removed(function_name="refund")
    assert not removed(principal="events.amazonaws.com")
