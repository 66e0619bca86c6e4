"""The worksheet of each waiver: the six things that PCI DSS (Appendix C) asks of a compensating control.

It says what the report knows, and where it knows nothing that people have to say it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from policies.adopted import adopted
from policies.counting import counted
from policies.frameworks import frameworks
from policies.report.model import RuleEntry, WaiverEntry, Worksheet
from policies.requirements import requirements

_Rules = Mapping[str, RuleEntry]


def worksheets(waivers: Iterable[WaiverEntry], rules: Iterable[RuleEntry]) -> tuple[Worksheet, ...]:
    """One for each waiver, in their order. rules: those that the report tells, with their verdicts."""
    by_id = {rule.id: rule for rule in rules}
    return tuple(_worksheet(waiver, by_id) for waiver in waivers)


def _worksheet(waiver: WaiverEntry, rules: _Rules) -> Worksheet:
    rule = rules[waiver.rule]
    return Worksheet(
        rule=waiver.rule,
        resources=waiver.resources,
        compensating=waiver.compensating,
        constraints=_sentences(_constraints(waiver)),
        definition=_sentences([_definition(waiver, rules)]),
        objective=_sentences(_objective(rule)),
        risk=_sentences([_risk(rule, rules)]),
        validation=_sentences(_validation(waiver, rules)),
        maintenance=_sentences(_maintenance(waiver)),
    )


def _constraints(waiver: WaiverEntry) -> Iterator[str]:
    yield waiver.reason
    if known := requirements().by_id.get(waiver.row):
        yield f"Requirement {waiver.row} asks for: {known.text}"


def _definition(waiver: WaiverEntry, rules: _Rules) -> str:
    if waiver.compensating:
        named = rules.get(waiver.compensating)
        return f"{named.title if named else 'A rule that did not run'} ({waiver.compensating})"
    if waiver.by_design:
        return f"None: what fails is so by design, as {waiver.row} demands, and no rule stands in its stead"
    return "None: the failure is accepted, and no rule stands in its stead"


def _objective(rule: RuleEntry) -> Iterator[str]:
    yield f"What is asked for is: {rule.title}"
    known = {each.key: each.title for one in frameworks().values() for each in one.controls.values()}
    titles = [f"{key} ({known[key]})" for key in rule.controls if key in known]
    yield f"That serves {'; '.join(titles)}" if titles else "No control of a framework is mapped to it"


def _risk(rule: RuleEntry, rules: _Rules) -> str:
    same = rules.get(adopted(rule.id).same_as) if rule.engine != "rules" else None
    said = rule.rationale or (same.rationale if same else "")
    return said or f"{rule.engine} states none, and nothing here does: the owner has to state it"


def _validation(waiver: WaiverEntry, rules: _Rules) -> Iterator[str]:
    if not waiver.compensating:
        yield "Nothing is tested in its stead"
    elif compensating := rules.get(waiver.compensating):
        stacks = sorted({_stack(each) for each in waiver.resources})
        places = [("passed", each) for each in compensating.passed]
        places += [(each.status, each.resource) for each in compensating.results]
        found = Counter(verdict for verdict, resource in places if _stack(resource) in stacks)
        verdicts = ("passed", "failed", "unknown", "waived", *(["declared"] if found["declared"] else []))
        told = [f"{found[verdict]} {verdict}" for verdict in verdicts]
        yield (
            f"{waiver.compensating} was judged at {counted(found.total(), 'resource')} of "
            f"{', '.join(stacks)}: {', '.join(told)}"
        )
        yield "Every run judges it anew, and refuses the waiver where it does not pass"
    else:
        yield f"{waiver.compensating} did not run, so nothing was tested"
    yield "Every run refuses the waiver once nothing fails there, or less than it covers"


def _maintenance(waiver: WaiverEntry) -> Iterator[str]:
    if not waiver.owner:
        yield "Nobody is known who answers for it"
        return
    allowed = f"{waiver.approver} allowed it"
    yield f"{waiver.owner} answers for it, and {allowed}{f' on {waiver.approved}' if waiver.approved else ''}"
    if waiver.ticket:
        yield f"The ticket is {waiver.ticket}"
    yield (
        f"It is by design and has no last day; it was reviewed on {waiver.reviewed}"
        if waiver.by_design
        else f"It holds until {waiver.expires} (UTC), and fails from then on"
    )
    if waiver.warning:
        yield f"Take care: {waiver.warning}"


def _stack(resource: str) -> str:
    return resource.partition("/")[0]


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts)
