"""Each attribute of the table of grants lets in: everybody, a foreign account, ours, or who knows whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from policies.bindings import bindings
from policies.configuration import Configuration
from policies.context import Context
from policies.engine import judge
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.grants import ACCESS, DESTINATION, PUBLIC, Access
from policies.model import Status
from policies.registry import load
from policies.resource import Resource
from tests.shared import every_case

RULES = {rule.id: rule for rule in load().rules}
OURS = "${data.aws_caller_identity.here.account_id}"
OTHER = "999988887777"
CASES = [pytest.param(kind, access, id=f"{kind}.{access.path}") for kind in ACCESS for access in ACCESS[kind]]
PRINCIPALS = [case for case in CASES if not case.values[1].words]
LETTING_IN = [case for case in PRINCIPALS if case.values[1].kind != DESTINATION]
WORDS = [case for case in CASES if case.values[1].words]


def values(path: str, value: object, **beside: object) -> dict[str, Any]:
    """The arguments of a resource in which the attribute at the path has the value."""
    *above, name = path.split(".")
    said: dict[str, Any] = {name: value, **beside}
    for block in reversed(above):
        said = {block: [said]}
    return said


def status(rule: str, kind: str, arguments: dict[str, Any]) -> Status | None:
    """The rule's verdict on a resource of these arguments; None where it says nothing."""
    resource = Resource(f"{kind}.x", kind, "x", arguments, "example", Context())
    found = judge(Configuration((resource,)), [RULES[rule]])
    assert not found.errors
    return found.findings[0].status if found.findings else None


def iam(kind: str, arguments: dict[str, Any]) -> dict[str, Status | None]:
    return {rule: status(rule, kind, arguments) for rule in ("iam-public-access", "iam-cross-account")}


@every_case(("kind", "access"), LETTING_IN)
def test_everybody_is_found(kind: str, access: Access) -> None:
    for everybody in ("*", "arn:aws:iam::*:role/x", "arn:aws:iam::99998888????:root"):
        assert status("iam-public-access", kind, values(access.path, everybody)) is Status.FAIL, everybody


@every_case(("kind", "access"), PRINCIPALS)
def test_a_foreign_account_is_found(kind: str, access: Access) -> None:
    for foreign in (OTHER, f"arn:aws:iam::{OTHER}:root", [OURS, f"arn:aws:iam::{OTHER}:role/x"]):
        assert status("iam-cross-account", kind, values(access.path, foreign)) is Status.FAIL, foreign


@every_case(("kind", "access"), PRINCIPALS)
def test_our_own_are_let_in(kind: str, access: Access) -> None:
    for ours in (OURS, f"arn:aws:iam::{OURS}:role/x", "${aws_iam_role.x.arn}", None, []):
        assert Status.FAIL not in iam(kind, values(access.path, ours)).values(), ours


@every_case(("kind", "access"), PRINCIPALS)
def test_an_expression_is_unknown(kind: str, access: Access) -> None:
    for expression in ("${var.partner}", "arn:aws:iam::${var.partner}:root", ["${var.partner}"]):
        found = iam(kind, values(access.path, expression))
        assert found["iam-cross-account"] is Status.UNKNOWN, expression
        if access.kind != DESTINATION:
            assert found["iam-public-access"] is Status.UNKNOWN, expression


@every_case(("kind", "access"), WORDS)
def test_a_word_opens_closes_or_is_unknown(kind: str, access: Access) -> None:
    for word in access.public:
        told = word.replace("*", "http://acs.amazonaws.com/groups/global")
        assert status("iam-public-access", kind, values(access.path, told)) is Status.FAIL, word
    assert set(iam(kind, values(access.path, "private")).values()) <= {Status.PASS, None}
    assert status("iam-public-access", kind, values(access.path, "${var.x}")) is Status.UNKNOWN


@pytest.mark.synth
@every_case(("kind", "access"), CASES)
def test_the_provider_has_the_attribute(kind: str, access: Access) -> None:
    arguments = {argument.path: argument for argument in bindings().types[kind]}
    above = arguments.get(access.path.rpartition(".")[0])  # a map's keys are told in the documentation only
    assert access.path in arguments or (above is not None and above.collection == "map")


@pytest.mark.synth
def test_the_provider_has_what_serves_everybody() -> None:
    assert bindings().types.keys() >= PUBLIC


@every_case("kind", sorted(PUBLIC))
def test_what_serves_everybody_is_found(kind: str) -> None:
    assert status("iam-public-access", kind, {}) is Status.FAIL


def lambda_permission(**said: object) -> dict[str, Any]:
    return {"function_name": "f", "action": "lambda:InvokeFunction", **said}


INEXACT = (
    "*",
    "arn:aws:sns:*:*:*",
    "arn:aws:iam::*:role/x",
    "arn:aws:s3:::receipts-*",
    "arn:aws:sns:x:9999????????:t",
)


@pytest.mark.parametrize("source", INEXACT)
def test_a_source_that_looks_exact_and_is_not(source: str) -> None:
    everybody = lambda_permission(principal="*", source_arn=source)
    assert status("iam-public-access", "aws_lambda_permission", everybody) is Status.FAIL
    service = lambda_permission(principal="sns.amazonaws.com", source_arn=source)
    assert status("iam-service-source", "aws_lambda_permission", service) is Status.FAIL


CONDITIONS = {
    "aws_lambda_permission": (
        {"source_arn": "${aws_sns_topic.t.arn}"},
        {"source_account": OURS},
        {"principal_org_id": "o-example"},
    ),
    "aws_lambda_layer_version_permission": ({"organization_id": "o-example"},),
    "aws_cloudwatch_event_permission": (
        {"condition": {"type": "StringEquals", "key": "aws:PrincipalOrgID", "value": "o-example"}},
    ),
}


def closed() -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, conditions in CONDITIONS.items():
        for condition in conditions:
            yield kind, condition


def changed(condition: dict[str, Any], value: str) -> dict[str, Any]:
    return {
        name: {**said, "value": value} if isinstance(said, dict) else value
        for name, said in condition.items()
    }


@pytest.mark.parametrize(("kind", "condition"), list(closed()))
def test_a_condition_closes_where_it_is_exact(kind: str, condition: dict[str, Any]) -> None:
    def found(said: dict[str, Any]) -> Status | None:
        return status("iam-public-access", kind, {"principal": "*", **said})

    assert found(condition) is Status.PASS
    assert found({}) is Status.FAIL
    for inexact in ("*", "o-*", "99998888????"):
        assert found(changed(condition, inexact)) is Status.FAIL, inexact
    assert found(changed(condition, "${var.x}")) is Status.UNKNOWN


def test_a_foreign_source_is_a_foreign_account() -> None:
    for said in ({"source_account": OTHER}, {"source_arn": f"arn:aws:sns:xx-test-1:{OTHER}:t"}):
        permission = lambda_permission(principal="sns.amazonaws.com", **said)
        assert status("iam-cross-account", "aws_lambda_permission", permission) is Status.FAIL


@pytest.mark.parametrize(
    ("protocol", "endpoint", "expected"),
    [
        ("sqs", f"arn:aws:sqs:xx-test-1:{OTHER}:q", Status.FAIL),
        ("sqs", "${aws_sqs_queue.q.arn}", Status.PASS),
        ("sqs", f"arn:aws:sqs:xx-test-1:{OURS}:q", Status.PASS),
        ("lambda", "${var.function}", Status.UNKNOWN),
        ("email", "${var.address}", None),
        ("sms", "+491512345678", None),
        ("https", f"https://{OTHER}.example/", None),
    ],
)
def test_a_subscription_leads_to_an_account(protocol: str, endpoint: str, expected: Status | None) -> None:
    said = {"protocol": protocol, "endpoint": endpoint}
    assert status("iam-cross-account", "aws_sns_topic_subscription", said) is expected


def test_a_permission_names_its_actions() -> None:
    found = status("iam-wildcard-actions", "aws_lambda_permission", {"principal": OURS, "action": "lambda:*"})
    assert found is Status.FAIL


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"AllowFromPublic": True}, Status.FAIL),
        ({"AllowFromPublic": False}, None),
        ({"Principal": ["*"]}, Status.FAIL),
        ({"Principal": ["${aws_iam_role.x.arn}"]}, Status.PASS),
        ({"Principal": ["${var.x}"]}, Status.UNKNOWN),
    ],
)
def test_rules_of_opensearch_serverless(rule: dict[str, Any], expected: Status | None) -> None:
    policy = {"policy": json.dumps([{"Rules": [], **rule}])}
    kind = f"aws_opensearchserverless_{'access' if 'Principal' in rule else 'security'}_policy"
    assert status("iam-public-access", kind, policy) is expected


def blocks_above() -> Iterator[tuple[str, str]]:
    for kind, accesses in ACCESS.items():
        yield from ((kind, name) for name in {a.path.split(".")[0] for a in accesses if "." in a.path})


@every_case(("kind", "block"), sorted(blocks_above()))
def test_blocks_that_are_generated_are_unknown(kind: str, block: str) -> None:
    for written in ({block: "${var.x}"}, {"dynamic": {block: {"for_each": "${var.x}", "content": {}}}}):
        configuration = build(
            {"example": {"resource": {kind: {"x": written}}}},
            Metadata(stacks={"example": StackMetadata("example", "zq7", "ephemeral")}),
            Overrides(),
        )
        found = judge(configuration, [RULES["iam-cross-account"], RULES["iam-public-access"]])
        assert not found.errors
        assert Status.UNKNOWN in {finding.status for finding in found.findings}, written
        assert Status.FAIL not in {finding.status for finding in found.findings}, written


def test_a_generated_condition_leaves_it_open_whether_everybody_comes_in() -> None:
    said = {"principal": "*", "dynamic": {"condition": {"for_each": "${var.x}", "content": {}}}}
    configuration = build(
        {"example": {"resource": {"aws_cloudwatch_event_permission": {"x": said}}}}, Metadata(), Overrides()
    )
    (finding,) = judge(configuration, [RULES["iam-public-access"]]).findings
    assert finding.status is Status.UNKNOWN
