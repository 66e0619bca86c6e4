"""Waivers account for failures one by one, and one that does not hold is a problem of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.gate.metadata import Metadata, StackMetadata
from policies.gate.reading import Overrides, build
from policies.gate.verdict import Verdict, conclude, judge_estate
from policies.gate.waivers import Waiver, WaiverError, read_waivers
from policies.model import Finding, Severity, Status

ESTATE = build(
    {"pay-one": {"resource": {"aws_kms_key": {"data": {}, "other": {}}}}},
    Metadata(stacks={"pay-one": StackMetadata("pay", "zq7", "ephemeral")}),
    Overrides(),
)
WAIVER = Waiver("kms-key-rotation", "pay", "pay-*", "aws_kms_key.data", "external key", "R37", "security")


def verdict(
    *waivers: Waiver, engines: tuple[str, ...] = ("rules",), scanned: tuple[Finding, ...] = ()
) -> Verdict:
    return conclude(judge_estate(ESTATE, engines), scanned, waivers=waivers)


def statuses(judged: Verdict) -> dict[str, Status]:
    return {finding.address: finding.status for finding in judged.findings if finding.rule == WAIVER.rule}


def test_a_waiver_covers_its_address_alone() -> None:
    judged = verdict(WAIVER)
    assert statuses(judged) == {"aws_kms_key.data": Status.WAIVED, "aws_kms_key.other": Status.FAIL}
    (waived,) = [finding for finding in judged.findings if finding.status is Status.WAIVED]
    assert waived.waiver == "external key (R37, security)"
    assert judged.problems == ()


@pytest.mark.parametrize("change", [{"system": "else"}, {"stack": "other-*"}, {"address": "aws_kms_key.x"}])
def test_a_waiver_of_another_place_covers_nothing(change: dict[str, str]) -> None:
    from dataclasses import replace

    assert Status.WAIVED not in statuses(verdict(replace(WAIVER, **change))).values()


def test_an_unused_waiver_is_a_problem() -> None:
    from dataclasses import replace

    unused = replace(WAIVER, address="aws_kms_key.gone")
    judged = verdict(unused)
    assert judged.problems == (f"{unused.label}: nothing fails there any more. Remove the waiver.",)
    assert judged.exit_status == 2


@pytest.mark.parametrize(("change", "engines"), [({"system": "absent"}, ("rules",)), ({}, ("checkov",))])
def test_a_waiver_whose_system_or_engine_is_not_there_is_no_problem(
    change: dict[str, str], engines: tuple[str, ...]
) -> None:
    from dataclasses import replace

    assert verdict(replace(WAIVER, **change), engines=engines).problems == ()


def test_a_waiver_of_no_rule_is_a_problem() -> None:
    from dataclasses import replace

    (problem,) = verdict(replace(WAIVER, rule="kms-key-rotatoin")).problems
    assert problem.endswith("there is no such rule. Remove the waiver, or correct its rule.")


def test_what_nobody_may_waive_still_fails_and_is_a_problem() -> None:
    estate = build(
        {"pay-one": {"resource": {"aws_sqs_queue": {"data": {"policy": '{"Statement": {"Action": "*"}}'}}}}},
        Metadata(stacks={"pay-one": StackMetadata("pay", "zq7", "ephemeral")}),
        Overrides(),
    )
    waiver = Waiver("iam-wildcard-actions", "pay", "*", "*", "hurry", "R40", "me")
    judged = conclude(judge_estate(estate), waivers=[waiver])
    assert [f.status for f in judged.findings if f.rule == "iam-wildcard-actions"] == [Status.FAIL]
    assert "nobody may waive this rule" in judged.problems[0]


def test_a_checkov_finding_is_waived_like_ours() -> None:
    found = Finding(
        "CKV_AWS_144",
        "aws_kms_key.data",
        "pay-one",
        "",
        Severity.MEDIUM,
        Status.FAIL,
        "m",
        "r",
        engine="checkov",
    )
    waiver = Waiver("CKV_AWS_144", "pay", "pay-one", "aws_kms_key.data", "why", "R80", "security")
    judged = verdict(waiver, engines=("checkov",), scanned=(found,))
    assert [finding.status for finding in judged.findings] == [Status.WAIVED]


GOOD = """[[waiver]]
rule = "kms-key-rotation"
scope = { system = "pay", stack = "pay-*", address = "aws_kms_key.data" }
reason = "external key"
row = "R37"
owner = "security"
"""


def test_a_good_file_reads(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(GOOD)
    assert read_waivers(path) == (WAIVER,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[waiver", "do not parse"),
        ("waiver = 3", "[[waiver]] entries only"),
        (GOOD + "\n[other]\n", "[[waiver]] entries only"),
        (GOOD.replace('reason = "external key"', ""), "waiver 1: 'reason' must be a text"),
        (GOOD.replace('"external key"', '"  "'), "waiver 1: 'reason' must be a text"),
        (GOOD.replace("owner", "ovner"), "'ovner' is not a field"),
        (GOOD.replace('system = "pay", ', ""), "'scope.system' must be a text"),
        (GOOD.replace("address", "adress"), "'scope.adress' is not a field"),
        (GOOD.replace("scope = {", "scopes = {"), "'scope' must be a table"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(text)
    with pytest.raises(WaiverError, match=r"waivers\.toml") as refused:
        read_waivers(path)
    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WaiverError, match="do not parse"):
        read_waivers(tmp_path / "none.toml")
