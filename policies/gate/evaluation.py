"""One folder, judged: reading, our rules and checkov side by side, waivers, verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from policies.engine import strictly
from policies.gate.engines.forms import answered, form_notes
from policies.gate.engines.scan import Scan
from policies.gate.reading.folder import NO_OVERRIDES, Overrides, Reading, read
from policies.gate.verdict import Verdict, conclude, judge_estate
from policies.gate.waivers.file import DEFAULT, Waiver, WaiverError, read_waivers

ENGINES: Final = {"rules": ("rules",), "checkov": ("checkov",), "all": ("rules", "checkov")}
"""The engines by what the commands call them."""


def evaluate(  # noqa: PLR0913 - each argument is an input of its own
    folder: Path,
    *,
    today: date,
    engines: tuple[str, ...] = ("rules",),
    waivers: Path | None = DEFAULT,
    overrides: Overrides = NO_OVERRIDES,
    strict: bool = False,
) -> tuple[Verdict, Reading, Scan]:
    """Read and judge a folder; waivers hold or expire by `today` (UTC).

    strict: what cannot be told fails, rather than being unknown.

    Never raises for bad input: it becomes a problem of the verdict.
    """
    reading = read(folder, overrides)
    scanner = None
    if "checkov" in engines and reading.contents:
        from policies.gate.engines.scanner import Scanner  # noqa: PLC0415 - a fifth of what our rules alone import

        # checkov takes seconds in its own process; our rules judge meanwhile.
        scanner = Scanner(reading.estate, reading.contents)
    problems = list(reading.problems)
    if not problems and not any(element.is_managed for element in reading.estate.elements):
        problems.append(f"{folder}: Terraform would make no resource of it, so nothing was judged.")
    accepted: tuple[Waiver, ...] = ()
    try:
        accepted = read_waivers(waivers) if waivers else ()
    except WaiverError as error:
        problems.append(str(error))
    judged = judge_estate(reading.estate, engines, strict=strict)
    scan = scanner.result() if scanner else Scan((), ())
    said = tuple(answered(scan.findings, reading.estate))
    verdict = conclude(
        judged,
        strictly(said, judged.rules) if strict else said,
        today=today,
        waivers=accepted,
        problems=(*problems, *scan.problems),
        notes=(*reading.notes, *form_notes(reading.estate, judged.rules.values())),
    )
    return verdict, reading, scan
