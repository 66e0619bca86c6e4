"""A baseline: what failed when a team took the gate up. It is told and counted apart, and does not fail.

It is for new failures to be seen among old ones. Nobody answers for what is in it, so it clears nothing: a
failure that is to stay is waived.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from policies.gate.verdict import Verdict, separated
from policies.model import Finding, Status
from policies.strict_json import StrictJsonError, loads
from policies.whole_files import write_whole

FORMAT: Final = "gate-baseline/1"
_NAMED: Final = 3


class BaselineError(ValueError):
    """The file is no baseline; the text says which file, and why."""


class Known(NamedTuple):
    """One failure: a rule, where it fails, and the subject where the rule tells several apart."""

    stack: str
    address: str
    rule: str
    subject: str = ""


def read_baseline(file: Path) -> frozenset[Known]:
    """Read what `write_baseline` wrote. Raises BaselineError where it cannot be read or says otherwise."""
    try:
        said: Any = loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BaselineError(f"the baseline {file} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, StrictJsonError) as error:
        raise BaselineError(f"{file} is no baseline: {error}") from error
    entries = said.get("failures") if isinstance(said, dict) and said.get("format") == FORMAT else None
    if not isinstance(entries, list):
        raise BaselineError(f"{file} is no baseline of the format {FORMAT}")
    for number, entry in enumerate(entries, 1):
        if not (
            isinstance(entry, dict)
            and set(entry) == set(Known._fields)
            and all(isinstance(value, str) for value in entry.values())
        ):
            raise BaselineError(f"{file}: failure {number} is not {', '.join(Known._fields)}, each a text")
    return frozenset(Known(**entry) for entry in entries)


def write_baseline(file: Path, verdict: Verdict) -> int:
    """Write all that fails, in the baseline or not, and say how many. Raises OSError."""
    known = sorted(set(_keys(finding for finding in verdict.findings if finding.status in _FAILING)))
    content = {"format": FORMAT, "failures": [entry._asdict() for entry in known]}
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    write_whole(file, text.encode("utf-8", "backslashreplace"))
    return len(known)


_FAILING: Final = (Status.FAIL, Status.BASELINE)


def compared(verdict: Verdict, baseline: frozenset[Known], name: str) -> Verdict:
    """The verdict in which what a baseline knows does not fail; `name` is what its file is called.

    Of a failure with several subjects, those that the baseline lacks fail.
    """
    findings = tuple(
        sorted(
            (part for finding in verdict.findings for part in _split(finding, baseline)),
            key=lambda finding: finding.order,
        )
    )
    found = sum(finding.status is Status.BASELINE for finding in findings)
    plural = "failure does" if found == 1 else "failures do"
    return replace(
        verdict,
        findings=findings,
        notes=(*verdict.notes, *_stale(verdict, baseline, name)),
        limits=(*verdict.limits, f"{found} {plural} not count, since the baseline {name} has them"),
    )


def _keys(findings: Iterable[Finding]) -> Iterator[Known]:
    for finding in findings:
        for subject in finding.subjects or ("",):
            yield Known(finding.stack, finding.address, finding.rule, subject)


def _split(finding: Finding, baseline: frozenset[Known]) -> Iterator[Finding]:
    if finding.status is not Status.FAIL:
        yield finding
        return
    known = [key.subject for key in _keys([finding]) if key in baseline]
    if known:
        old = finding.about(known) if finding.subjects else finding
        yield replace(
            old,
            status=Status.BASELINE,
            also=tuple(replace(same, status=Status.BASELINE) for same in finding.also),
        )
    if fresh := [key.subject for key in _keys([finding]) if key not in baseline]:
        yield replace(
            finding.about(fresh) if finding.subjects else finding, also=() if known else finding.also
        )


def _stale(verdict: Verdict, baseline: frozenset[Known], name: str) -> Iterator[str]:
    """A sentence on what is in the baseline and fails no more, as far as it was judged."""
    if not verdict.whole:
        return
    failing = set(_keys(finding for finding in separated(verdict.findings) if finding.status is Status.FAIL))
    open_ = {key[:3] for key in _keys(each for each in verdict.findings if each.status is Status.UNKNOWN)}
    gone = sorted(
        known
        for known in baseline - failing
        if known[:3] not in open_
        and ("rules" if known.rule in verdict.rules else "checkov") in verdict.engines
    )
    if gone:
        some = ", ".join(f"{each.rule} at {each.stack}: {each.address}" for each in gone[:_NAMED])
        more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
        yield f"the baseline {name} is stale, write it anew; {len(gone)} of it no longer fail: {some}{more}"
