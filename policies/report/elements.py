"""The configuration's elements: what was found at each, what aspects changed, and what no rule judges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from policies.credentials import is_secret_name
from policies.gate.reading.folder import Reading
from policies.gate.verdict import Verdict, separated
from policies.report.entries import counts, grouped, place, resource_id
from policies.report.model import Change, ResourceEntry, StackEntry, TypeGap
from policies.resource import Resource


def stack_entries(verdict: Verdict, reading: Reading) -> tuple[StackEntry, ...]:
    """Every stack that was read, also one in which there is nothing."""
    contexts = {element.stack: element.context for element in verdict.configuration.elements}
    managed = Counter(element.stack for element in verdict.configuration.elements if element.is_managed)
    names = sorted({*contexts, *reading.contents, *(finding.stack for finding in verdict.findings)})
    return tuple(
        StackEntry(name, context.system, context.suffix, context.profile, managed[name])
        if (context := contexts.get(name))
        else StackEntry(name, "", "", "", 0)
        for name in names
    )


def changes_made(reading: Reading, elements: Iterable[Resource]) -> tuple[Change, ...]:
    """What aspects changed, in the order they did, with the resources that came of those constructs."""
    made: dict[tuple[str, str], list[str]] = defaultdict(list)
    for element in elements:
        if element.path:
            made[element.stack, element.path].append(resource_id(element.stack, element.address))
    return tuple(
        Change(
            aspect=each.aspect,
            stack=each.stack,
            path=each.path,
            attribute=each.attribute,
            before=_shown(each.attribute, each.before),
            after=_shown(each.attribute, each.after),
            resources=tuple(made.get((each.stack, each.path), ())),
        )
        for each in reading.metadata.mutations
    )


def _shown(attribute: str, value: str) -> str:
    """The value, or that there is one, where the attribute's name says that it is a credential."""
    return "(a secret, masked)" if value and is_secret_name(attribute.rsplit(".", 1)[-1]) else value


def resource_entries(
    verdict: Verdict, changes: Sequence[Change], shown: Callable[[str], str]
) -> tuple[ResourceEntry, ...]:
    """Every managed resource, and everything else that something was found at or that was changed."""
    found = grouped(verdict.findings, place)
    changed: dict[str, list[int]] = defaultdict(list)
    for position, change in enumerate(changes):
        for resource in change.resources:
            changed[resource].append(position)
    entries: dict[str, ResourceEntry] = {}
    for element in verdict.configuration.elements:
        key = resource_id(element.stack, element.address)
        if element.is_managed or key in found or key in changed:
            entries[key] = ResourceEntry(
                id=key,
                stack=element.stack,
                address=element.address,
                type=element.type,
                region=element.region,
                managed=element.is_managed,
                source=shown(element.source),
                path=element.path,
                counts=counts(found.get(key, ())),
                changes=tuple(changed.get(key, ())),
            )
    for key, findings in found.items():
        if key not in entries:  # a scanner may name a place that is no element, such as the whole file
            first = findings[0]
            entries[key] = ResourceEntry(
                id=key,
                stack=first.stack,
                address=first.address,
                type="",
                region=first.region,
                managed=False,
                source="",
                path="",
                counts=counts(findings),
                changes=(),
            )
    return tuple(sorted(entries.values(), key=lambda entry: (entry.stack, entry.address)))


def unjudged_types(verdict: Verdict) -> tuple[TypeGap, ...]:
    """The managed resource types that no rule of ours names."""
    named = {kind for rule in verdict.rules.values() for kind in rule.types}
    kinds = {
        (element.stack, element.address): element.type
        for element in verdict.configuration.elements
        if element.is_managed and element.type not in named
    }
    scanned = Counter(
        kinds[finding.stack, finding.address]
        for finding in separated(verdict.findings)
        if finding.engine == "checkov" and (finding.stack, finding.address) in kinds
    )
    return tuple(
        TypeGap(kind, number, scanned[kind]) for kind, number in sorted(Counter(kinds.values()).items())
    )
