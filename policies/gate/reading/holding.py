"""Who works on a folder: one that writes it, or any number that read it.

The lock is on the folder itself (flock), so that one may read where nothing can be written; it ends with the
process, however that ends.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

HOLDER: Final = ".holder"
"""The file in which who writes a folder says so."""
PATIENCE: Final = 180.0  # seconds; a synthesis of all systems on a slow machine takes less
_PAUSE: Final = 0.1  # seconds
_READER: Final = "another command, which reads,"
_NO_LOCKS: Final = frozenset({errno.EBADF, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
"""What a file system answers that has no such locks, as some that are mounted over a network."""


class HeldError(OSError):
    """Somebody else works on a folder, and does not end; the text says who. It has no errno."""


@contextmanager
def held(folder: Path, *, to_write: bool, after_writers: bool = True) -> Iterator[None]:
    """Hold a folder for the block: alone where it is written, else together with all that read it.

    after_writers: whether one that writes is waited for; what it made would be replaced at once. Raises
    HeldError where it is not, and where others do not end within PATIENCE; and other OSErrors.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _take(folder, descriptor, to_write=to_write, after_writers=after_writers)
        if not to_write:
            yield
            return
        said = folder / HOLDER
        said.write_text(_myself(), encoding="utf-8")
        try:
            yield
        finally:
            said.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _take(folder: Path, descriptor: int, *, to_write: bool, after_writers: bool) -> None:
    mode = (fcntl.LOCK_EX if to_write else fcntl.LOCK_SH) | fcntl.LOCK_NB
    until, was_told = time.monotonic() + PATIENCE, False
    while True:
        try:
            fcntl.flock(descriptor, mode)
        except BlockingIOError:
            other = _other(folder)
            if time.monotonic() >= until or (other and not after_writers):
                raise HeldError(
                    f"{folder}: {other or _READER} works on it. Wait for its end, or name another folder."
                ) from None
            if not was_told:
                print(
                    f"waiting, {PATIENCE:.0f} seconds at most: {other or _READER} works on {folder}",
                    file=sys.stderr,
                    flush=True,
                )
                was_told = True
            time.sleep(_PAUSE)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            return
        else:
            return


def _myself() -> str:
    return f"process {os.getpid()} ({Path(sys.argv[0]).name})"


def _other(folder: Path) -> str:
    """Who writes the folder, as far as that is said; empty where nobody but readers hold it."""
    try:
        return (folder / HOLDER).read_text(encoding="utf-8")
    except OSError:
        return ""
