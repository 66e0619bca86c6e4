"""The waivers file: what it may say, and that everything else is refused with what to do."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.gate.waivers.file import DEFAULT, WaiverError, read_waivers
from policies.gate.waivers.waiver import Waiver, WaiverScope, matches

DATED = """[[waiver]]
rule = "kms-key-rotation"
scope = { system = "pay", stack = "pay-*", address = ["aws_kms_key.data", "aws_kms_key.old"] }
reason = "external key"
ticket = "PAY-12"
owner = "security"
approver = "risk"
expires = 2026-12-31
compensating = "kms-key-policy"
"""
BY_DESIGN = """[[waiver]]
rule = "CKV_AWS_144"
scope = { system = "pay", region = "xx-test-1", address = "aws_s3_bucket.personal" }
reason = "personal data stays"
row = "R80"
owner = "security"
approver = "risk"
by_design = true
"""


def read(folder: Path, text: str) -> tuple[Waiver, ...]:
    path = folder / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    return read_waivers(path)


def test_a_dated_waiver_and_one_by_design_read(tmp_path: Path) -> None:
    assert read(tmp_path, DATED + BY_DESIGN) == (
        Waiver(
            rule="kms-key-rotation",
            scope=WaiverScope("pay", ("aws_kms_key.data", "aws_kms_key.old"), stacks=("pay-*",)),
            reason="external key",
            owner="security",
            approver="risk",
            ticket="PAY-12",
            expires=date(2026, 12, 31),
            compensating="kms-key-policy",
        ),
        Waiver(
            rule="CKV_AWS_144",
            scope=WaiverScope("pay", ("aws_s3_bucket.personal",), regions=("xx-test-1",)),
            reason="personal data stays",
            owner="security",
            approver="risk",
            row="R80",
        ),
    )


def test_a_dated_waiver_may_say_that_it_is_not_by_design(tmp_path: Path) -> None:
    assert read(tmp_path, f"{DATED}by_design = false") == read(tmp_path, DATED)


def test_a_file_without_waivers_reads(tmp_path: Path) -> None:
    assert read(tmp_path, "# none\n") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[waiver", "do not parse"),
        ("waiver = 3", "[[waiver]] entries only"),
        ("waiver = [1]", "[[waiver]] entries only"),
        (DATED + "\n[other]\n", "[[waiver]] entries only"),
        (DATED.replace('rule = "kms-key-rotation"', ""), "waiver 1: 'rule' is missing: say the id"),
        (DATED.replace('reason = "external key"', ""), "waiver 1 (kms-key-rotation): 'reason' is missing"),
        (DATED.replace('"external key"', '"  "'), "'reason' must be a text that is not empty, found '  '"),
        (DATED.replace('"PAY-12"', "12"), "'ticket' must be a text that is not empty, found 12"),
        (DATED.replace("owner", "ovner"), "'ovner' is not a field"),
        (DATED.replace('owner = "security"', ""), "'owner' is missing: say who answers for it"),
        (DATED.replace('approver = "risk"', ""), "'approver' is missing: say who allowed it"),
        (DATED.replace('"risk"', '"security"'), "an owner does not approve their own waiver"),
        (DATED.replace('ticket = "PAY-12"', ""), "'row' and 'ticket' are missing"),
        (DATED.replace('compensating = "kms-key-policy"', ""), "'compensating' is missing: name the rule"),
        (DATED.replace("expires = 2026-12-31", ""), "'expires' is missing: give the last UTC date"),
        (DATED.replace("2026-12-31", '"2026-12-31"'), "'expires' must be a date without quotes"),
        (DATED.replace("2026-12-31", "2026-12-31T10:00:00Z"), "'expires' must be a date without quotes"),
        (DATED.replace("2026-12-31", "2026-02-30"), "do not parse"),
        (DATED + "by_design = true", "what is by_design has no date"),
        (BY_DESIGN.replace("true", '"yes"'), "'by_design' must be true or false, found 'yes'"),
        (BY_DESIGN.replace("true", "false"), "'expires' is missing"),
        (BY_DESIGN.replace('row = "R80"', 'ticket = "PAY-12"'), "names the requirement that demands it"),
        (BY_DESIGN.replace("R80", "R0"), "'row' must be the id of a requirement: unknown requirement 'R0': "),
        (BY_DESIGN.replace("R80", "row 80"), "'row' must be the id of a requirement"),
        (DATED.replace('system = "pay", ', ""), "'scope.system' is missing"),
        (DATED.replace("address", "adress"), "'scope.adress' is not a field"),
        (
            DATED.replace(', address = ["aws_kms_key.data", "aws_kms_key.old"]', ""),
            "'scope.address' is missing",
        ),
        (DATED.replace('["aws_kms_key.data", "aws_kms_key.old"]', "[]"), "'scope.address' must be a pattern"),
        (DATED.replace('"pay-*"', '["pay-*", ""]'), "'scope.stack' must be a pattern or a list of patterns"),
        (DATED.replace('stack = "pay-*", ', ""), "either stack or region, and not both"),
        (DATED.replace("address", 'region = "xx-test-1", address'), "either stack or region, and not both"),
        (DATED.replace('stack = "pay-*", ', 'stack = "*", profile = "test", '), "'scope.profile' has 'test'"),
        (DATED.replace("scope = {", "scopes = {"), "'scopes' is not a field"),
        (BY_DESIGN.replace("scope = {", "# {"), "'scope' must be a table"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(WaiverError, match=r"waivers\.toml") as refused:
        read(tmp_path, text)
    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WaiverError, match="do not parse"):
        read_waivers(tmp_path / "none.toml")


def test_our_own_waivers_are_what_the_design_demands() -> None:
    waivers = read_waivers(DEFAULT)
    demanded = defaultdict(set)
    for waiver in waivers:
        demanded[waiver.scope.system].add(waiver.rule)
    assert demanded == {
        "disaster_recovery": {
            *("CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_150", "CKV_AWS_260", "CKV_AWS_338"),
        },
        "global_payments": {"CKV_AWS_59", "CKV_AWS_120", "CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_225"},
        "onprem_migration": {
            *("CKV2_AWS_8", "CKV2_AWS_34", "CKV_AWS_59", "CKV_AWS_120", "CKV_AWS_139", "CKV_AWS_144"),
            *("CKV_AWS_145", "CKV_AWS_150", "CKV_AWS_225"),
        },
        "pci_web_app": {
            *("CKV_AWS_139", "CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_150", "CKV_AWS_260", "CKV_AWS_326"),
            "CKV2_AWS_8",
        },
        "region_migration": {
            *("CKV_AWS_18", "CKV_AWS_139", "CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_150", "CKV_AWS_260"),
            "CKV2_AWS_8",
        },
    }
    assert [waiver.label for waiver in waivers if waiver.expires or not waiver.row] == []


@given(st.text(), st.text())
def test_a_star_stands_for_any_characters_and_the_rest_for_itself(before: str, after: str) -> None:
    pattern = f"{before.replace('*', '')}*{after.replace('*', '')}"
    assert matches(pattern.replace("*", "any\n[thing]"), [pattern])
    assert not matches(f"x{pattern}", [pattern]) or pattern.startswith(("*", "x"))


@pytest.mark.parametrize("other", ["aws_x.yd", "aws_x.y?", "aws_x-y[d]"])
def test_only_a_star_is_special(other: str) -> None:
    assert matches("aws_x.y[d]", ["aws_x.y[d]"])
    assert not matches(other, ["aws_x.y[d]", "aws_x.?"])


def test_a_waiver_lists_what_it_allows(tmp_path: Path) -> None:
    said = BY_DESIGN.replace("reason", 'subjects = ["sns:*", "999988887777"]\nreason')
    (waiver,) = read(tmp_path, said)
    assert waiver.subjects == ("sns:*", "999988887777")
    assert "(sns:*, 999988887777)" in waiver.label


@pytest.mark.parametrize("subjects", ["[]", '""', '"sns:*"', '["a", ""]', "[1]", '["a", "a"]'])
def test_subjects_are_a_list_of_texts(tmp_path: Path, subjects: str) -> None:
    with pytest.raises(WaiverError, match="'subjects' must be a list of"):
        read(tmp_path, BY_DESIGN.replace("reason", f"subjects = {subjects}\nreason"))


def test_no_waiver_is_for_a_system_that_nobody_told(tmp_path: Path) -> None:
    with pytest.raises(WaiverError, match=r"'scope\.system' must be the name of a system"):
        read(tmp_path, BY_DESIGN.replace('system = "pay"', 'system = "unknown"'))
