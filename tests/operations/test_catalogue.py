"""Nothing of a database is left out of a reconciliation: what its reader may not see is told, and no go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.functions.rotation.servers import Server
from tests.operations.servers import READER, TABLES, asked

pytestmark = pytest.mark.database

UNKNOWN = "unknown: what was not compared is not equal; the last phase has to wait"
GRANTED = f"GRANT USAGE ON SCHEMA billing TO {READER}; GRANT SELECT ON billing.invoices TO {READER}"
REFUNDS = "source: the table refunds is not compared: name it"
NOT_GRANTED = "source: the table {} may not be read: grant it and its schema to the reader"
HIDDEN = {
    "a table that is not granted": (
        ("CREATE TABLE refunds (id int)", "INSERT INTO refunds VALUES (1)"),
        (REFUNDS,),
    ),
    "a partitioned table that is not granted": (
        (
            "CREATE TABLE refunds (id int) PARTITION BY LIST (id)",
            "CREATE TABLE refunds_1 PARTITION OF refunds FOR VALUES IN (1)",
        ),
        (REFUNDS,),
    ),
    "another schema": (
        ("CREATE SCHEMA billing", "CREATE TABLE billing.invoices (id int)"),
        ("source: the table billing.invoices is not compared: name it",),
    ),
    "a table that is named and not granted": (
        (f"REVOKE ALL ON merchants FROM {READER}",),
        (NOT_GRANTED.format("merchants"),),
    ),
    "a schema that is not granted": (
        (f"REVOKE USAGE ON SCHEMA public FROM {READER}, PUBLIC",),
        (NOT_GRANTED.format("payments"), NOT_GRANTED.format("merchants")),
    ),
    "a column that is not granted": (
        (
            f"REVOKE ALL ON merchants FROM {READER}",
            f"GRANT SELECT (id) ON merchants TO {READER}",
            "UPDATE merchants SET name = 'other'",
        ),
        ("source: columns of merchants may not be read: grant name to the reader",),
    ),
    "rows that a policy hides": (
        (
            "ALTER TABLE merchants ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY most ON merchants USING (id <> 'm_4')",
            "INSERT INTO merchants VALUES ('m_4', 'd')",
        ),
        ("source: row-level security hides rows of merchants: let the reader bypass it (BYPASSRLS)",),
    ),
    "a large object": (
        ("SELECT lo_from_bytea(4711, 'receipt')",),
        ("source: 1 large objects are not compared: nothing that moves tables moves them",),
    ),
}


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_the_reader_does_not_see_is_told_and_no_go(
    source: Server, target: Server, tables: Path, hidden: str, capsys: pytest.CaptureFixture[str]
) -> None:
    statements, told = HIDDEN[hidden]
    source.run(*statements)
    assert asked(source, target, tables) == 2
    assert capsys.readouterr().out.splitlines() == [*told, UNKNOWN]


@pytest.mark.usefixtures("moved")
def test_a_table_of_another_schema_is_named_with_it_and_compared(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables.write_text(f'{TABLES}\n[tables."billing.invoices"]\nkey = ["id"]\n', encoding="utf-8")
    for server in (source, target):
        server.run("CREATE SCHEMA billing", "CREATE TABLE billing.invoices (id int)", *GRANTED.split("; "))
    source.run("INSERT INTO billing.invoices VALUES (7)")
    assert asked(source, target, tables) == 1
    assert "billing.invoices all: lost: id=7\n" in capsys.readouterr().out


@pytest.mark.usefixtures("moved")
def test_partitions_are_compared_by_way_of_their_table(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables.write_text(f'{TABLES}\n[tables.refunds]\nkey = ["id"]\n', encoding="utf-8")
    for server in (source, target):
        server.run(
            "CREATE TABLE refunds (id int) PARTITION BY LIST (id)",
            "CREATE TABLE refunds_1 PARTITION OF refunds DEFAULT",
            f"GRANT SELECT ON refunds TO {READER}",
            "INSERT INTO refunds VALUES (1), (2)",
        )
    target.run("DELETE FROM refunds_1 WHERE id = 2")
    assert asked(source, target, tables) == 1
    assert "refunds all: lost: id=2\n" in capsys.readouterr().out


@pytest.mark.usefixtures("moved")
def test_a_server_that_is_compared_with_itself_is_no_go(
    source: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(source, source, tables) == 2
    said = capsys.readouterr().out.splitlines()
    assert said == ["source and target are the same, or copies of the same files: name two sides", UNKNOWN]


@pytest.mark.usefixtures("moved")
def test_two_empty_databases_are_no_go(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for server in (source, target):
        server.run("TRUNCATE payments, merchants")
    assert asked(source, target, tables) == 2
    assert capsys.readouterr().out.splitlines() == [
        "payments: 0 rows at the source, 0 at the target, equal",
        "merchants: 0 rows at the source, 0 at the target, equal",
        "no row was compared: both sides are empty",
        UNKNOWN,
    ]


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("side", ["source", "target"])
def test_what_dms_keeps_for_itself_is_named_and_not_compared(
    request: pytest.FixtureRequest, tables: Path, side: str, capsys: pytest.CaptureFixture[str]
) -> None:
    servers = {name: request.getfixturevalue(name) for name in ("source", "target")}
    servers[side].run(
        "CREATE SCHEMA awsdms_control",
        *(f"CREATE TABLE awsdms_control.{name} (id int)" for name in ("awsdms_status", "awsdms_history")),
    )
    assert asked(servers["source"], servers["target"], tables) == 0
    told = "awsdms_control is not compared: AWS DMS keeps awsdms_history, awsdms_status there for itself"
    assert capsys.readouterr().out.splitlines()[0] == f"{side}: {told}"


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("name", ["public.awsdms_status", "awsdms_control.payments"])
def test_what_is_elsewhere_or_called_otherwise_is_not_of_dms(
    source: Server, target: Server, tables: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source.run("CREATE SCHEMA IF NOT EXISTS awsdms_control", f"CREATE TABLE {name} (id int)")
    assert asked(source, target, tables) == 2
    told = f"source: the table {name.removeprefix('public.')} is not compared: name it"
    assert capsys.readouterr().out.splitlines() == [told, UNKNOWN]


ODD = """
[tables.'Odd "na:me" :x']
key = ['m', 'd"']
merchant = "c"
amounts = ["a:b"]
"""


@pytest.mark.usefixtures("moved")
def test_names_are_taken_as_they_are_whatever_is_in_them(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables.write_text(f"{TABLES}{ODD}", encoding="utf-8")
    for server in (source, target):
        server.run(
            'CREATE TABLE "Odd ""na:me"" :x" (m int, "d""" text, c text, "a:b" int, "50%" numeric[])',
            f'GRANT SELECT ON "Odd ""na:me"" :x" TO {READER}',
        )
    source.run("""INSERT INTO "Odd ""na:me"" :x" VALUES (1, ':y''', 'M', 5, '{1.0}')""")
    assert asked(source, target, tables) == 1
    assert """Odd "na:me" :x M: lost: m=1, d"=:y'\n""" in capsys.readouterr().out
