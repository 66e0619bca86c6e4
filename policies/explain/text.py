"""The answer as text: a heading, then what there is to know, each line with its label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from policies.adopted import adopted
from policies.counting import counted
from policies.examples import shortest
from policies.explain.standing import Judged, counts, not_passed
from policies.explain.subjects import Check, Subject
from policies.frameworks import Control, control, frameworks
from policies.gate.engines.expected import is_checkov_id
from policies.gate.formats.safe_text import printable
from policies.gate.reading.metadata import Mutation
from policies.gate.waivers.waiver import Waiver
from policies.model import Finding, Rule, Status, Terraform
from policies.options import told
from policies.packs import pack_of
from policies.requirements import SYNTHESIZED, Requirement, requirement, requirements
from policies.resource import Resource

PLACES: Final = 10
"""How many places, rules or waivers of one kind are listed, unless every one is asked for."""

_WIDTH: Final = 110
_LABEL: Final = 14
_EXAMPLE: Final = 40  # lines of one that are shown

Line = tuple[str, str]
"""A label, empty where the line continues what is above it, and a text."""


@dataclass(frozen=True, slots=True)
class Known:
    """What answers rest on.

    rules: ours and those from outside, by id.
    waivers: those of the file.
    mutations: what aspects changed in what was judged.
    every: whether every place is listed.
    examples: whether rules show theirs.
    """

    rules: Mapping[str, Rule]
    waivers: Sequence[Waiver]
    judged: Judged
    mutations: Sequence[Mutation] = ()
    every: bool = False
    examples: bool = False


def explained(subject: Subject, known: Known) -> str:
    """What there is to know of a subject, as text that ends with a line break."""
    match subject:
        case Rule():
            heading, lines = f"{subject.id}: {subject.title}", _rule(subject, known)
        case Check():
            heading, lines = f"{subject.id}: a check of checkov", _check(subject, known)
        case Control():
            heading, lines = f"{subject.key}: {subject.title}", _control(subject, known)
        case Requirement():
            heading, lines = f"{subject.id}: {subject.text}", _requirement(subject, known)
        case Resource():
            heading, lines = f"{subject.stack}: {subject.address}", _element(subject, known)
    return "\n".join(map(printable, [heading, *_laid_out(lines)])) + "\n"


def _laid_out(lines: Iterable[Line]) -> Iterator[str]:
    for label, text in lines:
        first, rest = f"  {label:<{_LABEL}}", " " * (_LABEL + 2)
        if "\n" in text:  # an example, which keeps its lines
            yield from (
                f"{rest if number else first}{line}".rstrip() for number, line in enumerate(text.split("\n"))
            )
            continue
        parts = wrap(text, _WIDTH - len(rest), break_long_words=False, break_on_hyphens=False) or [""]
        yield from (f"{rest if number else first}{part}".rstrip() for number, part in enumerate(parts))


def _labelled(label: str, texts: Iterable[str]) -> Iterator[Line]:
    for number, text in enumerate(texts):
        yield ("" if number else label, text)


def _rule(rule: Rule, known: Known) -> Iterator[Line]:
    waivable = "can be waived" if rule.waivable else "cannot be waived"
    yield "", f"severity {rule.severity}, pack {pack_of(rule.id)}, {waivable}"
    yield "judges", ", ".join(rule.types)
    yield "why", rule.rationale
    yield "how to fix it", rule.remediation
    yield from _labelled("controls", map(_named_control, rule.controls))
    yield from _labelled("requirements", (f"{each}  {requirement(each).text}" for each in rule.requirements))
    yield from _labelled("options", map(told, rule.options))
    same = sorted(check for check in known.judged.by_rule if adopted(check).same_as == rule.id)
    yield from _labelled("checkov too", same)
    if rule.origin:
        yield "from", rule.origin
    yield from _waivers([rule.id], known)
    yield from _standing([rule.id], known)
    if known.examples:
        yield from _example("passes", rule.examples.passing)
        yield from _example("fails", rule.examples.failing)


def _check(check: Check, known: Known) -> Iterator[Line]:
    ours = adopted(check.id)
    found = known.judged.by_rule.get(check.id, ())
    if found:
        yield "asks for", found[0].message
        yield "how to fix it", found[0].remediation
    yield "severity", f"{ours.severity}, which is ours: checkov tells none"
    if ours.same_as:
        rule = known.rules.get(ours.same_as)
        yield "our rule", f"{ours.same_as}: {rule.title if rule else 'it is not loaded'}"
    yield from _labelled("controls", map(_named_control, ours.controls))
    yield from _waivers([check.id], known)
    yield from _standing([check.id], known)


def _control(asked: Control, known: Known) -> Iterator[Line]:
    framework = frameworks()[asked.framework]
    yield "", f"{framework.name} {framework.version}; {_EVIDENCE[asked.evidence]}"
    named: dict[str, list[str]] = defaultdict(list)
    for rule in known.rules.values():
        for key in rule.controls:
            named[key].append(rule.id)
    ids = [each for each in asked.shown_by(named) if each in known.rules]
    checks = sorted(check for check in known.judged.by_rule if asked.key in adopted(check).controls)
    yield from _labelled("owner", [f"{asked.owner} ({asked.responsibility})"] if asked.owner else [])
    yield from _labelled("ask for", [asked.ask] if asked.evidence == "process" and asked.ask else [])
    yield from _labelled("not shown", [asked.missing] if asked.missing else [])
    yield from _rules(ids, known)
    if not ids:
        yield "rules", "none: no rule shows it"
    yield from _labelled("checkov", [", ".join(checks)] if checks else [])
    yield from _waivers([*ids, *checks], known)
    yield from _standing([*ids, *checks], known)


_EVIDENCE: Final = {
    "configuration": "what is deployed can show it, at least in part",
    "process": "people and papers show it: ask for them",
}


def _requirement(asked: Requirement, known: Known) -> Iterator[Line]:
    layers = requirements().layers
    yield from _labelled("shows in", (layers[layer] for layer in asked.layers))
    yield "for", ", ".join(asked.systems) or "every system"
    ids = [rule.id for rule in known.rules.values() if asked.id in rule.requirements]
    yield from _rules(ids, known)
    if not ids:
        said = asked.no_rule or (
            "it shows elsewhere, and tests named after it hold it" if SYNTHESIZED not in asked.layers else ""
        )
        yield "rules", f"none. {said}".rstrip()
    excused = [waiver for waiver in known.waivers if waiver.row == asked.id]
    yield from _each("it supports", [_waiver(waiver) for waiver in excused], known)
    yield from _standing(ids, known)


def _element(element: Resource, known: Known) -> Iterator[Line]:
    about = (element.type, element.region, element.context.system, element.context.profile)
    yield "", ", ".join(filter(None, about))
    yield from _labelled("made by", element.chain or filter(None, (element.source,)))
    if element.path:
        yield "construct", element.path
    yield from _labelled(
        "changed by",
        (
            f"the aspect {each.aspect}: {each.attribute}: {each.before} -> {each.after}"
            for each in known.mutations
            if element.path and each.path == element.path
        ),
    )
    found = known.judged.by_place.get((element.stack, element.address), ())
    for word, finding in not_passed(found):
        yield word, f"{finding.severity} {finding.rule}: {finding.message}"
        if finding.status is Status.WAIVED:
            yield "", finding.waiver
        else:
            yield "", f"fix: {finding.remediation}"
        if finding.controls:
            yield "", f"controls: {', '.join(finding.controls)}"
    passing = sorted({finding.rule for finding in found if finding.status is Status.PASS})
    yield "passed", f"{counted(len(passing), 'rule')}: {', '.join(passing)}" if passing else "nothing"


def _named_control(key: str) -> str:
    return f"{key}  {control(key).title}"


def _rules(ids: Sequence[str], known: Known) -> Iterator[Line]:
    yield from _each("rules", [f"{each}: {known.rules[each].title}" for each in ids], known)


def _waivers(ids: Sequence[str], known: Known) -> Iterator[Line]:
    chosen = [_waiver(waiver) for waiver in known.waivers if waiver.rule in ids]
    yield from _each("waivers", chosen, known)


def _waiver(waiver: Waiver) -> str:
    until = f"until {waiver.expires}" if waiver.expires else "by design"
    support = ", ".join(filter(None, (waiver.row, waiver.ticket)))
    return (
        f"{waiver.rule} in {waiver.scope.system}, {waiver.where}: {until} ({support}), approved by "
        f"{waiver.approver} for {waiver.owner}: {waiver.reason}"
    )


def _standing(ids: Sequence[str], known: Known) -> Iterator[Line]:
    """How what was judged stands by rules, with each place that does not pass."""
    if known.judged.verdict is None:
        yield "stands", "nothing was judged: 'make synth' writes cdktf.out"
        return
    findings = [finding for each in ids for finding in known.judged.by_rule.get(each, ())]
    silent = {"checkov" if is_checkov_id(each) else "rules" for each in ids} - {*known.judged.verdict.engines}
    if findings or not silent:
        yield "stands", f"in {known.judged.folder}: {counts(findings)}"
    yield from _labelled("" if findings else "stands", (_NOT_ASKED[each] for each in sorted(silent)))
    yield from _each("", [_place(word, finding) for word, finding in not_passed(findings)], known)


_NOT_ASKED: Final = {
    "checkov": "checkov was not asked (--engine all asks it)",
    "rules": "our rules were not asked (--engine all asks them)",
}


def _place(word: str, finding: Finding) -> str:
    made = f", made by {finding.source}" if finding.source else ""
    said = finding.waiver if finding.status is Status.WAIVED else finding.message
    return f"{word} by {finding.rule} at {finding.stack}: {finding.address}{made}: {said}"


def _each(label: str, texts: Sequence[str], known: Known) -> Iterator[Line]:
    """The first of many lines, and how many there are besides."""
    listed = texts if known.every else texts[:PLACES]
    yield from _labelled(label, listed)
    if hidden := len(texts) - len(listed):
        yield "", f"and {hidden} more (--all names each)"


def _example(label: str, stacks: Sequence[Terraform]) -> Iterator[Line]:
    """The shortest of a rule's examples, cut where it is long."""
    lines = shortest(stacks).split("\n")
    cut = [*lines[:_EXAMPLE], f"... {len(lines) - _EXAMPLE} lines more"] if len(lines) > _EXAMPLE else lines
    yield label, "\n".join(cut)
