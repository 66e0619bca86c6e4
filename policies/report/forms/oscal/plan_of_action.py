"""OSCAL plan of action and milestones: what fails, and what is waived by whom until when."""

from __future__ import annotations

from policies.report.forms.oscal.basis import Basis, Json
from policies.report.forms.oscal.risks import item, open_risks, risk


def document(basis: Basis) -> Json | None:
    """The document; None where nothing fails or is waived, for OSCAL has no plan without an item."""
    opened = list(open_risks(basis))
    if not opened:
        return None
    seen = {(each.rule.engine, each.rule.id, each.status): each for each in opened}
    observations = [found for each in seen.values() if (found := basis.observation(each.rule, each.status))]
    places = [
        result.resource
        for each in seen.values()
        for result in each.rule.results
        if result.status == each.status
    ]
    return {
        "uuid": basis.of_report("plan-of-action-and-milestones"),
        "metadata": basis.metadata("Plan of action: what fails, and what is waived"),
        "system-id": {
            "identifier-type": "https://ietf.org/rfc/rfc4122",
            "id": basis.lasting("systems", *sorted(set(basis.systems.values()))),
        },
        "local-definitions": basis.definitions(places),
        "observations": observations,
        "risks": [risk(basis, each) for each in opened],
        "poam-items": [item(basis, each) for each in opened],
    }
