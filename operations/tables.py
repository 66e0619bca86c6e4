"""Which tables a reconciliation compares, and what their columns are: a file in TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from pydantic import AfterValidator, Field, ValidationError

from infra.settings.tables import Table

PUBLIC: Final = "public"
_KEYS: Final = (
    'key, merchant, currency, moment and amounts of a table, which is called [tables."schema.name"] in '
    "another schema than public"
)
Column = Annotated[str, Field(pattern=r"^[^\x00]{1,63}$")]
TableName = Annotated[str, Field(pattern=r"^([^.\x00]{1,63}\.)?[^.\x00]{1,63}$")]


class TablesError(Exception):
    """The file cannot be used; the text names it, and what is wrong in it."""


def _each_once(columns: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(columns)) < len(columns):
        raise ValueError("a column stands there twice")
    return columns


class Place(NamedTuple):
    """Where a table is: its schema, and its name there."""

    schema: str
    name: str

    def __str__(self) -> str:
        return self.name if self.schema == PUBLIC else f"{self.schema}.{self.name}"


class ComparedTable(Table):
    """A table. `name` has its schema before a dot, where that is not `public`. `key` names one row; it is
    counted by merchant, currency and day of `moment`, where it has such columns, and `amounts` are summed up.
    """

    name: TableName
    key: Annotated[tuple[Column, ...], Field(min_length=1), AfterValidator(_each_once)]
    merchant: Column | None = None
    currency: Column | None = None
    moment: Column | None = None
    amounts: Annotated[tuple[Column, ...], AfterValidator(_each_once)] = ()

    @property
    def place(self) -> Place:
        """Where it is."""
        schema, _, name = self.name.rpartition(".")
        return Place(schema or PUBLIC, name)


def read_tables(file: Path) -> list[ComparedTable]:
    """The tables that a file names. Raises TablesError."""
    try:
        named = tomllib.loads(file.read_text(encoding="utf-8"))["tables"]
        tables = [_table(file, name, values) for name, values in named.items()]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise TablesError(f"{file}: a table [tables.<name>] for each table is needed ({error})") from None
    places = [table.place for table in tables]
    if twice := [str(place) for place in places if places.count(place) > 1]:
        raise TablesError(f"{file}: tables.{twice[0]}: found twice; allowed: once")
    return tables


def _table(file: Path, name: str, values: dict[str, object]) -> ComparedTable:
    try:
        if "name" in values:
            raise TablesError(f"{file}: tables.{name}.name: found {values['name']!r}; allowed: {_KEYS}")
        return ComparedTable(**{**_tuples(values), "name": name})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, (name, *first["loc"])))
        raise TablesError(f"{file}: tables.{key}: {first['msg']}; allowed: {_KEYS}") from None


def _tuples(values: dict[str, object]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
