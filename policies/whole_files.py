"""Writes a file whole or not at all: beside it first, then under its name."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write the content under this name; whoever reads it finds what was there before, or all of it.

    A device or a pipe is written to as it is. Folders that lack are made. Raises OSError, with the file as it
    was before.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file = file.resolve()
    if file.exists() and not stat.S_ISREG(file.stat().st_mode):
        file.write_bytes(content)
        return
    handle, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o666 & ~_umask()
        Path(beside).chmod(mode)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What the user's new files may not be."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
