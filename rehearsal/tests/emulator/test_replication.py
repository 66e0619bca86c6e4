"""A global table's copies meet in a while, and the last writer wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


@pytest.fixture(scope="module")
def table(emulator: Emulator) -> str:
    """A table in two regions."""
    given.table(emulator, "copied")
    clients(emulator, given.HOME)("dynamodb").update_table(
        TableName="copied", ReplicaUpdates=[{"Create": {"RegionName": given.AWAY}}]
    )
    return "copied"


@pytest.fixture
def parted(emulator: Emulator) -> Iterator[Callable[[], Any]]:
    """The two regions cannot see each other until this is called."""
    emulator.ask("/_rehearsal/partition", [[given.HOME], [given.AWAY]])
    yield lambda: emulator.ask("/_rehearsal/heal", {})
    emulator.ask("/_rehearsal/heal", {})


def _put(emulator: Emulator, table: str, region: str, key: str, value: str) -> None:
    item = {"pk": {"S": key}, "value": {"S": value}}
    clients(emulator, region)("dynamodb").put_item(TableName=table, Item=item)


def _value(emulator: Emulator, table: str, region: str, key: str) -> str:
    found = clients(emulator, region)("dynamodb").get_item(
        TableName=table, Key={"pk": {"S": key}}, ConsistentRead=True
    )
    value: str = found.get("Item", {}).get("value", {}).get("S", "")
    return value


def _settled(emulator: Emulator) -> None:
    limit = time.monotonic() + 30
    while emulator.ask("/_rehearsal/replication")["waiting"]:
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_a_write_is_not_yet_there_and_then_is(emulator: Emulator, table: str) -> None:
    emulator.ask("/_rehearsal/replication", {"delay": 2})
    try:
        _put(emulator, table, given.HOME, "late", "1")
        assert _value(emulator, table, given.AWAY, "late") == ""
    finally:
        emulator.ask("/_rehearsal/replication", {"delay": 0.3})
    _settled(emulator)
    assert _value(emulator, table, given.AWAY, "late") == "1"


def test_the_last_writer_wins_in_each_region(
    emulator: Emulator, table: str, parted: Callable[[], Any]
) -> None:
    _put(emulator, table, given.AWAY, "both", "first")
    _put(emulator, table, given.HOME, "both", "last")
    _put(emulator, table, given.HOME, "other", "first")
    _put(emulator, table, given.AWAY, "other", "last")
    assert _value(emulator, table, given.AWAY, "both") == "first"
    parted()
    _settled(emulator)
    for region in (given.HOME, given.AWAY):
        assert [_value(emulator, table, region, key) for key in ("both", "other")] == ["last", "last"]


def test_a_copy_stands_in_the_stream_of_its_region(emulator: Emulator, table: str) -> None:
    _put(emulator, table, given.HOME, "streamed", "1")
    _settled(emulator)
    streams = clients(emulator, given.AWAY)("dynamodbstreams")
    [stream] = streams.list_streams(TableName=table)["Streams"]
    [shard] = streams.describe_stream(StreamArn=stream["StreamArn"])["StreamDescription"]["Shards"][-1:]
    iterator = streams.get_shard_iterator(
        StreamArn=stream["StreamArn"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    records = streams.get_records(ShardIterator=iterator)["Records"]
    told = [record["eventName"] for record in records if record["dynamodb"]["Keys"]["pk"]["S"] == "streamed"]
    assert told == ["INSERT"]
