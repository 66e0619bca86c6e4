"""Global tables (MREC) replicate in a while and not at once, item by item; where two regions wrote an item,
the later write wins in each; nothing crosses a partition until it heals. ministack writes to all regions at
once, so that no region ever sees another's past. What waits is told at `/_rehearsal/replication`, where the
delay is set.

Source: the developer guide of Amazon DynamoDB, "How DynamoDB global tables work".
"""

from __future__ import annotations

import copy
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import dynamodb

from rehearsal.emulator import regions
from rehearsal.emulator.later import later

_AGAIN: Final = 0.1  # seconds between two looks at what waits behind a partition
Version = tuple[int, str]  # when it was written, in nanoseconds, and where
_delay = {"seconds": 0.3}
_waiting: dict[tuple[str, str], deque[_Change]] = {}
_written: dict[tuple[str, str, Any, Any], Version] = {}


def apply() -> None:
    """Replace how writes reach the other regions."""
    dynamodb._replicate_write = _replicate


def replication(told: Any) -> dict[str, Any]:
    """How many changes wait by way, and the delay in seconds, which may be set. Raises ValueError."""
    if told is not None:
        _delay["seconds"] = float(told["delay"])
    waiting = {f"{home} -> {region}": len(queue) for (home, region), queue in _waiting.items() if queue}
    return {"delay": _delay["seconds"], "waiting": waiting}


@dataclass(frozen=True, slots=True)
class _Change:
    """A write on its way to a region, where it is due."""

    account: str
    table: str
    key: tuple[Any, Any]
    item: dict[str, Any] | None
    version: Version
    due: float


def _replicate(table: dict[str, Any], event: str, old: Any, new: Any) -> None:
    if event == "MODIFY" and old == new:
        return  # has changed nothing, and stands in no stream
    home, account = get_region(), get_account_id()
    item = new if new is not None else old
    key = _key(table, item)
    version = (time.time_ns(), home)
    _written[home, table["TableName"], *key] = version
    due = time.monotonic() + _delay["seconds"]
    for region in dynamodb._replica_group(table):
        if region == home:
            continue
        queue = _waiting.setdefault((home, region), deque())
        queue.append(_Change(account, table["TableName"], key, copy.deepcopy(new), version, due))
        if len(queue) == 1:
            _look(home, region, _delay["seconds"])


def _look(home: str, region: str, seconds: float) -> None:
    later(seconds, lambda: _drain(home, region))


def _drain(home: str, region: str) -> None:
    """Do what is due, in the order in which it was written."""
    queue = _waiting[home, region]
    while queue and queue[0].due <= time.monotonic() and not regions.apart(home, region):
        change = queue[0]
        with request_scope(change.account, region):
            _arrive(change, region)
        queue.popleft()
    if queue:
        _look(home, region, max(queue[0].due - time.monotonic(), _AGAIN))


def _arrive(change: _Change, region: str) -> None:
    table = dynamodb._tables.get(change.table)
    known = (region, change.table, *change.key)
    if table is None or _written.get(known, (0, "")) > change.version:
        return
    _written[known] = change.version
    partition, sort = change.key
    previous = table["items"].get(partition, {}).get(sort)
    if change.item is None:
        dynamodb._remove_item(table, partition, sort)
    else:
        dynamodb._set_item(table, partition, sort, copy.deepcopy(change.item))
    if change.item is None and previous is None:
        return
    event = "REMOVE" if change.item is None else ("MODIFY" if previous else "INSERT")
    dynamodb._emit_stream_event(change.table, event, previous, copy.deepcopy(change.item), replicate=False)


def _key(table: dict[str, Any], item: dict[str, Any]) -> tuple[Any, Any]:
    sort = table["sk_name"]
    return (
        dynamodb._extract_key_val(item.get(table["pk_name"])),
        dynamodb._extract_key_val(item.get(sort)) if sort else "__no_sort__",
    )
