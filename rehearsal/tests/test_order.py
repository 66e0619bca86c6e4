"""What goes wrong stops what comes after it, and nothing else."""

from __future__ import annotations

import pytest

from rehearsal.order import Outcome, in_order

AFTER = {"keys": (), "data": ("keys",), "edge": (), "app": ("data", "edge")}


@pytest.mark.parametrize(
    ("failing", "done", "outcome"),
    [
        ("", ["keys", "edge", "data", "app"], Outcome()),
        ("keys", ["edge"], Outcome({"keys": "refused"}, {"data": ("keys",), "app": ("data",)})),
        ("edge", ["keys", "data"], Outcome({"edge": "refused"}, {"app": ("edge",)})),
    ],
)
def test_all_is_done_that_comes_after_nothing_that_went_wrong(
    failing: str, done: list[str], outcome: Outcome
) -> None:
    worked: list[str] = []

    def work(name: str) -> str:
        if name == failing:
            return "refused"
        worked.append(name)
        return ""

    assert in_order(AFTER, work, at_once=1) == outcome
    assert worked == done
