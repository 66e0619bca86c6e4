"""How controls and requirements stand, and how much of each framework is judged at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from policies.frameworks import Framework, frameworks
from policies.report.model import (
    ControlEntry,
    Counts,
    Coverage,
    FrameworkEntry,
    ProcessControl,
    RequirementEntry,
    RuleEntry,
    Standing,
    Uncovered,
    UnjudgedRequirement,
)
from policies.requirements import SYNTHESIZED, requirements


def standing(counts: Counts, *, conclusive: bool) -> Standing:
    """The worst of the findings. Nothing passes where the gate could not judge everything."""
    if counts.failed:
        return Standing.FAILING
    if counts.unknown:
        return Standing.UNKNOWN if conclusive else Standing.NOT_JUDGED
    if counts.waived:
        return Standing.WAIVED if conclusive else Standing.NOT_JUDGED
    if not conclusive:
        return Standing.NOT_JUDGED
    if counts.declared:
        return Standing.DECLARED
    return Standing.PASSING if counts.passed else Standing.NO_RESOURCE


def framework_entries(rules: Sequence[RuleEntry]) -> tuple[FrameworkEntry, ...]:
    """Every framework there is, each with the controls that some rule maps to and those that none does."""
    by_id = {rule.id: rule for rule in rules}
    named = {key: _ids(group) for key, group in _grouped(rules, lambda rule: rule.controls).items()}
    entries = []
    for framework in frameworks().values():
        shown = {
            control.key: [by_id[rule] for rule in control.shown_by(named) if rule in by_id]
            for control in framework.controls.values()
        }
        entries.append(_framework(framework, {key: found for key, found in shown.items() if found}))
    return tuple(entries)


def keys_by_rule(frameworks_judged: Iterable[FrameworkEntry]) -> Mapping[str, Sequence[str]]:
    """By rule, the keys of the controls that it shows: those that it names, and those of crosswalks."""
    found: dict[str, list[str]] = defaultdict(list)
    for framework in frameworks_judged:
        for control in framework.controls:
            for rule in control.rules:
                found[rule].append(control.key)
    return found


def requirement_entries(rules: Iterable[RuleEntry], systems: Collection[str]) -> tuple[RequirementEntry, ...]:
    """Every requirement that some rule judges, by number; `systems` are those that were judged."""
    known = requirements()
    mapped = _grouped(rules, lambda rule: rule.rows)
    return tuple(
        RequirementEntry(
            row=row,
            text=each.text,
            systems=each.systems,
            applies=each.applies_to(systems),
            besides=tuple(known.layers[layer] for layer in each.layers if layer != SYNTHESIZED),
            standing=_joint(mapped[row]),
            rules=_ids(mapped[row]),
        )
        for row, each in known.by_id.items()
        if row in mapped
    )


def unjudged_requirements(
    rules: Iterable[RuleEntry], systems: Collection[str]
) -> tuple[UnjudgedRequirement, ...]:
    """Every requirement of the systems that were judged, by number, which none of the rules judges."""
    known = requirements()
    mapped = _grouped(rules, lambda rule: rule.rows)
    return tuple(
        UnjudgedRequirement(row, each.text, tuple(known.layers[layer] for layer in each.layers))
        for row, each in known.by_id.items()
        if row not in mapped and not each.settles and each.applies_to(systems)
    )


def _framework(framework: Framework, mapped: Mapping[str, Sequence[RuleEntry]]) -> FrameworkEntry:
    entries = tuple(
        ControlEntry(
            key=control.key,
            id=control.id,
            title=control.title,
            evidence=control.evidence,
            standing=_joint(mapped[control.key]),
            rules=_ids(mapped[control.key]),
            counts=sum((rule.counts for rule in mapped[control.key]), Counts()),
            owner=control.owner,
            responsibility=control.responsibility,
            missing=control.missing,
        )
        for control in framework.controls.values()
        if control.key in mapped
    )
    configuration = [each for each in framework.controls.values() if each.evidence == "configuration"]
    uncovered = tuple(
        Uncovered(each.id, each.title, each.owner, each.responsibility)
        for each in configuration
        if each.key not in mapped
    )
    in_part = sum(each.key in mapped and bool(each.missing) for each in configuration)
    stand = Counter(entry.standing for entry in entries if entry.evidence == "configuration")
    return FrameworkEntry(
        id=framework.id,
        name=framework.name,
        version=framework.version,
        source=framework.source,
        coverage=Coverage(
            controls=len(framework.controls),
            process=len(framework.controls) - len(configuration),
            process_supported=sum(entry.evidence != "configuration" for entry in entries),
            configuration=len(configuration),
            covered=len(configuration) - len(uncovered),
            checked=len(configuration) - len(uncovered) - in_part,
            in_part=in_part,
            uncovered=len(uncovered),
            standings={each.value: stand[each] for each in Standing},
        ),
        controls=entries,
        uncovered=uncovered,
        process=tuple(
            ProcessControl(
                each.id,
                each.title,
                each.owner,
                each.responsibility,
                each.ask,
                _ids(mapped.get(each.key, ())),
            )
            for each in framework.controls.values()
            if each.evidence == "process"
        ),
    )


def _joint(rules: Sequence[RuleEntry]) -> Standing:
    """How what several rules judge stands: as the worst of them; those without a resource say nothing."""
    return min((rule.standing for rule in rules), key=list(Standing).index)


def _ids(rules: Sequence[RuleEntry]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules)


def _grouped(
    rules: Iterable[RuleEntry], keys: Callable[[RuleEntry], Iterable[str]]
) -> Mapping[str, Sequence[RuleEntry]]:
    grouped: dict[str, list[RuleEntry]] = defaultdict(list)
    for rule in rules:
        for key in keys(rule):
            grouped[key].append(rule)
    return grouped
