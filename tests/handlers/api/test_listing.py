"""GET: all of a merchant's payments, each once, the newest first, and nobody else's; and its refunds."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.domain.api import ApiResponse
from handlers.domain.payment import Change, Payment, State, payment_id_of
from handlers.domain.ports import Item
from handlers.functions.inquiry.cursor import cursor_of
from handlers.local import demo
from handlers.local.in_memory import ManualClock
from handlers.local.table import MemoryTable
from handlers.stores.items import shard_of, text_of
from handlers.stores.listing import Listing, Position
from handlers.stores.payments import MERCHANT_SHARDS, Payments
from tests.handlers.api.client import NOW, ApiClient, problem, said
from tests.handlers.api.test_document import validator
from tests.handlers.samples import payment

pytestmark = pytest.mark.fuzz

OTHER = "somebody-else"
LATER = NOW + timedelta(hours=1)  # until when the region may write
OTHERS_CALLER = "arn:aws:iam::000000000000:user/other"


class Counting:
    """An index that counts what is read of it."""

    def __init__(self, table: MemoryTable) -> None:
        self._table = table
        self.reads: list[int] = []

    def newest_in(self, shard: str, *, until: str, limit: int) -> Sequence[Item]:
        self.reads.append(limit)
        return self._table.newest_in(shard, until=until, limit=limit)


def made(number: int, merchant: str = demo.MERCHANT, *, second: int = 0, epoch: int = 0) -> Payment:
    at = NOW + timedelta(seconds=second)
    made_id = payment_id_of(merchant, f"key-{number}")
    return payment(
        State.RECEIVED,
        id=made_id,
        merchant_id=merchant,
        reference="r",
        created_at=at,
        updated_at=at,
        epoch=epoch,
    )


def listed(client: ApiClient, *, limit: int, caller: str = demo.CALLER) -> list[str]:
    """The ids of all pages."""
    ids: list[str] = []
    query = {"limit": f"{limit}"}
    while True:
        answer = client.get("/payments", query, caller=caller)
        assert answer.status == 200, answer
        page = said(answer)
        assert validator("PaymentPage").is_valid(page)
        assert len(page["payments"]) <= limit
        ids += [each["payment_id"] for each in page["payments"]]
        if "next_cursor" not in page:
            return ids
        query["cursor"] = page["next_cursor"]


@given(
    seconds=st.lists(st.integers(0, 40), max_size=60),
    limit=st.sampled_from((1, 2, 7, 20, 100)),
    taken_over=st.sets(st.integers(0, 59)),
)
def test_pages_hold_each_payment_of_the_merchant_once_and_the_newest_first(
    seconds: list[int], limit: int, taken_over: set[int]
) -> None:
    client = ApiClient()
    store = Payments(client.region.ledger, client.clock)
    mine = [made(number, second=second) for number, second in enumerate(seconds)]
    for number, each in enumerate(mine):
        store.commit(Change(None, each, LATER))
        store.commit(Change(None, made(number, OTHER, second=seconds[number]), LATER))
        if number in taken_over:  # a former owner's item comes late: both stand in the index
            store.commit(Change(None, replace(each, epoch=1, state=State.VALIDATED), LATER))
    expected = sorted(mine, key=lambda each: (each.created_at, each.id), reverse=True)
    assert listed(client, limit=limit) == [each.id for each in expected]


class Disordered:
    """An index that tells what is of one moment in another order each time, as is its right."""

    def __init__(self, table: MemoryTable) -> None:
        self._table = table
        self._direction = 1

    def newest_in(self, shard: str, *, until: str, limit: int) -> Sequence[Item]:
        self._direction *= -1
        found = self._table.newest_in(shard, until=until, limit=10_000)[:: self._direction]
        return sorted(found, key=lambda item: str(item["created_at"]), reverse=True)[:limit]


OF_ONE_SHARD = [number for number in range(2000) if not shard_of(made(number).id, MERCHANT_SHARDS)][:80]


@given(
    moments=st.lists(st.sampled_from((0, 0, 0, 1, 2, 3)), max_size=80),
    limit=st.integers(1, 100),
    taken_over=st.sets(st.integers(0, 79)),
)
@example(moments=[0] * 80, limit=1, taken_over=set(range(80)))
def test_any_number_of_payments_of_one_moment_are_told_each_once(
    moments: list[int], limit: int, taken_over: set[int]
) -> None:
    table = MemoryTable()
    store, listing = Payments(table, ManualClock(NOW)), Listing(Disordered(table))
    mine = [made(number, second=at) for number, at in zip(OF_ONE_SHARD, moments, strict=False)]
    for number, each in enumerate(mine):
        for epoch in range(2 if number in taken_over else 1):
            store.commit(Change(None, replace(each, epoch=epoch), LATER))
    told: list[str] = []
    page = listing.page(demo.MERCHANT, limit=limit)
    while True:
        told += [each.id for each in page.payments]
        if page.end is None:
            break
        page = listing.page(demo.MERCHANT, limit=limit, after=page.end)
    assert told == [
        each.id for each in sorted(mine, key=lambda each: (each.created_at, each.id), reverse=True)
    ]


def test_of_two_owners_the_later_one_tells() -> None:
    client = ApiClient()
    store = Payments(client.region.ledger, client.clock)
    for epoch, state in ((1, State.DECLINED), (0, State.SCREENED)):
        store.commit(Change(None, replace(made(1), epoch=epoch, state=state), LATER))
    (told,) = said(client.get("/payments"))["payments"]
    assert told["state"] == "declined"
    store.forget_former(told["payment_id"])
    assert said(client.get("/payments"))["payments"] == [told]


def test_a_page_says_the_same_as_the_payment() -> None:
    client = ApiClient()
    payment_id = said(client.pay())["payment_id"]
    (told,) = said(client.get("/payments"))["payments"]
    assert told.items() <= said(client.ask(payment_id)).items()


def test_the_work_of_a_page_follows_from_its_length_alone() -> None:
    table = MemoryTable()
    index = Counting(table)
    for number in range(300):
        Payments(table, ManualClock(NOW)).commit(Change(None, made(number, second=number), LATER))
    page = Listing(index).page(demo.MERCHANT, limit=20)
    assert len(page.payments) == 20
    assert len(index.reads) == MERCHANT_SHARDS
    assert sum(index.reads) <= 200


def forged(payment_id: str, at: str = text_of(NOW + timedelta(days=1))) -> str:
    return urlsafe_b64encode(f"{at}{payment_id}".encode()).decode()


def test_a_cursor_leads_nobody_to_payments_of_another_merchant() -> None:
    client = ApiClient()
    demo.seed(client.region.ledger, merchant=OTHER, caller=OTHERS_CALLER)
    store = Payments(client.region.ledger, client.clock)
    for number in range(3):
        store.commit(Change(None, made(number, second=number), LATER))
        store.commit(Change(None, made(number, OTHER, second=number), LATER))
    theirs = said(client.get("/payments", {"limit": "1"}, caller=OTHERS_CALLER))
    for cursor in (theirs["next_cursor"], forged(theirs["payments"][0]["payment_id"])):
        told = said(client.get("/payments", {"cursor": cursor}))["payments"]
        assert told
        assert {each["payment_id"] for each in told} <= {made(number).id for number in range(3)}


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "A" * 84,
        forged("pay_" + "A" * 32),
        forged(made(1).id, "2026-02-30T00:00:00.000000Z"),
        forged(made(1).id, "2026-02-03T00:00:00.0000000"),
        cursor_of(Position(NOW, made(1).id)) + "=",
        f"{cursor_of(Position(NOW, made(1).id))},{cursor_of(Position(NOW, made(1).id))}",
        cursor_of(Position(NOW, made(1).id))[:-1] + "\u00e9",
    ],
)
def test_a_cursor_that_no_answer_held_is_one_clear_400(cursor: str) -> None:
    answer = ApiClient().get("/payments", {"cursor": cursor})
    assert problem(answer) == (400, "bad-query")
    assert said(answer)["errors"] == [{"field": "cursor", "reason": "must be the next_cursor of an answer"}]


@pytest.mark.parametrize("limit", ["", "0", "-1", "101", "1000", "1.0", "ten", "05", "1,2", "\u0661"])
def test_a_limit_that_is_none_is_a_400(limit: str) -> None:
    answer = ApiClient().get("/payments", {"limit": limit})
    assert problem(answer) == (400, "bad-query")
    assert [error["field"] for error in said(answer)["errors"]] == ["limit"]


def test_who_speaks_for_no_merchant_is_told_nothing() -> None:
    assert problem(ApiClient().get("/payments", caller="arn:aws:iam::000000000000:user/x")) == (
        403,
        "unknown-caller",
    )


REFUND = "/payments/{payment_id}/refunds/{refund_id}"


@pytest.fixture
def refunded() -> tuple[ApiClient, dict[str, Any]]:
    """A client that was asked for a refund, and its answer."""
    client = ApiClient()
    payment_id = said(client.pay())["payment_id"]
    client.region.run_pending()
    asked = client.refund(payment_id, {"amount_minor": 500})
    assert asked.status == 202, asked
    return client, said(asked)


def test_a_refund_is_told_by_its_id(refunded: tuple[ApiClient, dict[str, Any]]) -> None:
    client, asked = refunded
    path = {name: asked[name] for name in ("payment_id", "refund_id")}
    answer = client.get(REFUND, **path)
    assert answer.status == 200
    assert said(answer) == {
        name: asked[name] for name in ("refund_id", "amount_minor", "status", "requested_at")
    }
    assert said(client.ask(asked["payment_id"]))["refunds"] == [said(answer)]


def not_found(answer: ApiResponse) -> bool:
    return problem(answer) == (404, "not-found")


def test_a_refund_that_is_not_the_callers_is_not_there(refunded: tuple[ApiClient, dict[str, Any]]) -> None:
    client, asked = refunded
    demo.seed(client.region.ledger, merchant=OTHER, caller=OTHERS_CALLER)
    path = {name: asked[name] for name in ("payment_id", "refund_id")}
    assert not_found(client.get(REFUND, caller=OTHERS_CALLER, **path))
    assert not_found(client.get(REFUND, payment_id=asked["payment_id"], refund_id="ref_" + "a" * 32))
    assert not_found(client.get(REFUND, payment_id=asked["payment_id"], refund_id=""))


def test_nothing_of_a_cursor_is_told() -> None:
    client = ApiClient()
    answer = client.get("/payments", {"cursor": "4242424242424242"})
    assert "4242" not in json.dumps(said(answer)) + client.told()
