"""The graphs of a dashboard, of one region or of all: one description makes both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.events import Workflow
from handlers.domain.ownership import LEASE
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.graphs import graphs_of_api, graphs_of_functions, graphs_of_messages, rates, sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.systems.global_payments.metrics import Watched


def graphs(regions: Sequence[Watched]) -> tuple[Graph, ...]:
    """The graphs of these regions."""
    told, limits = regions[0].settings.operations, regions[0].limits
    services = [each.services for each in regions]
    by_code = {each.region.code: each for each in regions}
    failed = {code: (each.ended_badly(Workflow.PAYMENT), each.started) for code, each in by_code.items()}
    beside = (Workflow.SETTLEMENT, Workflow.REFUND, Workflow.DOUBT)
    return (
        Graph("Payments that failed, percent", rates(failed, least=told.least_traffic), told.failure_percent),
        Graph("Payments a minute", sums({code: each.started for code, each in by_code.items()})),
        *graphs_of_api(services, limits),
        Graph(
            "Replication of the ledger, ms",
            {
                f"{code} to {peer.code}": each.replication_latency(peer)
                for code, each in by_code.items()
                for peer in each.copies_to
            },
            told.replication_latency,
        ),
        Graph(
            "Longest silence of a peer, s",
            {code: each.longest_silence for code, each in by_code.items()},
            LEASE.total_seconds(),
        ),
        Graph(
            "Receipts not copied yet",
            {
                f"{peer.code} to {code}": each.receipts_pending(peer)
                for code, each in by_code.items()
                for peer in each.receipts_from
            },
        ),
        Graph(
            "Age of the oldest change not told, ms",
            {
                each.region.code: each.function("change_capture", "IteratorAge", "Maximum")
                for each in services
            },
            told.iterator_age,
        ),
        *graphs_of_messages(services),
        *graphs_of_functions(services, limits),
        Graph(
            "Settlements, refunds and looks at doubts that failed",
            sums({code: each.ended_badly(*beside) for code, each in by_code.items()}),
        ),
        Graph(
            "Age of the oldest payment in doubt, s",
            {code: each.oldest_doubt for code, each in by_code.items()},
            told.oldest_doubt,
        ),
        Graph(
            "Payments that came to be in doubt",
            sums({code: [each.doubted] for code, each in by_code.items()}),
        ),
        Graph(
            "Payments that a sweep could not work on",
            sums({code: [each.unfinished] for code, each in by_code.items()}),
        ),
    )
