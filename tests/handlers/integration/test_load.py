"""1,000 payments at the same time, 30 % of them with the key of another, on DynamoDB over a real connection.

Each is claimed, accepted, and taken through validation, authorization and capture by the real functions;
a duplicate that finds its payment accepted runs the workflow too, as an Express execution may. The
screening between them is left out: its counters have tests of their own. `-s` shows the figures.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from handlers.adapters.clients import Clients
from handlers.adapters.dynamodb import DynamoOpenIndex, DynamoTable
from handlers.local.doors import ManualClock
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.shared.card import Card
from handlers.shared.errors import PaymentError, RetryableError
from handlers.shared.ledger import Account, balances
from handlers.shared.money import Money
from handlers.shared.payer import Payer
from handlers.shared.payment import Change, Operation, Payment, Stamp, State, move, payment_id_of
from handlers.shared.ports import Put
from handlers.stores.claims import KeyInFlightError
from tests.handlers.emulator import REGION, client, create_table, emulator_process, point_aws_at

PAYMENTS, DUPLICATES, THREADS = 1_000, 300, 10
MONEY = Money(1_999, "EUR")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = ("validate", "authorize", "capture")


@pytest.fixture
def processor() -> SimulatedProcessor:
    """One processor for all."""
    return SimulatedProcessor()


@pytest.fixture
def region(processor: SimulatedProcessor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Region]:
    """A region over tables in the emulator."""
    with emulator_process() as url:
        point_aws_at(url, monkeypatch)
        for name in ("ledger", "personal"):
            create_table(client("dynamodb"), name)

        dynamodb = Clients(REGION).dynamodb
        yield Region(
            REGION,
            ManualClock(NOW),
            processor,
            ledger=DynamoTable(dynamodb, "ledger"),
            personal=DynamoTable(dynamodb, "personal"),
            index=DynamoOpenIndex(dynamodb, "ledger"),
        )


def accept(region: Region, key: str) -> tuple[str, str]:
    """Accept a payment as the door does: claim its key, then write it. Says who came first."""
    payment_id = payment_id_of("m", key)
    if region.payments.load(payment_id):
        return payment_id, "repeated"
    region.claims.claim(payment_id, hashlib.sha256(key.encode()).hexdigest(), NOW)
    reference = region.processor.exchange(
        Card(APPROVED, 2030, 1, "123"), key=f"exchange-{payment_id}"
    ).reference
    region.vault.put(payment_id, Payer("n", "e", "DE", "DE", "4242", 2030, 1), NOW)
    stamp = Stamp(NOW, REGION, 0)
    payment = Payment(
        id=payment_id,
        merchant_id="m",
        home_region=REGION,
        money=MONEY,
        fee_basis_points=100,
        card_token="tok",  # noqa: S106 (no secret)
        card_reference=reference,
        request_hash="h",
        state=State.RECEIVED,
        version=1,
        epoch=stamp.epoch,
        region=stamp.region,
        created_at=NOW,
        updated_at=NOW,
    )
    region.payments.commit(Change(None, payment))
    return payment_id, "accepted"


def screened(region: Region, payment_id: str) -> None:
    """Pass a payment on from validation to authorization."""
    payment = region.payments.load(payment_id)
    if payment and payment.state is State.VALIDATED:
        region.payments.commit(move(payment, State.SCREENED, Stamp(NOW, REGION, 0)))


def patiently(work: object, *given: object) -> object:
    """Do it again, as a workflow does, where somebody else was first."""
    for attempt in itertools.count():
        try:
            return work(*given)  # type: ignore[operator]
        except RetryableError:
            if attempt == 20:
                raise
            time.sleep(random.random() * 0.05)  # noqa: S311 (no secret: when to try again)
    raise AssertionError


def test_no_payment_of_a_thousand_at_once_is_captured_twice(
    region: Region, processor: SimulatedProcessor, capsys: pytest.CaptureFixture[str]
) -> None:
    merchant = {"pk": "MERCHANT#m", "sk": "PROFILE", "home_region": REGION, "country": "DE", "active": True}
    terms = {"fee_basis_points": 100, "limits": {"EUR": {"least": 1, "most": 10_000}}}
    region.ledger.write(Put({**merchant, **terms}, None))
    keys = [f"key-{number}" for number in range(PAYMENTS - DUPLICATES)]
    keys += random.Random(1).sample(keys, DUPLICATES)  # noqa: S311 (the same each time)
    random.Random(2).shuffle(keys)  # noqa: S311
    tally: Counter[str] = Counter()
    seconds: list[float] = []

    def pay(key: str) -> None:
        started = time.perf_counter()
        try:
            payment_id, how = accept(region, key)
        except (KeyInFlightError, PaymentError) as error:
            tally[type(error).__name__] += 1
            return
        tally[how] += 1
        for step in STEPS:
            patiently(region.call, step, {"payment_id": payment_id})
            if step == "validate":
                patiently(screened, region, payment_id)
        seconds.append(time.perf_counter() - started)

    started = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(pay, keys))
    took = time.perf_counter() - started

    payments = {key: region.payments.load(payment_id_of("m", key)) for key in set(keys)}
    assert {payment and payment.state for payment in payments.values()} == {State.CAPTURED}
    captures, sums = Counter[str](), Counter[str]()
    for payment in payments.values():
        done = Counter(record.operation for record in processor.records(payment.id))
        captures[payment.id] = done[Operation.CAPTURE]
        assert done == {Operation.AUTHORIZE: 1, Operation.CAPTURE: 1}
        postings = region.payments.postings(payment.id)
        assert [posting.name for posting in postings] == ["capture"]
        assert balances(postings[0].entries) == {"EUR": 0}
        sums.update({entry.account: entry.money.minor for entry in postings[0].entries})
    assert sums[Account.PROCESSOR] == len(payments) * MONEY.minor
    assert tally["accepted"] == len(payments) == PAYMENTS - DUPLICATES
    assert sum(tally.values()) == PAYMENTS
    seconds.sort()
    with capsys.disabled():
        print(
            f"\n{PAYMENTS} requests, {THREADS} at a time, {took:.1f} s: {dict(tally)}; "
            f"captured once {len(captures)}, twice {sum(count > 1 for count in captures.values())}; "
            f"median {seconds[len(seconds) // 2]:.2f} s, p99 {seconds[len(seconds) * 99 // 100]:.2f} s "
            "(emulated table)"
        )
