"""The emulator's process, as the rehearsal sees it: on a free port of the loopback, ended by its id."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

PROJECT: Final = Path(__file__).resolve().parents[2]
PYTHON: Final = PROJECT / "tests" / "emulators" / ".venv" / "bin" / "python"
INSIDE: Final = Path(__file__).resolve().parent / "inside"
ACCOUNT: Final = "111122223333"
_STARTED_WITHIN: Final = 60.0
_SERVE: Final = "import sys; sys.path.insert(0, sys.argv.pop(1)); from {module} import main; main()".format(
    module="rehearsal.emulator.serve"
)


class EmulatorError(Exception):
    """The emulator is not installed, or did not start, or refused what it was told."""


class Emulator:
    """An emulated AWS on the loopback, for as long as the context lasts.

    Its access key is the account's number. `hosts` says which port of the loopback answers to the name of
    a host inside the functions; `authority` is the file of the certificates that they trust; `kept` is
    a folder in which its state outlives it.
    """

    def __init__(
        self,
        scratch: Path,
        *,
        hosts: Mapping[str, int] | None = None,
        authority: Path | None = None,
        kept: Path | None = None,
    ) -> None:
        self._scratch, self._hosts, self._authority, self._kept = scratch, dict(hosts or {}), authority, kept
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> Path:
        """What the emulator said."""
        return self._scratch / "emulator.log"

    def start(self) -> None:
        """Start it and wait until it answers. Raises EmulatorError."""
        if not PYTHON.exists():
            raise EmulatorError("the emulated AWS is not installed: run 'make emulators'")
        temporary = self._scratch / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        self.set_clocks({})
        environment = {
            "PATH": f"{PYTHON.parent}:{os.defpath}",
            "HOME": str(self._scratch),
            "TMPDIR": str(temporary),
            "PYTHONPATH": str(INSIDE),
            "PYTHONDONTWRITEBYTECODE": "1",
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "AWS_ENDPOINT_URL": self.url,
            "AUTH": "true",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "LOG_LEVEL": "WARNING",
            "REHEARSAL_HOSTS": json.dumps(self._hosts),
            "REHEARSAL_CLOCKS": str(self._clocks),
        }
        if self._authority:
            environment["SSL_CERT_FILE"] = str(self._authority)
        if self._kept:
            environment |= {"PERSIST_STATE": "1", "STATE_DIR": str(self._kept / "state")}
            environment |= {"S3_PERSIST": "1", "S3_DATA_DIR": str(self._kept / "s3")}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(PYTHON), "-c", _SERVE, str(PROJECT)],
                cwd=self._scratch,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        limit = time.monotonic() + _STARTED_WITHIN
        while time.monotonic() < limit:
            if self._process.poll() is not None:
                break
            try:
                self.ask("/_rehearsal/ready")
            except EmulatorError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        tail = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise EmulatorError(f"the emulated AWS did not start: {tail}")

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def ask(self, path: str, body: object = None) -> Any:
        """Ask or tell the emulator itself something beside AWS's API. Raises EmulatorError."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data)  # noqa: S310 - of the loopback
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - see above
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise EmulatorError(f"{path}: {error.read().decode(errors='replace')}") from None
        except (OSError, ValueError) as error:
            raise EmulatorError(f"{path}: {error}") from None

    def set_clocks(self, ahead: Mapping[str, float]) -> None:
        """Put the clocks of regions' functions so many seconds ahead; those of all others right."""
        new = self._clocks.with_suffix(".new")
        new.write_text(json.dumps(dict(ahead)), encoding="utf-8")
        new.replace(self._clocks)

    @property
    def _clocks(self) -> Path:
        return self._scratch / "clocks.json"

    def credentials(self) -> dict[str, str]:
        """The environment variables with which SDKs and Terraform speak to it as the account's owner."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,  # nothing of the user's is read
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
