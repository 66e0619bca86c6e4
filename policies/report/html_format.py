"""The report for people: one page that needs nothing but itself, and lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policies.report.digest import RECIPE
from policies.report.model import Report, Standing
from policies.report.scope_view import PLACES, scope_of
from policies.report.sealing import content_digest
from policies.report.view import View

_TEMPLATES: Final = Path(__file__).parent / "templates"


def render(report: Report) -> str:
    """The report as one HTML document. Its content security policy admits its own style sheet only."""
    css = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("compliance.html.j2")
    return template.render(
        report=report,
        view=View(report),
        scope=scope_of(report),
        places=PLACES,
        Standing=Standing,
        recipe=RECIPE,
        content_digest=content_digest(asdict(report)),
        css=Markup(css),  # noqa: S704 - our own style sheet, not data
        css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
    )
