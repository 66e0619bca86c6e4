"""OSCAL component definition: each system with the controls that it meets, and the rules that show them.

Rules stand as properties in the way of compliance-trestle: `Rule_Id` and `Rule_Description` of a system, with
`Check_Id` and `Check_Description` of the engine that judges by them, tied together by the remarks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from policies.counting import counted
from policies.report.controls import standing
from policies.report.forms.oscal.basis import RULES_NAMESPACE, Basis, Json, control_id, line, markup
from policies.report.model import ControlEntry, Counts, FrameworkEntry, RuleEntry, Standing

_STATES: Final[Mapping[Standing, str]] = {
    Standing.FAILING: "planned",
    Standing.NOT_JUDGED: "planned",
    Standing.UNKNOWN: "partial",
    Standing.WAIVED: "alternative",
    Standing.DECLARED: "alternative",
    Standing.PASSING: "implemented",
    Standing.NO_RESOURCE: "not-applicable",
}
"""How a control stands, as OSCAL says how far it is implemented."""

_Judged = Mapping[str, Counts]
"""The findings in one system, by the id of the rule; a rule without any is not there."""


def document(basis: Basis) -> Json:
    """The document, also where there is no system: then it has the engines alone."""
    by_system = _by_system(basis)
    return {
        "uuid": basis.of_report("component-definition"),
        "metadata": basis.metadata("Systems, and the controls that their configuration meets"),
        "components": [
            *(_system(basis, system, judged) for system, judged in by_system.items()),
            *(_engine(basis, engine) for engine in basis.engines),
        ],
        "back-matter": basis.back_matter(),
    }


def _by_system(basis: Basis) -> Mapping[str, _Judged]:
    found: dict[str, dict[str, Counts]] = {system: {} for system in sorted(set(basis.systems.values()))}
    for rule in basis.report.rules:
        numbers: dict[str, Counter[str]] = {}
        for status, place in (
            *((each.status, each.resource) for each in rule.results),
            *(("passed", each) for each in rule.passed),
        ):
            system = basis.system_of(basis.resources[place])
            numbers.setdefault(system, Counter())[status] += 1
        for system, each in numbers.items():
            found.setdefault(system, {})[rule.id] = Counts(**each)
    return found


def _system(basis: Basis, system: str, judged: _Judged) -> Json:
    rules = [rule for rule in basis.report.rules if rule.id in judged]
    implementations = list(_implementations(basis, system, judged))
    found: Json = {
        "uuid": basis.lasting("system", system),
        "type": "service",
        "title": line(system),
        "description": f"A system of {counted(list(basis.systems.values()).count(system), 'stack')}, "
        "as its synthesized configuration describes it.",
        "props": [
            prop for rule in rules for prop in _rule_set(basis, rule, {"Rule_Description": rule.title})
        ],
        "control-implementations": implementations,
    }
    return {name: each for name, each in found.items() if each}


def _engine(basis: Basis, engine: str) -> Json:
    rules = [rule for rule in basis.report.rules if rule.engine == engine]
    found: Json = {
        "uuid": basis.tool(engine),
        "type": "validation",
        "title": line(f"policy engine: {engine}"),
        "description": "It judges configuration.",
        "props": [
            prop
            for rule in rules
            for prop in _rule_set(
                basis,
                rule,
                {
                    "Rule_Description": rule.title,
                    "Check_Id": rule.id,
                    "Check_Description": rule.rationale or rule.title,
                },
            )
        ],
    }
    return {name: each for name, each in found.items() if each}


def _rule_set(basis: Basis, rule: RuleEntry, values: Mapping[str, str]) -> Iterator[Json]:
    yield basis.rule_prop(rule)
    for name, value in values.items():
        yield {
            "name": name,
            "ns": RULES_NAMESPACE,
            "value": line(value),
            "remarks": basis.rule_set(rule),
        }


def _implementations(basis: Basis, system: str, judged: _Judged) -> Iterator[Json]:
    for framework in basis.report.frameworks:
        requirements = [
            _requirement(basis, system, framework, control, judged)
            for control in framework.controls
            if any(rule in judged for rule in control.rules)
        ]
        if requirements:
            yield {
                "uuid": basis.lasting("implementation", system, framework.id),
                "source": basis.catalog(framework),
                "description": markup(f"{framework.name} {framework.version}"),
                "implemented-requirements": requirements,
            }


def _requirement(
    basis: Basis, system: str, framework: FrameworkEntry, control: ControlEntry, judged: _Judged
) -> Json:
    rules = [basis.rules[rule] for rule in control.rules if rule in judged]
    counts = sum((judged[rule.id] for rule in rules), Counts())
    stands = standing(counts, conclusive=all(rule.standing is not Standing.NOT_JUDGED for rule in rules))
    in_part = bool(control.missing) or control.evidence != "configuration"
    state = "partial" if in_part and stands is Standing.PASSING else _STATES[stands]
    return {
        "uuid": basis.lasting("requirement", system, control.key),
        "control-id": control_id(framework.id, control.id),
        "description": markup(f"{control.title}: {counts.told} in this system."),
        "props": [
            {"name": "implementation-status", "value": state},
            *map(basis.rule_prop, rules),
            *basis.props({**basis.control_props(framework, control), "standing": stands.value}),
        ],
    }
