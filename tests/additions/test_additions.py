"""Each kind of addition that CONTRIBUTING.md describes, made in a copy of the project: it works, and touches
no file beside those that are named there.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from policies.requirements import requirements
from tests.shared import made_once

PROJECT: Final = Path(__file__).resolve().parents[2]
ADDED: Final = Path(__file__).parent
NEXT: Final = f"R{1 + sum(name.startswith('R') for name in requirements().by_id)}"
"""The number of the requirement that is added; in what lies here it is written `R<next>`."""
CONTRIBUTING: Final = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS: Final = dict(re.findall(r"^### (\w+)\n((?:.+\n)+)", CONTRIBUTING, re.MULTILINE))
SYSTEM: Final = "infra/systems/sandbox"
PAYMENTS: Final = "infra/systems/global_payments"


@dataclass(frozen=True, slots=True)
class Line:
    """Text put into a file behind the last place where `behind` matches."""

    file: str
    behind: str
    text: str


LINES: Final = {
    "System": (
        Line(
            "infra/systems/__init__.py",
            r'"infra\.systems\.\w+",\n',
            '        "sandbox": "infra.systems.sandbox",\n',
        ),
    ),
    "Region": (
        Line(
            f"{PAYMENTS}/global_payments.toml",
            r"\Z",
            '\n[regions.ca-central-1]\ncode = "cac1"\ncidr = "10.50.0.0/16"\n'
            'zones = ["cac1-az1", "cac1-az2", "cac1-az4"]\n',
        ),
    ),
    "Block": (
        Line(
            f"{SYSTEM}/stacks.py",
            r"from infra\.blocks\.labels import DataClass\n",
            "from infra.blocks.observe.log_group import LogGroupSpec, add_log_group\n"
            "from infra.blocks.observe.log_stream import LogStreamSpec, add_log_stream\n",
        ),
        Line(f"{SYSTEM}/stacks.py", r'KeyUses\(services=\("sns",\), ', "log_groups=True, "),
        Line(
            f"{SYSTEM}/stacks.py",
            r"    key = add_key\(.*\n",
            '    notes = LogGroupSpec("notes", place.names.of("notes"), key.arn)\n'
            '    add_log_stream(place, LogStreamSpec("desk", "desk", add_log_group(place, notes).name))\n',
        ),
    ),
    "Rule": (),
    "Framework": (),
    "Requirement": (
        Line(
            "docs/requirements.toml",
            r"(?m)^R\d+ = .+\n",
            'R<next> = { text = "Alarms can publish to the topics of operators.", layers = "S" }\n',
        ),
        Line(
            "tests/infra/requirements/state.py",
            r"\n    \),\n",
            '    Requirement("R<next>", (Proof(put("aws_sns_topic", "fifo_topic", True)),)),\n',
        ),
        Line("tests/infra/requirements/state.py", r"edits import in_stack", ", put"),
    ),
    "Handler": (Line(f"{PAYMENTS}/functions.py", r'"change_capture", "alert"', ', "echo"'),),
}


def overlay(kind: str) -> Iterator[tuple[str, str]]:
    """The files that are new with an addition, with their texts."""
    folder = ADDED / kind.lower()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
    if kind == "System":
        sample = PROJECT / "tests" / "systems" / "sample"
        for path in sorted(path for path in sample.iterdir() if path.is_file()):
            text = path.read_text(encoding="utf-8").replace("tests.systems.sample", "infra.systems.sandbox")
            yield f"{SYSTEM}/{path.name.replace('sample', 'sandbox')}", text.replace("sample", "sandbox")


def touched(kind: str) -> set[str]:
    """The files that an addition touches."""
    return {name for name, _ in overlay(kind)} | {line.file for line in LINES[kind]}


def add(kind: str, copy: Path) -> None:
    """Make an addition in the copy."""
    for name, text in overlay(kind):
        write(copy / name, text)
    for line in LINES[kind]:
        text = (copy / line.file).read_text(encoding="utf-8")
        *_, found = re.finditer(line.behind, text)
        write(copy / line.file, text[: found.end()] + line.text + text[found.end() :])


def write(path: Path, text: str) -> None:
    """Write a file of the copy, with the number of the requirement that is added."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("R<next>", NEXT), encoding="utf-8")


def run(copy: Path, *arguments: str) -> str:
    """Run Python in the copy. Returns what it printed; it has to end well."""
    ran = subprocess.run(
        [sys.executable, *arguments], cwd=copy, check=False, capture_output=True, text=True, timeout=900
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    return ran.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with every addition, synthesized, judged and reported."""

    def make(copy: Path) -> None:
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True, text=True)
        for name in filter(None, listed.stdout.split("\0")):
            if (PROJECT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(PROJECT / name, copy / name)
        (copy / ".venv").symlink_to(PROJECT / ".venv")
        for kind in LINES:
            add(kind, copy)
        run(copy, "main.py", "-c", "environmentSuffix=zq7", "-c", "system=all")
        run(copy, "-m", "policies", "gate", "cdktf.out", "--engine", "rules", "--report", "reports")
        run(copy, "-m", "policies", "catalogue")

    return made_once(tmp_path_factory, "additions", make)


@pytest.fixture(scope="module")
def report(project: Path) -> dict[str, Any]:
    """The compliance report of the copy."""
    read: dict[str, Any] = json.loads((project / "reports" / "compliance.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def catalogue(project: Path) -> str:
    """The rule catalogue of the copy."""
    return (project / "docs" / "rules.md").read_text(encoding="utf-8")


def resources(project: Path, stack: str, kind: str) -> list[dict[str, Any]]:
    """What a synthesized stack of the copy has of a type."""
    text = (project / "cdktf.out" / "stacks" / stack / "cdk.tf.json").read_text(encoding="utf-8")
    return list(json.loads(text)["resource"].get(kind, {}).values())


def closing_line(project: Path, *tests: str) -> str:
    """Run tests in the copy. Returns the closing line."""
    return run(project, "-m", "pytest", "-p", "no:cacheprovider", *tests).splitlines()[-1]


def test_each_addition_is_described_in_at_most_five_lines() -> None:
    assert STEPS.keys() == LINES.keys()
    assert {kind: text for kind, text in STEPS.items() if len(text.splitlines()) > 5} == {}


@pytest.mark.parametrize("kind", LINES)
def test_an_addition_touches_the_files_that_are_named_and_no_other(kind: str) -> None:
    (named,) = re.findall(r"\AFiles: (`[^`]+`(?:,\s+`[^`]+`)*)\n", STEPS[kind])
    patterns = {re.sub(r"<\w+>", r"[\\w-]+", name) for name in re.findall(r"`(.+?)`", named)}
    unnamed = {name for name in touched(kind) if not any(re.fullmatch(each, name) for each in patterns)}
    untouched = {each for each in patterns if not any(re.fullmatch(each, name) for name in touched(kind))}
    assert (unnamed, untouched) == (set(), set())


@pytest.mark.synth
@pytest.mark.long
def test_a_system_is_synthesized_judged_and_reported(project: Path, report: dict[str, Any]) -> None:
    assert resources(project, "sandbox-alerts", "aws_sns_topic")
    assert "sandbox" in {stack["system"] for stack in report["stacks"]}


@pytest.mark.synth
def test_a_region_is_synthesized_judged_and_reported(project: Path, report: dict[str, Any]) -> None:
    new, old = (f"global_payments-app-{region}" for region in ("ca-central-1", "eu-west-1"))
    functions = {stack: len(resources(project, stack, "aws_lambda_function")) for stack in (new, old)}
    assert functions[new] == functions[old] > 0
    assert {new, old} <= {stack["name"] for stack in report["stacks"]}


@pytest.mark.synth
def test_a_block_follows_the_grammar_and_is_in_the_stack(project: Path) -> None:
    (stream,) = resources(project, "sandbox-alerts", "aws_cloudwatch_log_stream")
    assert stream["name"] == "desk"
    assert "passed" in closing_line(project, "tests/architecture/test_blocks.py", "-k", "add_log_stream")


@pytest.mark.synth
def test_a_rule_finds_its_failing_example_and_the_same_in_a_stack(
    project: Path, report: dict[str, Any], catalogue: str, tmp_path: Path
) -> None:
    assert "## sns-standard" in catalogue.replace("###", "##")
    assert "sns-standard" in {rule["id"] for rule in report["rules"]}
    assert "passed" in closing_line(project, "tests/policies/test_rules.py", "-k", "sns-standard")
    shutil.copytree(project / "cdktf.out", tmp_path / "cdktf.out")
    stack = tmp_path / "cdktf.out" / "stacks" / "sandbox-alerts" / "cdk.tf.json"
    written = json.loads(stack.read_text(encoding="utf-8"))
    next(iter(written["resource"]["aws_sns_topic"].values()))["fifo_topic"] = True
    stack.write_text(json.dumps(written), encoding="utf-8")
    verdict = tmp_path / "gate.json"
    command = ["-m", "policies", "gate", str(tmp_path / "cdktf.out"), "--engine", "rules"]
    ran = subprocess.run([sys.executable, *command, "--write", f"json={verdict}"], cwd=project, check=False)
    assert ran.returncode == 1
    findings = json.loads(verdict.read_text())["findings"]
    assert {each["rule"] for each in findings if each["status"] == "fail"} == {"sns-standard"}


@pytest.mark.synth
def test_a_framework_is_in_the_report_and_the_catalogue(report: dict[str, Any], catalogue: str) -> None:
    (framework,) = [each for each in report["frameworks"] if each["id"] == "house-1"]
    assert [(each["id"], each["standing"]) for each in framework["controls"]] == [("H1", "passing")]
    assert "house-1" in catalogue
    assert "Operators hear of every alarm" in catalogue


@pytest.mark.synth
def test_a_requirement_resolves_and_is_shown_by_what_breaks_it(
    project: Path, report: dict[str, Any], catalogue: str
) -> None:
    assert NEXT in json.dumps(report)
    assert "Alarms can publish to the topics of operators." in catalogue
    tests = ("tests/infra/test_requirements.py", "tests/policies/test_requirements.py")
    chosen = f"{NEXT} or every_row or no_gap or order_of_the_numbers"
    assert "passed" in closing_line(project, *tests, "-k", chosen)


@pytest.mark.synth
def test_a_handler_has_its_function_and_role_in_each_region_and_may_do_what_it_does(project: Path) -> None:
    for region in ("us-east-1", "ca-central-1"):
        stack = f"global_payments-app-{region}"
        (function,) = [
            each
            for each in resources(project, stack, "aws_lambda_function")
            if each["handler"] == "handlers.functions.echo.handler.handler"
        ]
        assert "echo" in function["function_name"]
        assert any("echo" in each["name"] for each in resources(project, stack, "aws_iam_role"))
    assert "passed" in closing_line(project, "tests/handlers/test_permissions.py", "-k", "echo")
