"""What a parameter group says, as several rules ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from policies import expect
from policies.model import Judgement, fail, unknown
from policies.resource import Resource
from policies.values import is_known


class Parameters(NamedTuple):
    """What a group says: the values by name, in lower case, and whether only the plan can tell the rest."""

    values: Mapping[str, str]
    is_generated: bool

    def demanded(self, name: str, is_right: Callable[[str], bool], wanted: str) -> Iterator[Judgement]:
        """The parameter is set, to what is right; `wanted` is what a value that is not should be."""
        if name in self.values:
            yield from self.allowed(name, is_right, wanted)
        elif self.is_generated:
            yield unknown(f"only the plan can tell whether {name} is set")
        else:
            yield fail(f"{name} is not set; it must be {wanted}", name)

    def allowed(self, name: str, is_right: Callable[[str], bool], wanted: str) -> Iterator[Judgement]:
        """The parameter is right where it is set: AWS's default is."""
        value = self.values.get(name)
        if value is None:
            return
        if not is_known(value):
            yield unknown(f"{name} is {value}, which only the plan can tell")
        elif not is_right(value.lower()):
            yield fail(f"{name} is {value}; it must be {wanted}", name)


def parameters(group: Resource) -> Parameters:
    """What a parameter group says; of two parameters of one name RDS takes the last."""
    written = expect.written_blocks(group, "parameter")
    return Parameters(
        {str(block.get("name")).lower(): str(block.get("value")) for block in written},
        len(written) != len(group.blocks("parameter")),
    )


def listed(value: str) -> frozenset[str]:
    """The items of a value that is a list by commas."""
    return frozenset(item.strip() for item in value.split(","))


def is_on(value: str) -> bool:
    """Whether MySQL and PostgreSQL take it for true."""
    return value in ("1", "on", "true")
