"""From a verdict to the report: what was judged, by whom, with which result and on what evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from policies.gate.evaluation import Evaluation
from policies.gate.reading.holding import held
from policies.gate.verdict import Verdict
from policies.masking import distinctive_secrets, masked, masker
from policies.model import Finding, Severity
from policies.report import html_format, json_format
from policies.report.controls import framework_entries, requirement_entries, unjudged_requirements
from policies.report.digest import digest_of
from policies.report.elements import changes_made, resource_entries, stack_entries, unjudged_types
from policies.report.entries import (
    counts,
    declared_entries,
    grouped,
    rule_entries,
    unknown_entries,
    waiver_entries,
)
from policies.report.flows import flow_entries, systems_of
from policies.report.forms.every import every_file, rendered_forms
from policies.report.history import recent
from policies.report.model import FORMAT, UNSAID, Breakdown, Deployed, Made, Record, Report, Summary
from policies.report.portable import portable
from policies.report.scope import scope_entries
from policies.report.sealing import UNSIGNED, Sealed, Terms, content_digest
from policies.report.since import since
from policies.report.versions import versions_of
from policies.report.worksheets import worksheets
from policies.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a report stands among others: the one that it follows, if any, and the releases before."""

    previous: Sealed | None = None
    history: tuple[Record, ...] = ()


ALONE: Final = Lineage()


def write_report(  # noqa: PLR0913, PLR0917 - each argument is an input of its own
    folder: Path,
    evaluation: Evaluation,
    commit: str = "",
    made: Made = UNSAID,
    terms: Terms = UNSIGNED,
    lineage: Lineage = ALONE,
    deployed: Deployed | None = None,
    forms: Iterable[str] = (),
) -> tuple[Path, ...]:
    """Write `compliance.html`, other forms and `compliance.json` into a folder and return their paths.

    commit: the id that the report names.
    made: how it came to be; the day is that of the verdict.
    terms: who signs it, and the seal of the report that it follows.
    lineage: that report, and the releases before.
    deployed: what is deployed, where something was shown of it.
    forms: names of `policies.report.forms.every`. What an earlier report left of forms is removed where this
        one has it not.

    The same input gives the same bytes; each file is written whole or not at all. Raises OSError where one
    cannot be written, also where another command writes there and does not end.
    """
    report = build_report(evaluation, commit, made, lineage, deployed)
    digest = content_digest(asdict(report))
    # A lone surrogate, which JSON can spell and UTF-8 cannot, must not cost the whole report.
    page = html_format.render(report, digest).encode("utf-8", "backslashreplace")
    beside = {"compliance.html": page, **rendered_forms(report, forms, digest)}
    rendered = {**beside, "compliance.json": json_format.render(report, beside, terms)}
    folder.mkdir(parents=True, exist_ok=True)
    with held(folder, to_write=True):
        for name in every_file() - set(rendered):
            (folder / name).unlink(missing_ok=True)
        for name, content in rendered.items():
            write_whole(folder / name, content)
    return tuple(folder / name for name in rendered)


def build_report(
    evaluation: Evaluation,
    commit: str = "",
    made: Made = UNSAID,
    lineage: Lineage = ALONE,
    deployed: Deployed | None = None,
) -> Report:
    """The report of an evaluation, as `write_report` writes it. Only its digest is read from disk."""
    verdict, reading = evaluation.verdict, evaluation.reading
    shown = portable(evaluation.folder)
    systems = {element.stack: element.context.system for element in verdict.configuration.elements}
    changes = changes_made(reading, verdict.configuration.elements)
    rules = rule_entries(verdict)
    named = frozenset(systems.values())
    frameworks, waivers = framework_entries(rules), waiver_entries(verdict)
    day = verdict.today.isoformat()
    inventory = systems_of(verdict.configuration.elements)
    report = Report(
        format=FORMAT,
        summary=_summary(verdict, systems, shown),
        commit=commit,
        made=replace(made, day=day),
        digest=digest_of(evaluation.folder, reading.contents),
        versions=versions_of(verdict, reading.contents, evaluation.scan.version),
        stacks=stack_entries(verdict, reading),
        frameworks=frameworks,
        rules=rules,
        waivers=waivers,
        unknowns=unknown_entries(verdict.findings),
        declared=declared_entries(verdict.findings),
        changes=changes,
        unjudged_types=unjudged_types(verdict),
        rows=requirement_entries(rules, named),
        unjudged_rows=unjudged_requirements(rules, named),
        resources=resource_entries(verdict, changes, shown),
        since=since(lineage.previous, rules, waivers, frameworks, day) if lineage.previous else None,
        history=recent(lineage.history, made.time),
        scope=tuple(entry for system in inventory for entry in scope_entries(system)),
        flows=tuple(flow for system in inventory for flow in flow_entries(system)),
        worksheets=worksheets(waivers, rules),
        deployed=deployed,
    )
    return masked(report, masker(distinctive_secrets(verdict.configuration)))


def _summary(verdict: Verdict, systems: Mapping[str, str], shown: Callable[[str], str]) -> Summary:
    def by(key: Callable[[Finding], str], names: Iterable[str]) -> tuple[Breakdown, ...]:
        groups = grouped(verdict.findings, key)
        every = dict.fromkeys([*names, *sorted(groups)])
        return tuple(Breakdown(name, counts(groups.get(name, ()))) for name in every)

    return Summary(
        verdict=verdict.outcome,
        problems=tuple(map(shown, verdict.problems)),
        notes=tuple(map(shown, verdict.notes)),
        engines=verdict.engines,
        resources=sum(element.is_managed for element in verdict.configuration.elements),
        counts=counts(verdict.findings),
        by_engine=by(lambda finding: finding.engine, verdict.engines),
        by_severity=by(lambda finding: finding.severity.value, [each.value for each in Severity]),
        by_stack=by(lambda finding: finding.stack, sorted(verdict.stacks)),
        by_region=by(lambda finding: finding.region, ()),
        by_system=by(lambda finding: systems.get(finding.stack, ""), sorted(set(systems.values()))),
    )
