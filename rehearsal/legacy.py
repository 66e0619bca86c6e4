"""The data centre: the payments API of `make serve` over TLS, as the legacy application answers there."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Final

from werkzeug.serving import WSGIRequestHandler, make_server

from handlers.local.demo import REGION, seed
from handlers.local.in_memory import SystemClock
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region
from handlers.local.server import Application
from tests.handlers.certificates import Authority

_NAME: Final = "localhost"  # no load balancer verifies it


@dataclass
class Legacy:
    """What answers on `port` of the loopback. answered: a line a request."""

    region: Region
    port: int = 0
    answered: list[str] = field(default_factory=list)


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 (werkzeug's name)
        """Say nothing: the application notes what it answers."""


@contextmanager
def legacy(authority: Authority) -> Iterator[Legacy]:
    """Serve it until the context ends, with a merchant of its own."""
    centre = Legacy(Region(REGION, SystemClock(), SimulatedProcessor()))
    seed(centre.region.ledger)
    issued = authority.issue(_NAME)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(issued.certificate, issued.key)
    application = Application(centre.region, say=centre.answered.append)
    server = make_server(
        "127.0.0.1", 0, application, threaded=True, request_handler=_Quiet, ssl_context=context
    )
    centre.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield centre
    finally:
        server.shutdown()
        server.server_close()
