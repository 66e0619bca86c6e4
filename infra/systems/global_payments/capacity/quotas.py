"""What the load needs of a region, and what AWS grants there unless more is asked for."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handlers.domain.lifecycle import Lifecycle
from handlers.domain.workflows import FLOWS
from handlers.domain.worklists import TERMS, OpenFor
from handlers.functions.heartbeat.spec import SPEC as HEARTBEAT
from handlers.functions.sweep.spec import SPEC as SWEEP
from infra.settings.concurrency import HEADROOM, carried, needed
from infra.systems.global_payments.capacity import concurrency, keys, payment
from infra.systems.global_payments.capacity.need import Need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.systems.global_payments.settings import PaymentsRegion, Settings

SCHEDULED: Final = (HEARTBEAT, SWEEP)
RECORDED: Final = Path(__file__).with_name("lifecycle.json")
_EXPRESS: Final = frozenset(str(flow.workflow) for flow in FLOWS if flow.express)


def needs(settings: Settings, region: PaymentsRegion) -> tuple[Need, ...]:
    """What `region` needs to carry its peak."""
    lifecycle = Lifecycle.read(RECORDED.read_text(encoding="utf-8"))
    return (
        *_of_services(settings, region, lifecycle),
        _of_the_ledger(settings, region, payment.writes(settings, lifecycle)),
        _of_the_sweep(settings),
        *keys.hottest(settings, region, lifecycle),
    )


def _of_services(settings: Settings, region: PaymentsRegion, lifecycle: Lifecycle) -> Iterator[Need]:
    capacity, quotas = settings.capacity, region.quotas
    tps = capacity.region_tps
    yield Need("API Gateway, requests/s", tps, quotas.api_requests, "one request a payment", "ask AWS")
    one = needed(tps, capacity.p99_seconds)
    yield Need(
        "Lambda, reserved concurrency of a function",
        one,
        region.reserved_concurrency,
        f"{tps}/s x {capacity.p99_seconds:g} s x {HEADROOM}",
        "reserved_concurrency of the profile",
    )
    functions, left = payment.FUNCTIONS, concurrency.UNRESERVED
    runs = sum(concurrency.reserved(spec, region.reserved_concurrency) for spec in SCHEDULED)
    yield Need(
        "Lambda, concurrency of the account",
        functions * region.reserved_concurrency + runs + left,
        capacity.concurrency_quota,
        f"{functions} functions x {region.reserved_concurrency} + {runs} of schedules + {left} unreserved",
        "ask AWS, then capacity.concurrency_quota",
    )
    yield _of_starts(settings, lifecycle, "Express", region.quotas.express_starts, "ask AWS")
    remedy = "ask AWS, or settle many payments in one execution"
    yield _of_starts(settings, lifecycle, "Standard", region.quotas.standard_starts, remedy)
    yield Need(
        "EventBridge, PutEvents/s",
        ceil(tps * payment.EVENTS / payment.EVENTS_A_REQUEST),
        quotas.put_events,
        f"at worst {payment.EVENTS} change a payment, {payment.EVENTS_A_REQUEST} in a request",
        "ask AWS",
    )


def _of_starts(settings: Settings, lifecycle: Lifecycle, kind: str, granted: int, remedy: str) -> Need:
    tps = settings.capacity.region_tps
    rates = (
        (tps, "", lifecycle.of_a_payment.starts),
        (payment.in_doubt(settings, tps), " in doubt", lifecycle.of_a_doubt.starts),
    )
    starts = [
        (rate * count, f"{rate:g}/s{which} x {count:g} {name}")
        for rate, which, counts in rates
        for name, count in counts.items()
        if (name in _EXPRESS) == (kind == "Express")
    ]
    return Need(
        f"Step Functions, {kind} starts/s",
        ceil(round(sum(needed for needed, _ in starts), 6)),
        granted,
        " + ".join(basis for _, basis in starts),
        remedy,
    )


def _of_the_ledger(settings: Settings, region: PaymentsRegion, each: payment.Writes) -> Need:
    capacity = settings.capacity
    own, copied = capacity.region_tps, max(0, capacity.global_tps - capacity.region_tps)
    return Need(
        "DynamoDB, write units/s of the ledger",
        ceil(own * each.acting + copied * each.copying),
        region.quotas.table_writes,
        f"{own}/s x {each.acting:g} acted for here, {copied}/s x {each.copying:g} copied",
        "ask AWS, in every region alike, and warm the table up",
    )


def _of_the_sweep(settings: Settings) -> Need:
    looks = TERMS[OpenFor.PAY_OUT].looks
    return Need(
        "Sweep, payments/s to settle",
        settings.capacity.region_tps,
        looks * payment.SWEEPS_A_MINUTE // 60,
        f"{looks} looks of a sweep, once a minute",
        "settle from the processor's file, not payment by payment",
    )


def summary(settings: Settings) -> str:
    """What the profile carries, in one sentence; where it is built for the load, what stands in the way."""
    load, profile = settings.capacity, settings.profile
    if profile.reserved_concurrency < needed(load.region_tps, load.p99_seconds):
        calls = carried(profile.reserved_concurrency, load.p99_seconds)
        return (
            f"capacity: the profile {profile.name} carries {calls} payments a second in a region, "
            f"and not the load of {load.region_tps}"
        )
    exceeded = [
        need.quota for region in settings.regions for need in needs(settings, region) if need.is_exceeded
    ]
    if not exceeded:
        return f"capacity: the profile {profile.name} carries {load.region_tps} payments a second in a region"
    return (
        f"capacity: for {load.region_tps} payments a second in a region there is not enough of "
        f"{'; '.join(dict.fromkeys(exceeded))}"
    )
