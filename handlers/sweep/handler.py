"""Works on payments that lie open: on a schedule, in each region, for every home region it acts for.

One payment's trouble is counted and does not keep the others waiting; a sweep that had any ends as failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from handlers.adapters.runtime import Environment, scheduled
from handlers.shared.errors import NotOwnerError, PaymentError, QuietPeriodError
from handlers.shared.events import Workflow
from handlers.shared.payment import Operation, Payment, Stamp
from handlers.shared.ports import Clock, Processor, Receipts, Telemetry, Workflows
from handlers.shared.processing import GIVEN_UP, applied, in_doubt
from handlers.shared.telemetry import SUCCESS, UNFINISHED
from handlers.steps import resolve, tell_differences, write_receipts
from handlers.stores.items import text_of
from handlers.stores.owners import Owners
from handlers.stores.payments import OPEN_SHARDS, Payments, Worklist
from handlers.sweep.core import Need, need_of, start_name, untouched_seconds
from handlers.sweep.spec import SPEC

PAGE: Final = 100  # payments of a shard in one sweep


class SweepIncompleteError(PaymentError):
    """Some payments could not be worked on; the log names them, and the next sweep tries again."""


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `home_regions` are all that there are, `capture_patience` is how long a
    capture may be in doubt.
    """

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    worklist: Worklist
    processor: Processor
    receipts: Receipts
    workflows: Workflows
    home_regions: tuple[str, ...]
    capture_patience: timedelta


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, int]:
    """Sweep what was untouched for `untouched_seconds`. Returns how many payments were worked on.

    Raises SweepIncompleteError, after all of them were tried.
    """
    now = ports.clock.now()
    until = text_of(now - timedelta(seconds=untouched_seconds(dict(event))))
    done = failed = 0
    for home in ports.home_regions:
        try:
            by = ports.owners.stamp(home, now)
        except (NotOwnerError, QuietPeriodError):
            continue
        for shard in range(OPEN_SHARDS):
            for payment_id in ports.worklist.open_payments(home, shard, until=until, limit=PAGE):
                try:
                    _work_on(payment_id, by, now, ports)
                    done += 1
                except PaymentError as error:
                    failed += 1
                    ports.telemetry.event("sweep_failed", payment_id=payment_id, reason=type(error).__name__)
    ports.telemetry.count(SUCCESS, stage=SPEC.name, value=done)
    if failed:
        ports.telemetry.count(UNFINISHED, stage=SPEC.name, value=failed)
        raise SweepIncompleteError(f"{failed} payments could not be worked on, {done} were")
    return {"payments": done}


def _work_on(payment_id: str, by: Stamp, now: datetime, ports: Ports) -> None:
    payment = ports.payments.load(payment_id)
    if payment is None:
        return  # the index was ahead of the region's copy
    need = need_of(payment, now)
    match need:
        case Need.RESUME | Need.SETTLE | Need.REFUND:
            _start(need, payment, now, ports)
        case Need.GIVE_UP:
            ports.payments.commit(applied(payment, in_doubt(Operation.REVERSE, GIVEN_UP), by))
        case Need.RESOLVE:
            _resolve(payment, by, ports)
        case Need.NOTHING:
            pass
    if payment.epoch:  # under the first there was no former owner
        ports.worklist.tidy(payment_id)


def _start(need: Need, payment: Payment, now: datetime, ports: Ports) -> None:
    name = start_name(payment, now)
    match need:
        case Need.RESUME:
            ports.workflows.start(Workflow.PAYMENT, payment.id, name=name)
        case Need.SETTLE:
            ports.workflows.start(Workflow.SETTLEMENT, payment.id, name=name)
        case _:
            ports.workflows.start(Workflow.REFUND, payment.id, name=name)


def _resolve(payment: Payment, by: Stamp, ports: Ports) -> None:
    found = resolve(payment, ports.processor, by, ports.capture_patience)
    if found is None:
        return
    change = applied(payment, found, by)
    write_receipts(change.after, ports.receipts)
    ports.payments.commit(change)
    tell_differences(change, ports.telemetry, stage=SPEC.name)


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(
        clock=environment.clock(),
        telemetry=environment.telemetry(),
        owners=environment.owners(),
        payments=environment.payments(),
        worklist=environment.worklist(),
        processor=environment.processor(),
        receipts=environment.receipts(),
        workflows=environment.workflows(),
        home_regions=environment.home_regions(),
        capture_patience=environment.capture_patience(),
    )


handler = scheduled(SPEC, handle, wire)
