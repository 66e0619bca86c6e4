"""`.ci/diff`: which commit is compared, and what is told where a side does not synthesize."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policies.diff.markdown import HEADING

pytestmark = pytest.mark.fuzz

PROJECT = Path(__file__).resolve().parents[1]
GOOD = "import os; os.mkdir(os.environ['CDKTF_OUTDIR'])"
FAILING = "import sys; open(sys.argv[2].split('=')[1], 'w').write('## what fails'); sys.exit(1)"
CRASHING = "import sys; sys.exit(1)"
COMPARED = "import sys; open(sys.argv[-1], 'w').write(' '.join(sys.argv[1:-1])); sys.exit({status})"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout with the script, an environment, and one commit that synthesizes."""
    checkout = tmp_path / "checkout"
    (checkout / ".ci").mkdir(parents=True)
    shutil.copy(PROJECT / ".ci" / "diff", checkout / ".ci")
    (checkout / "Pipfile.lock").write_text("{}")
    (checkout / "policies").mkdir()
    (checkout / "policies" / "__init__.py").touch()
    (checkout / "policies" / "__main__.py").write_text(COMPARED.format(status=0))
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (checkout / ".gitignore").write_text(".venv\nreports/\n")
    git(checkout, "init", "--quiet", "--initial-branch", "main")
    commit(checkout, GOOD)
    return checkout


def git(checkout: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(checkout: Path, synthesis: str) -> str:
    (checkout / "main.py").write_text(synthesis)
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--allow-empty", "--message", "a change")
    return git(checkout, "rev-parse", "HEAD")


def run(checkout: Path, base: str) -> tuple[int, str]:
    """The exit status, and the text for the comment."""
    command, environment = ["bash", ".ci/diff", base], {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    written = checkout / "reports" / "diff.md"
    assert git(checkout, "worktree", "list").count("\n") == 0, "nothing is left behind"
    return done.returncode, written.read_text() if written.exists() else done.stderr


def test_both_are_synthesized_and_compared_by_the_rules_of_the_checkout(repository: Path) -> None:
    status, said = run(repository, "HEAD")
    assert status == 0
    assert said == (
        "diff base head --engine all --base-waivers none --base-settings none --format markdown --output"
    )


def test_the_base_is_where_the_history_parted(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "-b", "change")
    commit(repository, GOOD)
    git(repository, "checkout", "--quiet", "main")
    commit(repository, CRASHING)
    git(repository, "checkout", "--quiet", "change")
    status, said = run(repository, "main")
    assert (status, said[:10]) == (0, "diff base ")


def test_a_base_that_does_not_synthesize_is_told_and_is_no_failure(repository: Path) -> None:
    base = commit(repository, CRASHING)
    commit(repository, GOOD)
    assert run(repository, "HEAD^1") == (
        0,
        f"{HEADING}\n\nThe base, {base}, does not synthesize, so nothing is compared.\n",
    )


def test_a_base_with_an_environment_that_cannot_be_made_is_told_so_too(repository: Path) -> None:
    (repository / "Pipfile.lock").write_text('{"another": "lock"}')
    base = git(repository, "rev-parse", "HEAD")
    assert run(repository, "HEAD") == (
        0,
        f"{HEADING}\n\nThe base, {base}, does not synthesize, so nothing is compared.\n",
    )


def test_a_checkout_that_fails_its_rules_is_told_by_the_verdict_of_the_gate(repository: Path) -> None:
    (repository / "main.py").write_text(FAILING)
    assert run(repository, "HEAD") == (
        2,
        f"{HEADING}\n\nThis checkout fails its own rules, so nothing is compared.\n\n## what fails",
    )


def test_a_checkout_that_breaks_before_a_verdict_is_told_so(repository: Path) -> None:
    (repository / "main.py").write_text(CRASHING)
    assert run(repository, "HEAD") == (
        2,
        f"{HEADING}\n\nThis checkout does not synthesize, so nothing is compared.\n",
    )


@pytest.mark.parametrize(("ended", "status"), [(2, 0), (1, 1)], ids=["not comparable", "crashed"])
def test_what_cannot_be_compared_is_told_and_a_crash_is_a_failure(
    repository: Path, ended: int, status: int
) -> None:
    (repository / "policies" / "__main__.py").write_text(COMPARED.format(status=ended))
    assert run(repository, "HEAD")[0] == status


def test_a_base_that_is_no_commit_is_status_2(repository: Path) -> None:
    status, said = run(repository, "nowhere")
    assert (status, said.count("\n"), "'nowhere' is no commit" in said) == (2, 1, True)
