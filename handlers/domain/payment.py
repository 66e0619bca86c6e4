"""A payment: its states, what may follow what, and how one is moved.

`TRANSITIONS` is the one table of it: the code, the tests and `docs/payments.md` read it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from handlers.domain.errors import TransitionError
from handlers.domain.ledger import Difference, Posting
from handlers.domain.money import Money


class State(StrEnum):
    """Where a payment stands."""

    RECEIVED = "received"
    VALIDATED = "validated"
    SCREENED = "screened"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    SETTLED = "settled"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    DECLINED = "declined"
    REVERSED = "reversed"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"


class Operation(StrEnum):
    """What the processor is asked to do. The payment that is in doubt names the one that it waits for."""

    AUTHORIZE = "authorize"
    CAPTURE = "capture"
    REVERSE = "reverse"
    REFUND = "refund"


class PendingCommand(StrEnum):
    """What its merchant wants done with a payment's money, once it is reserved."""

    CAPTURE = "capture"  # of itself, or since the merchant asked for it
    WAIT = "wait"  # until the merchant asks for the capture, or its time is over
    CANCEL = "cancel"

    @property
    def rank(self) -> int:
        """Which counts where owners heard different ones: the highest."""
        return (PendingCommand.WAIT, PendingCommand.CAPTURE, PendingCommand.CANCEL).index(self)


@dataclass(frozen=True, slots=True)
class Transition:
    """One step that a payment may take, and what it means."""

    source: State | None
    target: State
    meaning: str


TRANSITIONS: Final = (
    Transition(None, State.RECEIVED, "accepted and acknowledged"),
    Transition(State.RECEIVED, State.VALIDATED, "in order, and the merchant may take it"),
    Transition(State.RECEIVED, State.DECLINED, "not in order"),
    Transition(
        State.RECEIVED,
        State.IN_DOUBT,
        "given up, or refused by a new owner: to be reversed first",
    ),
    Transition(State.VALIDATED, State.SCREENED, "not taken for fraud"),
    Transition(State.VALIDATED, State.DECLINED, "taken for fraud"),
    Transition(
        State.VALIDATED,
        State.IN_DOUBT,
        "given up, or refused by a new owner: to be reversed first",
    ),
    Transition(State.SCREENED, State.AUTHORIZED, "the issuer reserved the money"),
    Transition(State.SCREENED, State.DECLINED, "the issuer refused, or its merchant cancelled it"),
    Transition(State.SCREENED, State.CAPTURED, "an earlier owner had the money taken"),
    Transition(State.SCREENED, State.REVERSED, "its merchant, or an earlier owner, gave the reservation up"),
    Transition(State.SCREENED, State.IN_DOUBT, "no answer to the authorization"),
    Transition(State.AUTHORIZED, State.CAPTURED, "the money is taken"),
    Transition(State.AUTHORIZED, State.DECLINED, "the capture was refused, and the reservation is given up"),
    Transition(State.AUTHORIZED, State.REVERSED, "the reservation is given up: cancelled, or late"),
    Transition(State.AUTHORIZED, State.IN_DOUBT, "no answer to the capture or the reversal"),
    Transition(State.CAPTURED, State.SETTLED, "the processor paid out"),
    Transition(State.CAPTURED, State.PARTLY_REFUNDED, "paid out; an earlier owner refunded a part"),
    Transition(State.CAPTURED, State.REFUNDED, "paid out; an earlier owner refunded all of it"),
    Transition(State.SETTLED, State.PARTLY_REFUNDED, "a part is given back"),
    Transition(State.SETTLED, State.REFUNDED, "all of it is given back"),
    Transition(State.SETTLED, State.IN_DOUBT, "no answer to a refund"),
    Transition(State.PARTLY_REFUNDED, State.REFUNDED, "the rest is given back"),
    Transition(State.PARTLY_REFUNDED, State.IN_DOUBT, "no answer to a refund"),
    Transition(State.REFUNDED, State.IN_DOUBT, "no answer to a refund that an earlier owner had accepted"),
    Transition(State.IN_DOUBT, State.SCREENED, "the processor knows nothing of it: it can be asked again"),
    Transition(State.IN_DOUBT, State.AUTHORIZED, "the processor reserved the money"),
    Transition(State.IN_DOUBT, State.CAPTURED, "the processor took the money"),
    Transition(State.IN_DOUBT, State.REVERSED, "the processor gave the reservation up"),
    Transition(State.IN_DOUBT, State.DECLINED, "refused by the issuer, at the capture, or by us"),
    Transition(State.IN_DOUBT, State.SETTLED, "the refund was refused, or is to be asked for again"),
    Transition(State.IN_DOUBT, State.PARTLY_REFUNDED, "a part was given back"),
    Transition(State.IN_DOUBT, State.REFUNDED, "all of it was given back"),
    Transition(State.IN_DOUBT, State.FAILED, "given up; the processor will not take its money"),
)
_ALLOWED: Final = frozenset((step.source, step.target) for step in TRANSITIONS)

_PAYMENT_ID: Final = re.compile(r"pay_[a-z2-7]{32}")

# At rest, nothing is left to do unless a refund is asked for. All else is worked on by the sweep.
AT_REST: Final = frozenset(
    {State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED, State.DECLINED, State.REVERSED, State.FAILED}
)
PAID_OUT: Final = frozenset({State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED})
# A refund may be asked for from the capture on; it is carried out once the payment is paid out. One that a
# former owner accepted, unseen by this one, comes to its end wherever the payment came to rest.
MAY_ASK_REFUND: Final = frozenset({State.CAPTURED, State.SETTLED, State.PARTLY_REFUNDED})
MAY_REFUND: Final = AT_REST
# As long as its merchant may say what is to be done with the money: nobody knows yet that it is taken.
TAKES_COMMANDS: Final = frozenset({State.RECEIVED, State.VALIDATED, State.SCREENED, State.AUTHORIZED})


class RefundStatus(StrEnum):
    """Where a refund stands. One that is requested counts against what may still be refunded."""

    REQUESTED = "requested"
    DONE = "done"
    REFUSED = "refused"

    @property
    def rank(self) -> int:
        """Which counts where two owners wrote different ones: the highest. What was given back stays so."""
        return (RefundStatus.REQUESTED, RefundStatus.REFUSED, RefundStatus.DONE).index(self)


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund of a part or the whole. Its id follows from the payment and the request's key.

    `money` is what is given back; `asked_minor` what was asked for, where the processor gave back another
    amount.
    """

    id: str
    money: Money
    status: RefundStatus
    requested_at: datetime
    asked_minor: int | None = None

    @property
    def asked(self) -> Money:
        """What was asked for."""
        return self.money if self.asked_minor is None else Money(self.asked_minor, self.money.currency)


@dataclass(frozen=True, slots=True)
class FencingToken:
    """Who writes, and when: the region that acts, the epoch under which it may, the time in UTC, and until
    when it may: what comes later is not committed.
    """

    at: datetime
    region: str
    epoch: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as the region sees it. Tokens and codes only; nothing personal.

    `version` counts its changes. `card_reference` is the processor's, good for this payment alone.
    `authorization` is the processor's reference of the reservation. `reason` is a code from a closed
    set that says why it was declined, reversed or failed. `reference` is the merchant's own name for it,
    told to nobody else. `payer_region` is where who pays is kept, "" where nowhere: a
    peer of another jurisdiction took the payment. `doubt` names the operation whose answer
    is missing, `doubtful_refund` the refund where it is one, `doubt_since` the time from which on it is.
    `payout_days` after the capture the processor pays out, by the merchant's terms when it was taken.
    `command` is what its merchant wants, `asked` what it has asked for since the payment was accepted.
    `capture_before` is until when it may ask for the capture, None where the payment was never to wait for
    that.
    """

    id: str
    merchant_id: str
    home_region: str
    money: Money
    fee_basis_points: int
    card_token: str
    card_reference: str
    request_hash: str
    state: State
    version: int
    epoch: int
    region: str
    created_at: datetime
    updated_at: datetime
    reference: str = ""
    payer_region: str = ""
    authorization: str | None = None
    reason: str | None = None
    risk_score: int | None = None
    doubt: Operation | None = None
    doubtful_refund: str | None = None
    doubt_since: datetime | None = None
    payout_days: int = 1
    command: PendingCommand = PendingCommand.CAPTURE
    asked: tuple[PendingCommand, ...] = ()
    capture_before: datetime | None = None
    refunds: tuple[Refund, ...] = ()

    @property
    def refunded(self) -> Money:
        """What has been given back."""
        return self._sum(RefundStatus.DONE)

    @property
    def refundable(self) -> Money:
        """What may still be asked for: neither given back nor requested."""
        return self.money - self._sum(RefundStatus.DONE, RefundStatus.REQUESTED)

    @property
    def requested(self) -> tuple[Refund, ...]:
        """The refunds that are not carried out yet, the oldest first."""
        open_ones = (refund for refund in self.refunds if refund.status is RefundStatus.REQUESTED)
        return tuple(sorted(open_ones, key=lambda refund: (refund.requested_at, refund.id)))

    @property
    def is_open(self) -> bool:
        """Whether something is left to do for the payment itself; a requested refund is open by itself."""
        return self.state not in AT_REST

    @property
    def is_held(self) -> bool:
        """Whether the money is reserved and waits for its merchant."""
        return self.state is State.AUTHORIZED and self.command is PendingCommand.WAIT

    def has_lapsed(self, now: datetime) -> bool:
        """Tell whether the time is over in which its merchant may ask for the capture."""
        return self.capture_before is not None and now >= self.capture_before

    @property
    def paid_out_state(self) -> State:
        """The state of a payment that is paid out: settled, or refunded in part or whole."""
        refunded = self.refunded.minor
        if not refunded:
            return State.SETTLED
        return State.REFUNDED if refunded >= self.money.minor else State.PARTLY_REFUNDED

    def refund(self, refund_id: str) -> Refund | None:
        """Return the refund of that id."""
        return next((refund for refund in self.refunds if refund.id == refund_id), None)

    def with_refund(self, refund: Refund) -> Payment:
        """Return the payment with `refund` in place of the one of its id, or added."""
        others = (other for other in self.refunds if other.id != refund.id)
        return replace(self, refunds=tuple(sorted((*others, refund), key=lambda each: each.id)))

    def _sum(self, *statuses: RefundStatus) -> Money:
        total = Money(0, self.money.currency)
        for refund in self.refunds:
            if refund.status in statuses:
                total += refund.money
        return total


@dataclass(frozen=True, slots=True)
class Change:
    """One commit: the payment before (None for a new one) and after, and what else comes with it.

    It may be committed `until` then. `differences` are between the processor's records, which are booked, and
    what was asked of it.
    """

    before: Payment | None
    after: Payment
    until: datetime
    postings: tuple[Posting, ...] = ()
    refund: Refund | None = None
    differences: tuple[Difference, ...] = ()


def move(  # noqa: PLR0913 (all that a commit may hold)
    payment: Payment,
    target: State,
    by: FencingToken,
    *,
    postings: tuple[Posting, ...] = (),
    refund: Refund | None = None,
    differences: tuple[Difference, ...] = (),
    **fields: Any,  # noqa: ANN401 (dataclasses.replace checks the names, tests the values)
) -> Change:
    """Move a payment to `target`; `fields` are replaced. Raises TransitionError if it may not go there.

    The same state again is allowed where a refund or another command comes with it: a request changes no
    state.
    """
    asks = target is payment.state and (refund is not None or "command" in fields)
    if (payment.state, target) not in _ALLOWED and not asks:
        raise TransitionError(f"a payment that is {payment.state} cannot become {target}")
    if target is State.IN_DOUBT:
        fields = {"doubt_since": payment.doubt_since or by.at, **fields}
    else:
        fields = {"doubt": None, "doubtful_refund": None, "doubt_since": None, **fields}
    after = payment.with_refund(refund) if refund else payment
    after = replace(
        after,
        state=target,
        version=payment.version + 1,
        epoch=by.epoch,
        region=by.region,
        updated_at=by.at,
        **fields,
    )
    return Change(payment, after, by.until, postings, refund, differences)


def payment_id_of(merchant_id: str, idempotency_key: str) -> str:
    """The id of the payment that this key of this merchant makes, in whichever region."""
    return f"pay_{_derived('payment', merchant_id, idempotency_key)}"


def is_payment_id(text: str) -> bool:
    """Tell whether a text has the form of a payment's id."""
    return _PAYMENT_ID.fullmatch(text) is not None


def refund_id_of(payment_id: str, idempotency_key: str) -> str:
    """The id of the refund that this key makes of this payment."""
    return f"ref_{_derived('refund', payment_id, idempotency_key)}"


def _derived(*parts: str) -> str:
    digest = hashlib.sha256("\x00".join(parts).encode()).digest()
    return b32encode(digest[:20]).decode().lower()  # 160 bits: 32 characters, no padding
