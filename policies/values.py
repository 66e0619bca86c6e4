"""Values of arguments as a configuration has them: written out, given by an expression, or generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Generated(str):
    """Stands where a `dynamic` block generates others: an expression that only the plan can tell."""

    __slots__ = ()

    @classmethod
    def by(cls, label: str) -> Generated:
        """What the `dynamic` block of this label generates."""
        return cls('${dynamic "' + label + '"}')


class UnknownBlock(Mapping[str, Any]):
    """A block that an expression gives or a `dynamic` block generates: every attribute is that expression."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    def __getitem__(self, name: str) -> str:
        return self._expression

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1


def is_known(value: object) -> bool:
    """False where the value, or a part of it, is an expression that only Terraform can evaluate."""
    return not (isinstance(value, str) and ("${" in value or "%{" in value))


def is_expression(value: object) -> bool:
    """Whether it is a text of which only Terraform can tell what it stands for."""
    return isinstance(value, str) and not is_known(value)


def as_list(value: object) -> list[Any]:
    """The items of a list, the value itself as the only item, or none where it is absent."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def texts(value: object) -> list[str]:
    """The items of a list (or a value that is none) as texts, which can be compared, sorted and looked up."""
    return [item if isinstance(item, str) else str(item) for item in as_list(value)]


def as_written(value: Any) -> Any:  # noqa: ANN401 - Terraform values have every JSON type
    """The value without what a `dynamic` block generates."""
    if isinstance(value, Mapping):
        kept = {key: item for key, item in value.items() if key != "dynamic" and type(item) is not Generated}
        return {key: as_written(item) for key, item in kept.items()}
    if isinstance(value, list):
        return [as_written(item) for item in value if type(item) is not Generated]
    return value
