"""What is open: for each rule that fails a risk, and one for each waiver; as OSCAL risks and POA&M items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.report.forms.oscal.basis import Basis, Json, line, markup
from policies.report.model import RuleEntry, WaiverEntry


@dataclass(frozen=True, slots=True)
class Open:
    """Failures that are one concern: a rule's, or those that a waiver accounts for."""

    rule: RuleEntry
    waiver: WaiverEntry | None = None

    @property
    def status(self) -> str:
        """That of the observation with its resources."""
        return "waived" if self.waiver else "failed"

    @property
    def resources(self) -> tuple[str, ...]:
        """Where it is, each resource once."""
        if self.waiver:
            return self.waiver.resources
        return tuple(dict.fromkeys(each.resource for each in self.rule.results if each.status == "failed"))

    def name(self) -> tuple[str, ...]:
        """What tells it from others, in this report and in the next."""
        if not self.waiver:
            return ("failing", self.rule.engine, self.rule.id)
        scope = self.waiver
        parts = (scope.stacks, scope.regions, scope.addresses, scope.subjects)
        return ("waived", scope.rule, scope.system, *map(repr, parts), scope.row, scope.ticket, scope.reason)


def open_risks(basis: Basis) -> Iterator[Open]:
    """What fails, then what is waived, in the order of the report."""
    yield from (Open(rule) for rule in basis.report.rules if rule.counts.failed)
    yield from (
        Open(basis.rules[waiver.rule], waiver)
        for waiver in basis.report.waivers
        if waiver.rule in basis.rules
    )


def risk(basis: Basis, each: Open) -> Json:
    """The risk: how severe, who accepted it until when, and what makes it go away."""
    rule, waiver = each.rule, each.waiver
    found: Json = {
        "uuid": basis.lasting("risk", *each.name()),
        "title": markup(rule.title),
        "description": markup(waiver.reason if waiver else rule.title),
        "statement": markup(rule.rationale or rule.title),
        "props": [basis.rule_prop(rule), *basis.props(_accepted(waiver) if waiver else {})],
        "status": "deviation-approved" if waiver else "open",
        "origins": basis.origins(rule.engine),
        "characterizations": [
            {
                "origin": basis.origins(rule.engine)[0],
                "facets": [{"name": "severity", "system": basis.namespace, "value": line(rule.severity)}],
            }
        ],
        "related-observations": basis.related([rule], [each.status]),
    }
    if waiver and waiver.compensating:
        found["mitigating-factors"] = [
            {
                "uuid": basis.lasting("compensating", *each.name()),
                "description": markup(f"The rule {waiver.compensating} passes in the same stacks."),
            }
        ]
    if waiver and waiver.expires:
        found["deadline"] = f"{waiver.expires}T23:59:59Z"
    if rule.remediation:
        found["remediations"] = [
            {
                "uuid": basis.lasting("remediation", *each.name()),
                "lifecycle": "recommendation",
                "title": markup(f"Remediation of {rule.id}"),
                "description": markup(rule.remediation),
            }
        ]
    return found


def item(basis: Basis, each: Open) -> Json:
    """The item of the plan: what is open, where it was seen, and the risk."""
    waiver = each.waiver
    places = [prop for place in each.resources for prop in basis.props({"resource": place})]
    found: Json = {
        "uuid": basis.lasting("item", *each.name()),
        "title": markup(f"{each.rule.id} {'is waived' if waiver else 'fails'}: {each.rule.title}"),
        "description": markup(waiver.reason if waiver else each.rule.rationale or each.rule.title),
        "props": [basis.rule_prop(each.rule), *places, *basis.props(_accepted(waiver) if waiver else {})],
        "related-observations": basis.related([each.rule], [each.status]),
        "related-risks": [{"risk-uuid": basis.lasting("risk", *each.name())}],
        "origins": basis.origins(each.rule.engine),
    }
    if each.rule.remediation:
        found["remarks"] = f"What makes it go away: {markup(each.rule.remediation)}"
    return found


def _accepted(waiver: WaiverEntry) -> dict[str, str]:
    return {
        "owner": waiver.owner,
        "approver": waiver.approver,
        "last-day": "by design" if waiver.by_design else waiver.expires,
        "requirement": waiver.row,
        "ticket": waiver.ticket,
        "system": waiver.system,
        "warning": waiver.warning,
    }
