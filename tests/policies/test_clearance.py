"""Only exactly what every engine passed is deployed; each other case is refused with its own sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policies.__main__ import main
from policies.gate.reading.folder import read
from policies.registry import load
from policies.report.digest import digest_of
from tests.policies.stacks import write_stack

STACK = {"resource": {"aws_sqs_queue": {"inbox": {"name": "inbox"}}}}
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def judged(tmp_path: Path) -> tuple[Path, Path]:
    """An output and a report that clears it."""
    folder = tmp_path / "cdktf.out"
    write_stack(folder, "pay", STACK)
    report = tmp_path / "compliance.json"
    digest = digest_of(folder, read(folder).contents).sha256
    summary = {"verdict": "pass", "engines": ["rules", "checkov"]}
    rules = [
        {
            "id": rule.id,
            "engine": "rules",
            "options": [{"name": option.name, "value": option.default} for option in rule.options],
        }
        for rule in load().rules
    ]
    report.write_text(json.dumps({"summary": summary, "digest": {"sha256": digest}, "rules": rules}))
    return folder, report


def named(report: dict[str, Any], rule: str) -> dict[str, Any]:
    entry: dict[str, Any] = next(each for each in report["rules"] if each["id"] == rule)
    return entry


def asked(report: dict[str, Any], rule: str, value: object) -> None:
    named(report, rule)["options"][0]["value"] = value


def answer(judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    folder, report = judged
    status = main(["cleared", str(folder), "--report", str(report)])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_what_was_judged_is_cleared(judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    status, said = answer(judged, capsys)
    assert (status, said.startswith("cleared: every engine passed exactly these bytes")) == (0, True), said


def test_what_terraform_keeps_beside_a_stack_changes_nothing(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = judged[0] / "stacks" / "pay" / ".terraform" / "providers"
    kept.mkdir(parents=True)
    (kept / "binary").write_text("x")
    (judged[0] / "stacks" / "pay" / ".terraform.lock.hcl").write_text("x")
    assert answer(judged, capsys)[0] == 0


@pytest.mark.parametrize("name", ["stacks/pay/cdk.tf.json", "stacks/pay/assets/code.zip", "manifest.json"])
def test_one_byte_more_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = judged[0] / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + " ")
    status, said = answer(judged, capsys)
    assert status == 1
    assert "is not what was judged" in said or "cannot be told" in said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda report: report["summary"].update(verdict="fail"), "is 'fail'"),
        (lambda report: report["summary"].update(verdict="error"), "is 'error'"),
        (lambda report: report["summary"].update(engines=["rules"]), "was without checkov"),
        (lambda report: report["digest"].update(sha256=""), "not said"),
        (lambda report: report.pop("digest"), "is no report of a judgement"),
        (lambda report: report.pop("rules"), "is no report of a judgement"),
        (
            lambda report: report["rules"].remove(named(report, "kms-key-rotation")),
            "was without the rule kms-key-rotation",
        ),
        (
            lambda report: asked(report, "logs-retention", 731),
            "had least_days = 731 for logs-retention, and the",
        ),
        (lambda report: asked(report, "stores-backups", 1), "had least_days = 1 for stores-backups, and the"),
        (lambda report: asked(report, "lb-function-callers", ["/"]), 'and the settings ask for ["/health"]'),
        (
            lambda report: named(report, "kms-key-rotation").update(engine="checkov"),
            "was without the rule kms-k",
        ),
    ],
)
def test_a_report_that_does_not_clear_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], change: Change, reason: str
) -> None:
    content = json.loads(judged[1].read_text())
    change(content)
    judged[1].write_text(json.dumps(content))
    status, said = answer(judged, capsys)
    assert (status, reason in said) == (1, True), said


@pytest.mark.parametrize("text", [None, "{", "[]"])
def test_a_report_that_does_not_read_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    if text is None:
        judged[1].unlink()
    else:
        judged[1].write_text(text)
    status, said = answer(judged, capsys)
    assert (status, "report of a judgement" in said) == (1, True), said


def test_the_inventory_names_stacks_states_and_resources(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inventory", str(judged[0])]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "pay: 1 resource in no known region, state in no backend",
        "     1 aws_sqs_queue",
    ]
