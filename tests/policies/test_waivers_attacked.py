"""What once waived nine keys for ever, or for a rule that has nothing to do with them, waives nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from policies.__main__ import main
from tests.policies.stacks import write_stack

KEYS: Final = 9
ENTRY: Final = """[[waiver]]
rule = "kms-key-rotation"
scope = { system = "pay", stack = "one", address = "aws_kms_key.*" }
reason = "r"
row = "R37"
owner = "platform-security"
approver = "payments-architecture"
approved = 2026-06-01
by_design = true
reviewed = 2026-06-01
"""
DATED: Final = ENTRY.replace(
    "by_design = true\nreviewed = 2026-06-01",
    'expires = 2026-12-31\ncompensating = "kms-key-deletion-window"',
)


def judged(folder: Path, capsys: pytest.CaptureFixture[str], entry: str) -> tuple[int, list[str], list[str]]:
    """How many of the nine keys are waived, the problems and the notes."""
    key = {"enable_key_rotation": False, "deletion_window_in_days": 7}
    queue = {"name": "pay-zq7", "kms_master_key_id": "${aws_kms_key.key_0.arn}"}
    write_stack(
        folder / "out",
        "one",
        {
            "provider": {"aws": [{"region": "us-east-1"}]},
            "resource": {
                "aws_kms_key": {f"key_{number}": key for number in range(KEYS)},
                "aws_sqs_queue": {"queue": queue},
            },
        },
    )
    (folder / "waivers.toml").write_text(entry)
    waivers = ("--waivers", str(folder / "waivers.toml"), "--today", "2026-07-01")
    chosen = ("--system", "pay", "--profile", "ephemeral", *waivers)
    status = main(["gate", str(folder / "out"), "--engine", "rules", "--format", "json", *chosen])
    said = json.loads(capsys.readouterr().out)
    assert status == (2 if said["problems"] else 1)
    waived = [each for each in said["findings"] if each["status"] == "waived"]
    assert {each["rule"] for each in waived} <= {"kms-key-rotation"}
    return len(waived), said["problems"], said["notes"]


@pytest.mark.parametrize("entry", [ENTRY, DATED], ids=["by design", "dated"])
def test_an_honest_waiver_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str], entry: str) -> None:
    assert judged(tmp_path, capsys, entry)[:2] == (KEYS, [])


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (ENTRY.replace("R37", "R41"), "its row R41 is none that the rule serves. Name one of R37"),
        (ENTRY.replace("R37", "R62"), "'row' is R62, which is required of global_payments and not of pay"),
        (ENTRY.replace("platform-security", "a"), "'owner': 'a' is not in policies/people.toml"),
        (ENTRY.replace("payments-architecture", "b"), "'approver': 'b' is not in policies/people.toml"),
        (
            ENTRY.replace('"platform-security"', '"Platform-Security"').replace(
                '"payments-architecture"', '"platform security "'
            ),
            "'platform-security' is owner and approver; an owner does not approve their own waiver",
        ),
        (DATED.replace("2026-12-31", "2099-01-01"), "more than a year after it was approved on 2026-06-01"),
        (
            DATED.replace("2026-06-01", "2098-06-01").replace("2026-12-31", "2099-01-01"),
            "it was approved on 2098-06-01, after 2026-07-01, the day judged for",
        ),
        (
            DATED.replace("kms-key-deletion-window", "sqs-tls-only"),
            "its compensating rule sqs-tls-only shares no control with kms-key-rotation",
        ),
        (
            DATED.replace("kms-key-deletion-window", "kms-alias-key"),
            "its compensating rule kms-alias-key does not pass at one: aws_kms_key.key_0",
        ),
    ],
    ids=[
        *("any row", "a row of another system", "an owner of one letter", "an approver of one letter"),
        *("one role spelled twice", "2099", "approved in time for 2099"),
        *("a rule of another control", "a rule that passes nowhere near"),
    ],
)
def test_what_does_not_hold_waives_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], entry: str, told: str
) -> None:
    waived, problems, _ = judged(tmp_path, capsys, entry)
    assert waived == 0
    assert [told in problem for problem in problems] == [True], problems


def test_a_waiver_of_an_absent_system_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waived, problems, notes = judged(tmp_path, capsys, ENTRY.replace('"pay"', '"absent"'))
    assert (waived, problems) == (0, [])
    told = "1 waiver is of systems that were not judged, so nobody held them against anything: absent (1)"
    assert told in notes


def test_the_register_is_never_one_that_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (tmp_path, tmp_path / "out"):
        folder.mkdir(exist_ok=True)
        (folder / "people.toml").write_text('[people.risk-office]\nname = "Risk"\napproves = true\n')
    waived, problems, _ = judged(tmp_path, capsys, ENTRY.replace("payments-architecture", "risk-office"))
    assert waived == 0
    assert ["'risk-office' is not in policies/people.toml" in problem for problem in problems] == [True]
