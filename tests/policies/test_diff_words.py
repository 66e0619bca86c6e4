"""How permissions gained and lost read: one sentence each, worst first, once for all regions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.policies.diffs import EVERY, ONE, diff, edited, policy_edit

pytestmark = pytest.mark.fuzz


def test_permissions_gained_in_every_region_are_one_line_with_the_stacks(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = policy_edit(
        "aws_iam_role_policy",
        "flow_log_role_policy",
        lambda document: document["Statement"].append(
            {
                "Effect": "Allow",
                "Action": "logs:DeleteLogGroup",
                "Resource": "${aws_cloudwatch_log_group.flow_log_group.arn}",
            }
        ),
    )
    head = edited(foundations, tmp_path / "head", EVERY, edit)
    text = diff(capsys, foundations, head)
    assert "PERMISSIONS: 1 gained\n  gained: aws_iam_role.flow_log_role: may logs:DeleteLogGroup\n" in text
    sections = dict(re.findall(r"\n([A-Z]+): (.*?)(?=\n\n|\Z)", text, flags=re.DOTALL))
    assert sections["PERMISSIONS"].count("logs:DeleteLogGroup") == 1
    assert sections["ACCESS"].startswith("1 can now\n  can now: payments-flow-log-")
    assert sections["ACCESS"].count("logs:DeleteLogGroup") == 1
    assert re.search(r"in 3 stacks: .*ap-southeast-1, .*eu-west-1, .*us-east-1\n", text)


def test_what_everybody_may_comes_first_and_is_said_in_one_sentence(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def give(action: str, **who: str) -> Any:
        said = {"Effect": "Allow", "Action": action, "Resource": "*", **who}
        return lambda document: document["Statement"].append(said)

    role = policy_edit("aws_iam_role_policy", "flow_log_role_policy", give("logs:*"))
    key = policy_edit("aws_kms_key", "key_data", give("kms:Decrypt", Principal="*"))
    head = edited(edited(foundations, tmp_path / "half", ONE, role), tmp_path / "head", ONE, key)
    text = diff(capsys, foundations, head)
    assert re.findall(r"\n  gained: (aws_.*)", text) == [
        "aws_kms_key.key_data: everybody (*) may kms:Decrypt",
        "aws_iam_role.flow_log_role: may logs:*",
    ]


def test_a_prohibition_that_is_gone_is_told_with_whom_it_bound(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def drop(document: dict[str, Any]) -> None:
        document["Statement"] = [said for said in document["Statement"] if said["Effect"] == "Allow"]

    edit = policy_edit("aws_s3_bucket_policy", "code_bucket_policy", drop)
    head = edited(foundations, tmp_path / "head", EVERY, edit)
    assert "aws_s3_bucket.code_bucket: no longer denied to everybody (*): s3:*" in diff(
        capsys, foundations, head
    )
    assert "aws_s3_bucket.code_bucket: now denied to everybody (*): s3:*" in diff(capsys, head, foundations)


def test_a_prohibition_under_more_conditions_is_no_longer_one_in_every_case(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def soften(document: dict[str, Any]) -> None:
        for said in document["Statement"]:
            said.setdefault("Condition", {})["IpAddress"] = {"aws:SourceIp": "192.0.2.1"}

    edit = policy_edit("aws_s3_bucket_policy", "code_bucket_policy", soften)
    text = diff(capsys, foundations, edited(foundations, tmp_path / "head", EVERY, edit))
    said = "aws_s3_bucket.code_bucket: no longer denied to everybody (*) in every such case: s3:*"
    assert f"condition loosened: {said}\n" in text
