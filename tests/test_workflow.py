"""The pull-request workflow: pinned actions, and the files that the Makefile writes."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOW = (PROJECT / ".github" / "workflows" / "pull-request.yml").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_every_action_is_pinned_to_a_commit_with_its_version_named() -> None:
    used = re.findall(r"uses: (.+)", WORKFLOW)
    assert len(used) >= 5
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
