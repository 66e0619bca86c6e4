"""What a payment's lifecycle costs of each key: recorded from the functions, and nothing of it forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from handlers.domain.events import Workflow
from handlers.domain.lifecycle import Lifecycle, Units, Use
from handlers.domain.ports import Key, Put
from handlers.domain.workflows import DOUBT
from handlers.functions.authorize import handler as authorize
from handlers.local import lifecycle
from handlers.local.handbook import specs
from handlers.local.key_roles import ROLES, role_of
from handlers.local.metered import BY_OPEN, Charge, MeteredTable
from handlers.stores import merchants

pytestmark = pytest.mark.fuzz


def uses() -> dict[tuple[str, str], Use]:
    return {(use.function, use.role.key): use for use in lifecycle.record().of_a_payment.uses}


def test_what_was_recorded_is_current() -> None:
    assert lifecycle.record().written() == lifecycle.FILE.read_text(), "stale: make generated"


def test_what_is_written_is_read() -> None:
    recorded = lifecycle.record()
    assert Lifecycle.read(recorded.written()) == recorded


def test_a_payment_in_doubt_starts_the_workflow_of_looks_and_its_own_again() -> None:
    recorded = lifecycle.record()
    assert recorded.of_a_payment.starts == {Workflow.PAYMENT: 1, Workflow.SETTLEMENT: 1}
    assert recorded.of_a_doubt.starts == {Workflow.DOUBT: 1, Workflow.PAYMENT: 1}


def test_each_look_at_a_doubt_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    def reads() -> float:
        (use,) = [
            use
            for use in lifecycle.record().of_a_doubt.uses
            if (use.function, use.role.key) == (DOUBT.function, "PAYMENT#<payment>")
        ]
        return use.units.reads

    before = reads()
    monkeypatch.setattr(lifecycle, "DOUBT", replace(DOUBT, after=(*DOUBT.after, 150)))
    assert reads() > before


def test_one_read_more_of_a_hot_key_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, before = authorize.handle, uses()

    def handle(event: Mapping[str, Any], ports: authorize.Ports) -> dict[str, str]:
        ports.owners._ledger.get(Key("REGION#local", "ANYTHING"))
        return plain(event, ports)

    monkeypatch.setattr(authorize, "handle", handle)
    after, by = uses(), ("authorize", "REGION#<region>")
    was = before[by].units if by in before else Units()
    assert after.pop(by).units == was.plus(Units(reads=1))
    before.pop(by, None)
    assert after == before


def test_every_function_that_reads_who_acts_is_in_the_sum() -> None:
    """Also those that not every payment calls, and the one that anybody may call unsigned."""
    recorded = lifecycle.record()
    costs = (recorded.of_a_payment, recorded.of_a_doubt, recorded.of_a_minute, recorded.besides)
    reading = {
        use.function
        for cost in costs
        for use in cost.uses
        if use.role.key == "REGION#<region>" and use.units.reads
    }
    ports = ((spec.name, import_module(f"handlers.functions.{spec.name}.handler").Ports) for spec in specs())
    having = {name for name, kind in ports if {each.name for each in fields(kind)} & {"owners", "heartbeats"}}
    elsewhere = {
        "takeover": "an operator calls it",
        "front": "of the API of another system",
        "front_health": "of the API of another system",
        "private_front": "of the API of another system",
    }
    assert reading == having - elsewhere.keys()


@pytest.mark.parametrize("seconds", [10, 30])
def test_what_an_execution_remembers_it_reads_once_in_a_while(
    monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    monkeypatch.setattr(merchants, "REMEMBERED", timedelta(seconds=seconds))
    found = uses()
    for function in ("ingest", "validate", "screen", "inquiry"):
        use = found[function, "MERCHANT#<merchant>"]
        assert (use.units.reads, use.every) == (1, seconds)


def test_a_key_of_which_nobody_says_whose_it_is_is_refused() -> None:
    with pytest.raises(LookupError, match="SECRET#1"):
        role_of("ledger", "SECRET#1")


def test_a_key_has_one_role() -> None:
    for role in ROLES:
        assert [each for each in ROLES if each.fits(role.table, role.key)] == [role]


# ---- units: DynamoDB, read and write operations -------------------------------------------------------


def item(sk: str = "a", **values: Any) -> Put:
    return Put({"pk": "P", "sk": sk, **values}, None)


def charged(*calls: Any) -> list[Charge]:
    """What the last of some calls of a table costs; a tuple is a write, a key a read."""
    charges: list[Charge] = []
    table = MeteredTable("t", charges.append, (BY_OPEN,))
    for call in calls:
        charges.clear()
        if isinstance(call, tuple):
            table.write(*call)
        else:
            table.get(call)
    return charges


def test_a_write_costs_a_unit_a_kilobyte_and_in_a_transaction_two() -> None:
    assert charged((item(),)) == [Charge("t", "P", writes=1, copied=1)]
    assert charged((item(text="x" * 1024),)) == [Charge("t", "P", writes=2, copied=2)]
    assert charged((item("a"), item("b"))) == [Charge("t", "P", writes=2, copied=1)] * 2


def test_a_write_costs_as_much_as_what_it_replaces() -> None:
    assert charged((item(text="x" * 1024),), (item(),)) == [Charge("t", "P", writes=2, copied=2)]


def test_a_read_costs_a_unit_for_four_kilobytes_and_for_nothing() -> None:
    assert charged(Key("P", "a")) == [Charge("t", "P", reads=1)]
    assert charged((item(text="x" * 4096),), Key("P", "a")) == [Charge("t", "P", reads=2)]


def test_what_may_be_a_moment_behind_costs_half() -> None:
    charges: list[Charge] = []
    table = MeteredTable("t", charges.append)
    assert table.peek(Key("P", "a")) is None
    assert charges == [Charge("t", "P", reads=0.5)]


def test_what_is_read_at_once_is_added_up_and_an_index_costs_half() -> None:
    charges: list[Charge] = []
    table = MeteredTable("t", charges.append, (BY_OPEN,))
    for sk in ("a", "b"):
        table.write(item(sk, open_shard="s", due_at="1", text="x" * 3000))
    charges.clear()
    table.query("P")
    table.open_in("s", until="2", limit=10)
    assert charges == [Charge("t", "P", reads=2), Charge("t/open_shard-due_at", "s", reads=1)]


@pytest.mark.parametrize(
    ("before", "after", "costs"),
    [
        ({}, {"open_shard": "s", "due_at": "1"}, {"s": 1}),
        ({"open_shard": "s", "due_at": "1"}, {"open_shard": "s", "due_at": "1", "looks": 1}, {"s": 1}),
        ({"open_shard": "s", "due_at": "1"}, {"open_shard": "s", "due_at": "2"}, {"s": 2}),
        ({"open_shard": "s", "due_at": "1"}, {"open_shard": "r", "due_at": "1"}, {"s": 1, "r": 1}),
        ({"open_shard": "s", "due_at": "1"}, {}, {"s": 1}),
        ({}, {}, {}),
    ],
)
def test_an_index_is_charged_where_an_item_comes_moves_and_goes(
    before: dict[str, Any], after: dict[str, Any], costs: dict[str, int]
) -> None:
    found: dict[str, int] = {}
    for charge in charged((item(**before),), (item(**after),)):
        if charge.table == "t/open_shard-due_at":
            found[charge.key] = found.get(charge.key, 0) + charge.writes
    assert found == costs


@pytest.mark.parametrize(
    ("value", "size"),
    [("é", 2), (True, 1), (None, 1), (0, 2), (12345, 4), ([1, "ab"], 9), ({"ab": 1}, 8)],
)
def test_sizes_are_those_that_dynamodb_counts(value: Any, size: int) -> None:
    rest = len("pkPskavaluefill") + size
    for fill, units in ((1024 - rest, 1), (1025 - rest, 2)):
        (charge,) = charged((item(value=value, fill="x" * fill),))
        assert charge.writes == units
