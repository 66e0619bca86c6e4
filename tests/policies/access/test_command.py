"""`python -m policies access`: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policies.__main__ import main
from policies.examples import policy_text
from tests.policies.stacks import write_stack

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::uploads-zq7/*"}
NOBODY = policy_text({**ALLOW, "Principal": {"AWS": "${aws_iam_role.clerk.arn}"}})
ANYBODY = policy_text({**ALLOW, "Principal": "*"})
UNKNOWN = policy_text({**ALLOW, "Principal": {"AWS": "${var.partner}"}})


def folder(tmp_path: Path, policy: str) -> Path:
    """A synthesized folder with a role and a bucket of this policy."""
    through = {
        **ALLOW,
        "Action": "s3:PutObject",
        "Condition": {"StringEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}},
    }
    content: dict[str, Any] = {
        "provider": {"aws": [{"region": "xx-test-1"}]},
        "resource": {
            "aws_iam_role": {"clerk": {"name": "clerk-zq7"}},
            "aws_iam_role_policy": {
                "clerk": {"role": "${aws_iam_role.clerk.name}", "policy": policy_text(through)}
            },
            "aws_s3_bucket": {"uploads": {"bucket": "uploads-zq7"}},
            "aws_s3_bucket_policy": {"uploads": {"bucket": "uploads-zq7", "policy": policy}},
        },
    }
    write_stack(tmp_path, "pay", content)
    return tmp_path


@pytest.mark.parametrize(
    ("policy", "status", "word"), [(NOBODY, 0, "PROVEN"), (ANYBODY, 1, "REFUTED"), (UNKNOWN, 2, "UNDECIDED")]
)
def test_the_status_says_what_is_proven(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], policy: str, status: int, word: str
) -> None:
    assert main(["access", str(folder(tmp_path, policy)), "--proofs"]) == status
    printed = capsys.readouterr().out
    assert f"{word} access-outsiders" in printed
    assert "PROVEN access-escalation" in printed


def test_a_refutation_is_told_with_the_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["access", str(folder(tmp_path, ANYBODY)), "--format", "json"])
    told = {each["id"]: each for each in json.loads(capsys.readouterr().out)["properties"]}
    (refuted,) = told["access-outsiders"]["refuted"]
    assert refuted["address"] == "aws_s3_bucket.uploads"
    assert "an anonymous caller may s3:GetObject on arn:aws:s3:::uploads-zq7/" in refuted["message"]


def test_who_can_do_what_is_told_with_the_conditions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["access", str(folder(tmp_path, NOBODY))])
    assert (
        "pay: aws_s3_bucket.uploads\n"
        "  clerk-zq7: s3:GetObject\n"
        "  clerk-zq7: s3:PutObject\n"
        "      if StringEquals s3:x-amz-server-side-encryption: aws:kms\n"
    ) in capsys.readouterr().out


def test_what_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path, "pay", "{")
    assert main(["access", str(tmp_path)]) == 2
    assert "access: " in capsys.readouterr().err
