"""What a payment's lifecycle costs of each key, recorded from the real functions on metered tables.

`python -m handlers.local.lifecycle` writes it, for `infra.capacity` to read.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from handlers.adapters.pace import RUN_SECONDS
from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.card import passes_luhn
from handlers.domain.errors import ProcessorTimeoutError
from handlers.domain.events import Workflow
from handlers.domain.lifecycle import Cost, Lifecycle, Role, Units, Use
from handlers.domain.ownership import TICK
from handlers.domain.payment import Operation
from handlers.domain.ports import Answer, Instruction
from handlers.domain.workflows import DOUBT
from handlers.local.demo import CALLER, REGION, seed
from handlers.local.in_memory import LocalWorkflows, ManualClock
from handlers.local.key_roles import LEDGER, PERSONAL, role_of
from handlers.local.metered import BY_MERCHANT, BY_OPEN, Charge, MeteredTable
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region
from handlers.stores.rates import SHARD_REQUESTS, Rates

FILE: Final = (
    Path(__file__).parents[2] / "infra" / "systems" / "global_payments" / "capacity" / "lifecycle.json"
)
PAYMENTS: Final = 60  # one a second: what an execution keeps for some of them is seen to be read again
_BEGIN: Final = datetime(2026, 3, 2, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
_BEATS: Final = int(RUN_SECONDS / TICK.total_seconds())  # of a run, which begins each minute
_PAY_OUT: Final = timedelta(days=1)


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


@dataclass(slots=True)
class _Counted(LocalWorkflows):
    """Workflows whose starts are counted."""

    started: Counter[str] = field(default_factory=Counter)

    def start(self, workflow: Workflow, payment_id: str, *, name: str) -> None:
        """Queue a workflow."""
        self.started[workflow] += 1
        LocalWorkflows.start(self, workflow, payment_id, name=name)


class _Unanswering(SimulatedProcessor):
    """One whose answer to an authorization never comes: each payment comes to be in doubt, and the records
    tell that its money is reserved.
    """

    def execute(self, instruction: Instruction) -> Answer:
        """Carry an instruction out, once for its key. Raises ProcessorTimeoutError."""
        answer = super().execute(instruction)
        if instruction.operation is Operation.AUTHORIZE:
            raise ProcessorTimeoutError("no answer")
        return answer


class _Execution(Region):
    """One that leaves it to the function `heartbeat` to say that the region is there."""

    def send_heartbeat(self) -> None:
        """Say nothing."""


class _Executions(_Execution):
    """A region in which each function has an execution of its own, as in AWS: what one keeps in memory no
    other one knows.
    """

    def __init__(self, clock: ManualClock, meter: _Meter, processor: SimulatedProcessor) -> None:
        self._meter, self._manual, self._executions = meter, clock, dict[str, Region]()
        self._tables = (
            MeteredTable(LEDGER, meter.charge, (BY_MERCHANT, BY_OPEN)),
            MeteredTable(PERSONAL, meter.charge),
        )
        super().__init__(REGION, clock, processor, ledger=self._tables[0])
        self.workflows = self.counted = _Counted()

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

    def look(self, payment_id: str) -> None:
        """Look at a payment in doubt, as its workflow does, and run what that starts."""
        self.call(DOUBT.function, {"payment_id": payment_id})
        self.work()

    def work(self) -> None:
        """Run what was started. Looks at doubts are not made before their part is recorded."""
        self._run_started()

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


def record() -> Lifecycle:
    """Let payments be made, asked for once and paid out; others come to be in doubt on their way; a minute
    pass without any; and all be asked for that not every payment asks for.
    """
    meter = _Meter()
    region = _Executions(ManualClock(_BEGIN), meter, SimulatedProcessor())
    seed(region.ledger)
    meter.take()
    region.call("heartbeat", {})
    heartbeat = meter.take()
    region.call("sweep", {})
    rest = meter.take()
    straight = _recorded(region, meter, rest)
    doubtful = _recorded(_in_doubt(meter), meter, rest)
    of_a_minute = _sum([rest, *[heartbeat] * _BEATS])
    return Lifecycle(
        straight,
        _beyond(doubtful, straight),
        Cost(_sorted(Use(*by, units) for by, units in of_a_minute.items())),
        _besides(meter, straight),
    )


def _in_doubt(meter: _Meter) -> _Executions:
    """A region in which each payment comes to be in doubt."""
    region = _Executions(ManualClock(_BEGIN), meter, _Unanswering())
    seed(region.ledger)
    region.call("heartbeat", {})
    region.call("sweep", {})
    meter.take()
    return region


def _recorded(region: _Executions, meter: _Meter, rest: _Bill) -> Cost:
    """Return what one of PAYMENTS costs that are made one a second and paid out a day later. One in doubt is
    looked at as often as its workflow does that.
    """
    made: list[str] = []
    parts: list[list[_Bill]] = [[]]
    for number in range(PAYMENTS):
        made.append(_pay(region, number))
        parts[-1].append(meter.take())
        region.pass_by(_SECOND)
    for _look in DOUBT.after if region.looks else ():
        parts.append([])
        for payment_id in made:
            region.look(payment_id)
            parts[-1].append(meter.take())
            region.pass_by(_SECOND)
    region.pass_by(_PAY_OUT)
    region.call("sweep", {})
    swept = meter.take()
    parts.append([])
    for _payment in made:
        region.run(*region.workflows.waiting.popleft())
        parts[-1].append(meter.take())
        region.pass_by(_SECOND)
    starts = {str(name): count / PAYMENTS for name, count in sorted(region.counted.started.items())}
    uses = (use for lives in parts for use in _uses(lives))
    return Cost(_added((*uses, *_shares(swept, rest))), starts)


def _besides(meter: _Meter, straight: Cost) -> Cost:
    """Return what executions keep of which `straight` says nothing: of functions that not every payment
    calls, and anybody may call as often.
    """
    region = _Executions(ManualClock(_BEGIN), meter, SimulatedProcessor())
    seed(region.ledger)
    region.call("heartbeat", {})
    made = [_pay(region, number, capture_method="manual") for number in range(PAYMENTS)]
    unknown = [f"{each[:-1]}{'b' if each.endswith('a') else 'a'}" for each in made]
    parts = [
        _asked(region, meter, made, "health", request=ApiRequest("GET", {}, {}, "", ""), status=200),
        _asked(region, meter, unknown, "inquiry", request=_of_payment("GET", ""), status=404),
        _asked(region, meter, made, "capture_request", request=_of_payment("POST", "/capture"), status=202),
    ]
    region.pass_by(_PAY_OUT)
    region.call("sweep", {})
    region.work()
    parts.append(
        _asked(region, meter, made, "refund_request", request=_of_payment("POST", "/refunds"), status=202)
    )
    told = {(use.function, use.role) for use in straight.uses}
    uses = (use for lives in parts for use in _uses(lives))
    return Cost(_added(use for use in uses if use.every and (use.function, use.role) not in told))


def _of_payment(method: str, path: str) -> ApiRequest:
    headers = {"content-type": "application/json", "idempotency-key": "of-this-payment-1"}
    return ApiRequest(method, {}, headers, "{}", CALLER, f"/payments/{{payment_id}}{path}")


def _asked(  # noqa: PLR0913 (who is asked what, and what is answered)
    region: _Executions,
    meter: _Meter,
    payments: Iterable[str],
    function: str,
    *,
    request: ApiRequest,
    status: int,
) -> list[_Bill]:
    """Ask the same of each payment, one a second, and do what follows. Returns what each of them takes."""
    meter.take()
    lives = []
    for payment_id in payments:
        asked = replace(request, path_parameters={"payment_id": payment_id})
        _answered(region.call(function, asked), status)
        region.work()
        lives.append(meter.take())
        region.pass_by(_SECOND)
    return lives


def _pay(region: _Executions, number: int, **more: str) -> str:
    """Make a payment of a card and a payer of its own, ask for it, and return its id."""
    order = {
        **more,
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
    region.work()
    path = {"payment_id": str(taken["payment_id"])}
    request = ApiRequest("GET", path, {}, "", CALLER, "/payments/{payment_id}")
    told = _answered(region.call("inquiry", request), 200)
    if told["state"] not in ("captured", "in_doubt", "authorized"):
        raise RuntimeError(f"the payment is {told['state']}: this is no straight lifecycle")
    return path["payment_id"]


def _answered(response: ApiResponse, status: int) -> Mapping[str, object]:
    if response.status != status:
        raise RuntimeError(f"answered {response.status}: this is no straight lifecycle")
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
    """Yield what a part of a lifecycle takes at most; and how often that is, where not each one takes it."""
    for by in {by for lifecycle in lives for by in lifecycle}:
        found = [lifecycle[by] for lifecycle in lives if by in lifecycle]
        every = None if len(found) == len(lives) else len(lives) / len(found)
        yield Use(*by, Units(*map(max, *found)), every)


def _added(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Add up what one function takes of one role. What an execution keeps in memory it reads but once."""
    found: dict[tuple[str, Role], Use] = {}
    for use in uses:
        known = found.get((use.function, use.role))
        if known is None or use.every is not None:
            found[use.function, use.role] = use
        else:
            found[use.function, use.role] = replace(known, units=known.units.plus(use.units))
    return _sorted(found.values())


def _beyond(cost: Cost, other: Cost) -> Cost:
    """Return what a cost is beyond another one."""
    without = {(use.function, use.role): use for use in other.uses}
    uses = []
    for use in cost.uses:
        known = without.get((use.function, use.role))
        more = use.units.plus(known.units, -1) if known else use.units
        if any(more):
            uses.append(Use(use.function, use.role, Units(*(round(each, 2) for each in more)), use.every))
    starts = {name: count - other.starts.get(name, 0) for name, count in cost.starts.items()}
    return Cost(tuple(uses), {name: count for name, count in starts.items() if count})


def _shares(swept: _Bill, rest: _Bill) -> Iterator[Use]:
    """Yield what one payment costs of a sweep of all of them."""
    for by, units in swept.items():
        of_all = units.plus(rest.get(by, Units()), -1)
        if any(of_all):
            yield Use(*by, Units(*(round(each / PAYMENTS, 2) for each in of_all)))


def _sorted(uses: Iterable[Use]) -> tuple[Use, ...]:
    return tuple(sorted(uses, key=lambda use: (use.role.table, use.role.key, use.function)))


if __name__ == "__main__":
    FILE.write_text(record().written(), encoding="utf-8")
