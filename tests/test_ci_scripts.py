"""The scripts of `.ci` that workflows and pre-commit call: what each says, and with which status it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
import yaml

pytestmark = pytest.mark.fuzz

PROJECT: Final = Path(__file__).resolve().parents[1]
SCRIPTS: Final = Path(sys.executable).parent
HOOKS: Final = PROJECT / ".pre-commit-hooks.yaml"
GATE: Final = "import sys; open('called', 'w').write(' '.join(sys.argv[1:])); sys.exit({status})"
TERRAFORM: Final = """\
#!/usr/bin/env bash
# Plans as the folder of the stack says: `ended` has the status of `plan`; with `broken` there, `init` fails.
folder="${1#-chdir=}" command="$2"
case "$command" in
  init) [ ! -f "$folder/broken" ] ;;
  plan) exit "$(cat "$folder/ended" 2>/dev/null || echo 0)" ;;
  show) echo '{"format_version": "1.2"}' ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the scripts, a stand-in for the gate that passes, and the environment's Python."""
    folder = tmp_path / "checkout"
    shutil.copytree(PROJECT / ".ci", folder / ".ci")
    policies = folder / "policies"
    policies.mkdir()
    (policies / "__init__.py").touch()
    (policies / "__main__.py").write_text(GATE.format(status=0))
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return folder


def run(
    folder: Path, script: str, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", str(folder / ".ci" / script), *arguments]
    return subprocess.run(
        command, cwd=cwd or folder, env={"PATH": path}, capture_output=True, text=True, check=False
    )


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    command = ["git", *who, *arguments]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)


def commit(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("a") as file:
            file.write("a change\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a change")


@pytest.mark.parametrize(
    ("paths", "is_prose"),
    [
        (["README.md", "docs/decisions/0001.md"], True),
        (["README.md", "docs/requirements.toml"], False),
        (["infra/stack.py"], False),
        ([".github/CODEOWNERS"], False),
        (["docs/md"], False),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
def test_prose_is_markdown_and_nothing_beside(checkout: Path, paths: list[str], *, is_prose: bool) -> None:
    git(checkout, "init", "--quiet")
    commit(checkout, "README.md")
    commit(checkout, *paths)
    assert (run(checkout, "prose", "HEAD^1").returncode == 0) == is_prose


def test_code_that_is_gone_is_no_prose_and_neither_is_no_change_nor_no_commit(checkout: Path) -> None:
    git(checkout, "init", "--quiet")
    commit(checkout, "README.md", "infra/stack.py")
    (checkout / "infra" / "stack.py").unlink()
    commit(checkout, "README.md")
    assert [run(checkout, "prose", each).returncode != 0 for each in ("HEAD^1", "HEAD", "nowhere")] == [
        True
    ] * 3


def test_waivers_are_judged_for_a_day_30_days_ahead_and_the_gate_says_how_it_ends(checkout: Path) -> None:
    days = [str(datetime.now(UTC).date() + timedelta(days=30))]
    (checkout / "policies" / "__main__.py").write_text(GATE.format(status=2))
    assert run(checkout, "expiring").returncode == 2
    days.append(str(datetime.now(UTC).date() + timedelta(days=30)))  # where midnight passed
    assert (checkout / "called").read_text() in {
        f"gate cdktf.out --today {day} --write markdown=reports/expiring.md" for day in days
    }


@pytest.fixture
def deployed(checkout: Path) -> Path:
    """Two stacks, and a Terraform that plans them."""
    for stack in ("pay-one", "pay-two"):
        (checkout / "cdktf.out" / "stacks" / stack).mkdir(parents=True)
    (checkout / "cdktf.out" / "manifest.json").write_text("{}")
    (checkout / "cdktf.out" / "estate.json").write_text("{}")
    terraform = checkout / "bin" / "terraform"
    terraform.parent.mkdir()
    terraform.write_text(TERRAFORM)
    terraform.chmod(0o755)
    return checkout


def test_an_account_that_is_as_said_has_no_drift_and_its_plans_are_judged(deployed: Path) -> None:
    assert run(deployed, "drift").returncode == 0
    assert sorted(path.name for path in (deployed / "plans.out").iterdir()) == [
        "estate.json",
        "pay-one.json",
        "pay-two.json",
    ]
    assert (
        deployed / "reports" / "drift.md"
    ).read_text() == "# Drift\n\nThe account is as every stack says.\n"
    called = (deployed / "called").read_text()
    assert called == f"gate {deployed}/plans.out --write json=reports/drift.json"


def test_what_is_different_is_named_and_judged_and_no_success(deployed: Path) -> None:
    (deployed / "cdktf.out" / "stacks" / "pay-two" / "ended").write_text("2")
    done = run(deployed, "drift")
    assert (done.returncode, (deployed / "called").exists()) == (1, True)
    assert done.stdout == "# Drift\n\n## The account is not as these stacks say\n\n- `pay-two`\n"
    assert (deployed / "reports" / "drift.md").read_text() == done.stdout


def test_plans_that_fail_the_rules_are_no_success(deployed: Path) -> None:
    (deployed / "policies" / "__main__.py").write_text(GATE.format(status=1))
    assert run(deployed, "drift").returncode == 1


@pytest.mark.parametrize("spoiled", ["broken", "ended"])
def test_a_stack_that_cannot_be_planned_is_status_2_and_nothing_is_judged(
    deployed: Path, spoiled: str
) -> None:
    (deployed / "cdktf.out" / "stacks" / "pay-one" / spoiled).write_text("1")
    done = run(deployed, "drift")
    assert (done.returncode, (deployed / "called").exists()) == (2, False)
    assert "## These stacks could not be planned\n\n- `pay-one`\n" in done.stdout


def test_drift_without_stacks_says_what_to_do(checkout: Path) -> None:
    done = run(checkout, "drift")
    assert (done.returncode, done.stderr) == (2, "drift: cdktf.out has no stacks: run 'make synth'\n")


def test_the_hooks_are_what_pre_commit_reads() -> None:
    done = subprocess.run(
        [SCRIPTS / "pre-commit", "validate-manifest", str(HOOKS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_each_hook_runs_a_command_that_is_there() -> None:
    hooks = {hook["id"]: hook["entry"] for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
    assert hooks == {"policies-gate": ".ci/hook", "policies-lint": "make lint"}
    assert os.access(PROJECT / ".ci" / "hook", os.X_OK)
    assert "\nlint:" in (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_the_hook_judges_the_folder_of_the_repository_that_asks(tmp_path: Path) -> None:
    stack = tmp_path / "cdktf.out" / "stacks" / "app"
    stack.mkdir(parents=True)
    (stack / "cdk.tf.json").write_text(json.dumps({"resource": {"aws_kms_key": {"data": {}}}}))
    done = run(PROJECT, "hook", "--waivers", "none", "--rules", "kms-key-rotation", cwd=tmp_path)
    assert done.returncode == 1
    assert "kms-key-rotation" in done.stdout


def test_the_hook_hands_its_arguments_to_the_gate(checkout: Path, tmp_path: Path) -> None:
    assert run(checkout, "hook", "plans", "--strict", cwd=tmp_path).returncode == 0
    assert (tmp_path / "called").read_text() == "gate --engine rules plans --strict"


@pytest.mark.parametrize("script", sorted(path.name for path in (PROJECT / ".ci").iterdir()))
def test_every_script_is_executable_ends_at_an_error_and_says_what_it_is_for(script: str) -> None:
    path = PROJECT / ".ci" / script
    lines = path.read_text(encoding="utf-8").splitlines()
    assert os.access(path, os.X_OK)
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")
    assert "set -euo pipefail" in lines
    command = ["bash", "-n", str(path)]
    assert subprocess.run(command, check=False).returncode == 0
