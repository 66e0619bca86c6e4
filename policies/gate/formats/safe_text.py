"""Texts from stacks and scanners, so written that they cannot act on what shows them."""

from __future__ import annotations

import json


def printable(text: str) -> str:
    """The text as one line without control characters: a name must not write lines of the verdict."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


def json_text(value: object) -> str:
    """A value as indented JSON in which every character that does not print is escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    if not text.isascii() or "\x7f" in text:
        text = "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
    return text.replace("\x7f", "\\u007f") + "\n"
