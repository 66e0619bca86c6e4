"""The report for programs: one JSON object, described by `compliance.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict

from policies.report.model import Report


def render(report: Report) -> str:
    """The report as JSON text: its fields by name, in the order of the model."""
    return json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n"
