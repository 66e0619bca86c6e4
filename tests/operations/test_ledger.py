"""Reconciliation of two ledgers: postings by merchant, currency and day, and every other item by its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from boto3.dynamodb.types import TypeSerializer

from handlers.domain import ledger as domain
from handlers.domain.money import Money
from operations import __main__ as command
from tests.handlers.emulator import REGION, create_table, emulator, point_aws_at

pytestmark = pytest.mark.database

PAYMENTS = 30


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with emulator() as running:
        yield running


@pytest.fixture
def moved(url: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[Any, str, str]:
    """A client, and the names of two ledgers with the same payments."""
    point_aws_at(url, monkeypatch)
    client = boto3.client("dynamodb", region_name=REGION)
    names = [f"{side}-{abs(hash(request.node.name))}" for side in ("source", "target")]
    for name in names:
        create_table(client, name)
        for number in range(PAYMENTS):
            for item in payment(number):
                client.put_item(TableName=name, Item=item)
    return client, *names


def payment(number: int) -> list[dict[str, Any]]:
    """The items of a captured payment, as the store writes them."""
    posting = domain.capture(
        f"pay_{number}", f"m_{number % 3}", Money(1000 + number, "EUR"), fee_basis_points=150
    )
    pk = f"PAYMENT#pay_{number}"
    booked = {
        "pk": pk,
        "sk": f"POSTING#{posting.name}",
        "merchant_id": posting.merchant_id,
        "digest": posting.digest,
        "at": "2026-03-01T10:00:00.000000Z",
        "entries": [
            {"account": str(entry.account), "minor": entry.money.minor, "currency": entry.money.currency}
            for entry in posting.entries
        ],
    }
    state = {
        "pk": pk,
        "sk": "STATE#000001",
        "status": "captured",
        "updated_at": "2026-03-01T10:00:00.000000Z",
    }
    serializer = TypeSerializer()
    return [{name: serializer.serialize(value) for name, value in item.items()} for item in (booked, state)]


def asked(source: str, target: str) -> int:
    """The exit status of the command."""
    sides = [f"--source=dynamodb://{REGION}/{source}", f"--target=dynamodb://{REGION}/{target}"]
    return command.main(["reconcile", *sides])


def key(number: int, sk: str) -> dict[str, Any]:
    return {"pk": {"S": f"PAYMENT#pay_{number}"}, "sk": {"S": sk}}


def test_ledgers_that_are_equal_are_go(
    moved: tuple[Any, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, source, target = moved
    assert asked(source, target) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"postings: {PAYMENTS} rows at the source, {PAYMENTS} at the target, equal",
        f"items: {2 * PAYMENTS} rows at the source, {2 * PAYMENTS} at the target, equal",
        "go: both sides are equal",
    ]


def test_a_posting_that_is_lost_is_named_with_what_it_moved(
    moved: tuple[Any, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    client, source, target = moved
    client.delete_item(TableName=target, Key=key(4, "POSTING#capture"))
    assert asked(source, target) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == (
        "postings m_1 EUR 2026-03-01: 10 rows at the source, 9 at the target; "
        "minor 10145 at the source, 9141 at the target"
    )
    assert said[1] == "postings m_1 EUR 2026-03-01: lost: pk=PAYMENT#pay_4, sk=POSTING#capture"


def test_a_state_that_is_changed_is_named(
    moved: tuple[Any, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    client, source, target = moved
    client.update_item(
        TableName=target,
        Key=key(7, "STATE#000001"),
        UpdateExpression="SET #s = :s",
        ExpressionAttributeNames={"#s": "status"},
        ExpressionAttributeValues={":s": {"S": "refunded"}},
    )
    assert asked(source, target) == 1
    said = capsys.readouterr().out
    assert "items STATE: counts and sums are equal, rows are not\n" in said
    assert "items STATE: changed: pk=PAYMENT#pay_7, sk=STATE#000001\n" in said
    assert "postings: 30 rows at the source, 30 at the target, equal\n" in said


def test_a_ledger_that_is_not_there_cannot_be_known(
    moved: tuple[Any, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, source, _ = moved
    assert asked(source, "nowhere") == 2
    assert capsys.readouterr().err == (
        "operations: the ledger nowhere is not read: ResourceNotFoundException\n"
    )


def test_a_ledger_that_is_compared_with_itself_is_no_go(
    moved: tuple[Any, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, source, _ = moved
    assert asked(source, source) == 2
    assert capsys.readouterr().out.startswith("source and target are the same, or copies of the same files: ")


def test_two_empty_ledgers_are_no_go(moved: tuple[Any, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    client, source, target = moved
    for name in (source, target):
        for number in range(PAYMENTS):
            for sk in ("POSTING#capture", "STATE#000001"):
                client.delete_item(TableName=name, Key=key(number, sk))
    assert asked(source, target) == 2
    assert "no row was compared: both sides are empty\n" in capsys.readouterr().out


def test_an_item_that_no_ledger_writes_is_one_sentence_and_status_2(
    moved: tuple[Any, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    client, source, target = moved
    client.put_item(TableName=target, Item={**key(1, "POSTING#void"), "merchant_id": {"S": "m_1"}})
    assert asked(source, target) == 2
    told = f"operations: {target} is no ledger: an item has not what items of its kind have (KeyError)\n"
    assert capsys.readouterr().err == told
