"""The alarms of a region and its dashboard. Each alarm tells the region's own topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.domain.events import Workflow
from handlers.domain.ownership import LEASE
from infra.blocks.observe.alarm import AlarmSpec, add_alarm
from infra.blocks.observe.dashboard import DashboardSpec, add_dashboard
from infra.blocks.observe.metrics import percent, total
from infra.names import Limit
from infra.systems.global_payments.dashboards import graphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.systems.global_payments.metrics import Watched

_STARTING: Final = ("ingest", "capture_request", "refund_request", "authorize", "capture", "refund")
_SWEEPS: Final = 15  # minutes: a payment in doubt is mended by the sweep after next


def add_observability(watched: Watched, *, alerts_topic_arn: str) -> None:
    """Add the alarms and the dashboard of a region, in the place that its metrics name."""
    place = watched.place
    arns = [add_alarm(place, spec, topic_arn=alerts_topic_arn).arn for spec in alarms(watched)]
    name = place.names.of(f"region-{place.region.code}", limit=Limit.DASHBOARD)
    add_dashboard(place, DashboardSpec("dashboard", name, graphs([watched]), arns))
    place.output("dashboard_name", name, f"Dashboard of {place.region.name}")


def alarms(watched: Watched) -> Iterator[AlarmSpec]:
    """Every alarm of a region."""
    yield from _of_payments(watched)
    yield from watched.services.alarms_of_api(watched.limits, runbook="payment-failures")
    yield from _of_copies(watched)
    yield from _of_ownership(watched)
    yield from watched.services.alarms_of_messages()
    yield from watched.services.alarms_of_functions(watched.limits)


def _of_payments(watched: Watched) -> Iterator[AlarmSpec]:
    told = watched.settings.operations
    yield AlarmSpec(
        "payment_failures",
        f"More than {told.failure_percent:g} % of the payments failed.",
        "payment-failures",
        percent(
            watched.ended_badly(Workflow.PAYMENT),
            watched.started,
            least=told.least_traffic,
        ),
        told.failure_percent,
    )
    yield AlarmSpec(
        "payments_in_doubt",
        f"More than {told.doubt_percent:g} % of the payments come to be in doubt.",
        "payments-in-doubt",
        percent(
            [watched.doubted],
            watched.started,
            least=told.least_traffic,
        ),
        told.doubt_percent,
    )
    yield AlarmSpec(
        "oldest_doubt",
        f"A payment is in doubt for longer than {told.oldest_doubt} s, or no sweep says so.",
        "payments-in-doubt",
        watched.oldest_doubt,
        told.oldest_doubt,
        missing="breaching",  # a sweep that does not run measures nothing
        breaching=5,
    )
    yield AlarmSpec(
        "no_payments",
        "Nobody has paid for a quarter of an hour, or nothing is measured.",
        "no-traffic",
        watched.services.function("ingest", "Invocations"),
        1,
        comparison="LessThanThreshold",
        missing="breaching",  # a region that is dead measures nothing
        seconds=300,
        breaching=3,
        periods=3,
    )
    for workflow in (Workflow.SETTLEMENT, Workflow.REFUND, Workflow.DOUBT):
        yield watched.services.alarms_of_workflow(workflow, watched.workflows[workflow])
    yield AlarmSpec(
        "unstarted_workflows",
        "Payments, refunds or looks at doubts do not start their workflow; the sweep does the work later.",
        "unstarted-workflows",
        total([watched.unstarted(handler) for handler in _STARTING]),
        0,
    )
    yield AlarmSpec(
        "differences",
        "The processor's records are of other amounts than were asked for; they are booked as they are.",
        "reconciliation",
        total([watched.differing(each) for each in ("authorize", "capture", "refund", "look", "sweep")]),
        0,
        breaching=1,
        periods=1,
    )
    yield AlarmSpec(
        "unfinished_sweeps",
        "The sweep finds payments that it cannot work on.",
        "unfinished-sweeps",
        watched.unfinished,
        0,
        breaching=_SWEEPS,
        periods=_SWEEPS,
    )


def _of_copies(watched: Watched) -> Iterator[AlarmSpec]:
    told = watched.settings.operations
    for number, peer in enumerate(watched.copies_to, start=1):
        yield AlarmSpec(
            f"replication_to_peer_{number}",  # regions have the same addresses
            f"The ledger's writes take longer than {told.replication_latency} ms to {peer.name}.",
            "replication",
            watched.replication_latency(peer),
            told.replication_latency,
            what=f"replication_to_{peer.code}",
        )
    yield AlarmSpec(
        "change_capture_age",
        f"Changes wait longer than {told.iterator_age} ms to be told on the bus.",
        "change-capture",
        watched.services.function("change_capture", "IteratorAge", "Maximum"),
        told.iterator_age,
    )


def _of_ownership(watched: Watched) -> Iterator[AlarmSpec]:
    yield AlarmSpec(
        "no_heartbeat",
        "The region says no more that it is there: it stops, and peers take its payments over.",
        "heartbeat",
        watched.beats,
        1,
        comparison="LessThanThreshold",
        missing="breaching",
        breaching=3,
        periods=3,
    )
    if watched.copies_to:
        yield AlarmSpec(
            "silent_peer",
            f"A peer is not heard for {LEASE.total_seconds():.0f} s: it is lost, or its writes do not come.",
            "heartbeat",
            watched.longest_silence,
            LEASE.total_seconds(),
            breaching=2,
        )
