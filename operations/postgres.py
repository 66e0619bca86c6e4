"""A PostgreSQL server as a side of a reconciliation: over TLS, verified, in one snapshot that is read only.

The server counts, sums and sorts; rows come through a cursor, a bounded number at a time.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pg8000.native

from operations.catalogue import Column, read_catalogue
from operations.reconciliation import Group, GroupKey, Record, UnreadableError
from operations.tables import ComparedTable

BATCH: Final = 2000  # rows that are held at a time
_CONNECT_SECONDS: Final = 10
_SECONDS: Final = 3600  # for each answer: counting a large table takes its time
# All that the text of a value depends on, so that equal values have equal texts on both servers.
_SETTINGS: Final = (
    "SET default_transaction_read_only = on",
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET intervalstyle = 'postgres'",
    "SET extra_float_digits = 3",
    "SET bytea_output = 'hex'",
    "SET search_path = pg_catalog",
    "SET row_security = off",  # an error where rows would be hidden
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
)


@dataclass(frozen=True, slots=True)
class Login:
    """Where a server is and who asks it. `authorities`: a file of certificates (PEM); None: the system's."""

    user: str
    password: str
    host: str
    port: int
    database: str
    authorities: Path | None = None


class Postgres:
    """A side, for as long as the context lasts."""

    def __init__(self, session: pg8000.native.Connection) -> None:
        self._session = session
        self._catalogue = read_catalogue(self._run)

    def marks(self) -> frozenset[str]:
        """By which a database is known: when its server was started, and as which it was made, where its
        reader may ask that; copies of a server's files have the latter in common.
        """
        ((started, may),) = self._run(
            "SELECT pg_postmaster_start_time()::text, "
            "has_function_privilege('pg_control_system()', 'EXECUTE')"
        )
        marks = [started, *(self._run("SELECT system_identifier FROM pg_control_system()")[0] if may else ())]
        ((database,),) = self._run("SELECT current_database()")
        return frozenset(f"{mark} {database}" for mark in marks)

    def check(self, tables: Sequence[ComparedTable]) -> Iterator[str]:
        """What is not there or may not be read, and what nobody compares."""
        return self._catalogue.problems(tables)

    def own(self) -> Iterator[str]:
        """What is there for what moves the rest."""
        return self._catalogue.own()

    def columns(self, table: ComparedTable) -> list[tuple[str, str]]:
        """The columns of a table with their types, sorted."""
        return [(name, column.kind) for name, column in self._columns(table).items()]

    def now(self) -> datetime:
        """When its snapshot began."""
        ((at,),) = self._run("SELECT now()")
        return datetime.fromisoformat(str(at)).astimezone(UTC)

    def groups(self, table: ComparedTable) -> Iterator[Group]:
        """The groups of a table, sorted by their keys."""
        sums = "".join(f", coalesce(sum({_quoted(each)}::numeric), 0)::text" for each in table.amounts)
        checksum = f"sum(('x' || left({self._digest(table)}, 16))::bit(64)::bigint::numeric)::text"
        statement = (
            f"SELECT {self._group(table)}, count(*){sums}, {checksum} FROM {_place(table)} "
            "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        for merchant, currency, day, rows, *amounts, digest in self._stream(statement):
            yield Group(
                GroupKey(merchant, currency, day), rows, tuple(map(Decimal, amounts)), Decimal(digest)
            )

    def records(self, table: ComparedTable, groups: Collection[GroupKey] | None) -> Iterator[Record]:
        """The rows of these groups (None: of all), sorted by group and key."""
        keys = ", ".join(
            f'({self._text(table, each)}) COLLATE "C" AS k{n}' for n, each in enumerate(table.key)
        )
        moment = f"{_quoted(table.moment)} AT TIME ZONE 'UTC'" if table.moment else "NULL::timestamptz"
        chosen = ""
        if groups is not None:
            listed = ", ".join(f"({', '.join(map(pg8000.native.literal, each))})" for each in sorted(groups))
            chosen = f" WHERE (m, c, d) IN (VALUES {listed})"
        order = ", ".join(map(str, range(1, 4 + len(table.key))))
        statement = (
            f"SELECT * FROM (SELECT {self._group(table)}, {keys}, {self._digest(table)} AS digest, "
            f"to_char({moment}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US+00:00') AS moment "
            f"FROM {_place(table)}) AS each{chosen} ORDER BY {order}"
        )
        for merchant, currency, day, *key, digest, at in self._stream(statement):
            if None in key:
                lacking = table.key[key.index(None)]
                raise UnreadableError(
                    f"a row of {table.place} has no {lacking}: name a key that each row has"
                )
            yield Record(GroupKey(merchant, currency, day), tuple(key), digest, _moment(table, at))

    def _columns(self, table: ComparedTable) -> dict[str, Column]:
        return self._catalogue.relations[table.place].columns

    def _text(self, table: ComparedTable, column: str) -> str:
        """An expression for the text of a value: of a number without the zeros that it may end in."""
        text = f"{_quoted(column)}::text"
        if not self._columns(table)[column].numeric:
            return text
        return f"CASE WHEN {text} LIKE '%.%' THEN rtrim(rtrim({text}, '0'), '.') ELSE {text} END"

    def _digest(self, table: ComparedTable) -> str:
        """An expression for the digest of a row: of its columns by name, whatever their order."""
        columns = ", ".join(
            self._text(table, name) if column.numeric else _quoted(name)
            for name, column in self._columns(table).items()
        )
        return f"md5(ROW({columns})::text)"

    def _group(self, table: ComparedTable) -> str:
        """The columns that rows are counted by, as texts that sort alike everywhere."""
        texts = [
            f"coalesce({self._text(table, column)}, '')" if column else "''"
            for column in (table.merchant, table.currency)
        ]
        day = f"to_char({_quoted(table.moment)} AT TIME ZONE 'UTC', 'YYYY-MM-DD')" if table.moment else "''"
        named = zip((*texts, f"coalesce({day}, '')"), "mcd", strict=True)
        return ", ".join(f'({expression}) COLLATE "C" AS {name}' for expression, name in named)

    def _run(self, statement: str, **values: object) -> list[Any]:
        with _told():
            return list(self._session.run(statement, **values) or ())  # None of a command

    def _stream(self, statement: str) -> Iterator[Any]:
        """What a query answers, BATCH rows at a time."""
        self._run(f"DECLARE read NO SCROLL CURSOR FOR {statement}")
        try:
            while rows := self._run(f"FETCH FORWARD {BATCH} FROM read"):
                yield from rows
        finally:
            self._run("CLOSE read")


@contextmanager
def connected(login: Login) -> Iterator[Postgres]:
    """The side behind a login. Raises UnreadableError, also where the server would take writes."""
    try:
        tls = ssl.create_default_context(cafile=login.authorities)
    except OSError as error:
        raise UnreadableError(f"{login.authorities} holds no certificates ({type(error).__name__})") from None
    with _told():
        tls.minimum_version = ssl.TLSVersion.TLSv1_2
        socket.create_connection((login.host, login.port), _CONNECT_SECONDS).close()
        session = pg8000.native.Connection(
            login.user,
            host=login.host,
            port=login.port,
            database=login.database,
            password=login.password,
            ssl_context=tls,
            timeout=_SECONDS,
        )
    try:
        with _told():
            for setting in _SETTINGS:
                session.run(setting)
            ((read_only,),) = session.run("SHOW transaction_read_only")
        if read_only != "on":
            raise UnreadableError("the server does not read only")
        yield Postgres(session)
    finally:
        session.close()


def _place(table: ComparedTable) -> str:
    return ".".join(map(_quoted, table.place))


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _moment(table: ComparedTable, said: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        raise UnreadableError(
            f"{table.moment} of a row of {table.place} is {said}: only years 1 to 9999 compare"
        ) from None


@contextmanager
def _told() -> Iterator[None]:
    """Tell as ours what the driver raises, without what was sent."""
    try:
        yield
    except pg8000.native.DatabaseError as error:
        said = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
        raise UnreadableError(f"the server refuses ({said.get('C', 'no code')})") from None
    except ssl.SSLCertVerificationError:
        raise UnreadableError("the server's certificate is not by a known authority for its name") from None
    except UnicodeError:
        raise UnreadableError("the server's name is no name of a host") from None
    except (pg8000.native.InterfaceError, OSError) as error:
        raise UnreadableError(f"the server is not reached over TLS ({type(error).__name__})") from None
