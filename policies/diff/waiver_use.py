"""Which waivers account for failures on one side and not on the other, and whose last day moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from policies.context import Context
from policies.gate.verdict import Verdict, separated
from policies.gate.waivers.waiver import Waiver
from policies.model import Status

Kind = Literal["newly used", "no longer used", "ends sooner", "ends later"]


@dataclass(frozen=True, slots=True)
class WaiverChange:
    """One waiver that is used in base or head.

    findings: how many it waives in the head; in the base, where it is no longer used.
    before, after: its last day (UTC, YYYY-MM-DD) in base and head, `by design` for one without; empty
        where it is not used.
    """

    kind: Kind
    rule: str
    scope: str
    reason: str
    owner: str
    approver: str
    findings: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Use:
    waiver: Waiver
    findings: int

    @property
    def ends(self) -> str:
        return str(self.waiver.expires or "by design")


def compare_waivers(base: Verdict, head: Verdict) -> tuple[WaiverChange, ...]:
    """Compare the waivers that account for something, by rule and scope."""
    before, after = _used(base), _used(head)
    changes = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        kind, shown = _kind(old, new), new or old
        if kind and shown:
            said = shown.waiver
            texts = (said.rule, said.where, said.reason, said.owner, said.approver)
            ends = (old.ends if old else "", new.ends if new else "")
            changes.append(WaiverChange(kind, *texts, shown.findings, *ends))
    return tuple(changes)


def _used(verdict: Verdict) -> dict[tuple[str, str, str], _Use]:
    """The waivers that account for a finding, by rule, system, and the rest of what they hold for."""
    contexts = {element.stack: element.context for element in verdict.configuration.elements}
    waived = [finding for finding in separated(verdict.findings) if finding.status is Status.WAIVED]
    uses = {}
    for waiver in verdict.waivers:
        number = sum(
            waiver.accounts_for(finding, contexts.get(finding.stack, Context())) for finding in waived
        )
        if number:
            uses[waiver.rule, waiver.scope.system, waiver.where] = _Use(waiver, number)
    return uses


def _kind(old: _Use | None, new: _Use | None) -> Kind | None:
    if old is None or new is None:
        return "newly used" if new else "no longer used"
    before, after = (use.waiver.expires or date.max for use in (old, new))
    if before == after:
        return None
    return "ends sooner" if after < before else "ends later"
