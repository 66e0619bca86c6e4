"""Texts without the machine they were made on: the same input gives the same bytes everywhere."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

_PROJECT: Final = Path(__file__).resolve().parent.parent.parent


def portable(synthesized: Path | None) -> Callable[[str], str]:
    """A function that makes paths in a text relative: to the synthesized folder, or to the project."""
    roots = [(_PROJECT, ""), (Path(sys.prefix), ""), (Path(tempfile.gettempdir()), "(temporary)/")]
    if synthesized is not None:
        roots += [(synthesized, ""), (synthesized.resolve(), "")]
    named = {str(root): shown for root, shown in roots if str(root) not in (".", "/")}
    # The longest first: a folder inside the project is not to be named by the project.
    alternatives = "|".join(re.escape(root) for root in sorted(named, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w./-])(?P<root>{alternatives})(?P<end>/|(?![\w./-]))")

    def shorten(match: re.Match[str]) -> str:
        shown = named[match["root"]]
        return shown if match["end"] else shown.rstrip("/") or "the folder"

    def apply(text: str) -> str:
        return re.sub(r"\(temporary\)/checkov-\w+", "(temporary)", pattern.sub(shorten, text))

    return apply
