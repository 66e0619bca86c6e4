"""CODEOWNERS: whatever decides a verdict has an owner of its own, who is asked where it changes."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from codeowners import CodeOwners

from policies.commands.gates import files_around
from policies.report.inputs import CHECKOUT

OWNERS: Final = CHECKOUT / ".github" / "CODEOWNERS"
ENGINEERS: Final = "@example/platform-engineering"
"""Who owns what nobody else does: a change of theirs alone must not reach the gate."""
DECIDING: Final = sorted({path for files in files_around(CHECKOUT).values() for path in files})
LINES: Final = [
    line.split() for line in OWNERS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]


@cache
def owners() -> CodeOwners:
    return CodeOwners(OWNERS.read_text(encoding="utf-8"))


def owned_by(path: str) -> list[str]:
    return [name for _, name in owners().of(path)]


def test_every_file_by_which_verdicts_are_reached_has_an_owner_beside_those_who_write() -> None:
    assert len(DECIDING) > 500
    found = {path: owned_by(path) for path in DECIDING}
    assert {path: names for path, names in found.items() if not names or ENGINEERS in names} == {}


@pytest.mark.parametrize(
    "path",
    [
        *(".github/CODEOWNERS", ".github/workflows/pull-request.yml", ".ci/diff", ".ci/run", "Makefile"),
        *("policies/waivers.toml", "policies/frameworks/pci_dss_4_0_1.toml", "policies/adopted.py"),
        *("policies/commands/cleared.py", "policies/report/inputs.py", "policies/diff/gate.py"),
        *("aspects/__init__.py", "main.py", "Pipfile.lock", "docs/requirements.toml"),
    ],
)
def test_what_would_bend_a_verdict_is_among_them(path: str) -> None:
    assert path in DECIDING


def test_what_runs_the_gate_and_is_new_is_owned_without_a_line_of_its_own() -> None:
    new = ("policies/rules/new/rule.py", "aspects/new.py", ".ci/new", ".github/workflows/new.yml")
    assert [path for path in new if owned_by(path) != ["@example/platform-security"]] == []


def test_no_line_is_dead_and_each_names_a_role() -> None:
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard")
    files = subprocess.run(listed, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for pattern, *names in LINES:
        alone = CodeOwners(f"{pattern} @example/one")
        assert any(alone.of(path) for path in files if path), f"{pattern} matches no file"
        assert names, f"{pattern} has no owner"
        assert all(re.fullmatch(r"@example/[a-z]+(-[a-z]+)*", name) for name in names), pattern


def test_the_readme_says_how_they_come_to_count() -> None:
    readme = (Path(CHECKOUT) / "README.md").read_text(encoding="utf-8")
    assert "## Who may change the gate" in readme
    assert ".github/CODEOWNERS" in readme
