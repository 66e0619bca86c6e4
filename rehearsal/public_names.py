"""The public names of a deployment on the loopback: TLS by an authority of the rehearsal, and plain HTTP.

Behind them is the emulated AWS, which finds the load balancer by its records, and the listener by the port.
"""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final

from rehearsal.stacks import Stack
from tests.handlers.certificates import Authority

_SECONDS: Final = 60
_PORTS: Final = {"http": 80, "https": 443}
_OF_CONNECTIONS: Final = frozenset({"connection", "content-length", "host", "transfer-encoding"})


def hosts_of(stacks: Iterable[Stack]) -> tuple[str, ...]:
    """The names that the stacks have certificates of."""
    return tuple(
        sorted(
            {
                certificate["domain_name"]
                for stack in stacks
                for certificate in stack.content.get("resource", {}).get("aws_acm_certificate", {}).values()
            }
        )
    )


@dataclass
class PublicNames:
    """Where the names lead: `hosts` as `Emulator` takes them. `behind`: the emulated AWS, once there."""

    hosts: dict[str, int]
    behind: str = ""


@contextmanager
def public_names(names: Iterable[str], authority: Authority) -> Iterator[PublicNames]:
    """Serve these names until the context ends, each under a certificate of its own."""
    served = PublicNames({})
    certificates = {name: _context(authority, name) for name in names}
    with ExitStack() as serving:
        for scheme, port in _PORTS.items():
            server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served, port))
            if scheme == "https":
                server.socket = _by_name(certificates).wrap_socket(server.socket, server_side=True)
            serving.callback(server.server_close)
            serving.callback(server.shutdown)
            Thread(target=server.serve_forever, daemon=True).start()
            served.hosts |= {f"{name}:{port}": server.server_port for name in certificates}
        yield served


def _context(authority: Authority, name: str) -> ssl.SSLContext:
    issued = authority.issue(name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(issued.certificate, issued.key)
    return context


def _by_name(certificates: dict[str, ssl.SSLContext]) -> ssl.SSLContext:
    """One that shows the certificate of the name that is asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> int | None:
        if name not in certificates:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        connection.context = certificates[name]
        return None

    context.sni_callback = choose
    return context


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Hand the answer back as it is."""


_opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


def _handler(served: PublicNames, port: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = _SECONDS

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = {name: each for name, each in self.headers.items() if name.lower() not in _OF_CONNECTIONS}
            host = self.headers.get("Host", "").partition(":")[0]
            asked = urllib.request.Request(  # noqa: S310 - of the loopback
                f"{served.behind}{self.path}",
                body or None,
                {**kept, "Host": f"{host}:{port}"},
                method=self.command,
            )
            try:
                self._tell(*self._answered(asked))
            except OSError:
                self.close_connection = True  # as where nobody answers, or nobody waits any more

        def _answered(self, asked: urllib.request.Request) -> tuple[int, Any, bytes]:
            try:
                with _opener.open(asked, timeout=_SECONDS) as said:
                    return said.status, said.headers, said.read()
            except urllib.error.HTTPError as error:
                return error.code, error.headers, error.read()

        def _tell(self, status: int, headers: Any, body: bytes) -> None:
            self.send_response_only(status)
            for name, each in headers.items():
                if name.lower() not in _OF_CONNECTIONS:
                    self.send_header(name, each)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - names of the base class

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler
