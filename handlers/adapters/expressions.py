"""Conditions and additions as DynamoDB's expressions. Every name and value is a placeholder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.domain.ports import EXPIRES, Absent, AbsentOr, Add, Condition, Item, Same


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression with its placeholders: `names` of attributes, `values` to compare with or to add."""

    text: str
    names: Mapping[str, str]
    values: Item = field(default_factory=dict)


def condition(wanted: Condition) -> Expression | None:
    """Return a condition as an expression; None where everything will do."""
    match wanted:
        case Absent():
            return Expression("attribute_not_exists(#pk)", {"#pk": "pk"})
        case Same(values):
            return _joined("attribute_exists(#pk)", " AND ", values, {})
        case AbsentOr(values, below) if values or below:
            return _joined("attribute_not_exists(#pk)", " OR ", values, below)
    return None


def addition(add: Add) -> Expression:
    """Return an addition as an update expression."""
    amounts = [(f"#a{i}", f":a{i}", name) for i, name in enumerate(add.amounts)]
    sums = ", ".join(f"{name} {value}" for name, value, _ in amounts)
    return Expression(
        f"ADD {sums} SET #expires = :expires",
        {"#expires": EXPIRES, **{name: each for name, _, each in amounts}},
        {":expires": add.expires_at, **{value: add.amounts[each] for _, value, each in amounts}},
    )


def _joined(there: str, word: str, same: Mapping[str, str | int], below: Mapping[str, int]) -> Expression:
    equal = [(f"#s{i}", f":s{i}", name) for i, name in enumerate(same)]
    under = [(f"#b{i}", f":b{i}", name) for i, name in enumerate(below)]
    parts = [
        *(f"{name} = {value}" for name, value, _ in equal),
        # A number that is not there counts as 0, as everywhere.
        *(
            f"({name} < {value}{f' OR attribute_not_exists({name})' if below[each] > 0 else ''})"
            for name, value, each in under
        ),
    ]
    return Expression(  # AND binds before OR, and a pair of parentheses too many is refused
        f"{there}{word}{' AND '.join(parts)}" if parts else there,
        {"#pk": "pk", **{name: each for name, _, each in (*equal, *under)}},
        {
            **{value: same[each] for _, value, each in equal},
            **{value: below[each] for _, value, each in under},
        },
    )
