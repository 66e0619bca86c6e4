"""The pull-request workflow: pinned actions, who may write, and the files that the Makefile writes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from policies.diff.markdown import HEADING
from policies.gate.formats.sarif import render as sarif
from tests.policies.verdicts import FAILED, OTHER, UNKNOWN, WAIVER, verdict

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOWS = PROJECT / ".github" / "workflows"
WORKFLOW = (WORKFLOWS / "pull-request.yml").read_text(encoding="utf-8")
NIGHTLY = (WORKFLOWS / "nightly.yml").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
JOBS: dict[str, dict[str, Any]] = yaml.safe_load(WORKFLOW)["jobs"]
COMMENTING = JOBS["comment"]["steps"][-1]
SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository"


def test_every_action_is_pinned_to_a_commit_with_its_version_named() -> None:
    used = re.findall(r"uses: (.+)", WORKFLOW + NIGHTLY)
    assert len(used) >= 7
    assert [
        action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    ] == []


def test_the_files_that_it_reads_are_those_that_make_synth_writes() -> None:
    read = set(re.findall(r"reports/gate\.[\w.]+", WORKFLOW))
    assert read == {"reports/gate.sarif", "reports/gate.md"}
    assert all(f"={file}" in MAKEFILE for file in read)


def test_nothing_but_the_status_of_the_ci_script_decides() -> None:
    assert WORKFLOW.count("- run: bash .ci/run\n") == 1
    assert "continue-on-error" not in WORKFLOW


def test_every_night_the_engines_are_compared_and_the_searches_run() -> None:
    nightly = yaml.safe_load(NIGHTLY)
    (job,) = nightly["jobs"].values()
    assert nightly[True]["schedule"], "YAML reads the key `on` as true"
    assert nightly["permissions"] == {"contents": "read"}
    assert job["steps"][-1]["run"] == "make nightly"
    assert "continue-on-error" not in NIGHTLY


def test_only_the_comment_may_write_to_a_pull_request() -> None:
    assert yaml.safe_load(WORKFLOW)["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in JOBS.items() if "permissions" in job} == {
        "gate": {"contents": "read", "actions": "read", "security-events": "write"},
        "comment": {"pull-requests": "write"},
    }


def test_the_job_that_may_write_runs_no_code_of_the_pull_request() -> None:
    download, _ = JOBS["comment"]["steps"]
    assert download["uses"].startswith("actions/download-artifact@")
    words = {line.split()[0] for line in COMMENTING["run"].splitlines()}
    assert {word for word in words if "=" not in word} == {"if", "gh", "else", "fi"}
    assert "${{" not in COMMENTING["run"], "what a pull request says must not become part of a script"


def test_a_pull_request_from_a_fork_gets_a_summary_and_no_comment() -> None:
    assert SAME_REPOSITORY in JOBS["comment"]["if"]
    assert SAME_REPOSITORY not in JOBS["diff"]["if"]
    assert any("GITHUB_STEP_SUMMARY" in step.get("run", "") for step in JOBS["diff"]["steps"])


def test_the_comment_is_written_even_where_the_diff_fails() -> None:
    assert JOBS["comment"]["if"].startswith("!cancelled()")
    assert all(step.get("if") == "always()" for step in JOBS["diff"]["steps"][-2:])


def test_the_base_is_there_to_be_compared() -> None:
    steps = JOBS["diff"]["steps"]
    assert steps[0]["with"] == {"fetch-depth": 2, "persist-credentials": False}
    assert "make diff BASE=HEAD^1" in [step.get("run") for step in steps]


@pytest.mark.parametrize("written", [False, True], ids=["nothing", "the diff"])
def test_the_text_that_is_handed_on_is_there_whatever_happened(tmp_path: Path, *, written: bool) -> None:
    said = f"{HEADING}\n\nNo difference.\n"
    if written:
        (tmp_path / "reports").mkdir()
        (tmp_path / "reports" / "diff.md").write_text(said)
    shell(JOBS["diff"]["steps"][-2]["run"], tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    text = (tmp_path / "reports" / "diff.md").read_text()
    assert text == (tmp_path / "summary").read_text()
    assert text == said if written else text.startswith(f"{HEADING}\n\nThere is none")


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        ("", ["--method", "POST", "repos/pay/infra/issues/7/comments"]),
        ("41", ["--method", "PATCH", "repos/pay/infra/issues/comments/41"]),
        ("41\n52", ["--method", "PATCH", "repos/pay/infra/issues/comments/41"]),
    ],
    ids=["none yet", "one", "two of old"],
)
def test_the_comment_is_updated_and_not_repeated(tmp_path: Path, found: str, asked: list[str]) -> None:
    gh = tmp_path / "gh"
    gh.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"open('calls', 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        f"if '--paginate' in sys.argv: print({found!r})\n"
    )
    gh.chmod(0o755)
    shell(
        COMMENTING["run"], tmp_path, GITHUB_REPOSITORY="pay/infra", PULL="7", OURS=COMMENTING["env"]["OURS"]
    )
    looked, wrote = map(json.loads, (tmp_path / "calls").read_text().splitlines())
    everything = "repos/pay/infra/issues/7/comments"
    assert looked == ["api", "--paginate", everything, "--jq", COMMENTING["env"]["OURS"]]
    assert wrote == ["api", "--silent", *asked, "--field", "body=@diff.md"]


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is on the runners, and not everywhere")
def test_the_comment_that_it_looks_for_is_its_own() -> None:
    def comment(number: int, author: str, body: str) -> dict[str, Any]:
        return {"id": number, "user": {"login": author}, "body": body}

    comments = [
        comment(1, "somebody", f"{HEADING}\n\nquoted"),
        comment(2, "github-actions[bot]", "another workflow"),
        comment(3, "github-actions[bot]", f"{HEADING}\n\nNo difference.\n"),
    ]
    command = ["jq", COMMENTING["env"]["OURS"]]
    done = subprocess.run(
        command,
        input=json.dumps(comments),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "3\n"


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is on the runners, and not everywhere")
@pytest.mark.parametrize(
    ("engines", "problems", "uploaded"),
    [
        (("rules", "checkov"), (), True),
        (("rules", "checkov"), ("checkov: it wrote no results",), False),
        (("rules",), (), False),
        (("checkov",), (), False),
    ],
    ids=["judged", "could not judge", "our rules alone", "checkov alone"],
)
def test_alerts_are_those_of_a_run_that_judged_and_else_none(
    tmp_path: Path, engines: tuple[str, ...], problems: tuple[str, ...], *, uploaded: bool
) -> None:
    judged = replace(verdict(FAILED, OTHER, UNKNOWN, waivers=(WAIVER,), problems=problems), engines=engines)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "gate.sarif").write_text(sarif(judged))
    (alerting,) = (
        step for step in JOBS["gate"]["steps"] if step.get("name") == "What GitHub would call an alert"
    )
    shell(alerting["run"], tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    alerts = tmp_path / "reports" / "alerts.sarif"
    assert alerts.exists() == uploaded
    if uploaded:
        assert len(json.loads(alerts.read_text())["runs"][0]["results"]) == 1


def shell(script: str, folder: Path, **environment: str) -> None:
    """Run a step's script as a runner does; commands that stand in the folder win."""
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "-e", "-c", script]
    subprocess.run(command, cwd=folder, env={"PATH": path, **environment}, check=True)
