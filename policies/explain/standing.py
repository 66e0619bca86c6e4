"""How things stand in what was judged: findings by rule and by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policies.gate.verdict import Verdict, separated
from policies.model import Finding, Status

_WORDS: Final[Mapping[Status, str]] = {
    Status.FAIL: "failed",
    Status.UNKNOWN: "unknown",
    Status.WAIVED: "waived",
    Status.DECLARED: "declared",
    Status.BASELINE: "in the baseline",
    Status.PASS: "passed",
}


@dataclass(frozen=True)
class Judged:
    """A verdict, and what the folder is called that it is of; None where nothing was judged."""

    folder: str
    verdict: Verdict | None = None

    @cached_property
    def by_rule(self) -> Mapping[str, Sequence[Finding]]:
        """The findings of each rule and check, also where a check says the same as a rule of ours."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self._findings():
            found[finding.rule].append(finding)
        return found

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Sequence[Finding]]:
        """The findings at each stack and address."""
        found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self._findings():
            found[finding.stack, finding.address].append(finding)
        return found

    def _findings(self) -> Iterator[Finding]:
        yield from separated(self.verdict.findings) if self.verdict else ()


def counts(findings: Iterable[Finding]) -> str:
    """How many of each status, worst first: `2 failed, 40 passed`."""
    number = Counter(finding.status for finding in findings)
    said = [f"{number[status]} {word}" for status, word in _WORDS.items() if number[status]]
    return ", ".join(said) or "nothing there is what it judges"


def not_passed(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """What is no pass, worst first, each with the word for its status."""
    for finding in sorted(findings, key=lambda each: each.order):
        if finding.status is not Status.PASS:
            yield _WORDS[finding.status], finding
