"""What the busiest partition keys take, against what DynamoDB lets one key take."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from handlers.domain.lifecycle import Of
from infra.systems.global_payments.capacity import payment
from infra.systems.global_payments.capacity.need import Need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.domain.lifecycle import Lifecycle, Role, Use
    from infra.systems.global_payments.settings import PaymentsRegion, Settings

# Units a second of one value of a partition key (DynamoDB, partition throughput). No quota raises them.
READS: Final = 3000
WRITES: Final = 1000
HOT: Final = 0.05  # what takes less of its limit is not worth a line


def hottest(settings: Settings, region: PaymentsRegion, lifecycle: Lifecycle) -> tuple[Need, ...]:
    """Return what the busiest keys need, the hottest first."""
    roles = {
        use.role
        for cost in (lifecycle.of_a_payment, lifecycle.of_a_doubt, lifecycle.besides)
        for use in cost.uses
    }
    found = [
        need
        for role in sorted(roles, key=lambda role: (role.table, role.key))
        for need in _needs(settings, region, role, lifecycle)
        if need.needed >= HOT * need.granted
    ]
    return tuple(sorted(found, key=lambda need: (-need.needed / need.granted, need.quota)))


@dataclass(frozen=True, slots=True)
class _Term:
    """Units a second, and how they are worked out."""

    units: float
    basis: str


def _needs(settings: Settings, region: PaymentsRegion, role: Role, lifecycle: Lifecycle) -> Iterator[Need]:
    """Yield what the busiest key of a role needs of reads and of writes."""
    load = settings.capacity
    tps: float = {Of.PAYMENT: 1, Of.MERCHANT: load.merchant_tps, Of.HOME: load.region_tps}[role.of]
    parts = ceil(tps / role.most) if role.most else role.parts
    spread = f", over {parts}" if parts > 1 else ""
    of_a_payment, of_a_doubt, of_a_minute, besides = (
        [use for use in cost.uses if use.role == role]
        for cost in (lifecycle.of_a_payment, lifecycle.of_a_doubt, lifecycle.of_a_minute, lifecycle.besides)
    )
    doubts = payment.in_doubt(settings, tps)
    reads = (
        *_of_each_payment([use for use in of_a_payment if not use.every], "reads", tps),
        *_of_each_payment([use for use in of_a_doubt if not use.every], "reads", doubts, " in doubt"),
        *_of_what_is_kept(
            [use for use in (*of_a_payment, *besides) if use.every], tps, region.reserved_concurrency
        ),
        *_of_what_is_kept(
            [use for use in of_a_doubt if use.every], doubts, region.reserved_concurrency, " in doubt"
        ),
        *_at_rest(of_a_minute, "reads"),
    )
    writes = (
        *_of_each_payment(of_a_payment, "writes", tps),
        *_of_each_payment(of_a_doubt, "writes", doubts, " in doubt"),
        *_at_rest(of_a_minute, "writes"),
    )
    for kind, terms, limit in (("read", reads, READS), ("write", writes, WRITES)):
        units = sum(term.units for term in terms)
        yield Need(
            f"Key `{role.key}` of {role.table}, {kind} units/s",
            ceil(round(units / parts, 6)),
            limit,
            " + ".join(term.basis for term in terms) + spread,
            f"no quota raises it; spread it over at least {ceil(units / limit)} keys"
            + (", or keep what is read for longer" if kind == "read" else ""),
        )


def _of_each_payment(uses: Sequence[Use], kind: str, tps: float, which: str = "") -> Iterator[_Term]:
    units = {use.function: getattr(use.units, kind) for use in uses if getattr(use.units, kind)}
    if units:
        yield _Term(tps * sum(units.values()), f"{tps:g}/s{which} x {_told(units)}")


def _of_what_is_kept(uses: Sequence[Use], tps: float, executions: int, which: str = "") -> Iterator[_Term]:
    """Each execution reads once in a while, and no more often than there are payments."""
    for every in sorted({use.every for use in uses if use.every}):
        units = {use.function: use.units.reads for use in uses if use.every == every}
        often, basis = min(
            (executions / every, f"{executions} executions / {every:g} s"), (tps, f"{tps:g}/s{which}")
        )
        yield _Term(often * sum(units.values()), f"{basis} x {_told(units)}")


def _told(units: Mapping[str, float]) -> str:
    each = ", ".join(f"{function} {count:g}" for function, count in units.items())
    return f"{sum(units.values()):g} ({each})"


def _at_rest(uses: Sequence[Use], kind: str) -> Iterator[_Term]:
    units = sum(getattr(use.units, kind) for use in uses)
    if units:
        yield _Term(units / 60, f"{units:g} a minute")
