"""The report for programs: one JSON object in canonical form, described by `compliance.schema.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from policies.report.model import Report
from policies.report.sealing import UNSIGNED, Terms, sealed


def render(report: Report, forms: Mapping[str, bytes] | None = None, terms: Terms = UNSIGNED) -> bytes:
    """The report as JSON by RFC 8785: its fields by name, with what proves that nothing in it was changed.

    forms: the same report for other readers, by the name of the file.
    """
    return sealed(asdict(report), forms or {}, terms)
