"""Two real PostgreSQL servers, each started once a session, and what is moved between them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.domain.credentials import Engine
from tests.handlers.functions.rotation.servers import Server, missing, running
from tests.operations.servers import FILL, PAYMENTS, READER, READER_PASSWORD, TABLES


@pytest.fixture(scope="session")
def source() -> Iterator[Server]:
    """The server from which data is moved."""
    yield from _started()


@pytest.fixture(scope="session")
def target() -> Iterator[Server]:
    """The server to which data is moved."""
    yield from _started()


def _started() -> Iterator[Server]:
    reason = missing(Engine.POSTGRES)
    if reason:
        pytest.skip(f"{reason}: reconciliation is not tested against real servers")
    with running(Engine.POSTGRES, {"wal_level": "logical"}) as server:
        yield server


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """What is compared."""
    file = tmp_path / "tables.toml"
    file.write_text(TABLES, encoding="utf-8")
    return file


@pytest.fixture
def moved(source: Server, target: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both servers with the same payments and merchants, and a user of each who may only read."""
    for side, server in (("source", source), ("target", target)):
        server.run(
            "DROP SCHEMA public CASCADE",
            "DROP SCHEMA IF EXISTS billing, awsdms_control CASCADE",
            "CREATE SCHEMA public",
            "SELECT lo_unlink(oid) FROM pg_largeobject_metadata",
        )
        with contextlib.suppress(Exception):
            server.make_user(READER, READER_PASSWORD)
        server.run(
            f"CREATE TABLE payments ({PAYMENTS[side]})",
            "CREATE TABLE merchants (id text, name text)",
            FILL,
            "INSERT INTO merchants VALUES ('m_1', 'Čapek'), ('M_2', 'b'), ('m-3', NULL)",
            f"GRANT USAGE ON SCHEMA public TO {READER}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}",
        )
    monkeypatch.setenv("SOURCE_PASSWORD", READER_PASSWORD)
    monkeypatch.setenv("TARGET_PASSWORD", READER_PASSWORD)
