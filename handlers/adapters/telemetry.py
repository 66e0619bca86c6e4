"""The `Telemetry` port over Powertools: JSON logs, metrics in CloudWatch's embedded format, X-Ray traces.

Every text that goes out has the form of an id or of a code; one that has not is withheld, whoever sent
it. X-Ray's patches of boto3 and of HTTP stay off: they write the texts of errors into traces.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handlers.domain.payment import State, is_payment_id
from handlers.domain.telemetry import FAILURE, LATENCY

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger, Tracer
    from aws_lambda_powertools.metrics import EphemeralMetrics

_STATES: Final = frozenset(str(state) for state in State)
NAMESPACE: Final = "Payments"
WITHHELD: Final = "withheld"
# A code starts with a letter, has no row of digits in which a card's number could hide, and no "@".
_CODE: Final = re.compile(r"(?!.*[0-9]{5})[A-Za-z][A-Za-z0-9_.:-]{0,79}")


class PowertoolsTelemetry:
    """Logs, metrics and traces of one function. Metrics go out when `flush` is called."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._metrics: dict[str, EphemeralMetrics] = {}

    def event(self, name: str, *, payment_id: str = "", state: str = "", reason: str = "") -> None:
        """Log that something happened."""
        given = {"payment_id": _id(payment_id), "state": _state(state), "reason": code(reason)}
        self._logger.info(code(name), extra={key: text for key, text in given.items() if text})

    def count(self, metric: str, *, stage: str, value: int = 1) -> None:
        """Add to a metric of a stage."""
        self._of(stage).add_metric(code(metric), unit="Count", value=value)

    def latency(self, stage: str, milliseconds: float) -> None:
        """Record how long a stage took."""
        self._of(stage).add_metric(LATENCY, unit="Milliseconds", value=milliseconds)

    @contextmanager
    def call(self, request_id: str, payment_id: str, *, cold: bool) -> Iterator[None]:
        """Log, measure and trace what happens inside as one call of the function, then write metrics out."""
        about = {"payment_id": _id(payment_id)} if payment_id else {}
        self._logger.append_keys(function_request_id=request_id, cold_start=cold, **about)
        if cold:
            self.count("ColdStart", stage=self._service)
        started = time.monotonic()
        try:
            with self._traced(about):
                yield
        except Exception:
            self.count(FAILURE, stage=self._service)
            raise
        finally:
            self.latency(self._service, (time.monotonic() - started) * 1000)
            self._logger.remove_keys(["function_request_id", "cold_start", *about])
            self.flush()

    def flush(self) -> None:
        """Write the metrics out."""
        for metrics in self._metrics.values():
            metrics.flush_metrics()
        self._metrics.clear()

    @contextmanager
    def _traced(self, about: Mapping[str, str]) -> Iterator[None]:
        """Trace the call where X-Ray takes this one; its SDK is not loaded for the others."""
        if "Sampled=1" not in os.environ.get("_X_AMZN_TRACE_ID", ""):
            yield
            return
        failed: Exception | None = None
        with self._tracer.provider.in_subsegment(name=f"## {self._service}"):
            for key, text in about.items():
                self._tracer.put_annotation(key, text)
            try:
                yield
            except Exception as error:  # noqa: BLE001 (raised below, where the SDK does not write its text down)
                failed = error
                self._tracer.put_annotation("failed", code(type(error).__name__))
        if failed:
            raise failed

    def _of(self, stage: str) -> EphemeralMetrics:
        from aws_lambda_powertools.metrics import EphemeralMetrics  # noqa: PLC0415 (loaded when first used)

        if stage not in self._metrics:
            self._metrics[stage] = EphemeralMetrics(namespace=NAMESPACE, service=self._service)
            self._metrics[stage].add_dimension("stage", code(stage))
        return self._metrics[stage]

    @cached_property
    def _logger(self) -> Logger:
        from aws_lambda_powertools import Logger  # noqa: PLC0415 (see above)

        return Logger(service=self._service, level="INFO", utc=True, log_uncaught_exceptions=False)

    @cached_property
    def _tracer(self) -> Tracer:
        from aws_lambda_powertools import Tracer  # noqa: PLC0415 (see above)

        return Tracer(service=self._service, auto_patch=False)


def code(text: str) -> str:
    """Return a code as it is, and WITHHELD for what has not the form of one."""
    return text if not text or _CODE.fullmatch(text) else WITHHELD


def _id(text: str) -> str:
    return text if not text or is_payment_id(text) else WITHHELD


def _state(text: str) -> str:
    return text if not text or text in _STATES else WITHHELD
