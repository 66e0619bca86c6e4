"""Every attribute of the provider's types that holds a policy is read, and no other is taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policies.bindings import bindings
from policies.model import Status
from policies.policy_document import _NOT_IAM, _OTHER_LANGUAGE
from tests.policies.test_grants import INEXACT, OTHER, OURS, status, values
from tests.shared import every_case

pytestmark = pytest.mark.synth

IAM = frozenset(
    {
        *("access_policies", "access_policy", "assume_role_policy", "delivery_destination_policy"),
        *("inline_policy", "policy", "policy_document", "repository_policy", "resource_policy"),
        *("s3_policy_document", "session_policy"),
    }
)
"""The names of the attributes that hold IAM documents."""
FILTERS = ("aws_vpc_endpoint", "aws_vpc_endpoint_policy")


def named_policies() -> list[tuple[str, str]]:
    """Every text of the provider's resources that is called a policy, as (type, path)."""
    return [
        (kind, argument.path)
        for kind, arguments in bindings().types.items()
        for argument in arguments
        if argument.kind == "string" and argument.path.endswith(("policy", "policies", "policy_document"))
    ]


HOLDERS = [
    (kind, path)
    for kind, path in named_policies()
    if path.rpartition(".")[2] in IAM and kind not in _OTHER_LANGUAGE
]
LETTING_IN = [(kind, path) for kind, path in HOLDERS if kind not in FILTERS]


def document(principal: object, **condition: object) -> str:
    statement = {"Effect": "Allow", "Action": "a:Read", "Resource": "*", "Principal": principal}
    return json.dumps({"Statement": {**statement, **({"Condition": condition} if condition else {})}})


def verdict(rule: str, kind: str, path: str, policy: str) -> Status | None:
    return status(rule, kind, values(path, policy))


def test_every_policy_of_the_provider_is_classed() -> None:
    named = {path.rpartition(".")[2] for _, path in named_policies()}
    assert named - IAM - _NOT_IAM == set()
    assert named >= IAM
    assert bindings().types.keys() >= _OTHER_LANGUAGE
    assert len(HOLDERS) > 70


@every_case(("kind", "path"), LETTING_IN)
def test_everybody_is_found(kind: str, path: str) -> None:
    for everybody in ("*", {"AWS": "*"}, {"AWS": "arn:aws:iam::*:role/x"}):
        assert verdict("iam-public-access", kind, path, document(everybody)) is Status.FAIL, everybody
    for source in INEXACT:
        policy = document("*", ArnLike={"aws:SourceArn": source})
        assert verdict("iam-public-access", kind, path, policy) is Status.FAIL, source


@every_case(("kind", "path"), HOLDERS)
def test_a_foreign_account_is_found(kind: str, path: str) -> None:
    for foreign in ({"AWS": OTHER}, {"AWS": [OURS, f"arn:aws:iam::{OTHER}:role/x"]}):
        assert verdict("iam-cross-account", kind, path, document(foreign)) is Status.FAIL, foreign


@every_case(("kind", "path"), HOLDERS)
def test_our_own_are_let_in(kind: str, path: str) -> None:
    for ours in ({"AWS": OURS}, {"AWS": "${aws_iam_role.x.arn}"}):
        for rule in ("iam-public-access", "iam-cross-account"):
            assert verdict(rule, kind, path, document(ours)) is not Status.FAIL, (rule, ours)


@every_case(("kind", "path"), LETTING_IN)
def test_an_expression_is_unknown(kind: str, path: str) -> None:
    unsaid = document({"AWS": "${var.partner}"})
    for rule in ("iam-public-access", "iam-cross-account"):
        assert verdict(rule, kind, path, unsaid) is Status.UNKNOWN, rule
    assert verdict("iam-readable-policies", kind, path, "${var.policy}") is Status.FAIL


@every_case("name", sorted(_NOT_IAM))
def test_what_is_no_policy_is_not_taken_for_one(name: str) -> None:
    arguments: dict[str, Any] = {name: "${var.x}"}
    assert status("iam-readable-policies", "aws_x", arguments) is None


@every_case("kind", sorted(_OTHER_LANGUAGE))
def test_other_languages_are_not_read_as_iam(kind: str) -> None:
    for name in ("policy", "policy_document", "content"):
        assert status("iam-readable-policies", kind, {name: "${var.x}"}) is None
        assert status("iam-wildcard-actions", kind, {name: '{"Statement": {"Action": "*"}}'}) is None
