"""A verdict may be narrowed, never quietly, and never to clear a deployment."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from policies.__main__ import main
from policies.adopted import SAME
from policies.gate.formats.output import FORMATS
from policies.gate.formats.text import PLACES, complaints
from policies.gate.narrowing import Narrowing, narrowed
from policies.model import Finding, Severity
from policies.packs import ABOUT, PACKS, SECURITY, pack_of
from policies.registry import load
from tests.policies.stacks import write_stack
from tests.policies.verdicts import FAILED, SCANNED, verdict

pytestmark = pytest.mark.fuzz

RULES = {rule.id: rule for rule in load().rules}
STACK = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "resource": {
        "aws_kms_key": {name: {"enable_key_rotation": False} for name in ("a", "b", "c", "d", "e")},
        "aws_cloudwatch_metric_alarm": {"failures": {"alarm_name": "failures"}},
        "aws_dynamodb_table": {"ledger": {"name": "ledger", "billing_mode": "PROVISIONED"}},
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_stack(tmp_path, "pay", STACK)
    return tmp_path


def gate(folder: Path, *options: str) -> int:
    return main(["gate", str(folder), "--engine", "rules", "--waivers", "none", *options])


def told(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    gate(folder, "--format", "json", *options)
    return json.loads(capsys.readouterr().out)


def rules_in(said: Any) -> set[str]:
    return {finding["rule"] for finding in said["findings"]}


def test_rules_are_told_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(folder, capsys, "--rules", "kms-key-rotation,tags-required", "--rules", "dynamodb-on-demand")
    assert rules_in(said) == {"kms-key-rotation", "tags-required", "dynamodb-on-demand"}


def test_skipped_rules_are_not_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = rules_in(told(folder, capsys))
    assert rules_in(told(folder, capsys, "--skip", "kms-key-rotation")) == every - {"kms-key-rotation"}


def test_severity_is_the_least_that_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(folder, capsys, "--severity", "high")
    assert {finding["severity"] for finding in said["findings"]} == {"critical", "high"}


@pytest.mark.parametrize("pack", ABOUT)
def test_each_pack_is_told_alone(pack: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every, said = told(folder, capsys), told(folder, capsys, "--packs", pack)
    assert {finding["pack"] for finding in said["findings"]} == {pack}
    assert [found for found in every["findings"] if found["pack"] == pack] == said["findings"]


def test_every_rule_is_of_one_pack_and_house_rules_are_apart() -> None:
    assert not PACKS.keys() - RULES.keys(), "a pack names a rule that there is not"
    assert set(PACKS.values()) | {SECURITY} == set(ABOUT)
    house = {"tags-required", "naming-suffix", "terraform-explicit-provider", "functions-size"}
    assert {pack_of(rule) for rule in house} == {"house"}
    assert {pack_of(rule.id) for rule in RULES.values() if rule.severity is Severity.CRITICAL} == {SECURITY}


def test_a_check_of_checkov_is_of_the_pack_of_the_rule_that_asks_the_same() -> None:
    by_design = Narrowing(packs=frozenset({"reliability"}))
    assert by_design.takes(SAME["s3-versioning"][0], Severity.LOW)
    assert not by_design.takes("CKV_AWS_20", Severity.CRITICAL)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("--rules", "kms-key-rotatio"),
            "gate: there is no rule or check 'kms-key-rotatio'; did you mean kms-key-rotation",
        ),
        (("--rules", "KMS-KEY-ROTATION"), "gate: there is no rule or check 'KMS-KEY-ROTATION'"),
        (("--skip", "CKV_AWS_99999"), "gate: there is no rule or check 'CKV_AWS_99999'"),
        (("--rules", "kms-key-rotation,"), "gate: an id or pack is empty"),
        (("--packs", ""), "gate: an id or pack is empty"),
        (("--packs", "hose"), "gate: there is no pack 'hose'; did you mean house?"),
        (("--packs", "zzz"), "gate: there is no pack 'zzz'; the packs are cost, house, naming,"),
    ],
)
def test_what_there_is_not_is_status_2_and_one_sentence(
    options: tuple[str, ...], sentence: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate(folder, *options) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(sentence)
    assert printed.err.count("\n") == 1


def test_a_severity_that_there_is_not_is_status_2(folder: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        gate(folder, "--severity", "worst")
    assert stopped.value.code == 2


def test_nothing_left_to_judge_is_no_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(folder, "--rules", "kms-key-rotation", "--skip", "kms-key-rotation") == 2
    assert "leaves nothing to judge" in capsys.readouterr().out


def test_rules_that_nothing_there_concerns_are_no_pass(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate(folder, "--rules", "waf-rate-limit") == 2
    assert "nothing there concerns --rules waf-rate-limit" in capsys.readouterr().out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_that_it_is_narrowed(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = len(RULES)
    assert gate(folder, "--rules", "naming-length", "--format", name) == 0
    printed = capsys.readouterr().out
    assert f"judged 1 of {number} rules and checks (--rules naming-length)" in printed
    if name == "json":
        assert len(json.loads(printed)["limits"]) == 1
    elif name == "junit":
        suite = ET.fromstring(printed).find("testsuite[@name='gate']")  # noqa: S314 - we wrote it
        assert suite is not None
        assert suite.get("skipped") == "1"
    elif name == "sarif":
        assert json.loads(printed)["runs"][0]["automationDetails"] == {"id": "narrowed/"}
        assert [rule["id"] for rule in json.loads(printed)["runs"][0]["tool"]["driver"]["rules"]] == [
            "naming-length"
        ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_verdict_says_no_such_thing(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(folder, "--format", name)
    assert "narrowed" not in capsys.readouterr().out.lower()


@pytest.mark.parametrize(
    "options",
    [
        ("--rules", "naming-length"),
        ("--skip", "kms-key-rotation"),
        ("--packs", "naming"),
        ("--severity", "critical"),
    ],
)
def test_no_narrowed_verdict_makes_a_report_that_could_clear(
    options: tuple[str, ...], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = tmp_path / "reports"
    assert gate(folder, "--report", str(reports), *options) == 2
    assert capsys.readouterr().err.startswith("gate: a narrowed verdict makes no report")
    assert not reports.exists()


def test_a_narrowed_verdict_in_json_clears_nothing(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "gate.json"
    assert gate(folder, "--rules", "naming-length", "--write", f"json={file}") == 0
    assert main(["cleared", str(folder), "--report", str(file)]) == 1


def test_what_failed_of_checkov_beside_a_rule_that_is_left_out_is_told() -> None:
    same = replace(SCANNED, rule=SAME["kms-key-rotation"][0])
    (both,) = verdict(FAILED, same).failures
    assert (both.rule, [found.rule for found in both.also]) == ("kms-key-rotation", [same.rule])
    alone = narrowed(verdict(FAILED, same), Narrowing(skipped=frozenset({"kms-key-rotation"})))
    assert [found.rule for found in alone.failures] == [same.rule]


def test_causes_that_differ_by_an_address_are_one_in_text() -> None:
    def said(name: str, status: str) -> Finding:
        message = f"aws_kms_alias.{name}: status is {status}"
        return replace(FAILED, address=f"aws_kms_key.{name}", message=message)

    one, two = complaints([said("data", "off"), said("other", "off"), said("data", "dim")])
    assert "aws_kms_alias.data: status is off (2 places)" in one
    assert "at:   pay-one: aws_kms_key.other: aws_kms_alias.other: status is off" in one
    assert "status is dim" in two


def test_text_names_the_first_places_of_a_cause_and_counts_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(folder, "--rules", "kms-key-rotation")
    printed = capsys.readouterr().out
    assert "enable_key_rotation is false, not true (5 places)" in printed
    assert printed.count("  at:   pay: aws_kms_key.") == PLACES
    assert f"and {5 - PLACES} more (--all names each)" in printed
    gate(folder, "--rules", "kms-key-rotation", "--all")
    assert capsys.readouterr().out.count("  at:   pay: aws_kms_key.") == 5
