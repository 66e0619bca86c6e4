"""What a payment's lifecycle costs: recorded from the functions (`handlers.local.lifecycle`), and read by
those who work out what the load needs (`infra.capacity`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Self


class Of(StrEnum):
    """Whose payments meet in a key."""

    PAYMENT = "payment"  # or those of one card, or of one payer
    MERCHANT = "merchant"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Role:
    """What a partition key of a table or an index is for. The load is spread over `parts` of them, or over as
    many as let no key have more than `most` payments a second.
    """

    table: str
    key: str
    of: Of
    parts: int = 1
    most: int | None = None

    def fits(self, table: str, key: str) -> bool:
        """Tell whether a key is one of these."""
        return table == self.table and re.fullmatch(re.sub(r"<\w+>", "[^#]+", self.key), key) is not None


class Units(NamedTuple):
    """DynamoDB's units of reads, of writes, and of writes in each copy of the table."""

    reads: float = 0
    writes: float = 0
    copied: float = 0

    def plus(self, other: Units, times: int = 1) -> Units:
        """Return the sum with so many times another."""
        return Units(*(mine + times * its for mine, its in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Use:
    """What one function takes of a role's keys, all parts together. Where it keeps what it has read, `every`
    is after how many seconds one execution of it reads again.
    """

    function: str
    role: Role
    units: Units
    every: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What something takes of keys, and how many workflows of which name it starts."""

    uses: tuple[Use, ...] = ()
    starts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What each payment takes that goes well, from the request to the pay-out; what one that comes to be in
    doubt takes beyond that; what each minute takes without any; and `besides`, what executions keep of
    functions that not every payment calls.
    """

    of_a_payment: Cost = Cost()
    of_a_doubt: Cost = Cost()
    of_a_minute: Cost = Cost()
    besides: Cost = Cost()

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `written` wrote."""
        return cls(**{name: _cost(cost) for name, cost in json.loads(text).items()})

    def written(self) -> str:
        """Return it as JSON, a use a line."""
        parts = (f'"{name}": {_written(cost)}' for name, cost in self._costs())
        return "{" + ",\n".join(parts) + "}\n"

    def _costs(self) -> Iterable[tuple[str, Cost]]:
        return (
            ("of_a_payment", self.of_a_payment),
            ("of_a_doubt", self.of_a_doubt),
            ("of_a_minute", self.of_a_minute),
            ("besides", self.besides),
        )


def _written(cost: Cost) -> str:
    uses = ",\n  ".join(json.dumps(_row(use)) for use in cost.uses)
    return f'{{"starts": {json.dumps(_whole(cost.starts))}, "uses": [\n  {uses}\n]}}'


def _row(use: Use) -> Mapping[str, Any]:
    return {
        "function": use.function,
        "role": asdict(use.role),
        "units": _whole(use.units._asdict()),
        "every": use.every,
    }


def _whole(numbers: Mapping[str, float]) -> Mapping[str, float]:
    return {name: int(each) if each == int(each) else each for name, each in numbers.items()}


def _cost(written: Mapping[str, Any]) -> Cost:
    return Cost(tuple(_use(**row) for row in written["uses"]), written["starts"])


def _use(function: str, role: Mapping[str, Any], units: Mapping[str, float], every: float | None) -> Use:
    return Use(function, Role(**{**role, "of": Of(role["of"])}), Units(**units), every)
