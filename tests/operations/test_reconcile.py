"""Reconciliation of two real PostgreSQL servers: each row that is lost, doubled, changed or late is named."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from operations import __main__ as command
from operations import postgres
from operations.postgres import Login, Postgres, connected
from operations.reconciliation import UnreadableError
from operations.tables import ComparedTable, read_tables
from tests.handlers.functions.rotation.servers import ADMIN, ADMIN_PASSWORD, DATABASE, HOST, Server
from tests.operations.servers import FILL, READER, READER_PASSWORD, ROWS, asked

pytestmark = pytest.mark.database


@pytest.mark.usefixtures("moved")
def test_what_is_equal_is_go(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(source, target, tables) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"payments: {ROWS} rows at the source, {ROWS} at the target, equal",
        "merchants: 3 rows at the source, 3 at the target, equal",
        "go: both sides are equal",
    ]


LOST = (
    "payments m_0 EUR 2026-03-02: 57 rows at the source, 56 at the target; amount 27791.25 at the source, "
    "27770.00 at the target; fee 2.85 at the source, 2.80 at the target"
)
# What is done to the target, and the lines of the report that follow from it alone.
WRONG = {
    "lost": (
        "DELETE FROM payments WHERE id = 21",
        (
            LOST,
            "payments m_0 EUR 2026-03-02: lost: id=21",
        ),
    ),
    "doubled": (
        "INSERT INTO payments SELECT * FROM payments WHERE id = 21",
        ("payments m_0 EUR 2026-03-02: doubled: id=21",),
    ),
    "doubled twice": (
        "INSERT INTO payments SELECT p.* FROM payments p, generate_series(1, 2) WHERE id = 21",
        ("payments m_0 EUR 2026-03-02: doubled 2 times: id=21",),
    ),
    "amount": (
        "UPDATE payments SET amount = amount + 1 WHERE id = 21",
        ("payments m_0 EUR 2026-03-02: changed: id=21",),
    ),
    "two amounts that sum up": (
        "UPDATE payments SET amount = amount + CASE id WHEN 21 THEN 1 ELSE -1 END WHERE id IN (21, 126)",
        (
            "payments m_0 EUR 2026-03-02: counts and sums are equal, rows are not",
            "payments m_0 EUR 2026-03-02: changed: id=126",
            "payments m_0 EUR 2026-03-02: changed: id=21",
        ),
    ),
    "a note": (
        "UPDATE payments SET note = NULL WHERE id = 42",
        (
            "payments m_0 EUR 2026-03-03: counts and sums are equal, rows are not",
            "payments m_0 EUR 2026-03-03: changed: id=42",
        ),
    ),
    "a note that looks like none": (
        "UPDATE payments SET note = '' WHERE id = 21",
        ("payments m_0 EUR 2026-03-02: changed: id=21",),
    ),
    "the currency": (
        "UPDATE payments SET currency = 'USD' WHERE id = 21",
        (
            "payments m_0 EUR 2026-03-02: lost: id=21",
            "payments m_0 USD 2026-03-02: not at the source: id=21",
        ),
    ),
    "one more": (
        "INSERT INTO payments VALUES ('', 0, '2026-04-01', 'm_9', 0, 'EUR', 1)",
        ("payments m_9 EUR 2026-04-01: not at the source: id=0",),
    ),
}


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_not_equal_is_named_and_no_go(
    source: Server, target: Server, tables: Path, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    statement, lines = WRONG[wrong]
    target.run(statement)
    assert asked(source, target, tables) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line not in said] == []
    named = [line for line in said if ": id=" in line]
    assert named == [line for line in lines if ": id=" in line], "no other row is named"
    assert said[-1] == "no-go: the sides differ; the last phase has to wait"


@pytest.mark.usefixtures("moved")
def test_rows_by_the_thousand_are_each_named_once(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target.run("DELETE FROM payments WHERE id % 2 = 0")
    assert asked(source, target, tables) == 1
    named = [line for line in capsys.readouterr().out.splitlines() if ": lost: id=" in line]
    assert len(set(named)) == len(named) == ROWS // 2


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    "case",
    [
        ("target", "DROP TABLE merchants", "target: there is no table merchants"),
        (
            "source",
            f"CREATE TABLE refunds (id int); GRANT SELECT ON refunds TO {READER}",
            "source: the table refunds is not compared: name it",
        ),
        (
            "target",
            "ALTER TABLE payments DROP COLUMN fee",
            "target: the table payments has no column fee",
        ),
        (
            "target",
            "ALTER TABLE payments ALTER COLUMN note TYPE varchar(99)",
            "the columns of payments are not the same",
        ),
    ],
    ids=["no table", "one more table", "no column", "another type"],
)
def test_what_is_not_compared_is_not_equal(
    request: pytest.FixtureRequest,
    tables: Path,
    capsys: pytest.CaptureFixture[str],
    case: tuple[str, str, str],
) -> None:
    side, statement, told = case
    servers = {name: request.getfixturevalue(name) for name in ("source", "target")}
    servers[side].run(*statement.split("; "))
    assert asked(servers["source"], servers["target"], tables) == 2
    said = capsys.readouterr().out.splitlines()
    assert said == [told, "unknown: what was not compared is not equal; the last phase has to wait"]


@pytest.mark.usefixtures("moved")
def test_nothing_can_be_written(source: Server) -> None:
    with connected(_login(source, ADMIN, ADMIN_PASSWORD)) as side, pytest.raises(UnreadableError) as caught:
        side._run("DELETE FROM public.payments")
    assert str(caught.value) == "the server refuses (25006)", "read_only_sql_transaction"


@pytest.mark.usefixtures("moved")
def test_both_looks_see_the_same_moment(source: Server, tables: Path) -> None:
    payments, _ = read_tables(tables)
    with connected(_login(source)) as side:
        before = list(side.groups(payments))
        source.run("DELETE FROM payments")
        assert list(side.groups(payments)) == before
        assert len(list(side.records(payments, None))) == ROWS


@pytest.mark.usefixtures("moved")
def test_memory_does_not_grow_with_the_rows(
    source: Server, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments, _ = read_tables(tables)
    monkeypatch.setattr(postgres, "BATCH", 100)
    with connected(_login(source)) as side:
        few = _peak(side, payments)
    source.run(FILL.replace("series(1, 6000)", "series(6001, 60000)"))
    with connected(_login(source)) as side:
        many = _peak(side, payments)
    assert many < 1.5 * few, f"{few} bytes for {ROWS} rows, {many} for ten times as many"


def _peak(side: Postgres, table: ComparedTable) -> int:
    """Bytes at most while all rows are read."""
    next(side.records(table, None))
    tracemalloc.start()
    try:
        assert sum(1 for _ in side.records(table, None)) >= ROWS
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _login(server: Server, user: str = READER, password: str = READER_PASSWORD) -> Login:
    return Login(user, password, HOST, server.port, DATABASE, server.authority)


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"password": "wrong"}, "the server refuses (28P01)"),
        ({"database": "other"}, "the server refuses (3D000)"),
        ({"authorities": None}, "the server's certificate is not by a known authority for its name"),
        ({"host": "127.0.0.1"}, "the server's certificate is not by a known authority for its name"),
        ({"port": 1}, "the server is not reached over TLS (ConnectionRefusedError)"),
        ({"host": "a..b"}, "the server's name is no name of a host"),
        ({"authorities": Path("/nowhere")}, "/nowhere holds no certificates (FileNotFoundError)"),
    ],
    ids=["password", "database", "authority", "name", "port", "host", "no file"],
)
def test_a_server_that_is_not_reached_or_not_trusted_is_told(
    source: Server, changes: dict[str, object], told: str
) -> None:
    login = _login(source)
    given = {name: changes.get(name, getattr(login, name)) for name in Login.__slots__}
    with pytest.raises(UnreadableError) as caught, connected(Login(**given)):
        pass
    assert str(caught.value) == told


URL = "postgresql://reader@localhost:5/app"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([URL, "dynamodb://us-east-1/ledger"], "are of two kinds"),
        ([URL.replace("reader@", "reader:secret@"), URL], "without a password"),
        (["dynamodb://us-east-1/ledger", "mysql://x"], "--target 'mysql://x' is neither"),
        (
            [URL.replace(":5/", ":99999/"), URL],
            "--source 'postgresql://reader@localhost:99999/app' is neither",
        ),
        (["dynamodb://-/a", "dynamodb://-/b"], "AWS cannot be asked in '-', as it is configured: "),
        ([URL, URL, "--late-minutes", "99999999999"], "--late-minutes is 99999999999; allowed: 0 to 10080"),
        ([URL, URL, "--late-minutes", "-1"], "--late-minutes is -1; allowed: 0 to 10080"),
    ],
    ids=["two kinds", "a password", "another database", "a port", "a region", "too late", "too early"],
)
def test_what_cannot_be_asked_is_one_sentence_and_status_2(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: Sequence[str],
    told: str,
) -> None:
    monkeypatch.setenv("SOURCE_PASSWORD", "x")
    monkeypatch.setenv("TARGET_PASSWORD", "x")
    source, target, *more = arguments
    assert command.main(["reconcile", "--source", source, "--target", target, *more]) == 2
    said = capsys.readouterr().err
    assert said.startswith("operations: ")
    assert told in said
    assert said.count("\n") == 1


def test_a_missing_password_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SOURCE_PASSWORD", raising=False)
    assert command.main(["reconcile", "--source", URL, "--target", URL]) == 2
    expected = "operations: SOURCE_PASSWORD is not set, the password of reader at the source\n"
    assert capsys.readouterr().err == expected


ODD = {
    "a year": (
        "INSERT INTO payments (id, merchant_id, created_at) VALUES (9001, 'm_1', '20260-03-01')",
        "created_at of a row of payments is 20260-03-01T00:00:00.000000+00:00: only years 1 to 9999 compare",
    ),
    "a key": (
        "INSERT INTO payments (merchant_id) VALUES ('m_1')",
        "a row of payments has no id: name a key that each row has",
    ),
}


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("odd", ODD)
def test_a_row_that_cannot_be_judged_is_one_sentence_and_status_2(
    source: Server, target: Server, tables: Path, odd: str, capsys: pytest.CaptureFixture[str]
) -> None:
    statement, told = ODD[odd]
    source.run(statement)
    assert asked(source, target, tables) == 2
    assert capsys.readouterr().err == f"operations: {told}\n"


EQUAL = {
    "no number": ("UPDATE payments SET fee = 'NaN' WHERE id = 21",) * 2,
    "zeros at the end": (
        "ALTER TABLE payments ALTER amount TYPE numeric(14,4), ALTER fee TYPE numeric",
        "UPDATE payments SET fee = 0.0500",
    ),
    "no decimals": (
        "ALTER TABLE payments ALTER fee TYPE numeric; UPDATE payments SET fee = 500",
        "ALTER TABLE payments ALTER fee TYPE numeric; UPDATE payments SET fee = 500.0",
    ),
}


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("equal", EQUAL)
def test_numbers_are_equal_by_what_they_are_and_not_by_how_they_are_written(
    source: Server, target: Server, tables: Path, equal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for server, statements in zip((source, target), EQUAL[equal], strict=True):
        server.run(*statements.split("; "))
    assert asked(source, target, tables) == 0, capsys.readouterr().out


@pytest.mark.usefixtures("moved")
def test_a_key_forges_no_line(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.run("INSERT INTO merchants VALUES (E'm\ngo: both sides are equal\x1b[2K\\\\')")
    assert asked(source, target, tables) == 1
    said = capsys.readouterr().out.splitlines()
    assert r"merchants all: lost: id=m\ngo: both sides are equal\x1b[2K\\" in said
    assert said[-1] == "no-go: the sides differ; the last phase has to wait"


@pytest.mark.usefixtures("moved")
def test_a_sum_of_thousands_of_digits_is_shortened(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for server in (source, target):
        server.run("ALTER TABLE payments ALTER fee TYPE numeric")
    source.run("UPDATE payments SET fee = repeat('7', 9000)::numeric WHERE id = 21")
    assert asked(source, target, tables) == 1
    said = capsys.readouterr().out
    assert "(9003 characters) at the source, 2.85 at the target\n" in said
    assert max(map(len, said.splitlines())) < 200
