"""What roles lack and what they have too much is found and named, both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata
from rehearsal.permissions import compare

CODES = {"xx-one-1": "one", "xx-two-2": "two"}
Stack = dict[str, Any]


def arn(region: str, service: str, resource: str) -> str:
    return f"arn:aws:{service}:{region}:111122223333:{resource}"


def stack(region: str) -> Stack:
    """A function that reads and writes an encrypted table, and a workflow that calls it."""
    table, key = arn(region, "dynamodb", "table/ledger"), arn(region, "kms", f"key/{CODES[region]}-4711")
    alias = arn(region, "lambda", "function:pay:live")
    through = {"StringEquals": {"kms:ViaService": f"dynamodb.{region}.amazonaws.com"}}
    function_role, machine_role = f"pay-{CODES[region]}", f"flow-{CODES[region]}"
    definition = {
        "StartAt": "pay",
        "States": {
            "pay": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": alias},
                "End": True,
            }
        },
    }
    return {
        "provider": {"aws": [{"region": region}]},
        "resource": {
            "aws_kms_key": {"data": {"arn": key}},
            "aws_dynamodb_table": {"ledger": {"arn": table, "server_side_encryption": {"kms_key_arn": key}}},
            "aws_iam_role": {
                "function_pay_role": {"name": function_role},
                "flow_role": {"name": machine_role},
            },
            "aws_iam_role_policy": {
                "function_pay_policy": {
                    "role": function_role,
                    "policy": document(
                        allow(["dynamodb:GetItem", "dynamodb:PutItem"], table),
                        allow(
                            ["logs:CreateLogStream", "logs:PutLogEvents"],
                            arn(region, "logs", "log-group:pay:*"),
                        ),
                        {**allow(["kms:Decrypt", "kms:GenerateDataKey"], key), "Condition": through},
                        {
                            **allow(["ec2:DescribeSubnets", "dynamodb:Scan"], "*"),
                            "Effect": "Deny",
                            "Condition": {
                                "ArnEquals": {
                                    "lambda:SourceFunctionArn": arn(region, "lambda", "function:pay")
                                }
                            },
                        },
                    ),
                },
                "flow_policy": {
                    "role": machine_role,
                    "policy": document(allow(["lambda:InvokeFunction"], alias)),
                },
            },
            "aws_lambda_function": {
                "function_pay": {
                    "arn": arn(region, "lambda", "function:pay"),
                    "function_name": "pay",
                    "role": f"arn:aws:iam::111122223333:role/{function_role}",
                    "logging_config": {"log_group": "pay"},
                }
            },
            "aws_sfn_state_machine": {
                "flow": {
                    "arn": arn(region, "states", "stateMachine:flow"),
                    "role_arn": f"arn:aws:iam::111122223333:role/{machine_role}",
                    "definition": json.dumps(definition),
                }
            },
        },
    }


def allow(actions: list[str], resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource}


def document(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def made(
    action: str, region: str = "xx-one-1", *, allowed: bool = True, resource: str = ""
) -> dict[str, Any]:
    """A call of the function, as the emulated AWS tells of it."""
    return {
        "role": f"pay-{CODES[region]}",
        "action": action,
        "resource": resource or arn(region, "dynamodb", "table/ledger"),
        "context": {"dynamodb:LeadingKeys": ["PAYMENT#1"]},
        "allowed": allowed,
    }


MADE = (made("dynamodb:GetItem"), made("dynamodb:PutItem"))


def granted(one: Stack, *statements: Mapping[str, Any], policy: str = "function_pay_policy") -> Stack:
    """The stack, with more statements in a policy."""
    changed = deepcopy(one)
    held = changed["resource"]["aws_iam_role_policy"][policy]
    held["policy"] = document(*json.loads(held["policy"])["Statement"], *statements)
    return changed


def without(one: Stack, action: str, policy: str = "function_pay_policy") -> Stack:
    """The stack, with an action less in a policy."""
    changed = deepcopy(one)
    held = changed["resource"]["aws_iam_role_policy"][policy]
    statements = json.loads(held["policy"])["Statement"]
    for statement in statements:
        if statement["Effect"] == "Allow":
            statement["Action"] = [each for each in statement["Action"] if each != action]
    held["policy"] = document(*(each for each in statements if each["Action"]))
    return changed


def said(one: Stack, *recorded: Mapping[str, Any]) -> list[str]:
    """What is said of that stack in one region, and of one that is as it should be in the other."""
    configuration = build({"app-one": one, "app-two": stack("xx-two-2")}, Metadata(), NO_OVERRIDES)
    return compare(configuration, recorded or MADE, codes=CODES)


ONE = stack("xx-one-1")
TABLE = arn("xx-one-1", "dynamodb", "table/ledger")
ANY_TABLE = TABLE.replace("xx-one-1", "*")


def test_what_is_granted_and_used_in_one_region_is_in_order_in_all() -> None:
    assert said(ONE) == []


def test_calls_of_others_are_none_of_its_business() -> None:
    owner = {**made("iam:CreateUser"), "role": ""}
    assert said(ONE, *MADE, owner) == []


@pytest.mark.parametrize("action", ["dynamodb:GetItem", "dynamodb:PutItem"])
def test_an_action_that_is_taken_away_is_missed(action: str) -> None:
    assert said(without(ONE, action)) == [
        f"the function pay needs {action} on {TABLE}, which its role pay-one does not allow"
    ]


def test_an_action_that_nothing_calls_is_too_much() -> None:
    assert said(granted(ONE, allow(["dynamodb:DeleteItem"], TABLE))) == [
        f"the function pay is granted dynamodb:DeleteItem on {ANY_TABLE}, which nothing used"
    ]


def test_the_table_of_another_region_is_too_much() -> None:
    other = TABLE.replace("xx-one-1", "xx-two-2")
    assert said(granted(ONE, allow(["dynamodb:GetItem"], other))) == [
        f"the function pay is granted dynamodb:GetItem on {other}, which nothing used"
    ]


def test_a_path_that_is_not_taken_leaves_its_grants_over() -> None:
    assert said(ONE, made("dynamodb:GetItem")) == [
        f"the function pay is granted dynamodb:PutItem on {ANY_TABLE}, which nothing used",
        (
            "the function pay is granted kms:GenerateDataKey on the key data "
            "(kms:ViaService dynamodb.*.amazonaws.com), which nothing used"
        ),
    ]


def test_what_the_code_is_denied_is_missed_also_where_it_is_allowed() -> None:
    assert said(granted(ONE, allow(["dynamodb:Scan"], TABLE)), *MADE, made("dynamodb:Scan")) == [
        f"the function pay needs dynamodb:Scan on {TABLE}, which its role pay-one does not allow"
    ]


def test_a_call_that_another_policy_refuses_is_named() -> None:
    assert said(ONE, *MADE, made("dynamodb:GetItem", allowed=False)) == [
        (
            f"the function pay was refused dynamodb:GetItem on {TABLE}, which its role pay-one allows: "
            "a policy of the resource or of a key does not"
        )
    ]


@pytest.mark.parametrize(
    ("action", "needed"),
    [
        ("kms:Decrypt", " (kms:ViaService dynamodb.xx-one-1.amazonaws.com)"),
        ("kms:GenerateDataKey", " (kms:ViaService dynamodb.xx-one-1.amazonaws.com)"),
    ],
)
def test_the_key_of_a_table_is_needed_through_its_service(action: str, needed: str) -> None:
    assert said(without(ONE, action)) == [
        (
            f"the function pay needs {action} on {arn('xx-one-1', 'kms', 'key/one-4711')}{needed}, "
            "which its role pay-one does not allow"
        )
    ]


def test_what_lambda_does_for_a_function_is_needed_without_a_call() -> None:
    assert said(without(ONE, "logs:PutLogEvents")) == [
        (
            "the function pay needs logs:PutLogEvents on "
            f"{arn('xx-one-1', 'logs', 'log-group:pay:*')}, which its role pay-one does not allow"
        )
    ]


def test_a_workflow_needs_its_functions_and_no_other() -> None:
    called = arn("xx-one-1", "lambda", "function:pay:live")
    assert said(without(ONE, "lambda:InvokeFunction", policy="flow_policy")) == [
        f"the role flow_role needs lambda:InvokeFunction on {called}, which its role flow-one does not allow"
    ]
    other = called.replace("pay", "alert")
    assert said(granted(ONE, allow(["lambda:InvokeFunction"], other), policy="flow_policy")) == [
        (
            f"the role flow_role is granted lambda:InvokeFunction on {other.replace('xx-one-1', '*')}, "
            "which nothing used"
        )
    ]


def test_a_role_that_nothing_runs_under_is_too_much() -> None:
    changed = deepcopy(ONE)
    changed["resource"]["aws_iam_role"]["idle"] = {"name": "idle"}
    policy = {"role": "idle", "policy": document(allow(["s3:GetObject"], "arn:aws:s3:::b/*"))}
    changed["resource"]["aws_iam_role_policy"]["idle"] = policy
    assert said(changed) == ["the role idle is granted s3:GetObject on arn:aws:s3:::b/*, which nothing used"]


def test_a_role_that_no_stack_has_and_a_policy_that_cannot_be_read_are_named() -> None:
    changed = deepcopy(ONE)
    del changed["resource"]["aws_iam_role"]["flow_role"]
    assert said(changed) == [
        "flow-one has policies and is no role of a stack",
        "something runs under the role flow-one, which no stack has",
    ]
    changed = deepcopy(ONE)
    changed["resource"]["aws_iam_role_policy"]["flow_policy"]["policy"] = "${file(policy)}"
    assert said(changed)[0].startswith(
        "app-one: the policy of aws_iam_role_policy.flow_policy cannot be read"
    )


def test_a_workflow_that_does_anything_but_invoke_cannot_be_told() -> None:
    changed = deepcopy(ONE)
    machine = changed["resource"]["aws_sfn_state_machine"]["flow"]
    machine["definition"] = machine["definition"].replace(":lambda:invoke", ":sqs:sendMessage")
    with pytest.raises(ValueError, match="does something other than to invoke a function"):
        said(changed)
