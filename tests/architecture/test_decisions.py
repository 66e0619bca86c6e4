"""Every decision record says in one form what was decided, when, and whether it still holds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "decisions"
RECORDS: Final = sorted(FOLDER.iterdir())
HEAD: Final = re.compile(
    r"# (?P<number>[1-9]\d*)\. (?P<title>\S.*)\n\n"
    r"- Status: (?:proposed|accepted|superseded by \[decision \d+\]\((?P<successor>[\w.-]+\.md)\))\n"
    r"- Date: (?P<date>\d{4}-\d\d-\d\d)\n\n"
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_begins_with_number_title_status_and_date(record: Path) -> None:
    head = HEAD.match(record.read_text(encoding="utf-8"))
    assert head is not None, f"{record.name} does not begin as the other records do"
    assert record.name.startswith(f"{int(head['number']):04}-")
    assert head["successor"] is None or (FOLDER / head["successor"]).is_file()
    date.fromisoformat(head["date"])


def test_records_are_numbered_without_a_gap() -> None:
    numbers = [int(record.name.partition("-")[0]) for record in RECORDS]
    assert numbers == list(range(1, len(numbers) + 1))
