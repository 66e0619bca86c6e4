"""The other forms of the report: whole, the same bytes for the same inputs, and nothing in them acts."""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.__main__ import main
from policies.frameworks import frameworks
from policies.gate.formats.safe_text import printable
from policies.report.build import build_report, write_report
from policies.report.forms.csv import CONTROLS, FINDINGS, cell
from policies.report.forms.every import FORMS, every_file, read_forms, rendered_forms
from policies.report.model import Made, Report
from policies.report.sealing import content_digest
from tests.policies.test_report import DATED, MIXED, ODD, checkov, judged, keys, reported, rule

pytestmark = pytest.mark.fuzz

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "\uff1d1",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "`](http://x) **b**",
    "a\n# heading\n- item",
    'quote", and; comma',
    "lone \ud800",
    "| cell | cell |",
)


def files_of(report: Report) -> Mapping[str, bytes]:
    return rendered_forms(report, FORMS, content_digest(asdict(report)))


def rows(data: bytes) -> list[dict[str, str]]:
    """A table, read as a spreadsheet reads it; each line ends as RFC 4180 says, and has as many cells."""
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(line) for line in lines} == {len(lines[0])}
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def hostile(text: str) -> Report:
    """A report in which this text is a name, a message, a source, a reason and an owner."""
    waiver = replace(DATED, reason=text, owner=text, approver=text, compensating="")
    return build_report(
        judged(
            {"one": keys(**{text: False, "waived": False})},
            rule(title=text, remediation=text, rationale=text),
            waivers=(waiver,),
            engines=("rules", "checkov"),
            scanned=(checkov(message=text, remediation=text),),
        ),
        text,
    )


@pytest.fixture(scope="module", params=ODD, ids=list(ODD))
def odd(request: pytest.FixtureRequest) -> Report:
    """The report of an odd verdict."""
    return build_report(judged(**ODD[request.param]))


def test_an_odd_report_has_every_form(odd: Report) -> None:
    files = files_of(odd)
    left = {"oscal-plan-of-action-and-milestones.json"} if not _open(odd) else set()
    assert set(files) == every_file() - left


def _open(report: Report) -> int:
    return report.summary.counts.failed + report.summary.counts.waived


def test_findings_are_each_verdict_that_is_no_pass(odd: Report) -> None:
    found = rows(files_of(odd)["findings.csv"])
    counts = odd.summary.counts
    assert len(found) == counts.failed + counts.unknown + counts.waived + counts.declared
    assert {each["status"] for each in found} <= {"failed", "unknown", "waived", "declared"}


def test_a_finding_tells_where_it_is_and_who_answers() -> None:
    found = rows(files_of(reported(**MIXED))["findings.csv"])
    bad = next(each for each in found if each["address"] == "aws_kms_key.bad" and each["rule"] == "kms-good")
    assert bad == dict.fromkeys(FINDINGS, "") | {
        "status": "failed",
        "severity": "high",
        "rule": "kms-good",
        "title": "Keys are good",
        "engine": "rules",
        "system": "payments",
        "stack": "one",
        "address": "aws_kms_key.bad",
        "region": "xx-test-1",
        "source": "infra/keys.py:12",
        "message": "good is False",
        "controls": "pci-dss-4.0.1:3.7.4",
        "requirements": "R37",
        "remediation": "Set good=True.",
    }
    waived = next(each for each in found if each["status"] == "waived")
    assert [waived[f"waiver_{each}"] for each in ("owner", "approver", "last_day", "reason")] == [
        "security",
        "risk",
        "by design",
        "It is replaced.",
    ]


def test_controls_are_all_of_every_framework_with_their_state(odd: Report) -> None:
    found = rows(files_of(odd)["controls.csv"])
    known = {control.key for each in frameworks().values() for control in each.controls.values()}
    assert sorted(each["control"] for each in found) == sorted(known)
    for framework in odd.frameworks:
        of = [each for each in found if each["control"].startswith(f"{framework.id}:")]
        states = [each["state"] for each in of]
        coverage = framework.coverage
        assert (
            states.count("checked"),
            states.count("in part"),
            states.count("not covered"),
            states.count("by process"),
        ) == (coverage.checked, coverage.in_part, coverage.uncovered, coverage.process)
        assert all(each["ask"] for each in of if each["state"] == "by process")
        assert all(each["missing"] for each in of if each["state"] == "in part")
        assert all(each["owner"] and each["responsibility"] for each in of)
    assert all(set(each) == set(CONTROLS) for each in found)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    for name in ("findings.csv", "controls.csv"):
        for row in rows(files_of(hostile(text))[name]):
            for value in row.values():
                assert not value.strip().startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d")), value
                assert "\n" not in value


@given(st.text())
def test_a_cell_is_one_line_that_begins_no_formula(text: str) -> None:
    shown = cell(text)
    assert not shown.lstrip().startswith(("=", "+", "-", "@"))
    assert shown.isprintable()
    shown.encode()
    assert shown in {printable(text), f"'{printable(text)}"}


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_has_no_markup_of_others(text: str) -> None:
    page = files_of(hostile(text))["report.md"].decode()
    outside = re.sub(r"\\[!-/:-@\[-`{-~]|(`+)[^`].*?(?<!`)\1(?!`)", "", page)
    assert not re.search(r"[<>\[\]`]", outside), outside
    assert "\n# heading" not in page


def test_markdown_tells_what_fails_and_who_answers_until_when() -> None:
    general = rule("kms-general", check=lambda *_: ())
    report = reported({"one": keys(bad=False, waived=False)}, rule(), general, waivers=(DATED,))
    page = files_of(report)["report.md"].decode()
    assert page.startswith("# Compliance report: fail\n")
    assert "**HIGH** `kms-good`: Keys are good\n  - at `one/aws_kms_key.bad`\n" in page
    assert "`kms-good` at `one/aws_kms_key.waived`, until 2026\\-12\\-01: It is replaced\\." in page
    assert "  - owner: security, approved by risk; it expires in 9 days" in page.replace("\\", "")
    assert "| PCI DSS 4\\.0\\.1 | 257 |" in page


def test_what_passes_is_short() -> None:
    page = files_of(reported({"one": keys(well=True)}))["report.md"].decode()
    assert "What fails" not in page
    assert "Waived\n" not in page


def test_the_digests_of_all_forms_stand_in_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    *beside, report = write_report(tmp_path, judged(**MIXED), forms=FORMS)
    said = json.loads(report.read_bytes())["integrity"]["forms"]
    assert (
        {each["path"] for each in said}
        == {path.name for path in beside}
        == {"compliance.html"} | every_file()
    )
    assert main(["verify", str(report)]) == 0
    capsys.readouterr()
    for path in beside:
        whole = path.read_bytes()
        path.write_bytes(bytes([*whole[:-1], whole[-1] ^ 1]))
        assert main(["verify", str(report)]) == 1
        assert f"changed: {path.name} beside it was changed" in capsys.readouterr().err
        path.write_bytes(whole)


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    made = Made("2026-11-22T08:30:00Z", "--time")
    first = write_report(tmp_path / "1", judged(**MIXED), "c0ffee", made, forms=FORMS)
    again = write_report(tmp_path / "2", judged(**MIXED), "c0ffee", made, forms=reversed(FORMS))
    assert {path.name: path.read_bytes() for path in first} == {
        path.name: path.read_bytes() for path in again
    }


def test_nothing_of_an_earlier_report_stays_beside_a_new_one(tmp_path: Path) -> None:
    write_report(tmp_path, judged(**MIXED), forms=FORMS)
    plan = tmp_path / "oscal-plan-of-action-and-milestones.json"
    assert plan.is_file()
    write_report(tmp_path, judged({"one": keys(well=True)}), forms=["oscal"])
    assert not plan.exists()
    assert not (tmp_path / "findings.csv").exists()
    assert (tmp_path / "oscal-assessment-results.json").is_file()


def test_values_of_secrets_are_in_no_form(tmp_path: Path) -> None:
    stack = keys(bad=False)
    stack["resource"]["aws_kms_key"]["bad"]["password"] = "hunter2"  # noqa: S105 - a made-up secret
    for path in write_report(tmp_path, judged({"one": stack}), forms=FORMS):
        assert "hunter2" not in path.read_text("utf-8"), path.name


def test_forms_are_named_and_none_is_made_up() -> None:
    assert read_forms("csv, oscal,csv") == ("csv", "oscal")
    for said in ("pdf", "", "csv,"):
        with pytest.raises(
            argparse.ArgumentTypeError, match="is no form of the report; there are oscal, csv"
        ):
            read_forms(said)


def test_forms_are_of_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "nowhere", "--forms", "csv"]) == 2
    assert "--forms are of a report: give --report too" in capsys.readouterr().err
