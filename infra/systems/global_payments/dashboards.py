"""The graphs of a dashboard, of one region or of all: one description makes both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.events import Workflow
from handlers.domain.ownership import LEASE
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Math, Metric, largest, percent, total
from infra.systems.global_payments import names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from infra.systems.global_payments.metrics import Watched

    Line = Metric | Math
    Metrics = Callable[[Watched], Sequence[Metric]]


def graphs(regions: Sequence[Watched]) -> tuple[Graph, ...]:
    """The graphs of these regions."""
    told = regions[0].settings.operations
    return (
        Graph(
            "Payments that failed, percent",
            _rates(regions, _failed, _started, least=told.least_traffic),
            told.failure_percent,
        ),
        Graph("Payments a minute", _sums(regions, _started)),
        Graph(
            "Requests that the API failed, percent",
            _rates(
                regions,
                lambda each: [each.api_requests("5XXError")],
                lambda each: [each.api_requests("Count")],
                least=told.least_traffic,
            ),
            told.failure_percent,
        ),
        Graph("Latency of the API, ms, p99", _p99(regions, "Latency"), told.api_p99),
        Graph("Latency of our functions, ms, p99", _p99(regions, "IntegrationLatency"), told.integration_p99),
        Graph(
            "Replication of the ledger, ms",
            {
                f"{each.region.code} to {peer.code}": each.replication_latency(peer)
                for each in regions
                for peer in each.copies_to
            },
            told.replication_latency,
        ),
        Graph(
            "Longest silence of a peer, s",
            {each.region.code: each.longest_silence for each in regions},
            LEASE.total_seconds(),
        ),
        Graph(
            "Receipts not copied yet",
            {
                f"{peer.code} to {each.region.code}": each.receipts_pending(peer)
                for each in regions
                for peer in each.receipts_from
            },
        ),
        Graph(
            "Age of the oldest change not told, ms",
            {each.region.code: each.function("change_capture", "IteratorAge", "Maximum") for each in regions},
            told.iterator_age,
        ),
        Graph(
            "Messages in dead-letter queues",
            _sums(regions, lambda each: [each.depth(queue) for queue in names.DEAD_LETTERS]),
        ),
        Graph(
            "Events not delivered",
            _sums(regions, lambda each: [one for rule in each.rules for one in each.undelivered(rule)]),
        ),
        Graph(
            "Most concurrent executions of a function",
            {each.region.code: largest(_of_functions("ConcurrentExecutions")(each)) for each in regions},
            regions[0].region.reserved_concurrency,
        ),
        Graph("Calls turned away for want of concurrency", _sums(regions, _of_functions("Throttles"))),
        Graph("Calls that ended in an error", _sums(regions, _of_functions("Errors"))),
        Graph(
            "Settlements, refunds and looks at doubts that failed",
            _sums(
                regions,
                lambda each: [
                    *each.ended_badly(Workflow.SETTLEMENT),
                    *each.ended_badly(Workflow.REFUND),
                    *each.ended_badly(Workflow.DOUBT),
                ],
            ),
        ),
        Graph(
            "Age of the oldest payment in doubt, s",
            {each.region.code: each.oldest_doubt for each in regions},
            told.oldest_doubt,
        ),
        Graph("Payments that came to be in doubt", _sums(regions, lambda each: [each.doubted])),
        Graph("Payments that a sweep could not work on", _sums(regions, lambda each: [each.unfinished])),
    )


def _started(watched: Watched) -> Sequence[Metric]:
    return [watched.execution(Workflow.PAYMENT, "Started")]


def _failed(watched: Watched) -> Sequence[Metric]:
    return watched.ended_badly(Workflow.PAYMENT)


def _of_functions(metric: str) -> Metrics:
    statistic = "Maximum" if metric == "ConcurrentExecutions" else "Sum"
    return lambda watched: [
        watched.function(handler, metric, statistic) for handler in sorted(watched.functions)
    ]


def _sums(regions: Sequence[Watched], of: Metrics) -> dict[str, Line]:
    """One line a region, and one of all where there are several."""
    lines: dict[str, Line] = {each.region.code: total(of(each)) for each in regions}
    return lines | _of_all(regions, total([one for each in regions for one in of(each)]))


def _rates(regions: Sequence[Watched], part: Metrics, whole: Metrics, *, least: int) -> dict[str, Line]:
    """The same, of percentages."""
    lines: dict[str, Line] = {
        each.region.code: percent(part(each), whole(each), least=least) for each in regions
    }
    parts = [one for each in regions for one in part(each)]
    wholes = [one for each in regions for one in whole(each)]
    return lines | _of_all(regions, percent(parts, wholes, least=least))


def _of_all(regions: Sequence[Watched], line: Math) -> dict[str, Line]:
    return {"all regions": line} if len(regions) > 1 else {}


def _p99(regions: Sequence[Watched], metric: str) -> dict[str, Line]:
    return {each.region.code: each.api_requests(metric, "p99") for each in regions}
