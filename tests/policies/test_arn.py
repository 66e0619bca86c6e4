"""ARNs are read part by part, expressions included, and IAM's patterns match as IAM matches."""

from __future__ import annotations

import pytest

from policies import expect
from policies.arn import Arn, arn_parts, is_arn_of, matches, read_arn
from policies.configuration import Configuration
from policies.context import Context
from policies.model import Status
from policies.policy_document import Principal, Statement
from policies.resource import Resource

ACCOUNT = "${data.aws_caller_identity.here.account_id}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arn:aws:sqs:x:1:queue", Arn("aws", "sqs", "x", "1", "queue")),
        ("arn:aws:s3:::bucket/a:b", Arn("aws", "s3", "", "", "bucket/a:b")),
        (f"arn:aws:iam::{ACCOUNT}:role/x", Arn("aws", "iam", "", ACCOUNT, "role/x")),
        (
            "${x}arn:aws:sqs:x:1:queue",
            None,
        ),
        (
            'arn:${var.a ? "aws:b" : "c"}:sqs:x:1:queue:${a["b:c"]}',
            Arn('${var.a ? "aws:b" : "c"}', "sqs", "x", "1", 'queue:${a["b:c"]}'),
        ),
        ("arn:aws:sqs", None),
        ("queue", None),
        ("", None),
        (None, None),
        (["arn:aws:sqs:x:1:queue"], None),
    ],
)
def test_an_arn_is_read_by_its_parts(text: object, expected: Arn | None) -> None:
    assert read_arn(text) == expected


def test_an_arn_is_of_its_service_alone() -> None:
    assert is_arn_of("sqs", "arn:aws:sqs:x:1:sns:topic")
    assert not is_arn_of("sns", "arn:aws:sqs:x:1:sns:topic")
    assert arn_parts("kms:*") == ("kms", "*")


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("s3:Get*", "s3:GetObject", True),
        ("s3:?etObject", "s3:GetObject", True),
        ("s3:?GetObject", "s3:GetObject", False),
        ("s3:[GP]etObject", "s3:GetObject", False),
        ("s3:[GP]etObject", "s3:[GP]etObject", True),
        ("s3:[!x]*", "s3:GetObject", False),
        ("s3.Get*", "s3:GetObject", False),
        ("*", "a\nb", True),
        ("a(b", "a(b", True),
        ("s3:Get", "s3:GetObject", False),
    ],
)
def test_a_star_and_a_question_mark_are_all_that_matches(pattern: str, text: str, *, expected: bool) -> None:
    assert matches(pattern, text) is expected


def allow(*actions: str) -> Statement:
    return Statement("", "Allow", actions, (), (), (), (), (), ())


@pytest.mark.parametrize(
    ("written", "asked", "named"),
    [
        ("kms:decrypt", "kms:Decrypt", True),
        ("KMS:De*", "kms:Decrypt", True),
        ("kms:D[e]crypt", "kms:Decrypt", False),
        ("kms:*", "kms:Decrypt", True),
        ("*", "kms:Decrypt", True),
        ("s3:*", "kms:Decrypt", False),
    ],
)
def test_actions_are_named_as_iam_matches_them(written: str, asked: str, *, named: bool) -> None:
    assert allow(written).names_action(asked) is named


@pytest.mark.parametrize(
    ("value", "spans"),
    [
        ("*", True),
        ("arn:aws:iam::*:root", True),
        ("arn:aws:iam::12345678901?:root", True),
        ("arn:aws:iam::123456789012:role/*", False),
        (f"arn:aws:iam::{ACCOUNT}:root", False),
        ("123456789012", False),
    ],
)
def test_a_principal_spans_accounts_where_its_account_is_open(value: str, *, spans: bool) -> None:
    assert Principal("AWS", value).spans_accounts is spans


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("arn:aws:kms:xx-test-1:999988887777:key/0a1b", None),
        ("arn:aws:kms:xx-test-1:999988887777:alias/data", None),
        (f"arn:aws:kms:xx-test-1:{ACCOUNT}:alias/data", Status.UNKNOWN),
        ("alias/data", None),
        ("12345678-90ab-cdef-1234-567890abcdef", None),
        ("mrk-1234567890abcdef1234567890abcdef", None),
        ("arn:aws:s3:::a-bucket", Status.FAIL),
        ("arn:aws:s3:::${var.bucket}", Status.FAIL),
        ("arn:aws:iam::999988887777:role/key", Status.FAIL),
        ("arn:aws:kms:xx-test-1:999988887777:grant/x", Status.FAIL),
        ("arn:aws:kms:xx-test-1:999988887777:alias/aws/s3", Status.FAIL),
        ("this-is-36-characters-and-not-a-key-x", Status.FAIL),
        ("my-key", Status.FAIL),
        ("${var.key}", Status.UNKNOWN),
    ],
)
def test_a_key_is_named_by_what_kms_takes(value: str, status: Status | None) -> None:
    queue = Resource("aws_sqs_queue.q", "aws_sqs_queue", "q", {"kms": value}, "example", Context())
    found = [judgement.status for judgement in expect.customer_key(queue, Configuration((queue,)), "kms")]
    assert found == ([status] if status else [])


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("arn:aws:sqs:xx-test-1:999988887777:failed", None),
        ("arn:aws:sns:xx-test-1:999988887777:failed", Status.FAIL),
        ("arn:aws:s3:::a:sqs:b", Status.FAIL),
        ("arn:aws:${var.service}:xx-test-1:999988887777:failed", Status.UNKNOWN),
        ("${var.queue}", Status.UNKNOWN),
    ],
)
def test_a_dead_letter_queue_is_one_by_its_service(value: str, status: Status | None) -> None:
    target = Resource("aws_x.t", "aws_x", "t", {"arn": value}, "example", Context())
    found = [
        judgement.status for judgement in expect.dead_letter(target, Configuration((target,)), "arn", "sqs")
    ]
    assert found == ([status] if status else [])
