"""The service: `python -m containers.web`. Status 0 after a stop, 2 where its configuration is bad."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
import sys
from functools import partial
from typing import Any, Final

from containers.web.application import Application
from containers.web.certificate import self_signed
from containers.web.configuration import Configuration, ConfigurationError
from containers.web.database import check, trusting
from containers.web.logs import log
from containers.web.readiness import KeptCheck
from containers.web.server import Limits, Server

_LIMITS: Final = Limits()


def main(limits: Limits = _LIMITS) -> int:
    """Serve until SIGTERM or SIGINT; the second ends the process at once. Returns its status."""
    try:
        configuration = Configuration.read(os.environ)
        trust = trusting(configuration.database.authorities)
        tls = self_signed()
        listening = _listen(configuration.port)
    except ConfigurationError as error:
        print(f"web: {error}", file=sys.stderr)
        return 2
    database = configuration.database
    checks = {
        "database": KeptCheck(partial(check, database, database.host, trust)),
        "database_reader": KeptCheck(partial(check, database, database.reader_host, trust)),
    }
    asyncio.run(_serve(Server(Application(checks), limits), listening, tls))
    return 0


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("0.0.0.0", port), backlog=128)  # noqa: S104 (the task's own address)
    except OSError:
        raise ConfigurationError("the port that PORT names cannot be listened on") from None


async def _serve(server: Server, listening: socket.socket, tls: ssl.SSLContext) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.set_exception_handler(_log_unexpected)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _on_signal, number, stop)
    await server.serve(listening, tls, stop)


def _on_signal(number: signal.Signals, stop: asyncio.Event) -> None:
    if stop.is_set():
        os._exit(128 + number)
    stop.set()


def _log_unexpected(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what the loop would print with a traceback: a handshake that failed, for one."""
    log("unexpected", error=type(context.get("exception")).__name__)


if __name__ == "__main__":
    raise SystemExit(main())
