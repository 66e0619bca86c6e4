r"""The digest of a synthesized output, which anybody can recompute without this project.

It is the SHA-256 of what `sha256sum` prints of `manifest.json`, `estate.json` and every file below
`stacks/`, one line a file (`<hex digest>  <relative path>`), in the byte order of the paths. What
Terraform keeps for itself (`.terraform*`) is left out:

    cd cdktf.out
    find manifest.json estate.json stacks -name '.terraform*' -prune -o -type f -print0 \
      | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum

A name that `sha256sum` would escape (backslash, line feed or carriage return) is escaped as it does.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from policies.gate.reading.folder import STACK_FILE
from policies.gate.reading.metadata import METADATA_FILE
from policies.report.changes import changes
from policies.report.model import Digest, FileDigest
from policies.strict_json import StrictJsonError, loads

RECIPE: Final = (
    f"find manifest.json {METADATA_FILE} stacks -name '.terraform*' -prune -o -type f -print0 "
    "| LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum"
)
"""The shell command, run in the synthesized folder, that prints the same digest."""

_ROOTS: Final = ("manifest.json", METADATA_FILE, "stacks")
_TERRAFORMS_OWN: Final = ".terraform"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def digest_of(folder: Path | None, contents: Mapping[str, Mapping[str, Any]]) -> Digest:
    """The digest of a synthesized folder. Never raises: what keeps it from being told is in `missing`.

    contents: what was judged, by stack. A folder that holds anything else by now gets no digest:
    it would vouch for bytes that nobody judged.
    """
    if folder is None:
        return Digest("", "the synthesized folder was not given", ())
    try:
        paths = sorted(_files(folder), key=lambda path: os.fsencode(_name(folder, path)))
        if not paths:
            return Digest("", "there is no synthesized output", ())
        if links := [path for path in paths if path.is_symlink()]:
            return Digest("", f"{_name(folder, links[0])} is a symbolic link", ())
        files = tuple(
            FileDigest(_name(folder, path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths
        )
        changed = [stack for stack, content in contents.items() if not _still(folder, stack, content)]
    except OSError as error:
        return Digest("", f"the output cannot be read: {error.strerror}", ())
    if changed:
        return Digest("", f"the stack {changed[0]} is no longer what was judged", files)
    return Digest(joint(files), "", files)


def joint(files: Iterable[FileDigest]) -> str:
    """One SHA-256 of files in this order: that of what `sha256sum` prints of them."""
    return hashlib.sha256(b"".join(map(_line, files))).hexdigest()


def changed_files(folder: Path, judged: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """A sentence for each file of an output that is not as a report tells it. Raises OSError."""
    was = {file["path"]: file["sha256"] for file in judged}
    now = {
        _name(folder, path): "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files(folder)
    }
    yield from (f"{name} {how}" for name, how in changes(was, now))


def _files(folder: Path) -> Iterator[Path]:
    """Every file, and every symbolic link, of the synthesized output."""
    waiting = [folder / root for root in _ROOTS]
    while waiting:
        path = waiting.pop()
        if path.name.startswith(_TERRAFORMS_OWN):
            continue
        if path.is_symlink() or path.is_file():
            yield path
        elif path.is_dir():
            waiting += path.iterdir()


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _line(file: FileDigest) -> bytes:
    escaped = file.path.translate(_ESCAPES)
    mark = "" if escaped == file.path else "\\"
    return os.fsencode(f"{mark}{file.sha256}  {escaped}\n")


def _still(folder: Path, stack: str, content: Mapping[str, Any]) -> bool:
    try:
        return bool(loads((folder / "stacks" / stack / STACK_FILE).read_text(encoding="utf-8")) == content)
    except (UnicodeDecodeError, StrictJsonError):
        return False
