"""Outcomes of integration tests: what is not provable here is counted, and a silent skip fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.integration import integrate

pytestmark = pytest.mark.terraform

TESTS = """
import os
import pytest

def test_outputs_and_credentials_are_given():
    assert os.environ["FLAT_OUTPUTS"] == "/outputs.json"
    assert os.environ["AWS_ACCESS_KEY_ID"] == "key"

def test_copies():
    pytest.skip("not provable here: the emulator copies nothing")
"""
BAD = """
def test_money():
    assert 1 == 2, "a cent is missing"

def test_skipped():
    pytest.skip("no outputs")
"""


def test_passed_and_not_provable_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    told = integrate(Path("/outputs.json"), {"AWS_ACCESS_KEY_ID": "key"}, tmp_path, tests=[str(tmp_path)])
    assert (told.passed, told.problems) == (1, ())
    assert told.not_provable == {"test_copies": "the emulator copies nothing"}


def test_a_failure_and_a_skip_for_another_reason_are_problems(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS + BAD, encoding="utf-8")
    told = integrate(Path("/outputs.json"), {"AWS_ACCESS_KEY_ID": "key"}, tmp_path, tests=[str(tmp_path)])
    assert len(told.problems) == 2
    assert "a cent is missing" in told.problems[0]
    assert told.problems[1] == "test_skipped: skipped: no outputs"


def test_no_test_at_all_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("", encoding="utf-8")
    assert integrate(Path("/outputs.json"), {}, tmp_path, tests=[str(tmp_path)]).problems
