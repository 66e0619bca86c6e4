"""The `Table`, `OpenIndex` and `MerchantIndex` ports over DynamoDB.

One Put is a PutItem, an Add an UpdateItem. More than one Put is a transaction, whose token keeps
boto3's own retries from doing it twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, cast

from handlers.adapters.attributes import attributes, item_of
from handlers.adapters.calls import calls
from handlers.adapters.clients import answered, code_of, unanswered
from handlers.adapters.expressions import addition, condition
from handlers.domain.errors import ContentionError, PaymentError, ThrottledError
from handlers.domain.ports import Add, ConditionFailedError, Item, Key, Put
from handlers.stores.items import number

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        PutTypeDef,
        QueryInputTypeDef,
        QueryOutputTypeDef,
        UpdateTypeDef,
    )

OPEN_INDEX: Final = "open_shard-due_at"  # partition key `open_shard`, sort key `due_at`
MERCHANT_INDEX: Final = "merchant_shard-created_at"  # partition key `merchant_shard`, sort key `created_at`
_INDEX_KEYS: Final = ("pk", "sk", "open_shard", "due_at")
_CONFLICTS: Final = frozenset(
    {"TransactionConflict", "TransactionConflictException", "TransactionInProgressException"}
)
_THROTTLED: Final = frozenset(
    {"ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"}
)


class DynamoTable:
    """A table by its name."""

    def __init__(self, client: DynamoDBClient, name: str) -> None:
        self._client, self._name = client, name

    def get(self, key: Key) -> Item | None:
        """Return the item, or None."""
        return self._get(key, consistent=True)

    def peek(self, key: Key) -> Item | None:
        """Return the item as one of DynamoDB's copies has it, or None."""
        return self._get(key, consistent=False)

    @calls("dynamodb:Query")
    def query(self, pk: str, *, from_sk: str = "") -> Sequence[Item]:
        """Return all items of `pk` whose `sk` is `from_sk` or behind it, in the order of `sk`."""
        asked = "pk = :pk AND sk >= :sk" if from_sk else "pk = :pk"
        values = {":pk": pk, ":sk": from_sk} if from_sk else {":pk": pk}
        request: QueryInputTypeDef = {
            "TableName": self._name,
            "KeyConditionExpression": asked,
            "ExpressionAttributeValues": attributes(values),
            "ConsistentRead": True,
        }
        found: list[Item] = []
        while True:
            with answered():
                page = self._client.query(**request)
            found.extend(item_of(item) for item in page["Items"])
            if not page.get("LastEvaluatedKey"):
                return found
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def write(self, *puts: Put) -> None:
        """Do all of the writes or none. Raises ConditionFailedError, ContentionError."""
        if len(puts) == 1:
            self._put(puts[0])
        else:
            self._transact(puts)

    @calls("dynamodb:UpdateItem")
    def add(self, add: Add) -> None:
        """Add to an item, which is made where it is not there."""
        with answered():
            self._client.update_item(**_update_request(self._name, add))

    @calls("dynamodb:GetItem")
    def _get(self, key: Key, *, consistent: bool) -> Item | None:
        with answered():
            answer = self._client.get_item(
                TableName=self._name, Key=attributes({"pk": key.pk, "sk": key.sk}), ConsistentRead=consistent
            )
        return item_of(answer["Item"]) if "Item" in answer else None

    @calls("dynamodb:PutItem")
    def _put(self, put: Put) -> None:
        from botocore.exceptions import ClientError  # noqa: PLC0415 (loaded at the first event)

        failed: PaymentError | ConditionFailedError
        with answered():
            try:
                self._client.put_item(**_put_request(self._name, put))
            except ClientError as error:
                failed = _failure([code_of(error)])
            else:
                return
        raise failed

    @calls("dynamodb:PutItem")
    def _transact(self, puts: Sequence[Put]) -> None:
        from botocore.exceptions import ClientError  # noqa: PLC0415 (see above)

        failed: PaymentError | ConditionFailedError
        with answered():
            try:
                self._client.transact_write_items(
                    TransactItems=[{"Put": _put_request(self._name, put)} for put in puts],
                    ClientRequestToken=str(uuid.uuid4()),
                )
            except ClientError as error:
                reasons = cast("list[dict[str, str]]", error.response.get("CancellationReasons", []))
                failed = _failure([each.get("Code", "None") for each in reasons] or [code_of(error)])
            else:
                return
        raise failed


class DynamoTallies:
    """Tallies in a table, by the table's name: one write each, which answers with the sum."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client, self._table = client, table

    @calls("dynamodb:UpdateItem")
    def count(self, key: Key, *, expires_at: int) -> int:
        """Add one to a tally, and return it. Raises ThrottledError."""
        from botocore.exceptions import ClientError  # noqa: PLC0415 (see above)

        request = _update_request(self._table, Add(key, {"requests": 1}, expires_at))
        with answered():
            try:
                answer = self._client.update_item(**request, ReturnValues="ALL_NEW")
            except ClientError as error:
                if code_of(error) in _THROTTLED:
                    raise ThrottledError("more is counted than one key takes") from None
                raise
        return number(item_of(answer["Attributes"]), "requests")


class DynamoOpenIndex:
    """The sparse index of a table, by the table's name."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client, self._table = client, table

    @calls("dynamodb:Query", index=OPEN_INDEX)
    def open_in(self, shard: str, *, until: str, limit: int, after: Item | None = None) -> Sequence[Item]:
        """Return up to `limit` items of the shard that are due by `until`, those due first first."""
        request: QueryInputTypeDef = {
            "TableName": self._table,
            "IndexName": OPEN_INDEX,
            "KeyConditionExpression": "open_shard = :shard AND due_at <= :until",
            "ExpressionAttributeValues": attributes({":shard": shard, ":until": until}),
        }
        if after is not None:
            request["ExclusiveStartKey"] = attributes({name: after[name] for name in _INDEX_KEYS})
        return _up_to(limit, self._client.query, request)


class DynamoMerchantIndex:
    """The index of a table's payments by their merchant, by the table's name."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client, self._table = client, table

    @calls("dynamodb:Query", index=MERCHANT_INDEX)
    def newest_in(self, shard: str, *, until: str, limit: int) -> Sequence[Item]:
        """Return up to `limit` items of the shard that were made by `until`, the newest first."""
        request: QueryInputTypeDef = {
            "TableName": self._table,
            "IndexName": MERCHANT_INDEX,
            "KeyConditionExpression": "merchant_shard = :shard AND created_at <= :until",
            "ExpressionAttributeValues": attributes({":shard": shard, ":until": until}),
            "ScanIndexForward": False,
        }
        return _up_to(limit, self._client.query, request)


def _up_to(
    limit: int, query: Callable[..., QueryOutputTypeDef], request: QueryInputTypeDef
) -> Sequence[Item]:
    """Return the first items that a query finds, from as many of its pages as that takes."""
    found: list[Item] = []
    while len(found) < limit:
        request["Limit"] = limit - len(found)
        with answered():
            page = query(**request)
        found.extend(item_of(item) for item in page["Items"])
        if not page.get("LastEvaluatedKey"):
            break
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
    return found


def _update_request(table: str, add: Add) -> UpdateTypeDef:
    added = addition(add)
    return {
        "TableName": table,
        "Key": attributes({"pk": add.key.pk, "sk": add.key.sk}),
        "UpdateExpression": added.text,
        "ExpressionAttributeNames": dict(added.names),
        "ExpressionAttributeValues": attributes(added.values),
    }


def _put_request(table: str, put: Put) -> PutTypeDef:
    request: PutTypeDef = {"TableName": table, "Item": attributes(put.item)}
    wanted = condition(put.when)
    if wanted:
        request["ConditionExpression"] = wanted.text
        request["ExpressionAttributeNames"] = dict(wanted.names)
    if wanted and wanted.values:  # an empty map of values is refused
        request["ExpressionAttributeValues"] = attributes(wanted.values)
    return request


def _failure(codes: Sequence[str]) -> PaymentError | ConditionFailedError:
    """Say what a refused write means, by the code of each write; "None" where a write was in order."""
    for position, code in enumerate(codes):
        if code in ("ConditionalCheckFailed", "ConditionalCheckFailedException"):
            return ConditionFailedError(position)
    if not _CONFLICTS.isdisjoint(codes):
        return ContentionError("others write the same items just now")
    # A cancelled transaction names its reasons without "Exception"; an error of its own, with it.
    telling = next((code for code in codes if code != "None"), "")
    return unanswered("ValidationException" if telling == "ValidationError" else telling)
