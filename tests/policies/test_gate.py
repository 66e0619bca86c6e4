"""The gate fails closed: each way in which it cannot judge is status 2 with its own sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policies.__main__ import main
from tests.policies.stacks import write_manifest, write_stack

PROJECT = Path(__file__).resolve().parents[2]
UNKNOWN_REQUIREMENT = """
from dataclasses import replace
from policies.rules.kms.key_rotation import RULE as ROTATION
RULE = replace(ROTATION, id="kms-broken", requirements=("R0",))
"""
KEY = {"enable_key_rotation": True, "deletion_window_in_days": 7}
STACK = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "resource": {"aws_sqs_queue": {"inbox": {"name": "inbox"}}},
}
DEFECT = {
    "resource": {
        "aws_sqs_queue": {"inbox": {"policy": '{"Statement": {"Effect": "Allow", "Action": "sqs:*"}}'}}
    }
}


def gate(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    status = main(["gate", str(folder), "--engine", "rules", *options])
    return status, capsys.readouterr().out


def test_an_empty_folder_cannot_be_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = gate(tmp_path, capsys)
    assert (status, "no stack to judge" in out) == (2, True), out


def test_a_folder_that_is_not_there_cannot_be_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = gate(tmp_path / "nowhere", capsys)
    assert (status, "there is no such folder" in out) == (2, True), out


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (json.dumps(STACK)[:-7], "does not parse"),
        ("", "does not parse"),
        ('{"resource": {}, "resource": {}}', "the key 'resource' is in one object twice"),
        ('{"resource": {"aws_sqs_queue": {"inbox": {"delay_seconds": NaN}}}}', "NaN is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"resource": ' + "9" * 5000 + "}", "a value that cannot be read"),
        ('{"resource": {"aws_sqs_queue": {"inbox": {"name": "\\ud800"}}}}', "half of a surrogate pair"),
        ("[]", "no JSON object"),
        ('{"resource": {"aws_sqs_queue": "inbox"}}', "resource.aws_sqs_queue is not an object"),
        ('{"resource": {"aws_sqs_queue": {"inbox": "x"}}}', "resource.aws_sqs_queue.inbox is not an object"),
        ('{"resources": {}}', "'resources' is no section"),
    ],
)
def test_a_file_that_does_not_read_cannot_be_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, reason: str
) -> None:
    write_stack(tmp_path, "good", STACK)
    path = write_stack(tmp_path, "bad", text)
    status, out = gate(tmp_path, capsys)
    assert status == 2
    assert reason in out
    assert str(path) in out


def test_a_stack_of_the_manifest_that_is_missing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "here", STACK)
    write_manifest(tmp_path, "here", "gone")
    status, out = gate(tmp_path, capsys)
    assert (status, "names the stack gone" in out) == (2, True), out


def test_a_stack_that_the_manifest_does_not_name_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "here", STACK)
    write_stack(tmp_path, "stale", STACK)
    write_manifest(tmp_path, "here")
    status, out = gate(tmp_path, capsys)
    assert status == 2
    assert "stale/cdk.tf.json: the manifest does not name this stack" in out


@pytest.mark.parametrize("content", ["{", "{}", '{"stacks": {}}', '{"stacks": 3}'])
def test_a_manifest_that_names_nothing_cannot_be_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    write_stack(tmp_path, "here", STACK)
    (tmp_path / "manifest.json").write_text(content)
    status, out = gate(tmp_path, capsys)
    assert (status, "manifest.json: it" in out) == (2, True), out


@pytest.mark.parametrize(
    "name", ["extra.tf", "late_override.tf.json", "terraform.tfvars", "x.auto.tfvars.json"]
)
def test_a_terraform_file_beside_the_stack_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = write_stack(tmp_path, "here", STACK)
    (path.parent / name).write_text("")
    status, out = gate(tmp_path, capsys)
    assert (status, "Terraform would read this file too" in out) == (2, True), out


def test_without_a_manifest_every_stack_is_read_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "one", STACK)
    write_stack(tmp_path, "two", STACK)
    _, out = gate(tmp_path, capsys)
    assert "no manifest.json, so every stacks/*/cdk.tf.json was read" in out
    assert " 2 stacks, 2 resources" in out


def test_what_was_found_is_printed_although_it_could_not_judge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "bad", DEFECT)
    write_stack(tmp_path, "worse", "{")
    status, out = gate(tmp_path, capsys)
    assert status == 2
    assert "iam-wildcard-actions" in out


def test_a_name_cannot_write_lines_of_the_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (values,) = DEFECT["resource"]["aws_sqs_queue"].values()
    write_stack(tmp_path, "bad", {"resource": {"aws_sqs_queue": {"x\nPASS: \x1b[2Jall well": values}}})
    _, out = gate(tmp_path, capsys)
    assert "aws_sqs_queue.x?PASS: ?[2Jall well" in out
    assert "\x1b" not in out


def test_violations_are_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path, "bad", DEFECT)
    status, out = gate(tmp_path, capsys)
    assert status == 1
    assert "bad: aws_sqs_queue.inbox" in out


def test_json_has_the_documented_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path, "bad", {**STACK, **DEFECT})
    status, out = gate(tmp_path, capsys, "--format", "json")
    verdict: dict[str, Any] = json.loads(out)
    assert (status, verdict["verdict"]) == (1, "fail")
    assert set(verdict) == {"verdict", "summary", "problems", "notes", "limits", "generic_types", "findings"}
    fields = {
        *("rule", "also", "address", "stack", "region", "severity", "status", "message"),
        *("remediation", "controls", "source", "engine", "waiver", "subjects", "pack", "origin"),
    }
    assert all(set(finding) == fields for finding in verdict["findings"])
    assert {finding["status"] for finding in verdict["findings"]} <= {"fail", "waived", "unknown", "pass"}


def test_standard_output_is_the_verdict_alone_although_a_report_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "bad", DEFECT)
    _, out = gate(tmp_path, capsys, "--format", "json", "--report", str(tmp_path / "reports"))
    assert json.loads(out)["verdict"] == "fail"
    assert (tmp_path / "reports" / "compliance.html").is_file()


def test_output_goes_to_the_file_and_the_summary_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "bad", DEFECT)
    target = tmp_path / "made" / "verdict.json"
    status, out = gate(tmp_path, capsys, "--format", "json", "--output", str(target))
    assert status == 1
    assert json.loads(target.read_text())["verdict"] == "fail"
    assert out.startswith("FAIL: 1 stack, ")


def test_one_judgement_is_written_in_several_formats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from policies.commands import gate as command

    calls: list[object] = []
    judge = command.evaluate
    monkeypatch.setattr(command, "evaluate", lambda *a, **k: calls.append(a) or judge(*a, **k))
    write_stack(tmp_path, "bad", DEFECT)
    sarif, junit = tmp_path / "made" / "gate.sarif", tmp_path / "made" / "gate.xml"
    status, out = gate(tmp_path, capsys, "--write", f"sarif={sarif}", "--write", f"junit={junit}")
    assert (status, len(calls)) == (1, 1)
    assert "iam-wildcard-actions" in out
    assert json.loads(sarif.read_text())["runs"][0]["invocations"][0]["exitCode"] == 1
    assert junit.read_text().startswith("<?xml")


@pytest.mark.parametrize("said", ["sarif", "sarif=", "pdf=x.pdf", "=x"])
def test_a_write_that_names_no_format_or_file_is_status_2(
    said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["gate", "--write", said])
    assert stopped.value.code == 2
    assert f"'{said}' is not FORMAT=FILE, where FORMAT is one of text, json, sarif" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "one", STACK)
    status = main(["gate", str(tmp_path), "--engine", "rules", "--write", f"sarif={tmp_path}"])
    assert (status, "gate: cannot write: " in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize(
    ("options", "metadata", "expected"),
    [
        (("--suffix", "opt", "--system", "cli"), True, ("cli", "opt", "throughput")),
        (("--profile", "production"), True, ("written", "meta", "production")),
        ((), True, ("written", "meta", "throughput")),
        ((), False, ("unknown", "tagged", "unknown")),
    ],
)
def test_context_comes_from_options_then_metadata_then_tags(
    tmp_path: Path, options: tuple[str, ...], metadata: bool, expected: tuple[str, str, str]
) -> None:
    from policies.gate.reading.build import Overrides
    from policies.gate.reading.folder import read

    write_stack(
        tmp_path,
        "one",
        {"resource": {"aws_sqs_queue": {"inbox": {"tags": {"EnvironmentSuffix": "tagged"}}}}},
    )
    if metadata:
        stacks = {"one": {"system": "written", "suffix": "meta", "profile": "throughput"}}
        content = {"stacks": stacks, "sources": {}, "mutations": []}
        (tmp_path / "estate.json").write_text(json.dumps(content))
        write_manifest(tmp_path, "one")
    given = dict(zip(options[::2], options[1::2], strict=True))
    overrides = Overrides(given.get("--system"), given.get("--suffix"), given.get("--profile"))
    (element,) = read(tmp_path, overrides).configuration.of("aws_sqs_queue")
    context = element.context
    assert (context.system, context.suffix, context.profile) == expected


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"stacks": {"one": {"sistem": "x"}}, "sources": {}, "mutations": []}']
)
def test_metadata_that_does_not_read_cannot_be_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    write_stack(tmp_path, "one", STACK)
    (tmp_path / "estate.json").write_text(content)
    status, out = gate(tmp_path, capsys)
    assert (status, "estate.json: it" in out) == (2, True), out


@pytest.mark.fuzz
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("RULE = (", "SyntaxError"),
        ("import nowhere_to_be_found", "ModuleNotFoundError"),
        ("RULE = None", "it defines no RULE"),
        ("from policies.rules.kms.key_rotation import RULE", "by its file it is 'kms-broken'"),
        (UNKNOWN_REQUIREMENT, "unknown requirement 'R0': docs/requirements.toml has none of this id"),
    ],
)
def test_a_rule_that_does_not_load_is_status_2(
    tmp_path: Path, project_copy: Path, text: str, reason: str
) -> None:
    (project_copy / "policies" / "rules" / "kms" / "broken.py").write_text(text)
    write_stack(tmp_path, "one", STACK)
    done = subprocess.run(
        [sys.executable, "-m", "policies", "gate", str(tmp_path), "--engine", "rules", "--waivers", "none"],
        cwd=project_copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "a rule did not load: rules/kms/broken.py" in done.stdout
    assert reason in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.fuzz
@pytest.mark.parametrize(
    ("file", "edit", "sentence"),
    [
        ("docs/requirements.toml", ("[requirements]", "[requirements"), "requirements.toml: it is not TOML"),
        (
            "docs/requirements.toml",
            ("[layers]", "[tiers]"),
            "requirements.toml: tiers: unknown; the keys are",
        ),
        (
            "policies/frameworks/pci_dss_4_0_1.toml",
            ("[controls]", "[controls"),
            "pci_dss_4_0_1.toml: not a catalogue in TOML",
        ),
    ],
)
def test_a_mistake_in_a_catalogue_is_one_sentence_and_status_2(
    tmp_path: Path, project_copy: Path, file: str, edit: tuple[str, str], sentence: str
) -> None:
    text = (project_copy / file).read_text(encoding="utf-8")
    assert edit[0] in text, "the edit has something to edit"
    (project_copy / file).write_text(text.replace(*edit, 1), encoding="utf-8")
    write_stack(tmp_path, "one", STACK)
    done = subprocess.run(
        [sys.executable, "-m", "policies", "gate", str(tmp_path), "--engine", "rules"],
        cwd=project_copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert sentence in done.stderr
    assert done.stderr.startswith("policies: ")
    assert done.stderr.count("\n") == 1, "one sentence"


@pytest.mark.fuzz
def test_requirements_that_are_not_there_are_status_2(tmp_path: Path, project_copy: Path) -> None:
    (project_copy / "docs" / "requirements.toml").unlink()
    write_stack(tmp_path, "one", STACK)
    done = subprocess.run(
        [sys.executable, "-m", "policies", "gate", str(tmp_path), "--engine", "rules", "--waivers", "none"],
        cwd=project_copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "requirements.toml: it cannot be read: No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_that_breaks_while_judging_is_a_problem() -> None:
    from dataclasses import replace

    from policies.engine import judge
    from policies.gate.reading.build import Overrides, build
    from policies.gate.reading.metadata import Metadata
    from policies.registry import load

    def broken(*_: object) -> list[Any]:
        raise KeyError("name")

    rule = replace(load()["kms-key-rotation"], check=broken)
    judged = judge(build({"one": {"resource": {"aws_kms_key": {"x": KEY}}}}, Metadata(), Overrides()), [rule])
    assert judged.errors == ("rule kms-key-rotation broke at one: aws_kms_key.x: KeyError: 'name'",)


WAIVER = """[[waiver]]
rule = "iam-pass-role"
scope = { system = "pay", region = "xx-test-1", address = "aws_iam_role_policy.bad" }
subjects = ["*", "iam:PassRole on *"]
reason = "the role is made by others"
ticket = "PAY-12"
owner = "platform-security"
approver = "payments-architecture"
approved = 2026-06-01
expires = 2026-12-01
compensating = "iam-wildcard-actions"
"""


def gate_with_a_waiver(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str, waiver: str = WAIVER
) -> tuple[int, str]:
    document = '{"Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}}'
    policies = {"bad": {"role": "a", "policy": document}}
    write_stack(tmp_path, "one", {**STACK, "resource": {"aws_iam_role_policy": policies}})
    (tmp_path / "waivers.toml").write_text(waiver)
    waivers = ("--system", "pay", "--waivers", str(tmp_path / "waivers.toml"))
    return gate(tmp_path, capsys, *waivers, *options)


def test_a_waiver_that_soon_expires_is_noted_in_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = gate_with_a_waiver(tmp_path, capsys, "--today", "2026-11-22")
    assert "WAIVED: iam-pass-role at one: aws_iam_role_policy.bad: the role is made by others" in out
    named = "the waiver of iam-pass-role for xx-test-1: aws_iam_role_policy.bad (*, iam:PassRole on *)"
    assert f"note: {named}: it expires in 9 days" in out


def test_a_waiver_that_soon_expires_is_noted_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = gate_with_a_waiver(tmp_path, capsys, "--today", "2026-11-22", "--format", "json")
    assert any("it expires in 9 days, after 2026-12-01" in note for note in json.loads(out)["notes"])


def test_an_expired_waiver_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = gate_with_a_waiver(tmp_path, capsys, "--today", "2026-12-02")
    assert (status, "it expired on 2026-12-01. Fix what fails" in out) == (2, True), out


def test_a_waiver_without_a_field_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waiver = WAIVER.replace('approver = "payments-architecture"', "")
    status, out = gate_with_a_waiver(tmp_path, capsys, waiver=waiver)
    assert (status, "'approver' is missing: say who allowed it" in out) == (2, True), out


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "20261122", "2026-W47-7"])
def test_a_day_that_is_no_date_is_status_2(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["gate", "--today", day])
    assert stopped.value.code == 2
    assert f"'{day}' is" in capsys.readouterr().err


def test_the_clock_is_read_in_one_place() -> None:
    sources = [
        PROJECT / "main.py",
        *(PROJECT / "aspects").rglob("*.py"),
        *(PROJECT / "policies").rglob("*.py"),
    ]
    clocks = re.compile(r"\b(?:now|utcnow|today)\(|\btime\.time\b")
    reading = [path for path in sources if clocks.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(PROJECT).as_posix() for path in reading] == ["policies/gate/waivers/today.py"]


def test_a_bad_option_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["gate", "--engine", "magic"])
    assert stopped.value.code == 2
    assert "invalid choice: 'magic'" in capsys.readouterr().err
