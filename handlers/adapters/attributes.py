"""Items as DynamoDB writes them: whole numbers, texts, booleans, lists, maps. No fraction gets in or out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from handlers.domain.ports import Item, Value

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

# Digits that DynamoDB keeps of a number (developer guide, "Supported data types").
_PRECISION: Final = 38


def attribute(value: Value) -> AttributeValueTypeDef:
    """Return a value as DynamoDB's. Raises TypeError for a fraction or another type, ValueError for a
    number of more than 38 digits.
    """
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int():
            if abs(value) >= 10**_PRECISION:
                raise ValueError("a number has more digits than the table keeps")
            return {"N": str(value)}
        case str():
            return {"S": value}
        case Mapping():
            return {"M": attributes(value)}
        case Sequence() if not isinstance(value, bytes | bytearray):
            return {"L": [attribute(each) for each in value]}
    raise TypeError("an item holds whole numbers, texts, booleans, lists and maps")


def attributes(item: Item) -> dict[str, AttributeValueTypeDef]:
    """Return an item as DynamoDB's. Raises as `attribute` does."""
    return {name: attribute(value) for name, value in item.items()}


def value_of(given: Mapping[str, object]) -> Value:
    """Return the value that DynamoDB's stands for. Raises TypeError for a type that we never write."""
    match given:
        case {"S": str(text)}:
            return text
        case {"N": str(text)}:
            number = Decimal(text)
            if number != int(number):
                raise TypeError("a number of an item is not whole")
            return int(number)
        case {"BOOL": bool(truth)}:
            return truth
        case {"NULL": True}:
            return None
        case {"L": list(values)}:
            return [value_of(each) for each in values]
        case {"M": dict(values)}:
            return item_of(values)
    raise TypeError("an item holds a type that is never written")


def item_of(given: Mapping[str, Mapping[str, object]]) -> Item:
    """Return the item that DynamoDB's stands for. Raises TypeError as `value_of` does."""
    return {name: value_of(value) for name, value in given.items()}
