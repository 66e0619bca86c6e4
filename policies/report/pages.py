"""Pages for people: one HTML file each, that needs nothing but itself, and lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_TEMPLATES: Final = Path(__file__).parent / "templates"
_BREAKS: Final = re.compile(r"(?<=[._/-])(?=[^._/-])|(?<=[a-z0-9])(?=[A-Z])")
"""Where a long name may go on in the next line: after `.`, `_`, `-` and `/`, and before a capital."""


def page(template: str, script: str, **values: object) -> str:
    """A template with these values as one HTML document, under the style sheet that all have.

    script: the name of its own script. The content security policy of the template admits this and the style
        sheet only, by `script_hash` and `css_hash`.
    """
    css, code = _text("style.css"), _text(script)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["breakable"] = breakable
    return environment.get_template(template).render(
        **values,
        css=Markup(css),  # noqa: S704 - our own style sheet, not data
        css_hash=_hash(css),
        script=Markup(code),  # noqa: S704 - our own script, not data
        script_hash=_hash(code),
    )


def breakable(name: str) -> Markup:
    """A name, escaped, with the places marked where it may be broken."""
    return Markup("<wbr>").join(_BREAKS.split(name))


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
