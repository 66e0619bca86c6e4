"""The diff in the order and the words in which people read it, whatever the format: worst first.

What differs only by region is told once, with the places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from policies.counting import counted
from policies.diff.access import Access
from policies.diff.comparison import Diff
from policies.diff.gate import GateDiff, summary_of
from policies.diff.grants import EVERYBODY
from policies.diff.permissions import Permission
from policies.diff.posture import FindingCounts
from policies.diff.resources import ArgumentChange, ResourceChange
from policies.model import Finding, Status

_NETWORK: Final = re.compile(r"[\d.]+/\d{1,2}\b|[\da-fA-F:]*::[\da-fA-F:]*/\d{1,3}\b")
_BRIEF: Final = (
    (re.compile(r"\$\{data\.aws_partition\.[\w-]+\.partition\}"), "<partition>"),
    (re.compile(r"\$\{data\.aws_caller_identity\.([\w-]+)\.account_id\}"), r"<account \1>"),
)
_MANY: Final = 4
_UNDER_OTHERS: Final = {"gained": "condition loosened", "lost": "condition tightened"}

Detail = tuple[str, tuple[str, ...]]
"""What a list tells (`on`, `if`), and its items."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is different: `mark` says how (`gained`, `lost`, `added`, ...)."""

    mark: str
    what: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The differences of one kind; `note` is what a reader has to know besides, `alarm` before all else."""

    title: str
    entries: tuple[Entry, ...]
    note: str = ""
    alarm: str = ""

    @property
    def summary(self) -> str:
        """How many of each: `1 gained, 2 lost`."""
        counts = Counter(entry.mark for entry in self.entries)
        return ", ".join(f"{number} {mark}" for mark, number in counts.items()) or "no difference"


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry before what is alike is told together; `address` within its stack, empty for the whole."""

    mark: str
    what: str
    stack: str
    address: str
    details: tuple[Detail, ...] = ()


def sections(diff: Diff, alike: Callable[[str], str]) -> tuple[Section, ...]:
    """The parts of the diff that have something to say; none where there is no difference.

    alike: a text as it is said in every region.
    """
    if diff.is_empty:
        return ()
    posture, permissions = diff.posture, diff.permissions
    by_base = {(found.stack, found.address, found.rule) for found in (diff.gate.failing if diff.gate else ())}
    gained = tuple(_besides(by_base, diff.exposure.gained))
    exposed = (*_findings("gained", gained), *_findings("lost", diff.exposure.lost))
    told = by_base | {(item.stack, item.address, item.rule) for item in (*gained, *diff.exposure.lost)}
    proven = (
        *(_access("undecided", each) for each in diff.access.undecided),
        *(_access("can now", each) for each in diff.access.gained),
        *(_access("can no longer", each) for each in diff.access.lost),
    )
    permitted = (
        *(
            _Item("unreadable", f"{hidden.address}: {hidden.attribute}: {hidden.reason}", hidden.stack, "")
            for hidden in permissions.unreadable
        ),
        *(_permission("gained", permission) for permission in sorted(permissions.gained, key=_reach)),
        *(_permission("lost", permission) for permission in sorted(permissions.lost, key=_reach)),
    )
    judged = (
        *_findings("new", _besides(told, posture.new)),
        *_findings("newly unknown", _besides(told, posture.newly_unknown)),
        *_findings("newly waived", _besides(told, posture.newly_waived)),
        *_findings("newly declared", _besides(told, posture.newly_declared)),
        *_findings("fixed", _besides(told, posture.fixed)),
    )
    changed = {change.what for change in (diff.gate.changes if diff.gate else ())}
    waivers = tuple(
        Entry(
            change.kind,
            f"{change.rule} for {change.scope}",
            (
                ("because", (change.reason,)),
                ("approved by", (f"{change.approver}, for {change.owner}",)),
                ("last day", (_turn(change.before, change.after, "not used"),)),
                ("findings", (str(change.findings),)),
            ),
        )
        for change in diff.waivers
        if f"the waiver of {change.rule} for {change.scope}" not in changed
    )
    rules = tuple(
        Entry(change.kind, f"{change.rule}: {change.option}: {change.before} -> {change.after}", ())
        if change.option
        else Entry(change.kind, change.rule, ())
        for change in (() if diff.gate and diff.gate.base else diff.rules)
    )
    problems = (
        *(Entry("problem", problem, ()) for problem in posture.problems),
        *(Entry("problem solved", problem, ()) for problem in posture.solved),
    )
    parts = (
        *(_gate(diff.gate, alike) if diff.gate else ()),
        Section("Public exposure", _together(exposed, alike)),
        Section("Access", _together(proven, alike)),
        Section("Permissions", _together(permitted, alike), _INCOMPLETE if permissions.unreadable else ""),
        Section("Findings", _together(judged, alike), _standing(diff)),
        Section("Waivers", (*problems, *waivers)),
        Section("Rules", rules),
        Section("Resources", _together(_resources(diff), alike)),
    )
    return tuple(part for part in parts if part.entries or part.note)


def headline(parts: tuple[Section, ...]) -> str:
    """One line: what there is, worst first."""
    told = [part.alarm for part in parts if part.alarm]
    told += [f"{part.title.lower()}: {part.summary}" for part in parts if part.entries]
    return "; ".join(told) or "no difference"


_INCOMPLETE: Final = (
    "A policy that is unreadable may have changed in any way; what is said of its owner is incomplete."
)


def _standing(diff: Diff) -> str:
    """Both sides in numbers, judged by the same rules."""

    def told(counts: FindingCounts) -> str:
        differing = f"{counts.declared} declared, " if counts.declared else ""
        return (
            f"{counted(counts.rules, 'rule or check', 'rules and checks')}, "
            f"{counts.failed} failed, {counts.waived} waived, {differing}"
            f"{counts.unknown} unknown, {counts.passed} passed"
        )

    posture = diff.posture
    return (
        f"Base: {told(posture.base)}. Head: {told(posture.head)}. Still failing: {len(posture.still_open)}."
    )


def _gate(gate: GateDiff, alike: Callable[[str], str]) -> tuple[Section]:
    """What decides, before all that it decides."""
    own = summary_of(gate.head)
    if gate.base is None:
        alarm = "NOT JUDGED BY THE GATE OF THE BASE"
        note = f"The gate of the base could not judge the head. By its own: {own}."
    else:
        alarm = "FAILS BY THE GATE OF THE BASE" if gate.is_refused else ""
        note = f"Head judged by the gate of the base: {summary_of(gate.base)}; by its own: {own}."
    entries = (
        *((Entry("not judged", gate.unjudged, ()),) if gate.unjudged else ()),
        *(Entry("problem of the base", problem, ()) for problem in gate.problems),
        *_together(_findings("failing by the base", gate.failing), alike),
        *(
            Entry(
                change.kind,
                change.what,
                tuple(
                    (how, said)
                    for how, said in (("looser", change.looser), ("with", change.otherwise))
                    if said
                ),
            )
            for change in gate.changes
        ),
    )
    return (Section("Gate", entries, note, alarm),)


def _besides(told: set[tuple[str, str, str]], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that do not stand under public exposure already."""
    return (found for found in findings if (found.stack, found.address, found.rule) not in told)


def _findings(mark: str, findings: Iterable[Finding]) -> Iterator[_Item]:
    for finding in findings:
        made: tuple[Detail, ...] = (("made by", (finding.source,)),) if finding.source else ()
        what = f"{finding.severity} {finding.rule}: {finding.message}"
        why: tuple[Detail, ...] = (("waived", (finding.waiver,)),) if finding.waiver else ()
        doubtful = finding.status is Status.UNKNOWN and not mark.startswith("newly")
        how = f"possibly {mark}" if doubtful else mark
        yield _Item(how, what, finding.stack, finding.address, (*made, *why))


def _access(mark: str, access: Access) -> _Item:
    what = f"{access.who}: {access.unknown or f'{access.action} on {access.resource}'}"
    conditions: tuple[Detail, ...] = (("where", access.conditions),) if access.conditions else ()
    return _Item(mark, what, access.stack, access.address, conditions)


def _reach(permission: Permission) -> tuple[bool, bool]:
    """Sorts first what everybody may, then what a wildcard takes in."""
    wild = any("*" in action for action in permission.actions)
    return EVERYBODY not in permission.principals, not wild


def _permission(mark: str, permission: Permission) -> _Item:
    actions = _few(permission.actions, "actions", _MANY)
    who = _brief(_few(permission.principals, "principals", 1))
    if permission.effect == "Allow":
        said = f"{who} may {actions}" if who else f"may {actions}"
    else:
        denied = "no longer denied" if mark == "gained" else "now denied"
        whom = f" to {who}" if who else ""
        when = " in every such case" if permission.under_others else ""
        said = f"{denied}{whom}{when}: {actions}"
    lists = (
        ("actions", permission.actions if len(permission.actions) > _MANY else ()),
        ("who", permission.principals if len(permission.principals) > 1 else ()),
        ("on", permission.resources),
        ("if", permission.conditions),
    )
    return _Item(
        _UNDER_OTHERS[mark] if permission.under_others else mark,
        f"{permission.owner}{' (its trust)' if permission.trust else ''}: {said}",
        permission.stack,
        "",
        tuple((label, tuple(map(_brief, items))) for label, items in lists if items),
    )


def _few(items: tuple[str, ...], noun: str, most: int) -> str:
    return ", ".join(items) if len(items) <= most else f"{len(items)} {noun}"


def _brief(text: str) -> str:
    for expression, word in _BRIEF:
        text = expression.sub(word, text)
    return text


def _resources(diff: Diff) -> Iterator[_Item]:
    whole = {**dict.fromkeys(diff.stacks_added, "added"), **dict.fromkeys(diff.stacks_removed, "removed")}
    for stack, mark in whole.items():
        kinds = Counter(
            change.address.rsplit(".", 1)[0] for change in diff.resources if change.stack == stack
        )
        listed = tuple(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        yield _Item(
            mark, f"the whole stack, {counted(kinds.total(), 'element')}", stack, "", (("with", listed),)
        )
    for mark in ("removed", "replaced", "changed", "renamed", "added"):
        for change in diff.resources:
            if change.kind == mark and change.stack not in whole:
                yield _resource(change)


def _resource(change: ResourceChange) -> _Item:
    what = f"{change.was} to {change.address}" if change.was else change.address
    lists = (
        ("arguments", tuple(map(_argument, change.arguments))),
        ("made by", (change.source,) if change.source else ()),
    )
    return _Item(change.kind, what, change.stack, "", tuple(detail for detail in lists if detail[1]))


def _argument(argument: ArgumentChange) -> str:
    if argument.before == argument.after:  # both long, or both secret
        return f"{argument.path} {argument.after}"
    return f"{argument.path}: {_turn(argument.before, argument.after, 'not set')}"


def _turn(before: str, after: str, absent: str) -> str:
    return before if before == after else f"{before or absent} -> {after or absent}"


def _together(items: Iterable[_Item], alike: Callable[[str], str]) -> tuple[Entry, ...]:
    """Items that say the same but for the region, as one entry with all their places."""
    grouped: dict[object, list[_Item]] = {}
    seen: Counter[object] = Counter()
    for item in items:
        said = repr((item.mark, item.what, item.details))
        # A network is told apart: the internet in one stack must not hide behind a subnet of another.
        same = (alike(f"{said} {item.address}"), tuple(_NETWORK.findall(said)))
        # What one place says twice but for the region, stays two entries.
        here = (same, item.stack, item.address, item.what if not item.address else "")
        grouped.setdefault((same, seen[here]), []).append(item)
        seen[here] += 1
    return tuple(
        Entry(found[0].mark, found[0].what, (*found[0].details, *_places(found)))
        for found in grouped.values()
    )


def _places(items: list[_Item]) -> tuple[Detail, ...]:
    stacks = tuple(dict.fromkeys(item.stack for item in items))
    addresses = tuple(dict.fromkeys(item.address for item in items if item.address))
    if len(addresses) > 1 or len(stacks) < len(items):
        # Without an address, what it is about stands before the colon.
        places = tuple(f"{item.stack}: {item.address or item.what.partition(': ')[0]}" for item in items)
        return ((f"at {len(items)} places", places),)
    at: tuple[Detail, ...] = (("at", addresses),) if addresses else ()
    return (*at, ("in" if len(stacks) == 1 else f"in {len(stacks)} stacks", stacks))
