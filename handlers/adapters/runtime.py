"""How Lambda calls a function: the ports are opened at the first event and kept, and what goes wrong is
told without a word of what came in.

Each maker takes `handle(event, ports)` and `wire(environment)`, and opens nothing itself.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from handlers.adapters.environment import Environment
from handlers.adapters.incoming import api_answer, api_request, stream_records
from handlers.adapters.telemetry import PowertoolsTelemetry
from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.errors import PaymentError, UnexpectedError
from handlers.domain.problems import problem_of
from handlers.domain.spec import HandlerSpec
from handlers.domain.stream import StreamRecord

__all__ = ["Environment", "api", "scheduled", "stream", "workflow_step"]

Given = Mapping[str, Any]
Entry = Callable[[Given, object], Any]
P = TypeVar("P")

_PACKAGE: Final = Path(__file__).parents[1]


def workflow_step(
    spec: HandlerSpec, handle: Callable[[Given, P], Mapping[str, Any]], wire: Callable[[Environment], P]
) -> Entry:
    """Make the entry of a step. PaymentErrors pass by their class names, which the workflow catches;
    every other error becomes UnexpectedError.
    """
    opened = _Opened(spec, wire)

    def entry(event: Given, context: object) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = opened.call(event, context, lambda ports: handle(event, ports))
        return answer

    return entry


def scheduled(
    spec: HandlerSpec, handle: Callable[[Given, P], Mapping[str, Any]], wire: Callable[[Environment], P]
) -> Entry:
    """Make the entry of what a schedule, a rule or an operator calls. Errors as of a step."""
    return workflow_step(spec, handle, wire)


def api(
    spec: HandlerSpec, handle: Callable[[ApiRequest, P], ApiResponse], wire: Callable[[Environment], P]
) -> Entry:
    """Make the entry of what API Gateway calls. What `handle` did not foresee is a 500 without a reason."""
    opened = _Opened(spec, wire)

    def entry(event: Given, context: object) -> Mapping[str, Any]:
        try:
            response = opened.call(event, context, lambda ports: handle(api_request(event), ports))
        except PaymentError as error:
            response = problem_of(error).response()
        return api_answer(response)

    return entry


def stream(
    spec: HandlerSpec,
    handle: Callable[[Sequence[StreamRecord], P], Iterable[str]],
    wire: Callable[[Environment], P],
) -> Entry:
    """Make the entry of what a table's stream calls. `handle` returns the sequence numbers that failed;
    the stream comes again from the first of them on. A record that cannot be read has failed, too.
    """
    opened = _Opened(spec, wire)

    def entry(event: Given, context: object) -> Mapping[str, Any]:
        def read(ports: P) -> Sequence[str]:
            records = tuple(stream_records(event))
            readable = [record for _, record in records if record is not None]
            return [*(number for number, record in records if record is None), *handle(readable, ports)]

        failed = opened.call(event, context, read)
        return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}

    return entry


class _Opened:
    """The ports of a function, opened by its first event."""

    def __init__(self, spec: HandlerSpec, wire: Callable[[Environment], P]) -> None:
        self._spec, self._wire = spec, wire
        self._telemetry: PowertoolsTelemetry | None = None
        self._ports: Any = None

    def call(self, event: Given, context: object, work: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        """Do the work of an event. Raises PaymentErrors only, none of which carries another one."""
        cold = self._telemetry is None
        self._telemetry = self._telemetry or PowertoolsTelemetry(self._spec.name)
        request_id = str(getattr(context, "aws_request_id", ""))
        payment_id = event.get("payment_id", "") if isinstance(event, Mapping) else ""
        with self._telemetry.call(request_id, payment_id if isinstance(payment_id, str) else "", cold=cold):
            try:
                if self._ports is None:
                    environment = Environment(os.environ, self._telemetry)
                    self._ports = self._wire(environment)
                return work(self._ports)
            except Exception as error:  # noqa: BLE001 (the outermost guard: told below)
                told = _told(error)
                what = str(told) if isinstance(told, UnexpectedError) else type(told).__name__
                self._telemetry.event("failed", reason=what)
            raise told  # outside of `except`, so that it carries no context


def _told(error: Exception) -> PaymentError:
    """Return one of our errors without what lay behind it; UnexpectedError for every other."""
    if isinstance(error, PaymentError):
        error.__cause__, error.__context__ = None, None
        return error
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if _PACKAGE in Path(frame.filename).parents
    ]
    place = (
        f"{Path(ours[-1].filename).relative_to(_PACKAGE.parent)}:{ours[-1].lineno}" if ours else "elsewhere"
    )
    return UnexpectedError(f"{type(error).__name__}:{place.replace('/', '.')}")
