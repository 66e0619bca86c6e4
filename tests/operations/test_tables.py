"""The file that names the tables of a reconciliation: what is wrong in it is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from operations.tables import PUBLIC, Place, TablesError, read_tables

pytestmark = pytest.mark.database


def complaint(folder: Path, text: str) -> str:
    file = folder / "tables.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TablesError) as caught:
        read_tables(file)
    return str(caught.value).removeprefix(f"{file}: ")


def test_a_table_is_in_public_unless_its_schema_is_named(tmp_path: Path) -> None:
    file = tmp_path / "tables.toml"
    file.write_text('[tables.a]\nkey = ["id"]\n[tables."b.a"]\nkey = ["id"]\n', encoding="utf-8")
    assert [table.place for table in read_tables(file)] == [Place(PUBLIC, "a"), Place("b", "a")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tables = 1", "a table [tables.<name>] for each table is needed"),
        ("[tables]\nx = 3", "a table [tables.<name>] for each table is needed"),
        ('[tables.billing.invoices]\nkey = ["id"]', "tables.billing.key: Field required"),
        ('[tables."a.b.c"]\nkey = ["id"]', "tables.a.b.c.name: String should match"),
        ("[tables.a]\nkey = []", "tables.a.key: Tuple should have at least 1 item"),
        ('[tables.a]\nkey = ["id", "id"]', "tables.a.key: Value error, a column stands there twice"),
        ('[tables.a]\nkey = ["id"]\namounts = ["x", "x"]', "tables.a.amounts: Value error, a column stands"),
        ('[tables.a]\nkey = "id"', "tables.a.key: Input should be a valid tuple"),
        ('[tables.a]\nkey = ["id"]\nname = "b"', "tables.a.name: found 'b'; allowed: key, merchant"),
        (
            '[tables.a]\nkey = ["id"]\n[tables."public.a"]\nkey = ["id"]',
            "tables.a: found twice; allowed: once",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    assert complaint(tmp_path, text).startswith(told)
