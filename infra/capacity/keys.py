"""What the busiest partition keys take, against what DynamoDB lets one key take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Final

from infra.capacity.need import Need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from infra.capacity.life import Life, Use
    from infra.settings import Region, Settings

# Units a second of one value of a partition key (DynamoDB, partition throughput). No quota raises them.
READS: Final = 3000
WRITES: Final = 1000
HOT: Final = 0.05  # what takes less of its limit is not worth a line


def hottest(settings: Settings, region: Region, life: Life) -> tuple[Need, ...]:
    """Return what the busiest keys need, the hottest first."""
    found = [
        need
        for role, uses in groupby(sorted(life.of_a_payment, key=_role), key=_role)
        for need in _needs(
            settings, region, tuple(uses), [use for use in life.of_a_minute if _role(use) == role]
        )
        if need.needed >= HOT * need.granted
    ]
    return tuple(sorted(found, key=lambda need: (-need.needed / need.granted, need.quota)))


def _role(use: Use) -> tuple[str, str]:
    return use.table, use.key


@dataclass(frozen=True, slots=True)
class _Term:
    """Units a second, and how they are worked out."""

    units: float
    basis: str


def _needs(
    settings: Settings, region: Region, of_a_payment: Sequence[Use], of_a_minute: Sequence[Use]
) -> Iterator[Need]:
    """Yield what the busiest key of a role needs of reads and of writes."""
    one, load = of_a_payment[0], settings.capacity
    tps = {"payment": 1, "merchant": load.merchant_tps, "home": load.region_tps}[one.of]
    parts = ceil(tps / one.most) if one.most else one.parts
    spread = f", over {parts}" if parts > 1 else ""
    reads = (
        *_of_each_payment([use for use in of_a_payment if not use.every], "reads", tps),
        *_of_what_is_kept([use for use in of_a_payment if use.every], tps, region.reserved_concurrency),
        *_at_rest(of_a_minute, "reads"),
    )
    writes = (*_of_each_payment(of_a_payment, "writes", tps), *_at_rest(of_a_minute, "writes"))
    for kind, terms, limit in (("read", reads, READS), ("write", writes, WRITES)):
        units = sum(term.units for term in terms)
        yield Need(
            f"Key `{one.key}` of {one.table}, {kind} units/s",
            ceil(round(units / parts, 6)),
            limit,
            " + ".join(term.basis for term in terms) + spread,
            f"no quota raises it; spread it over at least {ceil(units / limit)} keys"
            + (", or keep what is read for longer" if kind == "read" else ""),
        )


def _of_each_payment(uses: Sequence[Use], kind: str, tps: int) -> Iterator[_Term]:
    units = {use.function: getattr(use, kind) for use in uses if getattr(use, kind)}
    if units:
        yield _Term(tps * sum(units.values()), f"{tps}/s x {_told(units)}")


def _of_what_is_kept(uses: Sequence[Use], tps: int, executions: int) -> Iterator[_Term]:
    """Each execution reads once in a while, and no more often than there are payments."""
    for every in sorted({use.every for use in uses if use.every}):
        units = {use.function: use.reads for use in uses if use.every == every}
        often, basis = min((executions / every, f"{executions} executions / {every:g} s"), (tps, f"{tps}/s"))
        yield _Term(often * sum(units.values()), f"{basis} x {_told(units)}")


def _told(units: Mapping[str, float]) -> str:
    each = ", ".join(f"{function} {count:g}" for function, count in units.items())
    return f"{sum(units.values()):g} ({each})"


def _at_rest(uses: Sequence[Use], kind: str) -> Iterator[_Term]:
    units = sum(getattr(use, kind) for use in uses)
    if units:
        yield _Term(units / 60, f"{units:g} a minute")
