"""What the roles of functions allow, read back from the JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.infra.functions import CODES, SPECS, applications_of, complaints, each_function, one
from tests.infra.synthesis import Configuration, Stack

pytestmark = pytest.mark.synth


@pytest.fixture(scope="module")
def applications(config: Configuration) -> tuple[Stack, ...]:
    return applications_of(config)


@pytest.mark.parametrize("name", SPECS)
def test_r40_r76_a_role_may_do_what_its_spec_declares_and_what_lambda_needs(
    applications: tuple[Stack, ...], name: str
) -> None:
    for stack in applications:
        policy = one(stack, "aws_iam_role_policy", f"function_{name}_role_policy")
        assert complaints(policy, SPECS[name], stack, CODES[stack.region]) == [], policy.address


def without(sid: str) -> Callable[[list[dict[str, Any]]], None]:
    def edit(statements: list[dict[str, Any]]) -> None:
        statements[:] = [each for each in statements if each["Sid"] != sid]

    return edit


def changed(sid: str, **elements: Any) -> Callable[[list[dict[str, Any]]], None]:
    def edit(statements: list[dict[str, Any]]) -> None:
        (statement,) = (each for each in statements if each["Sid"] == sid)
        statement.update(elements)

    return edit


EDITS = {
    "a grant less": (without("Ledger"), "lacks dynamodb:GetItem on ledger"),
    "an action more": (
        changed("Personal", Action=["dynamodb:PutItem", "dynamodb:Scan"]),
        "allows dynamodb:Scan on",
    ),
    "another region's table": (
        changed("Ledger", Resource="arn:aws:dynamodb:xx-test-1:1:table/payments-ledger-zq7"),
        "allows dynamodb:GetItem on arn:aws",
    ),
    "logs of others": (changed("Logs", Resource="*"), "allows logs:PutLogEvents on *"),
    "no logs": (without("Logs"), "lacks logs:PutLogEvents of the platform"),
    "code that makes interfaces": (without("NotByCode"), "lets its own code call ec2:CreateNetworkInterface"),
    "a key less": (
        without("PersonalKeyThroughDynamodb"),
        "lacks the key ('personal', 'dynamodb', 'kms:Decrypt')",
    ),
    "data keys for a reader": (
        changed("SecretsKeyThroughSecretsmanager", Action=["kms:Decrypt", "kms:GenerateDataKey"]),
        "uses the key ('secrets', 'secretsmanager', 'kms:GenerateDataKey')",
    ),
    "a key through another service": (
        changed("DataKeyThroughDynamodb", Condition={"StringEquals": {"kms:ViaService": "s3"}}),
        "uses the key ('data', 's3', 'kms:GenerateDataKey')",
    ),
}


@pytest.mark.parametrize(("edit", "said"), EDITS.values(), ids=EDITS)
def test_r76_each_change_of_a_policy_is_found(
    applications: tuple[Stack, ...], edit: Callable[[list[dict[str, Any]]], None], said: str
) -> None:
    stack = applications[0]
    policy = one(stack, "aws_iam_role_policy", "function_ingest_role_policy")
    document = json.loads(policy["policy"])
    edit(document["Statement"])
    broken = policy._replace(arguments={**policy.arguments, "policy": json.dumps(document)})
    found = complaints(broken, SPECS["ingest"], stack, CODES[stack.region])
    assert [text for text in found if text.startswith(said)], found


def test_r76_a_spec_that_declares_less_is_found(applications: tuple[Stack, ...]) -> None:
    stack = applications[0]
    policy = one(stack, "aws_iam_role_policy", "function_ingest_role_policy")
    spec = replace(SPECS["ingest"], grants=SPECS["ingest"].grants[1:])
    (said,) = complaints(policy, spec, stack, CODES[stack.region])
    assert said.startswith("allows dynamodb:GetItem on ")


def test_r42_each_role_is_one_functions_and_lambda_assumes_it(applications: tuple[Stack, ...]) -> None:
    users: Counter[str] = Counter()
    for stack, name, function in each_function(applications):
        role = one(stack, "aws_iam_role", f"function_{name}_role")
        users[role["name"]] += 1
        assert function["role"] == role.reference("arn")
        (statement,) = role.statements("assume_role_policy")
        assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
        assert f"aws_iam_role_policy.function_{name}_role_policy" in function["depends_on"]
    assert set(users.values()) == {1}
