"""What the load needs of a region, and what AWS grants there unless more is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from handlers.shared.worklists import OPEN_SHARDS, TERMS, OpenFor
from infra.capacity import concurrency, payment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.settings import Region, Settings

PARTITION_WRITES: Final = 1000  # units a second that one value of a partition key takes; cannot be raised


@dataclass(frozen=True, slots=True)
class Need:
    """A quota, how much of it the load needs and how much there is; `remedy` says what raises it."""

    quota: str
    needed: int
    granted: int
    basis: str
    remedy: str

    @property
    def is_exceeded(self) -> bool:
        """Whether it is not enough."""
        return self.needed > self.granted


def needs(settings: Settings, region: Region) -> tuple[Need, ...]:
    """What `region` needs to carry its peak."""
    return (
        *_of_services(settings, region),
        *_of_the_ledger(settings, region),
        *_of_the_worklist(settings),
    )


def _of_services(settings: Settings, region: Region) -> Iterator[Need]:
    capacity, quotas = settings.capacity, region.quotas
    tps = capacity.region_tps
    yield Need("API Gateway, requests/s", tps, quotas.api_requests, "one request a payment", "ask AWS")
    one = concurrency.needed(tps, capacity.p99_seconds)
    yield Need(
        "Lambda, reserved concurrency of a function",
        one,
        region.reserved_concurrency,
        f"{tps}/s x {capacity.p99_seconds:g} s x {concurrency.HEADROOM}",
        "reserved_concurrency of the profile",
    )
    functions, left = payment.FUNCTIONS, concurrency.UNRESERVED
    yield Need(
        "Lambda, concurrency of the account",
        functions * region.reserved_concurrency + left,
        capacity.concurrency_quota,
        f"{functions} functions x {region.reserved_concurrency} + {left} unreserved",
        "ask AWS, then capacity.concurrency_quota",
    )
    yield Need(
        "Step Functions, Express starts/s", tps, quotas.express_starts, "one payment workflow each", "ask AWS"
    )
    yield Need(
        "Step Functions, Standard starts/s",
        tps,
        quotas.standard_starts,
        "one settlement workflow a payment",
        "ask AWS, or settle many payments in one execution",
    )
    yield Need(
        "EventBridge, PutEvents/s",
        ceil(tps * payment.EVENTS / payment.EVENTS_A_REQUEST),
        quotas.put_events,
        f"at worst {payment.EVENTS} change a payment, {payment.EVENTS_A_REQUEST} in a request",
        "ask AWS",
    )


def _of_the_ledger(settings: Settings, region: Region) -> Iterator[Need]:
    capacity = settings.capacity
    own, copied = capacity.region_tps, max(0, capacity.global_tps - capacity.region_tps)
    yield Need(
        "DynamoDB, write units/s of the ledger",
        own * payment.ACTING.total + copied * payment.COPYING.total,
        region.quotas.table_writes,
        f"{own}/s x {payment.ACTING.total} acted for here, {copied}/s x {payment.COPYING.total} copied",
        "ask AWS, in every region alike, and warm the table up",
    )


def _of_the_worklist(settings: Settings) -> Iterator[Need]:
    tps = settings.capacity.region_tps
    busiest = tps * payment.BY_OPEN_BUSIEST
    yield Need(
        "Ledger, write units/s of a shard of by_open",
        ceil(busiest / OPEN_SHARDS),
        PARTITION_WRITES,
        f"{payment.BY_OPEN_BUSIEST} a payment of the busiest worklist over {OPEN_SHARDS} shards",
        f"OPEN_SHARDS of at least {ceil(busiest / PARTITION_WRITES)}",
    )
    looks = TERMS[OpenFor.PAY_OUT].looks
    yield Need(
        "Sweep, payments/s to settle",
        tps,
        looks * payment.SWEEPS_A_MINUTE // 60,
        f"{looks} looks of a sweep, once a minute",
        "settle from the processor's file, not payment by payment",
    )


def summary(settings: Settings) -> str:
    """What the profile carries, in one sentence; where it is built for the load, what stands in the way."""
    load, profile = settings.capacity, settings.profile
    if profile.reserved_concurrency < concurrency.needed(load.region_tps, load.p99_seconds):
        carried = concurrency.carried(profile.reserved_concurrency, load.p99_seconds)
        return (
            f"capacity: the profile {profile.name} carries {carried} payments a second in a region, "
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
