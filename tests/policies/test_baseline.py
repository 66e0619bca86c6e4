"""A baseline tells what failed before apart; what is new fails, and nothing of it is a pass."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policies.__main__ import main
from policies.gate.baseline import FORMAT, Known, compared, read_baseline, write_baseline
from policies.gate.formats.output import FORMATS
from policies.model import Status
from tests.policies.stacks import write_stack
from tests.policies.verdicts import FAILED, OTHER, PASSED, SCANNED, UNKNOWN, WAIVER, verdict

ONE = Known("pay-one", "aws_kms_key.data", "kms-key-rotation")
STRANGERS = replace(
    FAILED,
    rule="iam-cross-account",
    parts=(("arn:aws:iam::1:root", "lets 1 in"), ("arn:aws:iam::2:root", "lets 2 in")),
    message="lets 1 in; lets 2 in",
)
FIRST = Known("pay-one", "aws_kms_key.data", "iam-cross-account", "arn:aws:iam::1:root")


def statuses(*findings: Any, baseline: set[Known]) -> list[tuple[str, str]]:
    said = compared(verdict(*findings), frozenset(baseline), "base.json")
    return [(finding.rule, finding.status) for finding in said.findings]


def test_what_is_in_it_does_not_fail_and_is_counted_apart() -> None:
    said = compared(verdict(FAILED, OTHER), frozenset({ONE}), "base.json")
    assert said.outcome == "fail"
    assert (said.counts[Status.FAIL], said.counts[Status.BASELINE], said.counts[Status.PASS]) == (1, 1, 0)
    assert said.limits == ("1 failure does not count, since the baseline base.json has them",)
    whole = compared(verdict(FAILED), frozenset({ONE}), "base.json")
    assert (whole.outcome, whole.exit_status) == ("pass", 0)


@pytest.mark.parametrize("changed", Known._fields)
def test_its_key_is_stack_address_rule_and_subject(changed: str) -> None:
    other = ONE._replace(**{changed: "another"})
    assert statuses(FAILED, baseline={other}) == [("kms-key-rotation", Status.FAIL)]


def test_of_several_subjects_those_that_it_lacks_fail() -> None:
    said = compared(verdict(STRANGERS), frozenset({FIRST}), "base.json")
    assert [(found.status, found.message) for found in said.findings] == [
        (Status.FAIL, "lets 2 in"),
        (Status.BASELINE, "lets 1 in"),
    ]
    both = {FIRST, FIRST._replace(subject="arn:aws:iam::2:root")}
    assert statuses(STRANGERS, baseline=both) == [("iam-cross-account", Status.BASELINE)]


def test_unknown_waived_and_passed_stay_what_they_are() -> None:
    before = verdict(OTHER, PASSED, UNKNOWN, waivers=(WAIVER,))
    everywhere = {Known(found.stack, found.address, found.rule) for found in before.findings}
    after = compared(before, frozenset(everywhere), "base.json")
    assert after.counts[Status.BASELINE] == 0
    assert after.counts == before.counts


def test_what_could_not_be_judged_stays_an_error() -> None:
    assert compared(verdict(FAILED, problems=("x",)), frozenset({ONE}), "base.json").exit_status == 2


def test_what_fails_no_more_is_told() -> None:
    notes = compared(verdict(PASSED), frozenset({ONE, FIRST}), "base.json").notes
    (stale,) = [note for note in notes if "stale" in note]
    assert stale == (
        "the baseline base.json is stale, write it anew; 2 of it no longer fail: "
        "iam-cross-account at pay-one: aws_kms_key.data, kms-key-rotation at pay-one: aws_kms_key.data"
    )


def test_what_was_not_judged_is_not_called_stale() -> None:
    def stale(said: Any) -> list[str]:
        return [note for note in said.notes if "stale" in note]

    check = Known("pay-one", "aws_kms_key.data", "CKV_AWS_144")
    rules_alone = replace(verdict(FAILED), engines=("rules",))
    assert stale(compared(rules_alone, frozenset({check, ONE}), "b")) == []
    assert stale(compared(verdict(FAILED), frozenset({check, ONE}), "b")) != []
    assert stale(compared(verdict(problems=("x",)), frozenset({ONE}), "b")) == []
    still_open = Known("pay-two", "aws_kms_key.other", "kms-key-rotation")
    assert stale(compared(verdict(UNKNOWN), frozenset({still_open}), "b")) == []


def test_written_and_read_again_it_knows_all_that_fails(tmp_path: Path) -> None:
    file = tmp_path / "new" / "base.json"
    before = verdict(FAILED, OTHER, STRANGERS, SCANNED, PASSED, UNKNOWN)
    assert write_baseline(file, before) == 5
    after = compared(before, read_baseline(file), file.name)
    assert after.failures == ()
    text = file.read_text()
    assert write_baseline(file, after) == 5, "what it knows is written again"
    assert file.read_text() == text


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_it_apart(name: str) -> None:
    printed = FORMATS[name](compared(verdict(FAILED), frozenset({ONE}), "base.json"))
    assert "the baseline base.json has them" in printed
    assert {
        "text": "IN THE BASELINE: kms-key-rotation at pay-one: aws_kms_key.data",
        "json": '"status": "baseline"',
        "sarif": '"justification": "in the baseline"',
        "junit": 'type="baseline"',
        "github": "1 in the baseline",
        "markdown": "### In the baseline",
    }[name] in printed


BAD: dict[str, tuple[str, str]] = {
    "no JSON": ("failures", "is no baseline: Expecting value at line 1, column 1"),
    "other JSON": ("[]", f"is no baseline of the format {FORMAT}"),
    "another format": (
        '{"format": "gate-baseline/9", "failures": []}',
        f"is no baseline of the format {FORMAT}",
    ),
    "no list": (f'{{"format": "{FORMAT}", "failures": {{}}}}', f"is no baseline of the format {FORMAT}"),
    "a failure without its subject": (
        json.dumps({"format": FORMAT, "failures": [{"stack": "a", "address": "b", "rule": "c"}]}),
        "failure 1 is not stack, address, rule, subject, each a text",
    ),
    "a rule that is a number": (
        json.dumps({"format": FORMAT, "failures": [{**ONE._asdict(), "rule": 1}]}),
        "failure 1 is not stack, address, rule, subject, each a text",
    ),
    "a key twice": ('{"format": "x", "format": "y"}', "the key 'format' is in one object twice"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_baseline_is_status_2_and_one_sentence(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, sentence = BAD[case]
    (tmp_path / "base.json").write_text(text)
    assert main(["gate", str(tmp_path), "--engine", "rules", "--baseline", str(tmp_path / "base.json")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err
    assert printed.err.count("\n") == 1


def test_a_baseline_that_is_not_there_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", str(tmp_path), "--engine", "rules", "--baseline", str(tmp_path / "none.json")]) == 2
    assert "none.json cannot be read: No such file or directory" in capsys.readouterr().err


def test_from_the_first_run_to_a_new_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, options = tmp_path / "base.json", ["--engine", "rules", "--waivers", "none"]
    folder = tmp_path / "out"
    keys = {"old": {"enable_key_rotation": False}}
    write_stack(folder, "pay", {"resource": {"aws_kms_key": keys}})
    assert main(["gate", str(folder), *options, "--write-baseline", str(base)]) == 1
    assert "failures in" in capsys.readouterr().err
    assert main(["gate", str(folder), *options, "--baseline", str(base)]) == 0
    stack = {"resource": {"aws_kms_key": {**keys, "new": {"enable_key_rotation": False}}}}
    write_stack(folder, "pay", stack)
    capsys.readouterr()
    assert main(["gate", str(folder), *options, "--baseline", str(base), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    failing = {finding["address"] for finding in found if finding["status"] == "fail"}
    known = {finding["address"] for finding in found if finding["status"] == "baseline"}
    assert failing == {"aws_kms_key.new"}
    assert "aws_kms_key.old" in known


def test_it_clears_nothing_and_makes_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, base, reports = tmp_path / "out", tmp_path / "base.json", tmp_path / "reports"
    write_stack(folder, "pay", {"resource": {"aws_kms_key": {"old": {"enable_key_rotation": False}}}})
    options = ["--engine", "rules", "--waivers", "none", "--write-baseline", str(base)]
    main(["gate", str(folder), *options])
    options = ["--engine", "rules", "--waivers", "none", "--baseline", str(base)]
    assert main(["gate", str(folder), *options, "--report", str(reports)]) == 2
    assert "a narrowed verdict makes no report" in capsys.readouterr().err
    assert not reports.exists()
    assert main(["gate", str(folder), *options, "--write", f"json={tmp_path / 'gate.json'}"]) == 0
    assert main(["cleared", str(folder), "--report", str(tmp_path / "gate.json")]) == 1


def test_none_is_written_of_what_could_not_be_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = tmp_path / "base.json"
    assert main(["gate", str(tmp_path / "none"), "--engine", "rules", "--write-baseline", str(base)]) == 2
    assert "no baseline is written" in capsys.readouterr().err
    assert not base.exists()
