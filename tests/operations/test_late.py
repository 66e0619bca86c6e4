"""Reconciliation while callers write: what may still be on its way is called late, on either side."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from operations import postgres
from operations.postgres import Login, Postgres
from tests.handlers.functions.rotation.servers import Server
from tests.operations.servers import asked

pytestmark = pytest.mark.database

WRITE = """
INSERT INTO payments (id, merchant_id, currency, amount, created_at)
VALUES (9001, 'm_1', 'EUR', 5, now() - interval 'AGE')
"""


@pytest.fixture
def told(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[[], str]:
    """What a comparison says, which is no go."""

    def told() -> str:
        assert asked(source, target, tables) == 1
        return capsys.readouterr().out

    return told


@pytest.mark.usefixtures("moved")
def test_a_row_that_came_to_be_just_now_is_late_and_still_no_go(
    source: Server, target: Server, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.run("INSERT INTO payments VALUES (9001, 'm_1', 'EUR', 5, 0, now() - interval '1 minute')")
    source.run("INSERT INTO payments VALUES (9002, 'm_1', 'EUR', 5, 0, now() - interval '20 minutes')")
    assert asked(source, target, tables) == 1
    said = capsys.readouterr().out
    assert ": late: id=9001\n" in said
    assert ": lost: id=9002\n" in said
    assert asked(source, target, tables, "--late-minutes", "30") == 1
    assert ": late: id=9002\n" in capsys.readouterr().out


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("case", [("1 minute", "late"), ("2 days", "lost")])
def test_a_row_that_comes_to_both_sides_meanwhile_is_seen_at_the_source(
    source: Server,
    target: Server,
    told: Callable[[], str],
    case: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    age, what = case
    looked: list[int] = []

    @contextlib.contextmanager
    def connected(login: Login) -> Iterator[Postgres]:
        with postgres.connected(login) as side:
            for server in () if looked else (source, target):
                server.run(WRITE.replace("AGE", age))
            looked.append(login.port)
            yield side

    monkeypatch.setattr("operations.commands.reconcile.connected", connected)
    assert f": {what}: id=9001\n" in told()
    assert looked == [target.port, source.port]


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("case", [("1 minute", "late"), ("1 day", "not at the source")])
def test_a_row_of_the_target_alone_is_late_where_it_is_young(
    target: Server, told: Callable[[], str], case: tuple[str, str]
) -> None:
    age, what = case
    target.run(WRITE.replace("AGE", age))
    assert f": {what}: id=9001\n" in told()
