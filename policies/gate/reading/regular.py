"""Reads files of a folder, and nothing that only looks like one.

A link is another file by the time that it is deployed, a FIFO waits for ever, and a device never ends.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path


class NotRegularError(OSError):
    """A path is no file of its own; the text says what it is."""


def regular_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises NotRegularError for a link or what is no file, and OSError."""
    if path.is_symlink():
        raise NotRegularError("it is a link, and only what stands in the folder itself is read")
    # Without waiting, should it be a FIFO by now.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotRegularError("it is no file, but a folder, a FIFO or a device")
        return stream.read()
