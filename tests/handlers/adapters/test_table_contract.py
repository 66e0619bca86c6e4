"""The table in memory and the table in DynamoDB do the same, operation by operation.

DynamoDB is moto's behind a real connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from handlers.adapters.clients import Clients
from handlers.adapters.dynamodb import DynamoMerchantIndex, DynamoOpenIndex, DynamoTable, DynamoTallies
from handlers.domain.ports import Absent, AbsentOr, Add, ConditionFailedError, Key, Put, Same, Table
from handlers.local.table import MemoryTable
from tests.handlers.dynamodb_local import dynamodb_local, missing
from tests.handlers.emulator import REGION, client, create_table

pytestmark = pytest.mark.database

Tables = Callable[[], tuple[Any, Any]]
NUMBER = count()


def in_memory() -> tuple[Any, Any]:
    table = MemoryTable()
    return table, table


def in_moto() -> tuple[Any, Any]:
    name = f"contract-{next(NUMBER)}"
    create_table(client("dynamodb"), name)
    dynamodb = Clients(REGION).dynamodb
    return DynamoTable(dynamodb, name), DynamoOpenIndex(dynamodb, name)


@pytest.fixture(scope="module")
def local() -> Iterator[str]:
    """AWS's own DynamoDB Local."""
    if reason := missing():
        pytest.skip(reason)
    with dynamodb_local() as url:
        yield url


@pytest.fixture(params=["memory", "moto", "dynamodb-local"])
def both(aws: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """A table and its index, of each kind."""
    assert aws
    if request.param == "memory":
        return in_memory()
    if request.param == "dynamodb-local":
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", request.getfixturevalue("local"))
    return in_moto()


@pytest.fixture
def table(both: tuple[Any, Any]) -> Table:
    """A table, of each kind."""
    made: Table = both[0]
    return made


def item(pk: str, sk: str = "a", **fields: Any) -> dict[str, Any]:
    return {"pk": pk, "sk": sk, **fields}


def failed_position(table: Table, *writes: Put) -> int | None:
    try:
        table.write(*writes)
    except ConditionFailedError as error:
        return error.position
    return None


def test_what_is_put_is_got_exactly(table: Table) -> None:
    given = item(
        "p",
        text="é☃\x00",
        none=None,
        yes=True,
        no=False,
        big=10**37,
        less=-1,
        list=[1, "a", [True]],
        map={"x": {}},
    )
    table.write(Put(given, None))
    assert table.get(Key("p", "a")) == given


def test_what_is_not_there_is_none(table: Table) -> None:
    assert table.get(Key("nobody", "a")) is None


def test_a_query_finds_a_partition_in_order_from_a_key_on(table: Table) -> None:
    for sk in ("b", "a", "a#2", "Z", "é", "~"):
        table.write(Put(item("p", sk), None))
    table.write(Put(item("q"), None))
    assert [each["sk"] for each in table.query("p")] == ["Z", "a", "a#2", "b", "~", "é"]
    assert [each["sk"] for each in table.query("p", from_sk="a#")] == ["a#2", "b", "~", "é"]


def test_a_query_reads_every_page(table: Table) -> None:
    text = "x" * 300_000  # a page of DynamoDB holds 1 MB
    for number in range(8):
        table.write(Put(item("p", f"{number}", text=text), None))
    assert [each["sk"] for each in table.query("p")] == [f"{number}" for number in range(8)]


@pytest.mark.parametrize("many", [False, True], ids=["alone", "in a transaction"])
@pytest.mark.parametrize(
    ("there", "condition", "holds"),
    [
        (None, None, True),
        ({"v": 1}, None, True),
        (None, Absent(), True),
        ({"v": 1}, Absent(), False),
        (None, Same({"v": 1}), False),
        ({"v": 1}, Same({"v": 1}), True),
        ({"v": 1}, Same({"v": 2}), False),
        ({"v": "1"}, Same({"v": 1}), False),
        ({}, Same({"v": 1}), False),
        ({}, Same({}), True),
        (None, Same({}), False),
        ({"v": 1, "w": "a"}, Same({"v": 1, "w": "b"}), False),
        (None, AbsentOr({"v": 1}), True),
        ({"v": 1}, AbsentOr({"v": 1}), True),
        ({"v": 1}, AbsentOr({"v": 2}), False),
        ({"v": 1}, AbsentOr({}), True),
        ({"v": 1, "n": 4}, AbsentOr({"v": 1}, below={"n": 5}), True),
        ({"v": 1, "n": 5}, AbsentOr({"v": 1}, below={"n": 5}), False),
        ({"v": 2, "n": 4}, AbsentOr({"v": 1}, below={"n": 5}), False),
        ({"v": 1}, AbsentOr({"v": 1}, below={"n": 5}), True),
        ({"v": 1}, AbsentOr({"v": 1}, below={"n": 0}), False),
        ({"n": 4}, AbsentOr({}, below={"n": 5}), True),
    ],
)
def test_a_condition_holds_or_not(
    table: Table, there: dict[str, Any] | None, condition: Any, holds: bool, many: bool
) -> None:
    if there is not None:
        table.write(Put(item("p", **there), None))
    others = (Put(item("other"), None),) if many else ()
    position = failed_position(table, *others, Put(item("p", new=1), condition))
    assert (position is None) == holds
    written = item("p", new=1) if holds else there if there is None else item("p", **there)
    assert table.get(Key("p", "a")) == written


def test_a_transaction_writes_all_or_nothing_and_names_the_first_failure(table: Table) -> None:
    table.write(Put(item("p"), None))
    table.write(Put(item("q"), None))
    writes = [Put(item("new"), Absent()), Put(item("p", x=1), Absent()), Put(item("q", x=1), Absent())]
    assert failed_position(table, *writes) == 1
    assert table.get(Key("new", "a")) is None
    assert failed_position(table, *reversed(writes)) == 0


def test_an_addition_makes_the_item_and_adds_to_it(table: Table) -> None:
    for expires in (7, 8):
        table.add(Add(Key("p", "a"), {"count": 2, "minor": -3}, expires))
    assert table.get(Key("p", "a")) == item("p", count=4, minor=-6, expires_at=8)


def test_a_tally_answers_with_its_sum(both: tuple[Any, Any]) -> None:
    table = both[0]
    tallies = table if isinstance(table, MemoryTable) else DynamoTallies(table._client, table._name)
    assert [tallies.count(Key("t", "1"), expires_at=at) for at in (5, 6, 7)] == [1, 2, 3]
    assert tallies.count(Key("t", "2"), expires_at=5) == 1
    assert table.get(Key("t", "1")) == item("t", "1", requests=3, expires_at=7)


def test_the_open_index_holds_what_is_open_and_what_is_due_first_comes_first(both: tuple[Any, Any]) -> None:
    table, index = both
    for number in range(5):
        fields = {"due_at": f"2026-01-0{number + 1}", "payment_id": f"pay{number}"}
        table.write(Put(item(f"p{number}", open_shard="here#1", **fields), None))
    table.write(Put(item("closed", due_at="2026-01-01"), None))
    table.write(Put(item("elsewhere", due_at="2026-01-01", open_shard="here#2"), None))
    table.write(Put(item("p1", due_at="2026-01-02"), None))  # closed meanwhile
    found = index.open_in("here#1", until="2026-01-04", limit=10)
    assert [each["payment_id"] for each in found] == ["pay0", "pay2", "pay3"]
    first = index.open_in("here#1", until="2026-01-04", limit=2)
    assert [each["payment_id"] for each in first] == ["pay0", "pay2"]
    rest = index.open_in("here#1", until="2026-01-04", limit=2, after=first[-1])
    assert [each["payment_id"] for each in rest] == ["pay3"]


def test_the_open_index_tells_those_of_one_time_apart(both: tuple[Any, Any]) -> None:
    table, index = both
    names = [f"p{number}" for number in range(7)]
    for name in names:
        table.write(Put(item(name, open_shard="here#1", due_at="2026-01-01"), None))
    found, page = [], index.open_in("here#1", until="2026-01-01", limit=3)
    while page:
        found += [each["pk"] for each in page]
        page = index.open_in("here#1", until="2026-01-01", limit=3, after=page[-1])
    assert sorted(found) == names


def test_the_index_by_merchant_tells_the_newest_of_a_shard_first(both: tuple[Any, Any]) -> None:
    table = both[0]
    index = table if isinstance(table, MemoryTable) else DynamoMerchantIndex(table._client, table._name)
    for number in (3, 1, 4, 0, 2):
        fields = {"created_at": f"2026-01-0{number + 1}", "text": "x" * 300_000}
        table.write(Put(item(f"p{number}", merchant_shard="mer#1", **fields), None))
    table.write(Put(item("elsewhere", created_at="2026-01-01", merchant_shard="mer#10"), None))
    table.write(Put(item("p1", created_at="2026-01-02"), None))  # it left the index
    found = index.newest_in("mer#1", until="2026-01-04", limit=10)
    assert [each["pk"] for each in found] == ["p3", "p2", "p0"]
    assert [each["pk"] for each in index.newest_in("mer#1", until="9", limit=2)] == ["p4", "p3"]


@pytest.mark.parametrize("wrong", [1.0, {"deep": [0.5]}, b"bytes", {1, 2}], ids=str)
@pytest.mark.usefixtures("aws")
def test_an_item_takes_no_fraction_and_no_other_type(wrong: Any) -> None:
    table, _ = in_moto()
    with pytest.raises(TypeError, match="whole numbers"):
        table.write(Put(item("p", wrong=wrong), None))


@pytest.mark.usefixtures("aws")
def test_a_number_that_the_table_would_round_is_refused() -> None:
    table, _ = in_moto()
    with pytest.raises(ValueError, match="digits"):
        table.write(Put(item("p", big=10**38), None))


KEYS = st.sampled_from("abc")
NUMBERS = st.integers(-3, 3)
FIELDS = st.dictionaries(st.sampled_from("vwx"), NUMBERS | st.sampled_from(["", "1"]), max_size=3)
VALUES = st.dictionaries(st.sampled_from("vwx"), NUMBERS | st.sampled_from(["", "1"]), max_size=2)
CONDITIONS = st.one_of(
    st.none(),
    st.just(Absent()),
    st.builds(Same, VALUES),
    st.builds(AbsentOr, VALUES, st.dictionaries(st.sampled_from("nm"), NUMBERS, max_size=2)),
)
PUTS = st.builds(lambda key, fields, when: Put(item(key, **fields), when), KEYS, FIELDS, CONDITIONS)
ADDS = st.builds(
    lambda key, amounts, expires: Add(Key(key, "a"), amounts, expires),
    KEYS,
    st.dictionaries(st.sampled_from("nm"), NUMBERS, min_size=1, max_size=2),
    st.integers(1, 9),
)


TRANSACTIONS = st.lists(PUTS, min_size=1, max_size=3, unique_by=lambda put: put.item["pk"])
STEPS = st.lists(TRANSACTIONS | ADDS, min_size=1, max_size=6)


@settings(max_examples=40, phases=[p for p in Phase if p is not Phase.explain])
@given(STEPS)
def test_whatever_is_written_both_tables_say_the_same(
    shared: tuple[Any, Any], steps: list[list[Put] | Add]
) -> None:
    memory, dynamodb = MemoryTable(), shared[0]
    for key in "abc":
        shared[1].delete_item(TableName=dynamodb._name, Key={"pk": {"S": key}, "sk": {"S": "a"}})
    for step in steps:
        if isinstance(step, Add):
            memory.add(step)
            dynamodb.add(step)
        else:
            assert failed_position(memory, *step) == failed_position(dynamodb, *step)
        for key in "abc":
            assert memory.get(Key(key, "a")) == dynamodb.get(Key(key, "a"))


@pytest.fixture(scope="module")
def shared(aws: str) -> tuple[Any, Any]:
    """A table that many examples use, and a plain client to empty it."""
    assert aws
    return in_moto()[0], client("dynamodb")
