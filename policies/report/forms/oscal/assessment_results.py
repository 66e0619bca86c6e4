"""OSCAL assessment results: a finding for each control, an observation for each rule and status."""

from __future__ import annotations

from collections.abc import Iterator

from policies.report.forms.oscal.basis import STATUSES, Basis, Json, control_id, line, markup
from policies.report.forms.oscal.risks import Open, open_risks, risk
from policies.report.model import ControlEntry, FrameworkEntry, Standing


def document(basis: Basis) -> Json | None:
    """The document; None where no control was reviewed, of which OSCAL has no results."""
    reviewed = [_reviewed(each) for each in basis.report.frameworks if each.controls]
    if not reviewed:
        return None
    plan = basis.lasting("plan")
    return {
        "uuid": basis.of_report("assessment-results"),
        "metadata": basis.metadata("Assessment of configuration: what its policies found"),
        "import-ap": {"href": f"#{plan}"},
        "results": [_result(basis, reviewed)],
        "back-matter": basis.back_matter(
            {
                "uuid": plan,
                "title": "Plan of the assessment",
                "description": "Every rule is asked of every resource of the configuration, before it is "
                "deployed. The rules, and what each looks at, are documented.",
                "rlinks": [{"href": basis.namespace}],
            }
        ),
    }


def _result(basis: Basis, reviewed: list[Json]) -> Json:
    report = basis.report
    observations = [
        found for rule in report.rules for status in STATUSES if (found := basis.observation(rule, status))
    ]
    opened = list(open_risks(basis))
    result: Json = {
        "uuid": basis.of_report("result"),
        "title": line(f"Verdict: {report.summary.verdict}"),
        "description": f"The configuration was judged for the day {line(report.made.day)}, "
        f"by {line(' and '.join(report.summary.engines))}.",
        "start": basis.time,
        "end": basis.time,
        "props": basis.props(
            {
                "judged-for": report.made.day,
                "day-chosen-by-option": "true" if report.made.day_chosen else "",
                "failed": str(report.summary.counts.failed),
                "unknown": str(report.summary.counts.unknown),
                "waived": str(report.summary.counts.waived),
                "declared": str(report.summary.counts.declared),
                "passed": str(report.summary.counts.passed),
            }
        ),
        "local-definitions": basis.definitions(basis.resources),
        "reviewed-controls": {
            "description": "The controls that rules judge. Those of no rule, and those that people and "
            "papers show, are listed in compliance.json.",
            "control-selections": reviewed,
        },
        "observations": observations,
        "risks": [risk(basis, each) for each in opened],
        "findings": list(_findings(basis, opened)),
    }
    if report.summary.problems:
        result["remarks"] = "It could not judge everything: " + "; ".join(
            map(markup, report.summary.problems)
        )
    return {name: each for name, each in result.items() if each}


def _reviewed(framework: FrameworkEntry) -> Json:
    return {
        "description": markup(f"{framework.name} {framework.version}"),
        "include-controls": [
            {"control-id": control_id(framework.id, each.id)} for each in framework.controls
        ],
    }


def _findings(basis: Basis, opened: list[Open]) -> Iterator[Json]:
    for framework in basis.report.frameworks:
        for control in framework.controls:
            rules = [basis.rules[each] for each in control.rules]
            risks = [
                {"risk-uuid": basis.lasting("risk", *each.name())}
                for each in opened
                if each.rule.id in control.rules
            ]
            found: Json = {
                "uuid": basis.of_report("finding", control.key),
                "title": markup(f"{framework.name} {control.id}: {control.title}"),
                "description": _told(control),
                "props": [
                    *map(basis.rule_prop, rules),
                    *basis.props(basis.control_props(framework, control)),
                ],
                "target": {
                    "type": "objective-id",
                    "target-id": control_id(framework.id, control.id),
                    "title": markup(control.title),
                    "status": _status(control),
                },
                "related-observations": basis.related(rules, STATUSES),
                "related-risks": risks,
            }
            yield {name: each for name, each in found.items() if each}


def _told(control: ControlEntry) -> str:
    stands = control.standing.value.replace("_", " ")
    return f"{control.counts.told}. It stands as the worst of them: {stands}."


def _status(control: ControlEntry) -> Json:
    """Satisfied is what passes, and of which nothing is missing that configuration cannot show."""
    if control.standing is Standing.FAILING:
        return {"state": "not-satisfied", "reason": "fail"}
    if control.standing is not Standing.PASSING:
        why = f"It is {control.standing.value.replace('_', ' ')}, which is no pass."
    elif control.missing:
        why = f"What configuration shows passes; it cannot show all: {markup(control.missing)}"
    elif control.evidence != "configuration":
        why = "What configuration lends to it passes; people and papers show the control."
    else:
        return {"state": "satisfied", "reason": "pass"}
    return {"state": "not-satisfied", "reason": "other", "remarks": why}
