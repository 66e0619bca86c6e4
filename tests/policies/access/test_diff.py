"""What a change adds to access is told by proof: another way to say the same adds nothing."""

from __future__ import annotations

from typing import Any

import pytest

from policies.configuration import Configuration
from policies.diff.access import compare_access
from policies.examples import policy_text
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata

BUCKET = "arn:aws:s3:::uploads-zq7"
OWN = "${data.aws_caller_identity.here.account_id}"


def allow(action: object, resource: object, **more: object) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: object, resource: object, **more: object) -> dict[str, Any]:
    return allow(action, resource, **more) | {"Effect": "Deny"}


def configuration(*identity: dict[str, Any], policy: tuple[dict[str, Any], ...] = ()) -> Configuration:
    """A role with these rights, and a bucket with this policy."""
    resource: dict[str, Any] = {
        "aws_iam_role": {"clerk": {"name": "clerk"}},
        "aws_iam_role_policy": {"clerk": {"role": "clerk", "policy": policy_text(*identity)}},
        "aws_s3_bucket": {"uploads": {"bucket": "uploads-zq7"}},
        "aws_s3_bucket_policy": {"uploads": {"bucket": "uploads-zq7", "policy": policy_text(*policy)}},
    }
    content = {"provider": {"aws": [{"region": "xx-test-1"}]}, "resource": resource}
    return build({"pay": content}, Metadata(), NO_OVERRIDES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            [allow(["s3:GetObject", "s3:PutObject"], f"{BUCKET}/*")],
            [allow("s3:GetObject", f"{BUCKET}/*"), allow("s3:putobject", [f"{BUCKET}/*"])],
        ),
        (
            [allow("s3:Get*", f"{BUCKET}/*")],
            [allow("s3:Get*", f"{BUCKET}/*"), allow("s3:GetObject", f"{BUCKET}/2026/*")],
        ),
        (
            [allow("s3:*", f"{BUCKET}/*")],
            [allow("s3:*", f"{BUCKET}/*"), deny("s3:GetObject", "arn:aws:s3:::another/*")],
        ),
        ([{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}], [allow("*", "*"), deny("s3:*", "*")]),
        (
            [allow("s3:*", "*", Condition={"StringLike": {"s3:prefix": "a*"}})],
            [allow("s3:*", "*", Condition={"StringLike": {"s3:prefix": ["a*", "ab?"]}})],
        ),
    ],
)
def test_the_same_in_other_words_is_no_difference(before: Any, after: Any) -> None:
    change = compare_access(configuration(*before), configuration(*after))
    assert (change.gained, change.lost, change.undecided) == ((), (), ())


@pytest.mark.parametrize(
    ("before", "after", "action", "resource"),
    [
        (
            [allow("s3:GetObject", f"{BUCKET}/a/*")],
            [allow("s3:GetObject", f"{BUCKET}/*")],
            "s3:GetObject",
            BUCKET,
        ),
        ([allow("s3:*", "*"), deny("s3:DeleteObject", "*")], [allow("s3:*", "*")], "s3:DeleteObject", ""),
        (
            [],
            [allow("sqs:SendMessage", "arn:aws:sqs:xx-test-1:1:q")],
            "sqs:SendMessage",
            "arn:aws:sqs:xx-test-1:1:q",
        ),
    ],
)
def test_what_can_be_done_now_is_a_request_and_the_mirror_is_lost(
    before: Any, after: Any, action: str, resource: str
) -> None:
    base, head = configuration(*before), configuration(*after)
    (gained,) = compare_access(base, head).gained
    assert (gained.who, gained.action.lower()) == ("clerk", action.lower())
    assert gained.resource.startswith(resource)
    assert compare_access(head, base).lost == (gained,)
    assert compare_access(base, head).lost == ()


def test_a_policy_of_the_store_that_lets_in_more_is_a_gain_of_who_comes_in() -> None:
    ours = allow("s3:GetObject", f"{BUCKET}/*", Principal={"AWS": f"arn:aws:iam::{OWN}:root"})
    base = configuration(policy=(ours,))
    head = configuration(policy=(ours | {"Principal": "*"},))
    gained = {each.who for each in compare_access(base, head).gained}
    assert {"an anonymous caller", "any other account", "clerk"} <= gained


def test_a_deny_that_is_gone_is_a_gain_of_whom_it_kept_out() -> None:
    reads = allow("s3:GetObject", f"{BUCKET}/*")
    kept = deny("s3:GetObject", f"{BUCKET}/*", Principal="*")
    change = compare_access(configuration(reads, policy=(kept,)), configuration(reads, policy=()))
    assert [(each.address, each.who) for each in change.gained] == [("aws_s3_bucket.uploads", "clerk")]


def test_what_nobody_can_tell_is_undecided() -> None:
    change = compare_access(configuration(), configuration(allow("s3:GetObject", "${var.bucket}")))
    assert (change.gained, change.lost) == ((), ())
    assert [each.who for each in change.undecided] == ["clerk"]
