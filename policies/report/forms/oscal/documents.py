"""The three OSCAL documents of a report, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

from policies.report.forms.oscal import assessment_results, component_definition, plan_of_action
from policies.report.forms.oscal.basis import Basis, Json
from policies.report.model import Report


def render(report: Report, digest: str) -> Mapping[str, bytes]:
    """Each document that OSCAL allows of this report, which must have something in it."""
    basis = Basis(report, digest)
    return {
        f"oscal-{name}.json": _json({name: document})
        for name, document in (
            ("component-definition", component_definition.document(basis)),
            ("assessment-results", assessment_results.document(basis)),
            ("plan-of-action-and-milestones", plan_of_action.document(basis)),
        )
        if document is not None
    }


def _json(document: Json) -> bytes:
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
