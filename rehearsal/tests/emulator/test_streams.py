"""A mapping of a stream: what is tried again, how, and what becomes of what is given up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform

_READ = [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
]
# Sends each batch's keys to its queue, then fails at `bad` as the test wants it.
_CODE = """
import boto3
queue = boto3.client("sqs")
def handler(event, context):
    keys = [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]
    queue.send_message(QueueUrl="%s", MessageBody=" ".join(keys))
    numbers = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
    bad = [number for number, key in zip(numbers, keys) if key == "bad"]
    if bad:
        %s
"""
_RAISE = "raise ValueError('bad')"
_REPORT = 'return {"batchItemFailures": [{"itemIdentifier": bad[0]}]}'


def _mapped(emulator: Emulator, name: str, failing: str, keys: str, **options: Any) -> tuple[str, str]:
    """A table with items of those keys, read by a function; the queues of its batches and of its failures."""
    url, _ = given.queue(emulator, name)
    dead, dead_arn = given.queue(emulator, f"{name}-dead")
    stream = given.table(emulator, name)
    role = given.role(emulator, name, given.allow(_READ), given.allow("sqs:SendMessage"))
    given.function(emulator, name, _CODE % (url, failing), role)
    client = clients(emulator, given.HOME)
    for key in keys.split():
        client("dynamodb").put_item(TableName=name, Item={"pk": {"S": key}})
    client("lambda").create_event_source_mapping(
        FunctionName=name,
        EventSourceArn=stream,
        StartingPosition="TRIM_HORIZON",
        DestinationConfig={"OnFailure": {"Destination": dead_arn}},
        **options,
    )
    return url, dead


def _batches(emulator: Emulator, url: str, count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        came = given.received(emulator, url, wait=20)
        assert came, found
        found += came
    return found


def test_a_batch_goes_on_from_the_record_that_is_named_and_gives_it_up_in_time(emulator: Emulator) -> None:
    url, dead = _mapped(
        emulator,
        "partial",
        _REPORT,
        "a bad b",
        MaximumRetryAttempts=1,
        FunctionResponseTypes=["ReportBatchItemFailures"],
    )
    assert _batches(emulator, url, 3) == ["a bad b", "bad b", "bad b"]
    [body] = given.received(emulator, dead)
    told = json.loads(body)
    assert told["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert told["DDBStreamBatchInfo"]["batchSize"] == 2


def test_a_failing_batch_is_halved_until_the_bad_record_is_alone(emulator: Emulator) -> None:
    url, dead = _mapped(
        emulator, "halved", _RAISE, "a bad", MaximumRetryAttempts=1, BisectBatchOnFunctionError=True
    )
    assert _batches(emulator, url, 4) == ["a bad", "a", "bad", "bad"]
    [body] = given.received(emulator, dead)
    assert json.loads(body)["DDBStreamBatchInfo"]["batchSize"] == 1


def test_only_what_the_filter_names_is_handed_over(emulator: Emulator) -> None:
    pattern = json.dumps({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "b"}]}}}})
    url, _ = _mapped(
        emulator, "filtered", "pass", "a b c", FilterCriteria={"Filters": [{"Pattern": pattern}]}
    )
    assert _batches(emulator, url, 1) == ["b"]
    assert given.received(emulator, url, wait=2) == []


def test_a_stream_that_the_role_may_not_read_is_not_read(emulator: Emulator) -> None:
    url, _ = given.queue(emulator, "unread")
    stream = given.table(emulator, "unread")
    role = given.role(emulator, "unread", given.allow("sqs:SendMessage"))
    given.function(emulator, "unread", _CODE % (url, "pass"), role)
    client = clients(emulator, given.HOME)
    client("dynamodb").put_item(TableName="unread", Item={"pk": {"S": "a"}})
    client("lambda").create_event_source_mapping(
        FunctionName="unread", EventSourceArn=stream, StartingPosition="TRIM_HORIZON"
    )
    assert given.received(emulator, url, wait=5) == []
    refused = [call for call in emulator.ask("/_rehearsal/calls") if call["role"] == "unread"]
    assert {(call["action"], call["allowed"]) for call in refused} == {("dynamodb:DescribeStream", False)}
