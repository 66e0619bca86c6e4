"""The report for people, as one page."""

from __future__ import annotations

from dataclasses import asdict

from policies.report.digest import RECIPE
from policies.report.model import Report
from policies.report.pages import page
from policies.report.scope_view import PLACES, scope_of
from policies.report.sealing import content_digest
from policies.report.view import View


def render(report: Report, digest: str = "") -> str:
    """The report as one HTML document. Its content security policy admits its own style and script only.

    digest: that of its content, where it is known already.
    """
    return page(
        "compliance.html.j2",
        "report.js",
        report=report,
        view=View(report),
        scope=scope_of(report),
        places=PLACES,
        recipe=RECIPE,
        content_digest=digest or content_digest(asdict(report)),
    )
