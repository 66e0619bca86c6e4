"""Has functions take the paths that a day of payments does not: what lies open, alerts told twice, what an
operator asks for, a clock that is wrong, what a later owner refuses.

Payments are put into the ledger as they would lie there if a function had died half-way.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from handlers.domain.payment import (
    Change,
    FencingToken,
    Operation,
    Payment,
    Refund,
    State,
    payment_id_of,
    refund_id_of,
)
from handlers.domain.ports import Put
from handlers.domain.processing import applied, in_doubt, instruction_of
from handlers.domain.workflows import DOUBT
from handlers.local.processor import SimulatedProcessor
from handlers.stores.owners import Heartbeats
from rehearsal.emulator.process import Emulator
from rehearsal.ownership import wait_until_acting
from rehearsal.processor import Fault, Faults, ProcessorServer
from tests.handlers.samples import payment, refund
from tests.integration.deployed import Region
from tests.integration.waiting import wait_until

_LOST: Final = "xx-lost-1"  # a region that wrote something and is gone
_WRONG: Final = 60.0  # seconds: peers believe no such clock, and say so
_EARLY: Final = 30  # of a minute's seconds: two calls are made before it ends


def exercise(emulator: Emulator, home: Region, away: Region, server: ProcessorServer) -> None:
    """Take those paths in `home`; the clock of `away` is wrong for some seconds.

    Returns when all regions act for themselves again. Raises WaitTimeoutError where a function did not do its
    part.
    """
    home.invoke("takeover", {"home_region": home.name, "action": "resume"})
    before = wait_until_acting(away, away)
    _disbelieve(home, away, emulator)
    _sweep(home, server.processor)
    _look(home, server.processor)
    _doubt(home, server)
    _tell(home)
    _alert(home, emulator)
    _health(home)
    wait_until_acting(away, away, after=before.epoch)
    _refuse(away)


def _disbelieve(home: Region, away: Region, emulator: Emulator) -> None:
    """A clock that is ahead, until `home` says so: `away` lost its lease by it, and wins another."""
    emulator.set_clocks({away.name: _WRONG})
    heartbeats = Heartbeats(home.ledger, home.name, (home.name,))

    def is_told() -> bool:
        own = heartbeats.view().own
        return own is not None and away.name in own.skewed

    wait_until(is_told, f"a word of {home} on the clock of {away}")
    emulator.set_clocks({})


def _sweep(home: Region, processor: SimulatedProcessor) -> None:
    """One payment for each thing that the sweep does."""
    resumed = _lying(home, State.RECEIVED)
    settled = _lying(home, State.CAPTURED)
    _carry_out(processor, settled, Operation.CAPTURE)
    refunded = _lying(home, State.SETTLED, asked=refund(refund_id_of("", ""), 400))
    _carry_out(processor, refunded, Operation.CAPTURE)
    resolved = _lying(home, State.IN_DOUBT, doubt=Operation.CAPTURE)
    _carry_out(processor, resolved, Operation.CAPTURE)
    ended = {
        resumed.id: (State.DECLINED, State.FAILED),  # nobody knows its payer
        settled.id: (State.SETTLED,),
        refunded.id: (State.PARTLY_REFUNDED,),
        resolved.id: (State.SETTLED,),
    }
    for payment_id, states in ended.items():

        def is_there(payment_id: str = payment_id, states: tuple[State, ...] = states) -> bool:
            home.sweep()
            found = home.payments.load(payment_id)
            return found is not None and found.state in states

        wait_until(is_there, f"{payment_id} {' or '.join(states)}")


def _look(home: Region, processor: SimulatedProcessor) -> None:
    """At a payment that goes on then, and at a refund behind which another one waits."""
    reserved = _lying(home, State.IN_DOUBT, doubt=Operation.AUTHORIZE)
    processor.execute(instruction_of(reserved, Operation.AUTHORIZE))
    waiting, doubtful = (refund(refund_id_of("", name), 400) for name in ("waiting", "doubtful"))
    refunded = _lying(home, State.SETTLED, asked=waiting)
    _carry_out(processor, refunded, Operation.CAPTURE)
    processor.execute(instruction_of(refunded, Operation.REFUND, doubtful))
    now = datetime.now(UTC)
    by = FencingToken(now, home.name, refunded.epoch, now + timedelta(hours=1))
    unanswered = in_doubt(Operation.REFUND, "processor_timeout", doubtful)
    home.payments.commit(applied(refunded.with_refund(waiting), unanswered, by))
    for payment_id in (reserved.id, refunded.id):

        def is_resolved(payment_id: str = payment_id) -> bool:
            home.invoke(DOUBT.function, {"payment_id": payment_id})
            found = home.payments.load(payment_id)
            return found is not None and found.state is not State.IN_DOUBT

        wait_until(is_resolved, f"a look that resolves {payment_id}")


def _doubt(home: Region, server: ProcessorServer) -> None:
    """What the processor does not answer is in doubt, and a look at it begins."""
    asked = refund(refund_id_of("", "unanswered"), 400)
    unanswered = {
        "authorize": _lying(home, State.SCREENED),
        "capture": _lying(home, State.AUTHORIZED),
        "refund": _lying(home, State.SETTLED, asked=asked),
    }
    server.faults = Faults(rate=1.0, kinds=(Fault.UNHEARD,))
    for step, each in unanswered.items():

        def is_in_doubt(step: str = step, payment_id: str = each.id) -> bool:
            return bool(home.invoke(step, {"payment_id": payment_id}).get("state") == State.IN_DOUBT)

        wait_until(is_in_doubt, f"{step} of {each.id}, which is in doubt")
    server.faults = Faults()


def _refuse(later: Region) -> None:
    """What a region refuses under a later epoch is in doubt first: a former owner may be at work on it."""
    unknown = _lying(later, State.RECEIVED)
    denied = _lying(later, State.VALIDATED, card_token=secrets.token_hex())
    later.ledger.write(Put({"pk": f"DENIED#{denied.card_token}", "sk": "CARD"}, None))
    for step, each in (("validate", unknown), ("screen", denied)):

        def is_refused(step: str = step, payment_id: str = each.id) -> bool:
            said = later.invoke(step, {"payment_id": payment_id})
            return said.get("state") not in (None, State.RECEIVED, State.VALIDATED)

        wait_until(is_refused, f"{step} of {later} refuses {each.id}")


def _tell(home: Region) -> None:
    """A change that a region wrote which is not there to tell of it."""
    undelivered = payment(
        State.FAILED,
        id=payment_id_of("nobody", secrets.token_hex()),
        home_region=home.name,
        region=_LOST,
        updated_at=datetime.now(UTC),
    )
    home.payments.commit(Change(None, undelivered, datetime.now(UTC) + timedelta(hours=1)))

    def is_told() -> bool:
        home.sweep()
        entries = home.ledger.query(f"PAYMENT#{undelivered.id}", from_sk="OPEN#")
        return not any("open_shard" in entry for entry in entries)

    wait_until(is_told, f"the sweep of {home} tells what {_LOST} did not")


def _lying(home: Region, state: State, asked: Refund | None = None, **fields: Any) -> Payment:
    """Put a payment of `home` into its ledger, of which a refund is asked for."""
    now = datetime.now(UTC)
    lying = payment(
        state,
        id=payment_id_of("nobody", secrets.token_hex()),
        home_region=home.name,
        region=home.name,
        created_at=now,
        updated_at=now,
        **fields,
    )
    made = lying.with_refund(asked) if asked else lying
    home.payments.commit(Change(None, made, now + timedelta(hours=1), refund=asked))
    return lying


def _carry_out(processor: SimulatedProcessor, of: Payment, last: Operation) -> None:
    for operation in (Operation.AUTHORIZE, last):
        processor.execute(instruction_of(of, operation))


def _alert(home: Region, emulator: Emulator) -> None:
    """An alert that the topic does not take at first, which gives its record back; then told, and again."""
    execution = (
        f"{home['workflow_payment_arn'].replace(':stateMachine:', ':express:')}:{secrets.token_hex(8)}"
    )
    event = {
        "workflow": "payment",
        "payment_id": payment_id_of("nobody", secrets.token_hex()),
        "execution": execution,
        "error": "UnexpectedError",
    }
    refusing = {"kind": "error", "service": "sns", "operation": "Publish", "target_region": home.name}
    emulator.ask("/_rehearsal/faults", [refusing])
    home.invoke("alert", event)
    emulator.ask("/_rehearsal/faults", [])
    for _ in range(2):
        home.invoke("alert", event)
    _held_back(home, event)


def _held_back(home: Region, event: dict[str, str]) -> None:
    """Two alerts of one cause in a minute: the second is counted, and told of by a sweep in the next."""
    wait_until(lambda: datetime.now(UTC).second < _EARLY, "the beginning of a minute")
    for _ in range(2):
        home.invoke("alert", {**event, "execution": f"{event['execution']}{secrets.token_hex(4)}"})
    minute = datetime.now(UTC).minute
    wait_until(lambda: datetime.now(UTC).minute != minute, "the next minute")
    home.sweep()


def _health(home: Region) -> None:
    """As API Gateway asks for it."""
    event = {"httpMethod": "GET", "headers": {}, "requestContext": {"identity": {"userArn": None}}}
    home.invoke("health", event)
