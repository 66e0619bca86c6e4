"""How a command ends that could not end by itself: in one sentence and a status that is no verdict.

Python ends with status 1 for every exception that nobody caught, which is the status of violations. Importing
this module, before all that may be missing, has each of them told and ended with 2 instead. It needs nothing
but Python, and no new one.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import re
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Final, NoReturn

TRACE: Final = "POLICIES_TRACE"
"""The environment variable that has the trace shown as well."""
STOPPED: Final = 2
INTERRUPTED: Final = 130  # as shells say SIGINT
_OURS: Final = frozenset({"aspects", "engines", "handlers", "infra", "operations", "policies", "tools"})
_OF_THE_MACHINE: Final = re.compile(
    r"\b(?P<name>EACCES|EDQUOT|EFBIG|EMFILE|ENOSPC|EPERM|EROFS)\b|\[Errno (?P<number>\d+)\]"
)
"""How Node, and Python within it, tell the machine's refusals, which jsii hands on as text."""
_HINTS: Final = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EFBIG: "raise the limit of file sizes (ulimit -f)",
    errno.EROFS: "name a folder that can be written",
    errno.EACCES: "name one that you may read and write",
    errno.EPERM: "name one that you may read and write",
}


def run(program: Callable[[], int]) -> NoReturn:
    """Run a command to its end and leave with its status; what it printed is out by then, or that is told."""
    if hasattr(sys.stdout, "reconfigure"):
        # A letter that the encoding of the output lacks must not cost the verdict.
        sys.stdout.reconfigure(errors="backslashreplace")
    if not os.environ.get(TRACE):
        sys.unraisablehook = _say_nothing  # what libraries cannot clean up after a failure that is told
    gc.disable()  # a short life that keeps nearly all it makes: collecting costs more than it frees
    status = program()
    sys.stdout.flush()
    gc.freeze()  # else Python collects once more at its end
    sys.exit(status)


def _say_nothing(_: object) -> None:
    pass


def sentence(error: BaseException) -> str:
    """What is told of an exception that nobody caught; empty where nobody listens any more."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted; what was not finished was not written."
    if isinstance(error, BrokenPipeError):
        return ""
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] not in _OURS:
        version = ".".join(map(str, sys.version_info[:3]))
        return (
            f"this Python ({sys.executable}, {version}) is not the project's: {error}. "
            "Run 'make setup', and use .venv/bin/python."
        )
    if isinstance(error, MemoryError):
        return "the machine has not enough memory for it."
    if refused := _refusal(error):
        return refused
    first = next(iter(str(error).splitlines()), "")
    return (
        f"it stopped by a mistake of its own, and this is no verdict: {type(error).__name__}: {first}. "
        f"Please report it as an issue of this repository, with what {TRACE}=1 before the same command shows."
    )


def _refusal(error: BaseException) -> str:
    """What the machine refused; empty where the exception is about something else."""
    if isinstance(error, OSError) and error.errno:
        number, where = error.errno, f" ({error.filename})" if error.filename else ""
    elif found := _OF_THE_MACHINE.search(str(error)):
        number, where = getattr(errno, found["name"] or "", 0) or int(found["number"]), ""
    else:
        return ""
    reason = error.strerror if isinstance(error, OSError) else None
    hint = f": {_HINTS[number]}" if number in _HINTS else ""
    return f"the machine refused it: {reason or os.strerror(number)}{where}{hint}."


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> NoReturn:
    if os.environ.get(TRACE):
        sys.__excepthook__(kind, error, trace)
    if said := sentence(error):
        name = os.path.basename(sys.argv[0])  # noqa: PTH119 - nothing may be imported here that could fail
        program = "policies" if name in ("-m", "__main__.py") else name
        with contextlib.suppress(OSError):
            print(f"{program}: {said}", file=sys.stderr, flush=True)
    # What could not be printed would be tried once more, and change the status.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
            continue
        os.dup2(nowhere, stream.fileno())
    sys.exit(INTERRUPTED if isinstance(error, KeyboardInterrupt) else STOPPED)


sys.excepthook = _end
