"""`.ci/diff`: which commit is compared, and what is told where a side does not synthesize."""

from __future__ import annotations

import os
import re
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
POLICIES = """\
import pathlib, sys
if sys.argv[1] == "gate":
    here = pathlib.Path.cwd()
    pathlib.Path("../judged.md").write_text(" ".join([here.name, *sys.argv[1:]]))
    sys.exit({judged})
pathlib.Path(sys.argv[-1]).write_text(" ".join(sys.argv[1:-1]))
sys.exit({compared})
"""
"""The gate of a commit, and what compares: each writes how it was called, and ends with its status."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout with the script, an environment, and one commit that synthesizes."""
    checkout = tmp_path / "checkout"
    (checkout / ".ci").mkdir(parents=True)
    shutil.copy(PROJECT / ".ci" / "diff", checkout / ".ci")
    (checkout / "Pipfile.lock").write_text("{}")
    (checkout / "policies").mkdir()
    (checkout / "policies" / "__init__.py").touch()
    (checkout / "policies" / "__main__.py").write_text(POLICIES.format(judged=0, compared=0))
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (checkout / ".gitignore").write_text(".venv\nreports/\nhead.out/\n")
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


def run(checkout: Path, base: str, **variables: str) -> tuple[int, str]:
    """The exit status, and the text for the comment."""
    command, environment = ["bash", ".ci/diff", base], {"PATH": os.environ["PATH"], **variables}
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    written = checkout / "reports" / "diff.md"
    assert git(checkout, "worktree", "list").count("\n") == 0, "nothing is left behind"
    return done.returncode, written.read_text() if written.exists() else done.stderr


def test_both_are_synthesized_and_compared_by_the_rules_of_the_checkout(repository: Path) -> None:
    status, said = run(repository, "HEAD")
    assert status == 0
    assert said == (
        "diff base head --engine all --base-waivers none --base-settings none "
        "--base-checkout before --judged-by-base judged/compliance.json --format markdown --output"
    )
    assert (repository / "head.out").is_dir(), "what was judged stays"


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


def test_a_base_with_an_environment_that_cannot_be_made_judged_nothing_and_that_is_no_pass(
    repository: Path,
) -> None:
    (repository / "Pipfile.lock").write_text('{"another": "lock"}')
    base = git(repository, "rev-parse", "HEAD")
    status, said = run(repository, "HEAD")
    assert status == 1
    assert said == (
        f"{HEADING}\n\nThe base, {base}, does not synthesize, so nothing is compared.\n\n"
        f"**By the gate of the base, {base}, the head does not pass** (status 127).\n"
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
    (repository / "policies" / "__main__.py").write_text(POLICIES.format(judged=0, compared=ended))
    assert run(repository, "HEAD")[0] == status


def test_the_head_cannot_choose_the_gate_that_judges_it_for_the_base(repository: Path) -> None:
    """Its own would say 0; that of the commit says 1, and is heard where nothing else can be compared."""
    program = repository / "policies" / "__main__.py"
    program.write_text(POLICIES.format(judged=1, compared=2))
    base = commit(repository, GOOD)
    program.write_text(POLICIES.format(judged=0, compared=2))
    status, said = run(repository, "HEAD")
    assert status == 1
    assert f"**By the gate of the base, {base}, the head does not pass** (status 1).\n" in said
    assert "before gate ../head --report ../judged --write markdown=../judged.md" in said


def test_a_base_that_does_not_synthesize_judges_the_head_all_the_same(repository: Path) -> None:
    (repository / "policies" / "__main__.py").write_text(POLICIES.format(judged=2, compared=0))
    base = commit(repository, CRASHING)
    commit(repository, GOOD)
    status, said = run(repository, "HEAD^1")
    assert status == 1
    assert said.startswith(f"{HEADING}\n\nThe base, {base}, does not synthesize, so nothing is compared.\n")
    assert "the head does not pass** (status 2)." in said


def test_what_fails_by_the_base_alone_is_the_status_of_the_comparison(repository: Path) -> None:
    (repository / "policies" / "__main__.py").write_text(POLICIES.format(judged=1, compared=1))
    status, said = run(repository, "HEAD")
    assert (status, said[:10]) == (1, "diff base ")


@pytest.mark.long
def test_a_change_that_deletes_the_rule_that_it_breaks_fails_by_its_base(tmp_path: Path) -> None:
    """The whole of it: this project as it is, and a change whose diff without its base's gate is empty."""
    checkout = tmp_path / "project"
    for path in listed(PROJECT):
        if (PROJECT / path).is_file():
            (checkout / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / path, checkout / path)
    git(checkout, "init", "--quiet", "--initial-branch", "main")
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "base")
    (checkout / ".venv").symlink_to(PROJECT / ".venv")
    keys = checkout / "infra" / "blocks" / "security" / "keys.py"
    written = keys.read_text()
    keys.write_text(written.replace("place.defaults.key_deletion_days", "30"))
    assert keys.read_text() != written
    (checkout / "policies" / "rules" / "kms" / "key_deletion_window.py").unlink()
    git(checkout, "commit", "--quiet", "--all", "--message", "a change")
    status, said = run(checkout, "HEAD^1", SYSTEM="pci_web_app")
    assert status == 1, said
    assert said.startswith(f"{HEADING}\n\n**FAILS BY THE GATE OF THE BASE; gate: ")
    assert "Head judged by the gate of the base: FAIL (" in said
    assert "; by its own: PASS (0 failed, " in said
    found = re.findall(r"  - at `(aws_kms_key\.\w+)`", said)
    assert found
    assert len(found) == len(set(found)) == said.count("kms-key-deletion-window: "), "each finding once"
    assert "- **removed** `the rule kms-key-deletion-window`\n" in said


def listed(checkout: Path) -> list[str]:
    """The files that git has or would take."""
    return git(checkout, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()


def test_a_base_that_is_no_commit_is_status_2(repository: Path) -> None:
    status, said = run(repository, "nowhere")
    assert (status, said.count("\n"), "'nowhere' is no commit" in said) == (2, 1, True)
