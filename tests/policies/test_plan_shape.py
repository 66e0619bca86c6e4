"""A stack in the shape of a plan: what the files tell stands in place, and the rest looks like itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policies.gate.engines.plan_shape import plan, plan_address
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata

OTHER = {
    "terraform": {"backend": {"s3": {"key": "other.tfstate"}}},
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "output": {
        "key": {"value": "${aws_kms_key.k.arn}"},
        "key_id": {"value": "${aws_kms_key.k.key_id}"},
        "word": {"value": "told"},
    },
    "resource": {"aws_kms_key": {"k": {}}},
}
STACK = {
    "provider": {"aws": [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "two"}]},
    "variable": {"v": {"default": ["a", "b"]}, "bare": {}},
    "locals": {"l": "${var.v}", "round": "${local.round}"},
    "data": {
        "aws_caller_identity": {"me": {}},
        "aws_partition": {"p": {}},
        "terraform_remote_state": {
            "o": {"config": {"key": "other.tfstate"}},
            "unread": {"config": {"key": "elsewhere.tfstate"}},
        },
        "aws_iam_policy_document": {
            "d": {"statement": [{"actions": ["sqs:*"], "resources": ["${aws_sqs_queue.q.arn}"]}]}
        },
    },
    "resource": {"aws_sqs_queue": {"q": {"name": "inbox"}}, "aws_iam_role": {"r": {"name": 'a"b'}}},
}
ACCOUNT = "123456789012"


def resolved(value: Any) -> Any:
    content = {**STACK, "resource": {**STACK["resource"], "aws_thing": {"x": {"value": value}}}}
    configuration = build({"one": content, "other": OTHER}, Metadata(), Overrides())
    resources = plan("one", configuration)["planned_values"]["root_module"]["resources"]
    return next(each for each in resources if each["address"] == "aws_thing.x")["values"]["value"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("literal", "literal"),
        ("${local.l}", ["a", "b"]),
        ({"in": ["${var.v}"]}, {"in": [["a", "b"]]}),
        ("${aws_sqs_queue.q.id}", "aws_sqs_queue.q.id"),
        ("${aws_sqs_queue.q.name}", "aws_sqs_queue.q.name"),
        ("at ${aws_sqs_queue.q.name}", "at inbox"),
        ("at ${aws_sqs_queue.q.arn}", f"at arn:aws:sqs:xx-test-1:{ACCOUNT}:inbox"),
        ("${data.terraform_remote_state.o.outputs.word}", "told"),
        ("${data.terraform_remote_state.o.outputs.key}", f"arn:aws:kms:xx-test-1:{ACCOUNT}:key/k"),
        ("${data.terraform_remote_state.o.outputs.key_id}", "data.terraform_remote_state.o.outputs.key_id"),
        ("${data.terraform_remote_state.unread.outputs.x}", "data.terraform_remote_state.unread.outputs.x"),
        ("arn:${data.aws_partition.p.partition}:x", "arn:aws:x"),
        ("::${data.aws_caller_identity.me.account_id}:", f"::{ACCOUNT}:"),
        ("${var.bare}", "bare"),
        ("${var.missing}", "${var.missing}"),
        ('${jsonencode({"a" = 1})}', '{"a":1}'),
        ("${file('x')}", "${file('x')}"),
        ("${local.round}", "${local.round}"),
    ],
)
def test_value(value: Any, expected: Any) -> None:
    assert resolved(value) == expected


def test_a_policy_document_is_written_out() -> None:
    (statement,) = json.loads(resolved("${data.aws_iam_policy_document.d.json}"))["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Action": ["sqs:*"],
        "Resource": [f"arn:aws:sqs:xx-test-1:{ACCOUNT}:inbox"],
    }


def test_what_is_put_into_a_policy_leaves_it_json() -> None:
    assert json.loads(resolved('{"Statement": "${aws_iam_role.r.name}"}')) == {"Statement": 'a"b'}


def test_what_configures_terraform_is_no_value() -> None:
    stack = {"resource": {"aws_thing": {"x": {"lifecycle": {}, "provider": "aws.two", "kept": 1}}}}
    (planned,) = plan("s", build({"s": stack}, Metadata(), Overrides()))["planned_values"]["root_module"][
        "resources"
    ]
    assert planned["values"] == {"kept": 1}


@pytest.mark.parametrize(
    ("address", "shown"),
    [("aws_x.y", "aws_x.y"), ("provider.aws", "aws.default"), ("provider.aws.two", "aws.two")],
)
def test_addresses_as_checkov_shows_them(address: str, shown: str) -> None:
    assert plan_address(address) == shown
