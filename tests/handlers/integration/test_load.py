"""1,000 payments at once, 30 % of them under the key of another, on DynamoDB Local over real connections.

Each goes through the API's own function and the whole workflow; a duplicate that finds its payment accepted
runs the workflow again, as an Express execution may. Shows its figures.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from handlers.adapters.clients import Clients
from handlers.adapters.dynamodb import DynamoOpenIndex, DynamoTable
from handlers.domain.api import ApiRequest
from handlers.domain.errors import PaymentError
from handlers.domain.events import Workflow
from handlers.domain.ledger import balances
from handlers.domain.payment import Operation, State, payment_id_of
from handlers.domain.screening import ScreeningLimits
from handlers.domain.worklists import OPEN_SHARDS, OpenFor
from handlers.local.demo import CALLER, MERCHANT, seed
from handlers.local.in_memory import SystemClock
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.stores.worklist import worklist_key
from tests.handlers.dynamodb_local import dynamodb_local, missing
from tests.handlers.emulator import REGION, client, create_table, point_aws_at

pytestmark = pytest.mark.database

REQUESTS, DUPLICATES, THREADS = 1_000, 300, 32
MINOR = 1_999
CARD = {"number": APPROVED, "expiry_year": 2099, "expiry_month": 1, "security_code": "123"}
PAYER = {"name": "Ada Payer", "email": "ada@example.com", "country": "US"}
BODY = json.dumps(
    {"amount_minor": MINOR, "currency": "EUR", "reference": "order", "card": CARD, "payer": PAYER}
)
IN_FLIGHT = "409"


@pytest.fixture
def region(monkeypatch: pytest.MonkeyPatch) -> Iterator[Region]:
    if reason := missing():
        pytest.skip(reason)
    with dynamodb_local() as url:
        point_aws_at(url, monkeypatch)
        for name in ("ledger", "personal"):
            create_table(client("dynamodb"), name)
        dynamodb = Clients(REGION).dynamodb
        made = Region(
            REGION,
            SystemClock(),
            SimulatedProcessor(),
            ledger=DynamoTable(dynamodb, "ledger"),
            personal=DynamoTable(dynamodb, "personal"),
            index=DynamoOpenIndex(dynamodb, "ledger"),
            # One card and payer for all: the worst for their counters.
            limits=ScreeningLimits(
                card_payments=REQUESTS + 1, payer_payments=REQUESTS + 1, range_payments=REQUESTS + 1
            ),
        )
        seed(made.ledger, REGION)
        yield made


def pay(region: Region, key: str) -> tuple[str, float]:
    """Ask for a payment and run its workflow. Returns its state or what was in the way, and the seconds."""
    started = time.perf_counter()
    headers = {"content-type": "application/json", "idempotency-key": key}
    response = region.call("ingest", ApiRequest("POST", {}, headers, BODY, CALLER))
    said = str(response.status)
    if response.status == 202:
        try:
            said = region.run(Workflow.PAYMENT, json.loads(response.body)["payment_id"])["state"]
        except PaymentError as error:
            said = type(error).__name__
    return said, time.perf_counter() - started


@pytest.mark.long
def test_of_a_thousand_payments_at_once_none_is_lost_or_captured_twice(
    region: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = [f"key-number-{number}" for number in range(REQUESTS - DUPLICATES)]
    keys += random.Random(1).sample(keys, DUPLICATES)  # noqa: S311 (the same each time)
    random.Random(2).shuffle(keys)  # noqa: S311 (see above)

    started = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda key: pay(region, key), keys))
    took = time.perf_counter() - started

    for _ in range(2):  # what met another run of itself is left to the sweep
        region.call("sweep", {"untouched_seconds": 0})
        region.run_pending()
    states, captures = Counter[str](), Counter[int]()
    for key in set(keys):
        payment = region.payments.load(payment_id_of(MERCHANT, key))
        assert payment, f"the payment of {key} is lost"
        states[payment.state] += 1
        done = [record.operation for record in region.processor.records(payment.id)]
        captures[done.count(Operation.CAPTURE)] += 1
        assert all(not any(balances(each.entries).values()) for each in region.payments.postings(payment.id))
    answered, seconds = Counter(said for said, _ in answers), sorted(each for _, each in answers)
    with capsys.disabled():
        print(
            f"\n{REQUESTS} requests under {len(set(keys))} keys, {THREADS} at a time, in {took:.0f} s: "
            f"{dict(answered)}; captured once {captures[1]}, twice {captures[2]}; "
            f"median {seconds[len(seconds) // 2]:.2f} s, p99 {seconds[len(seconds) * 99 // 100]:.2f} s "
            f"(the emulator's speed, not AWS's)",
            file=sys.stderr,  # a worker's standard output is shown nowhere
        )
    assert captures == {1: REQUESTS - DUPLICATES}
    assert states == {State.SETTLED: REQUESTS - DUPLICATES}
    assert set(answered) <= {str(State.CAPTURED), IN_FLIGHT, "ContentionError"}
    far = datetime(9999, 12, 31, tzinfo=UTC)
    assert not any(
        region.worklist.page(worklist_key(kind, REGION, shard), until=far, limit=1)
        for kind in OpenFor
        for shard in range(OPEN_SHARDS)
    )
