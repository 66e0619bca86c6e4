"""The report for people: one page that needs nothing but itself, and lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import asdict
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policies.report.digest import RECIPE
from policies.report.model import Report
from policies.report.scope_view import PLACES, scope_of
from policies.report.sealing import content_digest
from policies.report.view import View

_TEMPLATES: Final = Path(__file__).parent / "templates"
_BREAKS: Final = re.compile(r"(?<=[._/-])(?=[^._/-])|(?<=[a-z0-9])(?=[A-Z])")
"""Where a long name may go on in the next line: after `.`, `_`, `-` and `/`, and before a capital."""


def render(report: Report, digest: str = "") -> str:
    """The report as one HTML document. Its content security policy admits its own style and script only.

    digest: that of its content, where it is known already.
    """
    css, script = _text("style.css"), _text("report.js")
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["breakable"] = breakable
    template = environment.get_template("compliance.html.j2")
    return template.render(
        report=report,
        view=View(report),
        scope=scope_of(report),
        places=PLACES,
        recipe=RECIPE,
        content_digest=digest or content_digest(asdict(report)),
        css=Markup(css),  # noqa: S704 - our own style sheet, not data
        css_hash=_hash(css),
        script=Markup(script),  # noqa: S704 - our own script, not data
        script_hash=_hash(script),
    )


def breakable(name: str) -> Markup:
    """A name, escaped, with the places marked where it may be broken."""
    return Markup("<wbr>").join(_BREAKS.split(name))


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
