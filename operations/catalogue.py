"""What tables a PostgreSQL database has, and whether a user may read all that is in them.

From `pg_catalog`, which hides nothing: `information_schema` leaves out what its reader was not granted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from infra.names import DMS_SCHEMA
from operations.tables import ComparedTable, Place

# Of all schemas but the server's own. Partitions are read by way of the table that they are of; what belongs
# to an extension is made by it (pglogical's own tables).
_STATEMENT: Final = """
SELECT n.nspname, c.relname, has_schema_privilege(n.oid, 'USAGE'), row_security_active(c.oid),
       a.attname, format_type(a.atttypid, NULL), has_column_privilege(c.oid, a.attnum, 'SELECT'),
       'numeric'::regtype IN (t.oid, t.typbasetype)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname, a.attname COLLATE "C"
"""
_DMS_TABLE: Final = "awsdms_"
_LARGE_OBJECTS: Final = "SELECT count(*) FROM pg_largeobject_metadata"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, whether it may be read, and whether it holds numbers with decimals."""

    kind: str
    readable: bool
    numeric: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """A table. usable: its schema may be used. filtered: row-level security hides rows of it."""

    usable: bool
    filtered: bool
    columns: dict[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All tables of a database, and how many large objects, which are in none."""

    relations: Mapping[Place, Relation]
    large_objects: int

    def own(self) -> Iterator[str]:
        """What is there and not compared, since AWS DMS keeps it for itself."""
        if kept := sorted(place.name for place in self.relations if _of_dms(place)):
            yield f"{DMS_SCHEMA} is not compared: AWS DMS keeps {', '.join(kept)} there for itself"

    def problems(self, tables: Sequence[ComparedTable]) -> Iterator[str]:
        """What keeps these tables from being all that is there, a sentence each."""
        for table in tables:
            relation = self.relations.get(table.place)
            if relation is None:
                yield f"there is no table {table.place}"
            else:
                yield from _of(table, relation)
        for unnamed in sorted(self.relations.keys() - {table.place for table in tables}):
            if _of_dms(unnamed):
                continue
            yield f"the table {unnamed} is not compared: name it"
        if self.large_objects:
            yield f"{self.large_objects} large objects are not compared: nothing that moves tables moves them"


def read_catalogue(run: Callable[[str], list[Any]]) -> Catalogue:
    """The catalogue of the database in which `run` runs statements."""
    relations: dict[Place, Relation] = {}
    for schema, name, usable, filtered, column, kind, readable, numeric in run(_STATEMENT):
        relation = relations.setdefault(Place(schema, name), Relation(usable, filtered))
        if column is not None:
            relation.columns[column] = Column(kind, readable, numeric)
    ((large_objects,),) = run(_LARGE_OBJECTS)
    return Catalogue(relations, large_objects)


def _of_dms(place: Place) -> bool:
    return place.schema == DMS_SCHEMA and place.name.startswith(_DMS_TABLE)


def _of(table: ComparedTable, relation: Relation) -> Iterator[str]:
    named = {*table.key, table.merchant, table.currency, table.moment, *table.amounts} - {None}
    if lacking := sorted(str(each) for each in named - relation.columns.keys()):
        yield f"the table {table.place} has no column {', '.join(lacking)}"
    hidden = [name for name, column in relation.columns.items() if not column.readable]
    if not relation.usable or (hidden and len(hidden) == len(relation.columns)):
        yield f"the table {table.place} may not be read: grant it and its schema to the reader"
    elif hidden:
        yield f"columns of {table.place} may not be read: grant {', '.join(hidden)} to the reader"
    if relation.filtered:
        yield f"row-level security hides rows of {table.place}: let the reader bypass it (BYPASSRLS)"
