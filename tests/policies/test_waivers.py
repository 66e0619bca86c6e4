"""The waivers file: what it may say, and that everything else is refused with what to do."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.adopted import adopted
from policies.gate.waivers.dates import LONGEST_DAYS
from policies.gate.waivers.file import DEFAULT, WaiverError, read_waivers
from policies.gate.waivers.waiver import Waiver, WaiverScope, matches

DATED = """[[waiver]]
rule = "kms-key-rotation"
scope = { system = "pay", stack = "pay-*", address = ["aws_kms_key.data", "aws_kms_key.old"] }
reason = "external key"
ticket = "PAY-12"
owner = "platform-security"
approver = "payments-architecture"
approved = 2026-06-01
expires = 2026-12-31
compensating = "kms-key-policy"
"""
BY_DESIGN = """[[waiver]]
rule = "CKV_AWS_144"
scope = { system = "pay", region = "xx-test-1", address = "aws_s3_bucket.personal" }
reason = "personal data stays"
row = "C35"
owner = "data-protection"
approver = "payments-architecture"
approved = 2026-06-01
by_design = true
reviewed = 2026-07-01
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
            owner="platform-security",
            approver="payments-architecture",
            approved=date(2026, 6, 1),
            ticket="PAY-12",
            expires=date(2026, 12, 31),
            compensating="kms-key-policy",
        ),
        Waiver(
            rule="CKV_AWS_144",
            scope=WaiverScope("pay", ("aws_s3_bucket.personal",), regions=("xx-test-1",)),
            reason="personal data stays",
            owner="data-protection",
            approver="payments-architecture",
            approved=date(2026, 6, 1),
            row="C35",
            reviewed=date(2026, 7, 1),
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
        (DATED.replace('owner = "platform-security"', ""), "'owner' is missing: say who answers for it"),
        (DATED.replace('approver = "payments-architecture"', ""), "'approver' is missing: say who allowed"),
        (DATED.replace("payments-architecture", "platform-security"), "an owner does not approve their own"),
        (
            DATED.replace("payments-architecture", "platform-engineering"),
            "'approver' is 'platform-engineering', who may not approve; these may: payments-architecture",
        ),
        (
            DATED.replace("platform-security", "platform-securty"),
            "'owner': 'platform-securty' is not in policies/people.toml; did you mean platform-security",
        ),
        (
            DATED.replace("payments-architecture", "b"),
            "'approver': 'b' is not in policies/people.toml; these are: data-protection, ",
        ),
        (DATED.replace("approved = 2026-06-01", ""), "'approved' is missing: give the UTC date"),
        (DATED.replace("2026-06-01", '"2026-06-01"'), "'approved' must be a date without quotes"),
        (DATED.replace("2026-12-31", "2026-05-31"), "'expires' is 2026-05-31, before it was approved on"),
        (
            DATED.replace("2026-12-31", "2099-01-01"),
            "more than a year after it was approved on 2026-06-01; 2027-06-02 at the latest is allowed",
        ),
        (DATED + "reviewed = 2026-07-01", "only what is by_design is reviewed: remove 'reviewed'"),
        (BY_DESIGN.replace("reviewed = 2026-07-01", ""), "'reviewed' is missing: give the UTC date"),
        (BY_DESIGN.replace("2026-07-01", "2026-05-01"), "'reviewed' is 2026-05-01, before it was approved"),
        (
            BY_DESIGN.replace("C35", "R80"),
            "'row' is R80, which is required of global_payments and not of pay",
        ),
        (DATED.replace('ticket = "PAY-12"', ""), "'row' and 'ticket' are missing"),
        (DATED.replace('compensating = "kms-key-policy"', ""), "'compensating' is missing: name the rule"),
        (DATED.replace("expires = 2026-12-31", ""), "'expires' is missing: give the last UTC date"),
        (DATED.replace("2026-12-31", '"2026-12-31"'), "'expires' must be a date without quotes"),
        (DATED.replace("2026-12-31", "2026-12-31T10:00:00Z"), "'expires' must be a date without quotes"),
        (DATED.replace("2026-12-31", "2026-02-30"), "do not parse"),
        (DATED + "by_design = true", "what is by_design has no last day"),
        (BY_DESIGN.replace("true", '"yes"'), "'by_design' must be true or false, found 'yes'"),
        (BY_DESIGN.replace("true", "false"), "'expires' is missing"),
        (BY_DESIGN.replace('row = "C35"', 'ticket = "PAY-12"'), "names the requirement that demands it"),
        (BY_DESIGN.replace("C35", "R0"), "'row' must be the id of a requirement: unknown requirement 'R0': "),
        (BY_DESIGN.replace("C35", "row 80"), "'row' must be the id of a requirement"),
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


def test_each_of_our_own_waivers_names_a_row_that_its_rule_serves() -> None:
    assert [each.label for each in read_waivers(DEFAULT) if each.row not in adopted(each.rule).rows] == []


@pytest.mark.parametrize("name", ["Platform-Security ", "platform  security", "\uff30latform_Security"])
def test_however_it_is_spelled_a_name_is_one_of_the_register(tmp_path: Path, name: str) -> None:
    (waiver,) = read(tmp_path, DATED.replace('"platform-security"', f'"{name}"'))
    assert waiver.owner == "platform-security"
    with pytest.raises(WaiverError, match="'platform-security' is owner and approver"):
        read(tmp_path, DATED.replace('"payments-architecture"', f'"{name}"'))


@given(st.dates(), st.integers(-400, 800))
def test_no_waiver_holds_for_more_than_a_year(
    tmp_path_factory: pytest.TempPathFactory, approved: date, days: int
) -> None:
    try:
        expires = approved + timedelta(days=days)
    except OverflowError:
        return
    said = DATED.replace("2026-06-01", str(approved)).replace("2026-12-31", str(expires))
    if 0 <= days <= LONGEST_DAYS:
        assert read(tmp_path_factory.getbasetemp(), said)[0].expires == expires
    else:
        with pytest.raises(WaiverError, match="'expires' is"):
            read(tmp_path_factory.getbasetemp(), said)


def test_a_register_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WaiverError, match="the register of people does not parse"):
        read_waivers(DEFAULT, tmp_path / "people.toml")


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
