"""What Lambda measures of the functions of a region: errors, concurrency, calls that were turned away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Largest, Metric, Percent, Total, metric
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.place import Place


class FunctionLimits(Protocol):
    """Above what operators are alerted."""

    @property
    def error_percent(self) -> float:
        """Of the calls of one function that end in an error."""

    @property
    def concurrency_percent(self) -> float:
        """Of a function's reserved executions that are in use."""


@dataclass(frozen=True, slots=True)
class FunctionMetrics:
    """The functions of a place: names by handler.

    kinds: what calls each, as few to a kind as fit into one alarm.
    reserved: the executions that are reserved for each.
    paced: handlers that run as often as time makes them, whatever the load.
    """

    place: Place
    names: Mapping[str, str]
    kinds: Mapping[str, str]
    reserved: int
    paced: tuple[str, ...] = ()

    def of(self, handler: str, name: str, statistic: str = "Sum") -> Metric:
        """A metric of the function of a handler."""
        return metric(self.place.region, "AWS/Lambda", name, statistic, FunctionName=self.names[handler])

    def signals(self, limits: FunctionLimits) -> Signals:
        """Errors of each function; concurrency in use and calls turned away, of each kind."""
        code, most = self.place.region.code, Largest(self._of_each("ConcurrentExecutions", "Maximum"))
        return Signals(
            alarms=(*self._errors(limits.error_percent), *self._concurrency(limits.concurrency_percent)),
            graphs=(
                Graph("Most concurrent executions of a function", {code: most}, self.reserved),
                Graph("Calls turned away for want of concurrency", {code: Total(self._of_each("Throttles"))}),
                Graph("Calls that ended in an error", {code: Total(self._of_each("Errors"))}),
            ),
        )

    def _errors(self, most: float) -> Iterator[AlarmSpec]:
        for handler in self.names:
            failed = Percent([self.of(handler, "Errors")], [self.of(handler, "Invocations")])
            description = f"More than {most:g} % of the calls of {handler} end in an error."
            yield AlarmSpec(f"{handler}_errors", description, "function-errors", failed, most)

    def _concurrency(self, most: float) -> Iterator[AlarmSpec]:
        for kind, handlers in self._by_kind():
            throttles = Total([self.of(handler, "Throttles") for handler in handlers])
            refused = (
                f"Calls of functions of the kind '{kind}' are turned away: their concurrency is used up."
            )
            yield AlarmSpec(f"{kind}_throttles", refused, "concurrency", throttles, 0)
            by_load = [handler for handler in handlers if handler not in self.paced]
            used = Largest([self.of(handler, "ConcurrentExecutions", "Maximum") for handler in by_load])
            in_use = (
                f"A function of the kind '{kind}' uses more than {most:g} % of the {self.reserved} "
                "executions that are reserved for it."
            )
            yield AlarmSpec(f"{kind}_concurrency", in_use, "concurrency", used, most / 100 * self.reserved)

    def _of_each(self, name: str, statistic: str = "Sum") -> list[Metric]:
        return [self.of(handler, name, statistic) for handler in sorted(self.names)]

    def _by_kind(self) -> Iterator[tuple[str, Sequence[str]]]:
        ordered = sorted(self.names, key=self.kinds.__getitem__)
        yield from ((kind, list(found)) for kind, found in groupby(ordered, key=self.kinds.__getitem__))
