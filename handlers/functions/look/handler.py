"""Looks at one payment that is newly in doubt, when the workflow says so (handlers.domain.workflows).

It does what the sweep does with a doubt, in executions of its own: however many payments are in doubt, the
schedule finds its own free. What it cannot do the sweep does, when its time has come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.errors import NotOwnerError, QuietPeriodError
from handlers.domain.payment import State
from handlers.domain.ports import Clock, Processor, Receipts, StateMachine, Telemetry
from handlers.domain.telemetry import SUCCESS, UNFINISHED
from handlers.domain.worklists import TERMS, OpenFor, goes_round
from handlers.functions.look.spec import SPEC
from handlers.functions.steps import payment_id_in, resolve_doubt
from handlers.stores.items import text
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments
from handlers.stores.worklist import Entry, Worklist, entry_of


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `capture_patience` is how long a capture may be in doubt."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    worklist: Worklist
    processor: Processor
    receipts: Receipts
    payment_workflow: StateMachine
    refund_workflow: StateMachine
    capture_patience: timedelta


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, int]:
    """Look at the payment of `event`. Returns how many looks there were, and whether one failed: that is
    left to the next one. Raises BadEventError.
    """
    payment_id, done, failed = payment_id_in(event), 0, 0
    try:
        for entry in _doubts(payment_id, ports):
            done += _look(entry, ports)
    except (NotOwnerError, QuietPeriodError):
        pass  # another region acts for it
    except Exception as error:  # noqa: BLE001 (told, and looked at again)
        failed = 1
        ports.telemetry.event("look_failed", payment_id=payment_id, reason=type(error).__name__)
    ports.telemetry.count(SUCCESS, stage=SPEC.name, value=done)
    ports.telemetry.count(UNFINISHED, stage=SPEC.name, value=failed)
    return {"payments": done, "failed": failed}


def _doubts(payment_id: str, ports: Ports) -> Iterator[Entry]:
    """Yield what the payment is in doubt for, unless that goes round: then only the sweep asks again."""
    for item in ports.worklist.of_payment(payment_id):
        if text(item, "open_for") == OpenFor.DOUBT:
            entry = entry_of(item)
            if not entry.needs_attention and not goes_round(entry.tries):
                yield entry


def _look(entry: Entry, ports: Ports) -> bool:
    """Look at a payment in doubt, and tell whether that was a look. Of the sweep's tries it is none."""
    by = ports.owners.fencing_token(entry.home_region, ports.clock.now())
    due = max(entry.due_at, by.at + TERMS[OpenFor.DOUBT].wait(entry.tries))
    claimed = replace(entry, due_at=due, updated_at=by.at, region=by.region, looks=entry.looks + 1)
    if not ports.worklist.rewrite(entry, claimed):
        return False  # a sweep looks at it, or it was closed
    payment = ports.payments.load(entry.payment_id)
    if payment is None or payment.state is not State.IN_DOUBT or entry.epoch != payment.epoch:
        return False  # the worklist is ahead, or behind
    resolve_doubt(payment, ports, by, stage=SPEC.name)
    return True


handler = workflow_step(SPEC, handle, Ports)
