"""Wherever a requirement is referred to, in code, comments, tests or documents, it is there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from policies.requirements import requirements

PROJECT: Final = Path(__file__).resolve().parents[2]
REFERENCE: Final = re.compile(r"\b[RC][1-9]\d*\b")
LINTERS_CODES: Final = re.compile(r"# noqa:[ A-Z0-9,]+")
TESTS: Final = re.compile(r"\bdef test((?:_[rc][1-9]\d*)+)_")
HASHES: Final = ("Pipfile.lock", "package-lock.json")
"""The names of files whose random characters may look like a reference."""


def texts() -> Iterator[tuple[str, str]]:
    """Each file of the repository that holds text, committed or about to be, with what it says."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True)
    for name in sorted(set(listed.stdout.decode().rstrip("\0").split("\0"))):
        path = PROJECT / name
        if path.is_file() and path.name not in HASHES:
            yield name, path.read_text(encoding="utf-8")


def references(text: str) -> set[str]:
    """What a text refers to, by the names of its tests as well."""
    named = {each.upper() for names in TESTS.findall(text) for each in names.strip("_").split("_")}
    return named | set(REFERENCE.findall(LINTERS_CODES.sub("", text)))


def test_every_reference_leads_to_a_requirement() -> None:
    known = requirements().by_id.keys()
    assert {name: lost for name, text in texts() if (lost := references(text) - known)} == {}


def test_references_are_found_in_what_is_written_in_every_language() -> None:
    ends = {name.rpartition(".")[2] for name, text in texts() if references(text)}
    assert ends >= {"py", "md", "toml"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# so it stays (C12, R37)", {"C12", "R37"}),
        ('rows = ["R80"]', {"R80"}),
        ("R24 to R34", {"R24", "R34"}),
        ("def test_r48_c5_it_is_reserved() -> None:", {"R48", "C5"}),
        ("def f(x: int) -> int:  # noqa: C901, PLR0911 (a case a kind, R14)", {"R14"}),
        ("R2D2, CR7, r1_count, R0, test_r1, SHAR1", set()),
    ],
)
def test_a_reference_is_known_when_it_is_seen(text: str, found: set[str]) -> None:
    assert references(text) == found
