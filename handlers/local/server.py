"""`make serve`: the API over HTTP on this machine alone, each request as API Gateway would hand it over.

Routes are those of the OpenAPI document. What is printed names methods, paths of the document and
statuses: nothing that was sent.
"""

from __future__ import annotations

import argparse
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.errors import PaymentError
from handlers.domain.problems import INTERNAL, MALFORMED, TOO_LARGE, Problem
from handlers.domain.routes import Route, route_of
from handlers.functions.capture_request import handler as capture_request
from handlers.functions.health import handler as health
from handlers.functions.ingest import handler as ingest
from handlers.functions.inquiry import handler as inquiry
from handlers.functions.refund_request import handler as refund_request
from handlers.local.demo import CALLER, REGION, introduction, seed
from handlers.local.in_memory import SystemClock
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_HOST: Final = "127.0.0.1"
_PORT: Final = 8080
_SWEEP_SECONDS: Final = 1
_MOST_BYTES: Final = 10 * 1024 * 1024  # API Gateway's quota of a payload; what is larger reaches no function


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class Application:
    """The API of a region, as a WSGI application. `caller` is whom every request is taken to come from; `say`
    takes a line for each.
    """

    def __init__(self, region: Region, *, caller: str = CALLER, say: Callable[[str], None] = _say) -> None:
        self._region, self._caller, self._say = region, caller, say
        self._running = Lock()
        self._functions: Mapping[str, Callable[[ApiRequest], ApiResponse]] = {
            "ingest": lambda request: ingest.handle(request, region.ports(ingest.Ports)),
            "inquiry": lambda request: inquiry.handle(request, region.ports(inquiry.Ports)),
            "refund_request": lambda request: refund_request.handle(
                request, region.ports(refund_request.Ports)
            ),
            "capture_request": lambda request: capture_request.handle(
                request, region.ports(capture_request.Ports)
            ),
            "health": lambda request: health.handle(request, region.ports(health.Ports)),
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        request = Request(environ)
        request.max_content_length = _MOST_BYTES
        path, answered = self._answer(request)
        method = request.method if request.method in _METHODS else "other"
        self._say(f"{method} {path} {answered.status}")
        response = Response(answered.body, answered.status, answered.headers)
        response.autocorrect_location_header = False
        return response(environ, start_response)

    def sweep(self) -> None:
        """Do for what lies open what a schedule does in AWS: settle, refund, resolve."""
        with self._running, suppress(PaymentError):  # telemetry has it, and the next sweep tries again
            self._region.call("sweep", {"untouched_seconds": 0})
            self._region.run_pending()

    def _answer(self, request: Request) -> tuple[str, ApiResponse]:
        path = "(no path of the document)"
        try:
            route = route_of(request.method, quote(request.path))
            path = route.resource
            answered = self._functions[route.function](self._handed_over(request, route))
            with self._running:
                self._region.run_pending()
        except Problem as problem:
            return path, problem.response()
        except HTTPException as error:
            return path, _problem_of(error).response()
        except Exception as error:  # noqa: BLE001 (as the entry of a function in AWS: it tells no more)
            self._say(f"unexpected {type(error).__name__}")
            return path, Problem(INTERNAL).response()
        return path, answered

    def _handed_over(self, request: Request, route: Route) -> ApiRequest:
        return ApiRequest(
            method=request.method,
            path_parameters=route.parameters,
            headers={name.lower(): value.strip() for name, value in request.headers.items()},
            body=request.get_data().decode(errors="replace"),
            caller=self._caller,
            resource=route.resource,
            query={name: ",".join(given) for name, given in request.args.lists()},
        )


_METHODS: Final = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def _problem_of(error: HTTPException) -> Problem:
    match error:
        case RequestEntityTooLarge():
            return Problem(TOO_LARGE)
        case _:
            return Problem(MALFORMED)


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 (werkzeug's name)
        """Say nothing: a request line holds what was sent."""


def _sweep(application: Application) -> None:
    while True:
        time.sleep(_SWEEP_SECONDS)
        application.sweep()


def main(arguments: list[str] | None = None) -> int:
    """Serve until it is interrupted. Returns the status of the process."""
    parser = argparse.ArgumentParser(prog="make serve", description="Serve the payments API on this machine.")
    parser.add_argument("--port", type=int, default=_PORT, help=f"0 for any that is free (default: {_PORT})")
    port = parser.parse_args(arguments).port
    try:
        listening = socket.create_server((_HOST, port))
    except (OSError, OverflowError):
        print(f"serve: port {port} cannot be had; PORT=0 takes one that is free", file=sys.stderr)
        return 1
    region = Region(REGION, SystemClock(), SimulatedProcessor())
    seed(region.ledger)
    with listening:
        address, port = listening.getsockname()
        application = Application(region)
        Thread(target=_sweep, args=(application,), daemon=True).start()
        server = make_server(
            address, port, application, threaded=True, request_handler=_Quiet, fd=listening.fileno()
        )
        with suppress(KeyboardInterrupt):
            for name in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores the first
                signal.signal(name, signal.default_int_handler)
            print(introduction(f"http://{address}:{port}"), flush=True)
            server.serve_forever()
    print("\nserve: ended", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
