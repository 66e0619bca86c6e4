"""Policies are literal, stable JSON, and refuse what is never needed."""

from __future__ import annotations

import json

import pytest

from infra.blocks.policy_document import (
    ANYONE,
    PolicyError,
    Statement,
    aws,
    deny,
    policy,
    service,
    trust,
    when,
)

OWN = when("StringEquals", "aws:SourceAccount", "a")


def statement(*actions: str) -> Statement:
    return Statement("One", actions, ("arn:x",))


@pytest.mark.parametrize("action", ["*", "s3:*", "s3:Get*"])
def test_r40_a_wildcard_action_cannot_be_allowed(action: str) -> None:
    with pytest.raises(PolicyError, match="wildcard action"):
        statement("s3:GetObject", action)


def test_a_wildcard_action_may_be_denied() -> None:
    assert json.loads(policy(deny("No", ("s3:*",), ("arn:x",))))["Statement"][0]["Action"] == "s3:*"


def test_anyone_is_allowed_under_a_condition_only() -> None:
    with pytest.raises(PolicyError, match="anyone without a condition"):
        Statement("One", ("s3:GetObject",), ("arn:x",), ANYONE)
    Statement("One", ("s3:GetObject",), ("arn:x",), ANYONE, (OWN,))


def test_a_statement_names_an_action() -> None:
    with pytest.raises(PolicyError, match="names no action"):
        statement()


def test_statement_ids_are_unique_in_a_document() -> None:
    with pytest.raises(PolicyError, match="repeat"):
        policy(statement("s3:GetObject"), statement("s3:PutObject"))


def test_actions_are_sorted_so_that_the_same_policy_is_the_same_text() -> None:
    assert policy(statement("s3:PutObject", "s3:GetObject")) == policy(
        statement("s3:GetObject", "s3:PutObject")
    )


def test_conditions_with_one_operator_stand_together() -> None:
    conditions = (OWN, when("StringEquals", "kms:ViaService", "b", "c"), when("Bool", "d", "true"))
    rendered = Statement("One", ("kms:Decrypt",), ("*",), aws("e"), conditions).rendered
    assert rendered["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "a", "kms:ViaService": ["b", "c"]},
        "Bool": {"d": "true"},
    }


def test_principals_render_by_kind() -> None:
    assert [principal.rendered for principal in (ANYONE, aws("a", "b"), service("c"))] == [
        "*",
        {"AWS": ["a", "b"]},
        {"Service": "c"},
    ]


def test_r42_a_trust_policy_names_one_service_and_no_resource() -> None:
    (only,) = json.loads(trust("s3.amazonaws.com", OWN))["Statement"]
    assert only == {
        "Sid": "Service",
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": "a"}},
    }
