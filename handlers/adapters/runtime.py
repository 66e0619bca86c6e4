"""How Lambda calls a function: the ports are opened at the first event and kept, and what goes wrong is
told without a word of what came in.

Each maker takes `handle(event, ports)` and the class of its ports, and opens nothing itself.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from handlers.adapters.composition import Composition
from handlers.adapters.incoming import (
    api_answer,
    api_request,
    balanced_answer,
    balanced_request,
    forwarded_request,
    stream_records,
)
from handlers.adapters.parameters import Parameters
from handlers.adapters.telemetry import PowertoolsTelemetry
from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.errors import ConfigurationError, PaymentError, UnexpectedError
from handlers.domain.problems import problem_of
from handlers.domain.spec import HandlerSpec
from handlers.domain.stream import StreamRecord

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Given = Mapping[str, Any]
Entry = Callable[[Given, object], Any]
P = TypeVar("P", bound="DataclassInstance")
R = TypeVar("R")

_PACKAGE: Final = Path(__file__).parents[1]


def workflow_step(
    spec: HandlerSpec, handle: Callable[[Given, P], Mapping[str, Any]], ports: type[P]
) -> Entry:
    """Make the entry of a step. PaymentErrors pass by their class names, which the workflow catches;
    every other error becomes UnexpectedError.
    """
    opened = _Opened(spec, ports)

    def entry(event: Given, context: object) -> Mapping[str, Any]:
        return opened.call(event, context, lambda ports: handle(event, ports))

    return entry


def scheduled(spec: HandlerSpec, handle: Callable[[Given, P], Mapping[str, Any]], ports: type[P]) -> Entry:
    """Make the entry of what a schedule, a rule or an operator calls. Errors as of a step."""
    return workflow_step(spec, handle, ports)


def api(spec: HandlerSpec, handle: Callable[[ApiRequest, P], ApiResponse], ports: type[P]) -> Entry:
    """Make the entry of what API Gateway calls. What `handle` did not foresee is a 500 without a reason."""
    return _answering(spec, handle, ports, api_request, api_answer)


def balanced(spec: HandlerSpec, handle: Callable[[ApiRequest, P], ApiResponse], ports: type[P]) -> Entry:
    """Make the entry of what a load balancer calls; as of an API."""
    return _answering(spec, handle, ports, balanced_request, balanced_answer)


def forwarded(spec: HandlerSpec, handle: Callable[[ApiRequest, P], ApiResponse], ports: type[P]) -> Entry:
    """Make the entry of what a load balancer calls that nobody reaches but API Gateway; as of an API."""
    return _answering(spec, handle, ports, forwarded_request, balanced_answer)


def _answering(
    spec: HandlerSpec,
    handle: Callable[[ApiRequest, P], ApiResponse],
    ports: type[P],
    read: Callable[[Given], ApiRequest],
    written: Callable[[ApiResponse], dict[str, Any]],
) -> Entry:
    opened = _Opened(spec, ports)

    def entry(event: Given, context: object) -> Mapping[str, Any]:
        try:
            response = opened.call(event, context, lambda ports: handle(read(event), ports))
        except PaymentError as error:
            response = problem_of(error).response()
        return written(response)

    return entry


def stream(
    spec: HandlerSpec,
    handle: Callable[[Sequence[StreamRecord], P], Iterable[str]],
    ports: type[P],
) -> Entry:
    """Make the entry of what a table's stream calls. `handle` returns the sequence numbers that failed;
    the stream comes again from the first of them on. A record that cannot be read has failed, too.
    """
    opened = _Opened(spec, ports)

    def entry(event: Given, context: object) -> Mapping[str, Any]:
        def read(ports: P) -> Sequence[str]:
            records = tuple(stream_records(event))
            readable = [record for _, record in records if record is not None]
            return [*(number for number, record in records if record is None), *handle(readable, ports)]

        failed = opened.call(event, context, read)
        return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}

    return entry


class _Opened(Generic[P]):
    """The ports of a function, opened by its first event, and anew where its configuration changed."""

    def __init__(self, spec: HandlerSpec, kind: type[P]) -> None:
        self._spec, self._kind = spec, kind
        self._telemetry: PowertoolsTelemetry | None = None
        self._ports: P | None = None
        self._given: Given = {}
        self._parameters: Parameters | None = None

    def call(self, event: Given, context: object, work: Callable[[P], R]) -> R:
        """Do the work of an event. Raises PaymentErrors only, none of which carries another one."""
        cold = self._telemetry is None
        self._telemetry = self._telemetry or PowertoolsTelemetry(self._spec.name)
        request_id = str(getattr(context, "aws_request_id", ""))
        payment_id = event.get("payment_id", "") if isinstance(event, Mapping) else ""
        with self._telemetry.call(request_id, payment_id if isinstance(payment_id, str) else "", cold=cold):
            try:
                return work(self._open(self._telemetry))
            except Exception as error:  # noqa: BLE001 (the outermost guard: told below)
                told = _told(error)
                self._telemetry.event("failed", reason=_reason(told))
            raise told  # outside of `except`, so that it carries no context

    def _open(self, telemetry: PowertoolsTelemetry) -> P:
        self._parameters = self._parameters or Parameters(os.environ, time.monotonic)
        given = self._parameters.variables()
        if self._ports is None or given is not self._given:
            self._ports, self._given = Composition(self._spec, given, telemetry).ports(self._kind), given
        return self._ports


def _reason(told: PaymentError) -> str:
    """What the log says of an error: its type, and where it arose or which variable it is about."""
    if isinstance(told, ConfigurationError) and told.variable:
        return f"{type(told).__name__}:{told.variable}"
    return str(told) if isinstance(told, UnexpectedError) else type(told).__name__


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
