"""One folder, judged: reading, our rules and checkov side by side, waivers, verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from policies.engine import unknown_as_failures
from policies.gate.engines.forms import form_notes, limited_by_form
from policies.gate.engines.scan import NOT_SCANNED, Scan
from policies.gate.reading.build import NO_OVERRIDES, Overrides
from policies.gate.reading.folder import Reading, read
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.gate.waivers.file import DEFAULT, WaiverError, read_waivers
from policies.gate.waivers.waiver import Waiver
from policies.registry import Registry

ENGINES: Final[Mapping[str, tuple[str, ...]]] = {
    "rules": ("rules",),
    "checkov": ("checkov",),
    "all": ("rules", "checkov"),
}
"""The engines by what the commands call them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How an output is judged.

    today: the UTC date by which waivers hold or expire.
    strict: what cannot be told fails, rather than being unknown.
    registry: the rules; ours as they are where it is None.
    """

    today: date
    engines: tuple[str, ...] = ENGINES["rules"]
    strict: bool = False
    registry: Registry | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was read, what checkov found in it, and the verdict: all that is made into reports and diffs.

    folder: where it was read from; None where no folder holds it.
    """

    reading: Reading
    verdict: Verdict
    scan: Scan = NOT_SCANNED
    folder: Path | None = None


def evaluate(
    folder: Path, terms: Terms, *, waivers: Path | None = DEFAULT, overrides: Overrides = NO_OVERRIDES
) -> Evaluation:
    """Read and judge a folder, or a file of a plan or a state.

    Never raises for bad input: it becomes a problem of the verdict.
    """
    return evaluate_reading(read(folder, overrides), folder, terms, waivers=waivers)


def evaluate_reading(
    reading: Reading, folder: Path, terms: Terms, *, waivers: Path | None = DEFAULT
) -> Evaluation:
    """Judge what was read from a folder, as `evaluate` does."""
    scanner = None
    if "checkov" in terms.engines and reading.contents:
        from policies.gate.engines.scanner import Scanner  # noqa: PLC0415 - a fifth of what our rules import

        # checkov takes seconds in its own process; our rules judge meanwhile.
        scanner = Scanner(reading.configuration, reading.contents)
    problems = list(reading.problems)
    if not problems and not any(element.is_managed for element in reading.configuration.elements):
        problems.append(f"{folder}: Terraform would make no resource of it, so nothing was judged.")
    accepted: tuple[Waiver, ...] = ()
    try:
        accepted = read_waivers(waivers) if waivers else ()
    except WaiverError as error:
        problems.append(str(error))
    judged = evaluate_rules(reading.configuration, terms.engines, terms.registry, strict=terms.strict)
    scan = scanner.result() if scanner else NOT_SCANNED
    said = tuple(limited_by_form(scan.findings, reading.configuration))
    verdict = conclude(
        judged,
        unknown_as_failures(said) if terms.strict else said,
        today=terms.today,
        waivers=accepted,
        problems=(*problems, *scan.problems),
        notes=(*reading.notes, *form_notes(reading.configuration, judged.rules.values())),
    )
    return Evaluation(reading, verdict, scan, folder)
