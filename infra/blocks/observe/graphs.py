"""Graphs of one region or of several: a line a region, and one of all where there are several. Those that
every system wants are made here from what runs in its regions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Math, Metric, largest, percent, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from infra.blocks.observe.services import Limits, Services

    Line = Metric | Math
    Lines = Mapping[str, Line]


def sums(regions: Mapping[str, Sequence[Metric]]) -> Lines:
    """The sum of a region's metrics. `regions`: the metrics by the label of their line."""
    lines: dict[str, Line] = {label: total(metrics) for label, metrics in regions.items()}
    return lines | _of_all(regions, total([one for metrics in regions.values() for one in metrics]))


def rates(regions: Mapping[str, tuple[Sequence[Metric], Sequence[Metric]]], *, least: int) -> Lines:
    """What percentage the first of a region's metrics are of the second; 0 where these are below `least`."""
    lines: dict[str, Line] = {
        label: percent(part, whole, least=least) for label, (part, whole) in regions.items()
    }
    parts = [one for part, _ in regions.values() for one in part]
    wholes = [one for _, whole in regions.values() for one in whole]
    return lines | _of_all(regions, percent(parts, wholes, least=least))


def _of_all(regions: Mapping[str, object], line: Math) -> dict[str, Line]:
    return {"all regions": line} if len(regions) > 1 else {}


def graphs_of_api(regions: Sequence[Services], limits: Limits) -> tuple[Graph, ...]:
    """Requests that the API failed, and latencies."""
    failed = {each.region.code: ([each.requests("5XXError")], [each.requests("Count")]) for each in regions}

    def p99(metric: str) -> Lines:
        return {each.region.code: each.requests(metric, "p99") for each in regions}

    return (
        Graph(
            "Requests that the API failed, percent",
            rates(failed, least=limits.least_traffic),
            limits.failure_percent,
        ),
        Graph("Latency of the API, ms, p99", p99("Latency"), limits.api_p99),
        Graph("Latency of our functions, ms, p99", p99("IntegrationLatency"), limits.integration_p99),
    )


def graphs_of_messages(regions: Sequence[Services]) -> tuple[Graph, ...]:
    """Dead letters, and events that were not delivered."""
    waiting = {each.region.code: [each.depth(queue) for queue in each.queues] for each in regions}
    lost = {
        each.region.code: [one for rule in each.rules for one in each.undelivered(rule)] for each in regions
    }
    return (
        Graph("Messages in dead-letter queues", sums(waiting)),
        Graph("Events not delivered", sums(lost)),
    )


def graphs_of_functions(regions: Sequence[Services], limits: Limits) -> tuple[Graph, ...]:
    """Concurrency, calls that were turned away, and errors."""

    def summed(metric: str) -> Lines:
        return sums({each.region.code: each.of_all_functions(metric) for each in regions})

    used = {
        each.region.code: largest(each.of_all_functions("ConcurrentExecutions", "Maximum"))
        for each in regions
    }
    return (
        Graph("Most concurrent executions of a function", used, limits.reserved),
        Graph("Calls turned away for want of concurrency", summed("Throttles")),
        Graph("Calls that ended in an error", summed("Errors")),
    )
