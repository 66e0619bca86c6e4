"""Findings of a pull request are told at the lines that it changes, where these made the resource."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.gate.patch import Patch, PatchError, told_at_changes
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.lines import PythonLine, primary, related
from policies.model import Finding
from tests.policies.verdicts import TODAY

BLOCK = "infra/blocks/keys.py"
SYSTEM = "infra/systems/pay/stacks.py"
BLOCK_TEXT = (
    "def add(place):\n    rotation = False\n    return KmsKey(\n        place,\n        rotation,\n    )\n"
)
SYSTEM_TEXT = "def build(app):\n    note = 1\n    add(\n        app,\n        days=7,\n    )\n"
CHAIN = (f"{BLOCK}:3", f"{SYSTEM}:3", "main.py:4")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in ((BLOCK, BLOCK_TEXT), (SYSTEM, SYSTEM_TEXT)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def patch_of(folder: Path, before: dict[str, str]) -> Patch:
    """What changes files from `before` to what they are in the folder."""
    lines = [
        line
        for name, text in before.items()
        for line in difflib.unified_diff(
            text.splitlines(keepends=True),
            (folder / name).read_text().splitlines(keepends=True),
            f"a/{name}",
            f"b/{name}",
        )
    ]
    file = folder / "pull.patch"
    file.write_text("".join(lines))
    return Patch.read(file)


def judged() -> Verdict:
    metadata = Metadata(stacks={"pay": StackMetadata("pay", "zq7", "ephemeral")}, chains={"pay/data": CHAIN})
    stack = {"resource": {"aws_kms_key": {"data": {"//": {"metadata": {"path": "pay/data"}}}}}}
    return conclude(evaluate_rules(build({"pay": stack}, metadata, Overrides())), today=TODAY)


def rotation(verdict: Verdict) -> Finding:
    return next(finding for finding in verdict.findings if finding.rule == "kms-key-rotation")


def test_without_a_patch_the_place_is_the_line_of_the_system() -> None:
    assert rotation(judged()).source == f"{SYSTEM}:3"


@pytest.mark.parametrize(
    ("name", "before", "place"),
    [
        (BLOCK, BLOCK_TEXT.replace("        rotation,\n", "        True,\n"), f"{BLOCK}:5"),
        (BLOCK, BLOCK_TEXT.replace("return KmsKey", "return Key"), f"{BLOCK}:3"),
        (SYSTEM, SYSTEM_TEXT.replace("days=7", "days=365"), f"{SYSTEM}:5"),
        (SYSTEM, SYSTEM_TEXT.replace("note = 1", "note = 2"), f"{SYSTEM}:3"),
        (BLOCK, BLOCK_TEXT.replace("rotation = False", "rotation = True"), f"{SYSTEM}:3"),
    ],
    ids=["an argument of the block", "its call", "an argument of the system", "beside it", "before it"],
)
def test_the_innermost_statement_that_is_changed_is_the_place(
    project: Path, name: str, before: str, place: str
) -> None:
    moved = told_at_changes(judged(), patch_of(project, {name: before}), project)
    assert rotation(moved).source == place


def test_a_file_that_does_not_parse_or_is_not_there_costs_no_verdict(project: Path) -> None:
    patch = patch_of(project, {BLOCK: BLOCK_TEXT.replace("return KmsKey", "return Key")})
    (project / BLOCK).write_text("def (")
    assert rotation(told_at_changes(judged(), patch, project)).source == f"{BLOCK}:3"
    (project / BLOCK).unlink()
    assert rotation(told_at_changes(judged(), patch, project)).source == f"{BLOCK}:3"


@given(st.frozensets(st.integers(1, 6)), st.frozensets(st.integers(1, 6)))
def test_a_patch_moves_places_within_the_chains_files_alone_and_changes_no_verdict(
    block: frozenset[int], system: frozenset[int]
) -> None:
    before = judged()
    after = told_at_changes(before, Patch({BLOCK: block, SYSTEM: system}), Path("/nowhere"))
    assert (after.outcome, after.counts) == (before.outcome, before.counts)
    line = PythonLine.of(rotation(after).source)
    assert line is not None
    assert line.line in {BLOCK: block, SYSTEM: system}[line.file] or str(line) == rotation(before).source


@pytest.mark.parametrize("text", ["no patch", "--- a/x\n+++ b/x\n@@ -1,1 +1,9 @@\n-x\n"])
def test_what_is_no_patch_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.patch"
    file.write_text(text)
    with pytest.raises(PatchError, match="no unified diff"):
        Patch.read(file)
    with pytest.raises(PatchError, match="cannot be read"):
        Patch.read(tmp_path)


def test_a_pull_request_that_changes_nothing_moves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.patch"
    file.write_text("")
    before = judged()
    assert told_at_changes(before, Patch.read(file), tmp_path) == before


def test_the_place_is_the_innermost_line_of_the_system_else_of_all() -> None:
    assert primary(CHAIN, "pay") == CHAIN[1]
    assert primary(CHAIN, "pa") == CHAIN[0], "the folder of another system"
    assert primary((), "pay") == ""
    assert list(related(("/usr/x.py:1", *CHAIN), CHAIN[1])) == [
        PythonLine(BLOCK, 3),
        PythonLine("main.py", 4),
    ]
