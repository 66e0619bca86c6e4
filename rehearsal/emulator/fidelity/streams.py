"""A table's stream is read under its function's role; a batch that fails is tried again from the record that
is named, or in halves, within limits of tries and age, and what is given up is told to the failure
destination; ministack repeats the whole batch for ever, and reads all streams one after the other.

Source: the developer guide of AWS Lambda, "Using AWS Lambda with Amazon DynamoDB": batching, partial batch
responses, error handling, destinations.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
from dataclasses import dataclass
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import dynamodb, lambda_svc

from rehearsal.emulator import deliveries, regions
from rehearsal.emulator.deliveries import Sender, UndeliveredError

_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0  # seconds between two tries; AWS waits longer
_log = logging.getLogger("ministack")
_readers: dict[str, _Reader] = {}


def apply() -> None:
    """Replace how streams are read."""
    lambda_svc._poll_dynamodb_streams = _poll


@dataclass(slots=True)
class _Reader:
    """What a mapping remembers: tries of its batch, until when it rests, how small its batches are now."""

    failures: int = 0
    rests_until: float = 0.0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    """Records of a stream, from `position` on: `read` of them, of which the filters let `records` through."""

    mapping: dict[str, Any]
    table: str
    position: int
    read: list[dict[str, Any]]
    records: list[dict[str, Any]]

    def reaches(self, sequence: str) -> int:
        """The position of the record of that number; that of the first record where there is none."""
        numbers = [record["dynamodb"]["SequenceNumber"] for record in self.read]
        return self.position + (numbers.index(sequence) if sequence in numbers else 0)


def _poll() -> bool:
    for account, region, mapping in lambda_svc._iter_all_esms():
        source = mapping.get("EventSourceArn", "")
        known = mapping["UUID"]
        if ":dynamodb:" not in source or not mapping.get("Enabled", True) or regions.lost(region):
            continue
        if lambda_svc._esm_inflight.get(known):
            continue
        reader = _readers.setdefault(known, _Reader())
        with request_scope(account, region):
            if time.monotonic() >= reader.rests_until and _waiting(mapping, source):
                lambda_svc._dispatch_esm_batch(known, _turn, mapping, reader, account, region)
    return False


def _waiting(mapping: dict[str, Any], source: str) -> bool:
    table = source.split("/")[1]
    position = lambda_svc._dynamodb_stream_positions.get(mapping["UUID"], 0)
    return bool(dynamodb.stream_end_position(table) > max(position, dynamodb.stream_start_position(table)))


def _turn(mapping: dict[str, Any], reader: _Reader, account: str, region: str) -> None:
    """One batch: read, call, and what follows."""
    function, config = lambda_svc._get_func_record_for_qualifier(
        mapping["FunctionName"], mapping.get("Qualifier")
    )
    if function is None:
        return
    sender = Sender("lambda.amazonaws.com", config["FunctionArn"], region, account, config["Role"])
    try:
        deliveries.readable(mapping["EventSourceArn"], sender)
    except UndeliveredError:
        mapping["LastProcessingResult"] = "PROBLEM: the function's role may not read the stream"
        _log.warning("Lambda: %s may not read %s", sender.principal, mapping["EventSourceArn"])
        reader.rests_until = time.monotonic() + _LONGEST_WAIT
        return
    batch = _read(mapping, reader)
    if not batch.records:
        _move(batch, batch.position + len(batch.read))
        return
    if _expired(batch):
        _give_up(batch, reader, sender, "RecordAgeExceeded")
        return
    result = lambda_svc._execute_function(function, {"Records": batch.records})
    if result.get("throttle"):  # is no try
        reader.rests_until = time.monotonic() + _FIRST_WAIT
        return
    failed = _first_failed(batch, result)
    if failed is None:
        mapping["LastProcessingResult"] = "OK"
        _move(batch, batch.position + len(batch.read))
        reader.failures, reader.limit = 0, None
        return
    mapping["LastProcessingResult"] = "PROBLEM: Function call failed"
    _again(batch, reader, sender, failed)


def _read(mapping: dict[str, Any], reader: _Reader) -> _Batch:
    table = mapping["EventSourceArn"].split("/")[1]
    horizon, end = dynamodb.stream_start_position(table), dynamodb.stream_end_position(table)
    first = horizon if mapping.get("StartingPosition") == "TRIM_HORIZON" else end
    position = max(lambda_svc._dynamodb_stream_positions.get(mapping["UUID"], first), horizon)
    size = mapping.get("BatchSize", 100)
    read = list(dynamodb.stream_records_since(table, position, size))
    records = lambda_svc._apply_filter_criteria(read, mapping)
    if reader.limit and len(records) > reader.limit:
        records = records[: reader.limit]
        read = read[: read.index(records[-1]) + 1]
    return _Batch(mapping, table, position, read, records)


def _first_failed(batch: _Batch, result: dict[str, Any]) -> int | None:
    """The position from which on the batch failed."""
    if result.get("error"):
        return batch.position
    body = result.get("body")
    if "ReportBatchItemFailures" not in batch.mapping.get("FunctionResponseTypes", []) or not body:
        return None
    if not isinstance(body, dict):
        return batch.position
    named = [item.get("itemIdentifier") or "" for item in body.get("batchItemFailures") or []]
    return min((batch.reaches(sequence) for sequence in named), default=None)


def _again(batch: _Batch, reader: _Reader, sender: Sender, failed: int) -> None:
    if failed > batch.position:
        _move(batch, failed)
        reader.failures, reader.limit = 0, None
    elif batch.mapping.get("BisectBatchOnFunctionError") and len(batch.records) > 1:
        reader.limit = len(batch.records) // 2  # which is not counted as a try
    else:
        reader.failures += 1
        allowed = batch.mapping.get("MaximumRetryAttempts", -1)
        if 0 <= allowed < reader.failures:
            _give_up(batch, reader, sender, "RetryAttemptsExhausted")
            return
    wait = min(_FIRST_WAIT * 2 ** min(reader.failures, 10), _LONGEST_WAIT)
    reader.rests_until = time.monotonic() + wait


def _expired(batch: _Batch) -> bool:
    oldest = batch.records[0]["dynamodb"]["ApproximateCreationDateTime"]
    allowed = batch.mapping.get("MaximumRecordAgeInSeconds", -1)
    return bool(0 < allowed < time.time() - oldest)


def _give_up(batch: _Batch, reader: _Reader, sender: Sender, condition: str) -> None:
    _move(batch, batch.position + len(batch.read))
    failures, reader.failures, reader.limit = reader.failures, 0, None
    _log.warning("Lambda: %s gives up %d records: %s", sender.source, len(batch.records), condition)
    target = ((batch.mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")
    if not target:
        return
    try:
        deliveries.send(target, json.dumps(_told(batch, sender, condition, failures)), sender)
    except UndeliveredError as error:
        _log.warning("Lambda: the failure destination %s got nothing: %s", target, error)


def _told(batch: _Batch, sender: Sender, condition: str, failures: int) -> dict[str, Any]:
    first, last = batch.records[0]["dynamodb"], batch.records[-1]["dynamodb"]
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": sender.source,
            "condition": condition,
            "approximateInvokeCount": failures,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": _iso(time.time()),
        "DDBStreamBatchInfo": {
            "shardId": "shardId-00000000000000000000-00000000",
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _iso(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _iso(last["ApproximateCreationDateTime"]),
            "batchSize": len(batch.records),
            "streamArn": batch.mapping["EventSourceArn"],
        },
    }


def _move(batch: _Batch, position: int) -> None:
    with lambda_svc._dynamodb_stream_positions_lock:
        lambda_svc._dynamodb_stream_positions[batch.mapping["UUID"]] = position


def _iso(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
