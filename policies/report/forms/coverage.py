"""Every control of every framework, with how it is judged: what lists and tables of the report show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from policies.report.model import Counts, FrameworkEntry, Report

CHECKED: Final = "checked"
IN_PART: Final = "in part"
BY_PROCESS: Final = "by process"
NOT_COVERED: Final = "not covered"


@dataclass(frozen=True, slots=True)
class ControlState:
    """A control and how it is judged.

    key: framework and id; alone, ids such as `1.10` would be read as numbers.
    state: checked, in part, by process or not covered.
    standing: how its rules stand; empty where it has none.
    """

    framework: FrameworkEntry
    key: str
    title: str
    state: str
    standing: str
    rules: tuple[str, ...]
    counts: Counts
    owner: str
    responsibility: str
    missing: str
    ask: str


def control_states(report: Report) -> Iterator[ControlState]:
    """Every control, framework by framework, in the order of its numbers."""
    for framework in report.frameworks:
        yield from sorted(_states(framework), key=lambda each: _numbers(each.key))


def _states(framework: FrameworkEntry) -> Iterator[ControlState]:
    judged = {control.id: control for control in framework.controls}
    for control in framework.controls:
        if control.evidence == "configuration":
            yield ControlState(
                framework,
                control.key,
                control.title,
                IN_PART if control.missing else CHECKED,
                control.standing.value,
                control.rules,
                control.counts,
                control.owner,
                control.responsibility,
                control.missing,
                "",
            )
    for each in framework.process:
        lent = judged.get(each.id)
        yield ControlState(
            framework,
            f"{framework.id}:{each.id}",
            each.title,
            BY_PROCESS,
            lent.standing.value if lent else "",
            each.rules,
            lent.counts if lent else Counts(),
            each.owner,
            each.responsibility,
            lent.missing if lent else "",
            each.ask,
        )
    for open_ in framework.uncovered:
        yield ControlState(
            framework,
            f"{framework.id}:{open_.id}",
            open_.title,
            NOT_COVERED,
            "",
            (),
            Counts(),
            open_.owner,
            open_.responsibility,
            "",
            "",
        )


def _numbers(key: str) -> list[tuple[int, str]]:
    """The key as people order it: 1.2 before 1.10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", key)]
