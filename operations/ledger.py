"""A ledger in DynamoDB as a side of a reconciliation. Each look is one scan; what is held is a count for each
group, and the rows of groups that differ.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from operations.account import client
from operations.reconciliation import Group, GroupKey, Record, UnreadableError
from operations.tables import ComparedTable

POSTINGS: Final = ComparedTable(name="postings", key=("pk", "sk"), amounts=("minor",))
ITEMS: Final = ComparedTable(name="items", key=("pk", "sk"))
TABLES: Final = (POSTINGS, ITEMS)
"""Postings by merchant, currency and day, with what they move; and every item by its kind."""
_POSTING: Final = "POSTING"
_SETS: Final = frozenset({"SS", "NS", "BS"})
_PAGE: Final = 1000  # items
_TIMES: Final = Config(
    connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 8, "mode": "standard"}
)

Item = Mapping[str, Any]
"""In DynamoDB's own notation, each value with its type."""


class Ledger:
    """A side: the table of that name in that region."""

    def __init__(self, region: str, table: str) -> None:
        self._client: Any = client("dynamodb", region, _TIMES)
        self._region, self._table = region, table

    def marks(self) -> frozenset[str]:
        """Its region and its name: both sides are of one account."""
        return frozenset({f"{self._region}/{self._table}"})

    def check(self, tables: Sequence[ComparedTable]) -> Iterator[str]:  # noqa: ARG002 - those are its own
        """Nothing: every item is counted, whatever its kind."""
        yield from ()

    def own(self) -> Iterator[str]:
        """Nothing."""
        yield from ()

    def columns(self, table: ComparedTable) -> list[tuple[str, str]]:
        """Its key: items have no other columns in common."""
        return [(name, "S") for name in table.key]

    def now(self) -> datetime:
        """The clock of this machine: DynamoDB tells no time."""
        return datetime.now(UTC)

    def groups(self, table: ComparedTable) -> Iterator[Group]:
        """The groups of a table, sorted by their keys."""
        found: dict[GroupKey, list[int]] = {}
        with self._told():
            for item in self._scan():
                if (key := _group(table, item)) is None:
                    continue
                minor = _minor(item) if table.amounts else 0
                sums = found.setdefault(key, [0, 0, 0])
                for place, more in enumerate((1, minor, int(_digest(item)[:16], 16))):
                    sums[place] += more
        for key, (count, minor, checksum) in sorted(found.items()):
            yield Group(key, count, (Decimal(minor),) * len(table.amounts), Decimal(checksum))

    def records(self, table: ComparedTable, groups: Collection[GroupKey] | None) -> Iterator[Record]:
        """The rows of these groups (None: of all), sorted by group and key."""
        with self._told():
            found = [
                Record(key, (item["pk"]["S"], item["sk"]["S"]), _digest(item), _moment(item))
                for item in self._scan()
                if (key := _group(table, item)) is not None and (groups is None or key in groups)
            ]
        yield from sorted(found, key=lambda row: (row.group, row.key))

    def _scan(self) -> Iterator[Item]:
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table, ConsistentRead=True, Limit=_PAGE
        )
        for page in pages:
            yield from page["Items"]

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell as ours what boto3 raises, and what an item that no ledger writes leads to."""
        try:
            yield
        except ClientError as error:
            code = error.response["Error"].get("Code")
            raise UnreadableError(f"the ledger {self._table} is not read: {code}") from None
        except BotoCoreError as error:
            raise UnreadableError(f"the ledger {self._table} is not reached: {error}") from None
        except (LookupError, TypeError, ValueError) as error:
            raise UnreadableError(
                f"{self._table} is no ledger: an item has not what items of its kind have "
                f"({type(error).__name__})"
            ) from None


def _group(table: ComparedTable, item: Item) -> GroupKey | None:
    """What an item is counted by; None where the table does not hold it."""
    kind = item["sk"]["S"].partition("#")[0]
    if table is ITEMS:
        return GroupKey(kind, "", "")
    if kind != _POSTING:
        return None
    return GroupKey(item["merchant_id"]["S"], _entries(item)[0]["currency"]["S"], item["at"]["S"][:10])


def _entries(item: Item) -> list[Item]:
    return [entry["M"] for entry in item["entries"]["L"]]


def _minor(item: Item) -> int:
    """What a posting moves, in the currency's smallest unit: its entries sum to zero."""
    return sum(max(0, int(entry["minor"]["N"])) for entry in _entries(item))


def _moment(item: Item) -> datetime | None:
    said = item.get("at", item.get("created_at"))
    return datetime.fromisoformat(said["S"]).astimezone(UTC) if said else None


def _digest(item: Item) -> str:
    canonical = json.dumps(_ordered(item), sort_keys=True, default=repr)
    return hashlib.md5(canonical.encode(), usedforsecurity=False).hexdigest()


def _ordered(value: object) -> object:
    """The same with sets in one order, which DynamoDB does not keep."""
    if isinstance(value, Mapping):
        return {
            key: sorted(each) if key in _SETS and isinstance(each, list) else _ordered(each)
            for key, each in value.items()
        }
    return [_ordered(each) for each in value] if isinstance(value, list) else value
