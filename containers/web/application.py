"""What the service answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Final

from containers.web.database import Outcome
from containers.web.readiness import KeptCheck
from containers.web.request import Request
from containers.web.response import Response, document, problem

_METHODS: Final = ("GET", "HEAD")


class Application:
    """The routes. `checks` are what readiness depends on, by name."""

    def __init__(self, checks: Mapping[str, KeptCheck]) -> None:
        self._checks = checks
        self._stopping = False
        self._routes: Mapping[str, Callable[[], Awaitable[Response]]] = {
            "/": _index,
            "/health": _health,
            "/ready": self._ready,
        }

    def stop(self) -> None:
        """Be ready no more: whoever sends requests is to send them elsewhere."""
        self._stopping = True

    def route(self, request: Request) -> str | None:
        """Return the path of the route that a request leads to, or None."""
        return request.path if request.path in self._routes else None

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        route = self._routes.get(request.path)
        if route is None:
            return problem(HTTPStatus.NOT_FOUND, "Nothing is at this path.")
        if request.method not in _METHODS:
            allowed = {"Allow": ", ".join(_METHODS)}
            return problem(HTTPStatus.METHOD_NOT_ALLOWED, "This path knows GET and HEAD alone.", allowed)
        return await route()

    async def _ready(self) -> Response:
        outcomes = await asyncio.gather(*(check.outcome() for check in self._checks.values()))
        checks = dict(zip(self._checks, outcomes, strict=True))
        if self._stopping:
            return _unready("The service is stopping.", checks)
        if set(outcomes) <= {Outcome.OK}:
            return document({"status": "ready", "checks": checks})
        return _unready("The database cannot be used.", checks)


async def _index() -> Response:
    return document({"service": "web", "health": "/health", "ready": "/ready"})


async def _health() -> Response:
    return document({"status": "ok"})


def _unready(detail: str, checks: Mapping[str, Outcome]) -> Response:
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, {"Retry-After": "5"}, checks=checks)
