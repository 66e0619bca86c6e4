"""What a payment's life costs of each key, recorded from the real functions on metered tables.

`python -m handlers.local.life` writes it, for `infra.capacity` to read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from handlers.adapters.pace import RUN_SECONDS
from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.card import passes_luhn
from handlers.domain.ownership import TICK
from handlers.local.demo import CALLER, REGION, seed
from handlers.local.doors import ManualClock
from handlers.local.key_roles import LEDGER, PERSONAL, Role, role_of
from handlers.local.metered import BY_MERCHANT, BY_OPEN, Charge, MeteredTable
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region
from handlers.stores.rates import SHARD_REQUESTS, Rates

FILE: Final = Path(__file__).parents[2] / "infra" / "capacity" / "life.json"
PAYMENTS: Final = 60  # one a second: what an execution keeps for some of them is seen to be read again
_BEGIN: Final = datetime(2026, 3, 2, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
_BEATS: Final = int(RUN_SECONDS / TICK.total_seconds())  # of a run, which begins each minute
_PAY_OUT: Final = timedelta(days=1)


class Units(NamedTuple):
    """Of reads, of writes, and of writes in each copy of the table."""

    reads: float = 0
    writes: float = 0
    copied: float = 0

    def plus(self, other: Units, times: int = 1) -> Units:
        """Return the sum with so many times another."""
        return Units(*(mine + times * its for mine, its in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Use:
    """What one function takes of a role's keys, all parts together. Where it keeps what it has read, `every`
    is after how many seconds one execution of it reads again.
    """

    function: str
    role: Role
    units: Units
    every: float | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """What each payment takes, from the request to the pay-out; and each minute without any."""

    of_a_payment: tuple[Use, ...]
    of_a_minute: tuple[Use, ...]


_Bill = Mapping[tuple[str, Role], Units]


class _Meter:
    """Adds up what each function takes of each role."""

    def __init__(self) -> None:
        self.function = ""
        self._bill: dict[tuple[str, Role], Units] = defaultdict(Units)

    def charge(self, charge: Charge) -> None:
        """Note what the function at work takes."""
        by = self.function, role_of(charge.table, charge.key)
        self._bill[by] = self._bill[by].plus(Units(charge.reads, charge.writes, charge.copied))

    def take(self) -> _Bill:
        """Return what was noted since the last time."""
        taken, self._bill = self._bill, defaultdict(Units)
        return taken


class _Execution(Region):
    """One that leaves it to the function `heartbeat` to say that the region is there."""

    def beat(self) -> None:
        """Say nothing."""


class _Executions(_Execution):
    """A region in which each function has an execution of its own, as in AWS: what one keeps in memory no
    other one knows.
    """

    def __init__(self, clock: ManualClock, meter: _Meter) -> None:
        self._meter, self._manual, self._executions = meter, clock, dict[str, Region]()
        self._tables = (
            MeteredTable(LEDGER, meter.charge, (BY_MERCHANT, BY_OPEN)),
            MeteredTable(PERSONAL, meter.charge),
        )
        super().__init__(REGION, clock, SimulatedProcessor(), ledger=self._tables[0])

    def call(self, function: str, event: Any) -> Any:  # noqa: ANN401 (each function has its own)
        """Call a function in its execution."""
        self._meter.function = function
        if function not in self._executions:
            self._executions[function] = self._execution()
        return self._executions[function].call(function, event)

    def pass_by(self, time: timedelta) -> None:
        """Let time pass, and the region say that it is still there, which belongs to no payment."""
        self._manual.advance(time)
        self.call("heartbeat", {})
        self._meter.take()

    def _execution(self) -> Region:
        ledger, personal = self._tables
        execution = _Execution(
            self.region,
            self.clock,
            self.processor,
            ledger=ledger,
            personal=personal,
            index=ledger,
            by_merchant=ledger,
        )
        execution.rates, execution.workflows = Rates(personal, SHARD_REQUESTS), self.workflows
        return execution


def record() -> Life:
    """Let payments be made, asked for once and paid out, and a minute pass without any."""
    meter = _Meter()
    region = _Executions(ManualClock(_BEGIN), meter)
    seed(region.ledger)
    meter.take()
    region.call("heartbeat", {})
    beat = meter.take()
    region.call("sweep", {})
    rest = meter.take()
    lives: list[list[_Bill]] = []
    for number in range(PAYMENTS):
        _pay(region, number)
        lives.append([meter.take()])
        region.pass_by(_SECOND)
    region.pass_by(_PAY_OUT)
    region.call("sweep", {})
    swept = meter.take()
    for life in lives:
        region.run(*region.workflows.waiting.popleft())
        life.append(meter.take())
        region.pass_by(_SECOND)
    of_a_payment = (*_uses([_sum(life) for life in lives]), *_shares(swept, rest))
    of_a_minute = _sum([rest, *[beat] * _BEATS])
    return Life(_sorted(of_a_payment), _sorted(Use(*by, units) for by, units in of_a_minute.items()))


def _pay(region: Region, number: int) -> None:
    """Make a payment of a card and a payer of its own, and ask for it."""
    order = {
        "amount_minor": 1999,
        "currency": "EUR",
        "reference": f"order-{number}",
        "card": {
            "number": _card_number(number),
            "expiry_year": 2099,
            "expiry_month": 12,
            "security_code": "123",
        },
        "payer": {"name": "Ada Example", "email": f"ada-{number}@example.com", "country": "US"},
    }
    headers = {"content-type": "application/json", "idempotency-key": f"order-{number}-try-1"}
    request = ApiRequest("POST", {}, headers, json.dumps(order), CALLER, "/payments")
    taken = _answered(region.call("ingest", request), 202)
    region.run_pending()
    path = {"payment_id": str(taken["payment_id"])}
    request = ApiRequest("GET", path, {}, "", CALLER, "/payments/{payment_id}")
    told = _answered(region.call("inquiry", request), 200)
    if told["state"] != "captured":
        raise RuntimeError(f"the payment is {told['state']}: this is no straight life")


def _answered(response: ApiResponse, status: int) -> Mapping[str, object]:
    if response.status != status:
        raise RuntimeError(f"answered {response.status}: this is no straight life")
    answer: Mapping[str, object] = json.loads(response.body)
    return answer


def _card_number(number: int) -> str:
    body = f"41{number:04d}000000{number:03d}"
    return next(found for digit in "0123456789" if passes_luhn(found := body + digit))


def _sum(bills: list[_Bill]) -> _Bill:
    total: dict[tuple[str, Role], Units] = defaultdict(Units)
    for bill in bills:
        for by, units in bill.items():
            total[by] = total[by].plus(units)
    return total


def _uses(lives: list[_Bill]) -> Iterator[Use]:
    """Yield what a life takes at most; and how often that is, where not each one takes it."""
    for by in {by for life in lives for by in life}:
        found = [life[by] for life in lives if by in life]
        every = None if len(found) == len(lives) else len(lives) / len(found)
        yield Use(*by, Units(*map(max, *found)), every)


def _shares(swept: _Bill, rest: _Bill) -> Iterator[Use]:
    """Yield what one payment costs of a sweep of all of them."""
    for by, units in swept.items():
        of_all = units.plus(rest.get(by, Units()), -1)
        if any(of_all):
            yield Use(*by, Units(*(round(each / PAYMENTS, 2) for each in of_all)))


def _sorted(uses: Iterable[Use]) -> tuple[Use, ...]:
    return tuple(sorted(uses, key=lambda use: (use.role.table, use.role.key, use.function)))


def render(life: Life) -> str:
    """Return what was recorded as JSON, a use a line."""
    parts = (
        f'"{name}": [\n  ' + ",\n  ".join(json.dumps(_row(use)) for use in uses) + "\n]"
        for name, uses in (("of_a_payment", life.of_a_payment), ("of_a_minute", life.of_a_minute))
    )
    return "{" + ", ".join(parts) + "}\n"


def _row(use: Use) -> Mapping[str, str | float | None]:
    units = {name: int(each) if each == int(each) else each for name, each in use.units._asdict().items()}
    return {"function": use.function, **asdict(use.role), **units, "every": use.every}


if __name__ == "__main__":
    FILE.write_text(render(record()), encoding="utf-8")
