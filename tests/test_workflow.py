"""The workflows: pinned actions, who may write and runs whose code, and every command in the same words."""

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
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(WORKFLOWS.glob("*.yml"))}
PARSED: dict[str, dict[Any, Any]] = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
WORKFLOW = TEXTS["pull-request"]
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
CI = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
JOBS: dict[str, dict[str, Any]] = PARSED["pull-request"]["jobs"]
NIGHTLY: dict[str, dict[str, Any]] = PARSED["nightly"]["jobs"]
DEPLOY: dict[str, dict[str, Any]] = PARSED["deploy"]["jobs"]
ON = True
"""YAML reads the key `on` as true."""
SCRIPTS = Path(sys.executable).parent
COMMENTING = JOBS["comment"]["steps"][-1]
SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository"


def all_jobs() -> dict[str, dict[str, Any]]:
    """Every job by its workflow and name."""
    return {
        f"{workflow}: {name}": job for workflow, said in PARSED.items() for name, job in said["jobs"].items()
    }


def test_every_action_is_pinned_to_a_commit_with_its_version_named() -> None:
    used = re.findall(r"uses: (.+)", "".join(TEXTS.values()))
    assert len(used) >= 20
    assert [
        action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    ] == []
    assert len({action.partition("@")[0] for action in used}) == len(set(used)), "one version of each"


def test_zizmor_finds_nothing() -> None:
    # The work of the pinned zizmor alone: no network, no settings from elsewhere.
    command = [SCRIPTS / "zizmor", "--offline", "--no-config", "--strict-collection", "--format", "plain"]
    done = subprocess.run(
        [*command, ".github", ".pre-commit-hooks.yaml"],
        cwd=PROJECT,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


def test_zizmor_would_find_what_lets_a_pull_request_in(tmp_path: Path) -> None:
    bent = WORKFLOW.replace("  pull_request:\n", "  pull_request_target:\n", 1)
    (tmp_path / "bent.yml").write_text(bent)
    command = [
        SCRIPTS / "zizmor",
        "--offline",
        "--no-config",
        "--format",
        "plain",
        str(tmp_path / "bent.yml"),
    ]
    done = subprocess.run(command, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode != 0, "dangerous-triggers" in done.stdout) == (True, True)


def test_the_files_that_it_reads_are_those_that_make_synth_writes() -> None:
    read = set(re.findall(r"reports/gate\.[\w.]+", WORKFLOW))
    assert read == {"reports/gate.sarif", "reports/gate.md"}
    assert all(f"={file}" in MAKEFILE for file in read)


def test_nothing_but_the_status_of_the_ci_script_decides() -> None:
    assert WORKFLOW.count("- run: bash .ci/run\n") == 1
    assert not [name for name, text in TEXTS.items() if "continue-on-error" in text]


def test_every_night_the_engines_are_compared_and_the_searches_run() -> None:
    assert PARSED["nightly"][ON]["schedule"]
    assert runs(NIGHTLY["search"]) == ["make nightly"]


def test_every_night_waivers_are_judged_for_a_day_to_come() -> None:
    assert runs(NIGHTLY["waivers"])[:2] == ["make synth", "bash .ci/expiring"]


def test_drift_is_looked_for_where_a_role_is_named_and_what_plans_hold_is_not_kept() -> None:
    job = NIGHTLY["drift"]
    assert job["if"] == "vars.DRIFT_ROLE != ''"
    assert runs(job)[:2] == ["make synth", "bash .ci/drift"]
    assert uploads(job)["drift"] == "reports/drift.*"


def test_a_merge_queue_is_judged_as_main_is() -> None:
    assert PARSED["pull-request"][ON] == {
        "pull_request": None,
        "merge_group": None,
        "push": {"branches": ["main"]},
    }
    assert "if" not in JOBS["gate"]


def test_a_run_of_main_or_of_a_queue_is_never_cancelled_nor_replaced() -> None:
    group = PARSED["pull-request"]["concurrency"]
    # Runs that wait in one group are replaced even where none is cancelled: each of main has its own.
    assert group["group"].endswith("${{ github.event.pull_request.number || github.run_id }}")
    assert group["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"
    assert [PARSED[name]["concurrency"]["cancel-in-progress"] for name in ("nightly", "deploy")] == [
        False
    ] * 2


def test_prose_alone_needs_no_rehearsal_and_everything_else_of_the_gate() -> None:
    (gate,) = (step for step in JOBS["gate"]["steps"] if step.get("run") == "bash .ci/run")
    assert gate["env"] == {"CHANGED_SINCE": "${{ github.event_name == 'pull_request' && 'HEAD^1' || '' }}"}
    assert JOBS["gate"]["steps"][0]["with"]["fetch-depth"] == 2, "the base is there to be compared"
    assert not [name for name, text in TEXTS.items() if "paths-ignore" in text or "paths:" in text]
    skipped = CI.partition("bash .ci/prose")[2].partition("\nfi\n")[0].partition("\nelse\n")[2]
    assert re.findall(r"make (\w+)", skipped) == ["validate", "mocked", "rehearse", "phases"]


EVIDENCE = {
    "gate": "compliance-report-python-${{ matrix.python }}",
    "diff": "diff",
    "drift": "drift",
    "report": "cleared",
    "deploy": "deployed",
}


def test_evidence_is_kept_for_400_days() -> None:
    kept = {
        step["with"]["name"]: step["with"].get("retention-days")
        for job in all_jobs().values()
        for step in job["steps"]
        if "upload-artifact" in step.get("uses", "")
    }
    assert {name for name, days in kept.items() if days == 400} == set(EVIDENCE.values())
    assert set(kept) - set(EVIDENCE.values()) == {"head"}, "what the next job reads, and nobody later"


def test_nobody_may_more_than_they_need() -> None:
    assert all(said["permissions"] == {"contents": "read"} for said in PARSED.values())
    assert {name: job["permissions"] for name, job in all_jobs().items() if "permissions" in job} == {
        "pull-request: alerts": {"actions": "read", "security-events": "write"},
        "pull-request: comment": {"pull-requests": "write"},
        "nightly: drift": {"contents": "read", "id-token": "write"},
        "deploy: attest": {"attestations": "write", "id-token": "write"},
        "deploy: deploy": {"attestations": "read", "contents": "read", "id-token": "write"},
    }


@pytest.mark.parametrize("name", ["pull-request: alerts", "pull-request: comment", "deploy: attest"])
def test_a_job_that_may_write_runs_no_code_of_the_checkout(name: str) -> None:
    job = all_jobs()[name]
    used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
    assert used[0] == "actions/download-artifact"
    assert "actions/checkout" not in used
    assert not [run for run in runs(job) if "make" in run or ".ci" in run or "python" in run or "${{" in run]


def test_the_comment_is_written_by_gh_alone_and_begins_with_what_the_head_cannot_choose() -> None:
    words = {line.split()[0] for line in COMMENTING["run"].splitlines()}
    assert {word for word in words if "=" not in word} == {"printf", "sed", "if", "gh", "else", "fi"}
    assert COMMENTING["env"]["BY_BASE"] == "${{ needs.gate-of-base.result }}"


def test_no_script_has_a_word_that_somebody_else_may_choose() -> None:
    assert {name: run for name, job in all_jobs().items() for run in runs(job) if "${{" in run} == {}


def test_the_gate_of_the_base_runs_the_code_of_the_base_on_the_output_of_the_head() -> None:
    job = JOBS["gate-of-base"]
    checkout, _, download = (step for step in job["steps"] if "uses" in step)
    assert checkout["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert download["with"] == {"name": "head", "path": "cdktf.out"}
    assert uploads(JOBS["diff"])["head"] == "head.out/"
    assert runs(job)[0] == "make gate"


def test_what_is_deployed_is_what_was_cleared_and_attested_of_this_commit_of_main() -> None:
    assert PARSED["deploy"][ON] == {"workflow_dispatch": None}
    report, attest, deploy = DEPLOY["report"], DEPLOY["attest"], DEPLOY["deploy"]
    assert report["if"] == "github.ref == 'refs/heads/main'"
    assert (attest["needs"], deploy["needs"]) == ("report", "attest")
    assert runs(report) == ["make synth", ".venv/bin/python -m policies cleared"]
    assert attest["steps"][-1]["with"] == {"subject-path": "reports/compliance.json"}
    assert (deploy["environment"], deploy["if"]) == ("production", "vars.DEPLOY_ROLE != ''")
    order = [step.get("run") or step["uses"].partition("@")[0] for step in deploy["steps"]]
    verified, made, cleared, taken, deployed = order[-6:-1]
    assert verified.startswith("gh attestation verify reports/compliance.json ")
    assert '--source-digest "$GITHUB_SHA"' in verified
    assert made == "make cli"
    assert cleared == ".venv/bin/python -m policies cleared", "before there are credentials"
    assert taken == "aws-actions/configure-aws-credentials"
    assert deployed == "make deploy APPROVED=1"


def test_no_job_has_keys_that_last() -> None:
    assert "secrets." not in "".join(TEXTS.values())


def runs(job: dict[str, Any]) -> list[str]:
    """What the steps of a job run."""
    return [step["run"] for step in job["steps"] if "run" in step]


def uploads(job: dict[str, Any]) -> dict[str, str]:
    """The paths that a job uploads, by the name of the artifact."""
    return {
        step["with"]["name"]: step["with"]["path"]
        for step in job["steps"]
        if "upload-artifact" in step.get("uses", "")
    }


STEPS = [
    pytest.param(step, id=f"{name}: {step.get('name') or step['run']}")
    for name, job in all_jobs().items()
    for step in job["steps"]
    if "run" in step
]
STUB = f"#!{sys.executable}\nimport json, sys\nopen('calls', 'a').write(json.dumps(sys.argv) + '\\n')\n"


@pytest.mark.parametrize("step", STEPS)
def test_every_command_is_one_that_the_makefile_or_ci_has(tmp_path: Path, step: dict[str, Any]) -> None:
    """Each step runs as a runner runs it, beside stand-ins that tell how they were called."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "gate.sarif").write_text('{"runs": []}')
    (tmp_path / "diff.md").touch()
    for name in ("make", "gh", "bash", ".venv/bin/python"):
        (tmp_path / name).write_text(STUB)
        (tmp_path / name).chmod(0o755)
    environment = {"GITHUB_STEP_SUMMARY": "summary", "GITHUB_REPOSITORY": "pay/infra", "GITHUB_SHA": "c0ffee"}
    shell(step["run"], tmp_path, **environment, PULL="7", OURS=".", BY_BASE="success")
    called = tmp_path / "calls"
    calls = [json.loads(line) for line in called.read_text().splitlines()] if called.exists() else []
    for program, *arguments in calls:
        match Path(program).name:
            case "make":
                assert re.search(rf"^{arguments[0]}:", MAKEFILE, re.MULTILINE)
                for argument in arguments[1:]:
                    assert f"$({argument.partition('=')[0]})" in MAKEFILE
            case "bash":
                assert (PROJECT / arguments[0]).is_file()
                assert len(arguments) == 1
            case "python":
                assert f"\n.venv/bin/python {' '.join(arguments)}\n" in CI
            case "gh":
                assert arguments[:2] in (
                    ["api", "--paginate"],
                    ["api", "--silent"],
                    ["attestation", "verify"],
                )
            case _:
                raise AssertionError(program)


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
    (tmp_path / "diff.md").write_text(f"{HEADING}\n\nNo difference.\n")
    ours = COMMENTING["env"]["OURS"]
    shell(COMMENTING["run"], tmp_path, GITHUB_REPOSITORY="pay/infra", PULL="7", OURS=ours, BY_BASE="failure")
    looked, wrote = map(json.loads, (tmp_path / "calls").read_text().splitlines())
    everything = "repos/pay/infra/issues/7/comments"
    assert looked == ["api", "--paginate", everything, "--jq", COMMENTING["env"]["OURS"]]
    assert (tmp_path / "comment.md").read_text() == (
        f"{HEADING}\n\nThe gate of the base, in a job of its own: **failure**.\n\nNo difference.\n"
    )
    assert wrote == ["api", "--silent", *asked, "--field", "body=@comment.md"]


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
        step for step in JOBS["alerts"]["steps"] if step.get("name") == "What GitHub would call an alert"
    )
    shell(alerting["run"], tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    alerts = tmp_path / "reports" / "alerts.sarif"
    assert alerts.exists() == uploaded
    if uploaded:
        assert len(json.loads(alerts.read_text())["runs"][0]["results"]) == 1


def shell(script: str, folder: Path, **environment: str) -> None:
    """Run a step's script as a runner does; commands that stand in the folder win."""
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    command = [shutil.which("bash") or "bash", "-e", "-c", script]
    subprocess.run(command, cwd=folder, env={"PATH": path, **environment}, check=True)
