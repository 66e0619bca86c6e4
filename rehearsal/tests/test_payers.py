"""The search of personal stores finds a payer who is in another jurisdiction, and one whom nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from boto3.dynamodb.types import TypeSerializer

from infra.systems import load
from infra.systems.global_payments.settings import Settings
from rehearsal.payers import Payers, search
from tests.handlers.samples import payment

pytestmark = pytest.mark.database

HOME, PEER = "eu-west-1", "us-east-1"
PAYER = {"pk": "PERSON#pay_1", "sk": "PAYER", "name": "Ada", "email": "ada@example.com"}


class Stored:
    """A region with these items in its personal table, which knows one payment."""

    def __init__(self, name: str, *items: dict[str, str]) -> None:
        self.name, self._items = name, items
        self.payments = self

    def __getitem__(self, output: str) -> str:
        return output

    def __str__(self) -> str:
        return self.name

    def load(self, payment_id: str) -> Any:
        return payment(home_region=HOME) if payment_id == "pay_1" else None

    def client(self, service: str) -> Stored:
        assert service == "dynamodb"
        return self

    def get_paginator(self, call: str) -> Stored:
        assert call == "scan"
        return self

    def paginate(self, **_asked: str) -> Iterator[dict[str, Any]]:
        write = TypeSerializer().serialize
        yield {"Items": [{key: write(value) for key, value in item.items()} for item in self._items]}
        yield {"Items": []}


@pytest.fixture(scope="module")
def settings() -> Settings:
    return cast("Settings", load("global_payments", "zq7"))


def searched(settings: Settings, *regions: Any) -> Payers:
    return search(regions, settings)


def test_a_payer_at_home_is_where_it_may_be(settings: Settings) -> None:
    counter = {"pk": "VELOCITY#card#tok_1#5", "sk": "COUNT"}
    found = searched(settings, Stored(HOME, PAYER, counter), Stored(PEER, counter))
    assert found == Payers(1, ())
    assert found.problems() == ()


def test_a_payer_in_another_jurisdiction_is_named(settings: Settings) -> None:
    assert searched(settings, Stored(HOME, PAYER), Stored(PEER, PAYER)).problems() == (
        f"{PEER} keeps PERSON#pay_1, a payer of {HOME}",
    )


def test_a_payer_without_a_payment_is_where_its_item_says_unless_that_is_elsewhere(
    settings: Settings,
) -> None:
    unpaid = PAYER | {"pk": "PERSON#pay_2", "home_region": HOME}
    assert searched(settings, Stored(HOME, unpaid)) == Payers(1, ())
    (sentence, *_) = searched(settings, Stored(PEER, unpaid)).problems()
    assert sentence == f"{PEER} keeps PERSON#pay_2, a payer of {HOME}"


def test_where_there_is_a_payment_it_decides(settings: Settings) -> None:
    vouching = PAYER | {"home_region": PEER}
    (sentence, *_) = searched(settings, Stored(PEER, vouching)).problems()
    assert sentence == f"{PEER} keeps PERSON#pay_1, a payer of {HOME}"


def test_what_holds_an_address_is_a_payer_whatever_its_key(settings: Settings) -> None:
    odd = {"pk": "CLAIM#x", "sk": "X", "note": "ada@example.com"}
    (sentence,) = searched(settings, Stored(HOME, PAYER, odd)).problems()
    assert sentence == f"{HOME} keeps CLAIM#x, a payer of nobody knows which region"


def test_a_search_that_finds_nobody_shows_nothing(settings: Settings) -> None:
    assert searched(settings, Stored(HOME)).problems() == ("no region keeps a payer",)
