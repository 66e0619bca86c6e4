"""The server of `make serve`, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "handlers.local.server")
_TIMEOUT_SECONDS = 30  # seconds that a slow machine may take to start


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens."""

    process: subprocess.Popen[bytes]
    address: str
    output: Path

    @property
    def host(self) -> str:
        """Host and port."""
        return self.address.removeprefix("http://")

    def printed(self) -> str:
        """All that it printed so far."""
        return self.output.read_text(encoding="utf-8")

    def end(self, how: int) -> str:
        """Send a signal and wait. Returns all that it printed."""
        self.process.send_signal(how)
        self.process.wait(_TIMEOUT_SECONDS)
        return self.printed()


@contextmanager
def serving() -> Iterator[Server]:
    """Serve on a free port. What is printed goes to a file, so that it never has to wait for a reader."""
    with tempfile.NamedTemporaryFile() as file:
        output = Path(file.name)
        process = subprocess.Popen(
            [*COMMAND, "--port", "0"], cwd=PROJECT, stdout=file, stderr=subprocess.STDOUT
        )
        try:
            until = time.monotonic() + _TIMEOUT_SECONDS
            while "Ctrl-C" not in output.read_text(encoding="utf-8"):
                assert process.poll() is None, output.read_text(encoding="utf-8")
                assert time.monotonic() < until, "the server does not start"
                time.sleep(0.02)
            found = re.search(r"http://[\d.]+:\d+", output.read_text(encoding="utf-8"))
            assert found is not None
            yield Server(process, found[0], output)
        finally:
            process.kill()
            process.wait()
