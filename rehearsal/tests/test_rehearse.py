"""The end of a rehearsal tells what went wrong in each system, whatever was said before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rehearsal.emulator.process import EmulatorError
from rehearsal.progress import Progress
from rehearsal.rehearse import Part, conclude

pytestmark = pytest.mark.database

BROKEN_OFF = "pair: its rehearsal broke off; what it said is above"


def part(folder: Path, system: str, **result: object) -> Part:
    """A system whose rehearsal left this result, or none."""
    made = Part(system, "sample", "ephemeral", folder / system)
    made.folder.mkdir()
    if result:
        made.result.write_text(json.dumps(result), encoding="utf-8")
    return made


def test_every_problem_of_every_system_is_told_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [part(tmp_path, "pay", problems=["one is lost", "one is doubled"]), part(tmp_path, "pair")]
    assert conclude(parts, Progress(), 30) == 1
    said = [line.partition("] ")[2] for line in capsys.readouterr().out.splitlines()]
    assert said[:3] == [f"FAILED: {each}" for each in ("pay: one is lost", "pay: one is doubled", BROKEN_OFF)]
    assert said[3].startswith("FAILED: 3 problems in 2 systems, 0.0 of 30 min")


def test_without_a_problem_it_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude([part(tmp_path, "pay", problems=[])], Progress(), 30) == 0
    assert "passed: 0 problems in 1 systems" in capsys.readouterr().out


def test_what_could_not_be_tried_is_no_pass(tmp_path: Path) -> None:
    with pytest.raises(EmulatorError, match="did not start"):
        conclude([part(tmp_path, "pay", undone="the emulated AWS did not start")], Progress(), 30)
