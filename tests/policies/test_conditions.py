"""Conditions that say exactly whom they let in: whole subjects, accounts in ARNs, values that are joined."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policies.engine import judge
from policies.gate.engines.plan_shape import plan
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.model import Status
from policies.policy_document import Principal, Statement
from policies.registry import load

RULES = {rule.id: rule for rule in load().rules}
TOPIC = "${aws_sns_topic.t.arn}"
GITHUB = "token.actions.githubusercontent.com:sub"


def statement(*conditions: tuple[str, str, tuple[str, ...]]) -> Statement:
    return Statement("", "Allow", ("a:Read",), (), ("*",), (), (Principal("*", "*"),), (), conditions)


@pytest.mark.parametrize(
    ("key", "value", "exact"),
    [
        (GITHUB, "repo:payments/platform:environment:live", True),
        (GITHUB, "repo:payments/platform:ref:refs/heads/main", True),
        (GITHUB, "repo:payments/platform:*", False),
        (GITHUB, "repo:payments/*", False),
        (GITHUB, "repo:payments/*:ref:refs/heads/main", False),
        (GITHUB, "repo:*", False),
        (GITHUB, "*", False),
        (GITHUB, "repo:payments/${var.repository}", None),
        ("gitlab.com:sub", "project_path:payments/platform:ref_type:branch:ref:*", False),
        ("app.terraform.io:sub", "organization:o:project:p:workspace:w:run_phase:*", True),
        ("app.terraform.io:sub", "organization:o:project:p:workspace:*:run_phase:*", False),
        ("oidc.eks.xx-test-1.amazonaws.com/id/X:sub", "system:serviceaccount:pay:settle", True),
        ("oidc.eks.xx-test-1.amazonaws.com/id/X:sub", "system:serviceaccount:*:settle", False),
        ("aws:PrincipalArn", "arn:aws:iam::*:role/x", False),
        ("aws:PrincipalArn", "arn:aws:iam::1234567890??:role/x", False),
        ("aws:PrincipalArn", "arn:aws:iam::123456789012:role/x", True),
        ("aws:PrincipalArn", "*:role/x", False),
        ("aws:SourceArn", "arn:aws:sns:*:*:alerts", False),
        ("aws:SourceArn", "arn:*:sns:*:123456789012:*", True),
        ("aws:SourceArn", "arn:aws:s3:::receipts-*", False),
        ("aws:SourceArn", "arn:aws:s3:::receipts", True),
        ("aws:SourceArn", "arn:aws:sns", False),
        ("aws:SourceArn", TOPIC, True),
        ("aws:SourceArn", f"{TOPIC}/*", True),
        ("aws:SourceAccount", "12345678901?", False),
        ("aws:SourceAccount", "123456789012/*", False),
        ("aws:PrincipalOrgID", "o-*", False),
        ("aws:PrincipalOrgPaths", "o-example/r-root/*", True),
        ("aws:PrincipalOrgPaths", "o-*/r-root/*", False),
        ("kms:ViaService", "s3.*.amazonaws.com", False),
    ],
)
def test_what_looks_exact_and_is_not(key: str, value: str, *, exact: bool | None) -> None:
    for operator in ("StringLike", "ForAnyValue:StringLike", "ArnLike"):
        assert statement((operator, key, (value,))).is_confined(key) is exact
    assert statement(("StringLikeIfExists", key, (value,))).is_confined(key) is False


def test_an_expression_as_key_or_operator_is_unknown() -> None:
    for operator, key in (("StringEquals", "${var.key}"), ("${var.operator}", "aws:SourceAccount")):
        assert statement((operator, key, ("123456789012",))).is_confined("aws:SourceAccount") is None


def stack(*values: list[str]) -> dict[str, Any]:
    """A queue whose policy lets everybody in from each of these, in a condition block of its own."""
    conditions = [{"test": "ArnLike", "variable": "aws:SourceArn", "values": each} for each in values]
    principals = [{"type": "*", "identifiers": ["*"]}]
    said = {
        "actions": ["sqs:SendMessage"],
        "resources": ["*"],
        "principals": principals,
        "condition": conditions,
    }
    return {
        "data": {"aws_iam_policy_document": {"d": {"statement": [said]}}},
        "resource": {
            "aws_sqs_queue_policy": {
                "p": {"queue_url": "q", "policy": "${data.aws_iam_policy_document.d.json}"}
            }
        },
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[TOPIC]], Status.PASS),
        ([[TOPIC], ["arn:aws:sns:xx-test-1:123456789012:other"]], Status.PASS),
        ([[TOPIC], ["*"]], Status.FAIL),
        ([["*"], [TOPIC]], Status.FAIL),
        ([[TOPIC], ["arn:aws:sns:*:*:*"]], Status.FAIL),
        ([[TOPIC], ["${var.source}"]], Status.UNKNOWN),
    ],
)
def test_blocks_of_one_test_and_variable_are_one_list_of_values(
    values: list[list[str]], expected: Status
) -> None:
    configuration = build({"example": stack(*values)}, Metadata(), Overrides())
    (finding,) = judge(configuration, [RULES["iam-public-access"]]).findings
    assert finding.status is expected
    planned = plan("example", configuration)["planned_values"]["root_module"]["resources"]
    (policy,) = (each["values"]["policy"] for each in planned if each["type"] == "aws_sqs_queue_policy")
    said = json.loads(policy)["Statement"][0]["Condition"]["ArnLike"]["aws:SourceArn"]
    assert len(said) == sum(map(len, values))
