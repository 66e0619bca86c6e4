"""Which files hold stacks that Terraform shows, and the text of a file in whatever encoding a shell wrote it.

PowerShell redirects output as UTF-16, or as UTF-8, with a byte order mark.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from policies.gate.reading.metadata import METADATA_FILE
from policies.gate.reading.regular import regular_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENDINGS: Final = (".json", ".tfplan", ".plan", ".tfstate", ".state")


def text_of(path: Path) -> str:
    """The text of a file: by its byte order mark, else UTF-8. Raises OSError and UnicodeDecodeError."""
    raw = regular_bytes(path)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding)
    # JSON begins with ASCII: a zero beside its first character is UTF-16 without a mark (RFC 4627, 3).
    if raw[1:2] == b"\0":
        return raw.decode("utf-16-le")
    if raw[:1] == b"\0":
        return raw.decode("utf-16-be")
    return raw.decode("utf-8")


def stack_of(path: Path) -> str:
    """The stack that a file is of, by its name: `app.tfplan.json` and `app.json` are of `app`."""
    name = path.name
    while (ending := next((end for end in _ENDINGS if name.endswith(end) and name != end), None)) is not None:
        name = name.removesuffix(ending)
    return name


def shown_files(folder: Path, problems: list[str]) -> list[tuple[str, Path]]:
    """The JSON files of a folder by the stack that each is of; two of one stack are a problem."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.json")):
        if path.name == METADATA_FILE:
            continue
        if (other := found.setdefault(stack_of(path), path)) is not path:
            problems.append(f"{path}: {other.name} is of the stack {stack_of(path)} too. Judge them apart.")
    return list(found.items())
