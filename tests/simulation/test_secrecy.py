"""Nothing personal and nothing of a card leaves the region's own store: marked values go through every path,
with and without faults, and everything that came out is searched.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import traceback
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from handlers.domain.api import ApiRequest
from handlers.domain.errors import PaymentError
from handlers.domain.payment import Operation, payment_id_of
from handlers.local.processor import APPROVED, REFUSED, REFUSED_AT_CAPTURE
from handlers.local.region import Region
from tests.simulation.world import RECOVERY, World

pytestmark = pytest.mark.fuzz

NAME, EMAIL, COUNTRY = "Ottoline Markedname", "marked.payer@secret.example", "NZ"
SECURITY_CODE, EXPIRY_YEAR = "9753", 2077
NUMBERS = (APPROVED, next(iter(REFUSED)), REFUSED_AT_CAPTURE)
KEY = "key-number-one"


def body(number: str) -> dict[str, object]:
    return {
        "amount_minor": 1000,
        "currency": "EUR",
        "reference": "order-1",
        "card": {
            "number": number,
            "expiry_year": EXPIRY_YEAR,
            "expiry_month": 11,
            "security_code": SECURITY_CODE,
        },
        "payer": {"name": NAME, "email": EMAIL, "country": COUNTRY},
    }


def marks(number: str) -> dict[str, str]:
    """What must not be seen, as it is and in the forms that give it away."""
    plain = {
        "card number": number,
        "first digits of the card": number[:8],
        "security code": SECURITY_CODE,
        "expiry": str(EXPIRY_YEAR),
        "name": NAME,
        "family name": "Markedname",
        "e-mail": EMAIL,
        "country": f'"{COUNTRY}"',
    }
    hashed = {
        f"{kind}, {name}": digest
        for kind, value in (("card number", number), ("e-mail", EMAIL))
        for name in ("md5", "sha1", "sha256")
        for digest in (hashlib.new(name, value.encode()).hexdigest()[:20],)
    }
    encoded = {
        f"{kind}, base64": base64.b64encode(plain[kind].encode()).decode()[:12]
        for kind in ("card number", "e-mail")
    }
    return plain | hashed | encoded


def what_came_out(world: World) -> Iterator[tuple[str, str]]:
    """Everything that left a function, except what it wrote into its region's personal table."""
    for name, copy in world.copies.items():
        yield f"ledger of {name}", "\n".join(json.dumps(item) for item in copy)
    for name, region in world.regions.items():
        yield f"events of {name}", json.dumps([asdict(event) for event in region.events.published])
        yield f"receipts of {name}", "\n".join(map(str, region.receipts.stored.items()))
        yield f"alerts of {name}", json.dumps([asdict(alert) for alert in region.alerts.sent])
        yield f"telemetry of {name}", "\n".join(map(str, region.telemetry.told))
        yield f"workflows of {name}", str(region.workflows.waiting)


def walk(number: str, when: str, at: int, told: list[tuple[str, str]]) -> World:
    """Drive a payment through every function; keep what each answered or raised."""
    world = World()
    world.fault.plan = lambda call, _name: when if call == at else ""
    world.silent |= {Operation.CAPTURE, Operation.REFUND}
    payment_id = payment_id_of("mer_n", KEY)
    headers = {"content-type": "application/json", "idempotency-key": KEY}

    def call(region: Region, function: str, event: object) -> None:
        try:
            answer = region.call(function, event)
            told.append((f"answer of {function}", f"{answer!r} {getattr(answer, 'body', '')}"))
        except PaymentError as error:
            told.append((f"error of {function}", "".join(traceback.format_exception(error))))

    north, east = world.regions["north"], world.regions["east"]
    call(north, "ingest", ApiRequest("POST", {}, headers, json.dumps(body(number)), "caller-mer_n"))
    for _ in range(3):
        for step in ("validate", "screen", "authorize", "capture", "receipt", "settle"):
            call(north, step, {"payment_id": payment_id})
        call(north, "sweep", {"untouched_seconds": 0})
    path, asked = {"payment_id": payment_id}, {**headers, "idempotency-key": "refund-number-one"}
    call(north, "refund_request", ApiRequest("POST", path, asked, '{"amount_minor": 300}', "caller-mer_n"))
    call(north, "refund", {"payment_id": payment_id})
    call(north, "sweep", {"untouched_seconds": 0})
    call(north, "inquiry", ApiRequest("GET", path, {}, "", "caller-mer_n", "/payments/{payment_id}"))
    world.deliver()
    call(east, "takeover", {"home_region": "north"})
    world.clock.advance(RECOVERY)
    call(east, "sweep", {"untouched_seconds": 0})
    world.stream("north", 1000)
    call(east, "ingest", ApiRequest("POST", {}, headers, json.dumps(body(number)), "caller-mer_n"))
    return world


def found(number: str, told: list[tuple[str, str]]) -> list[str]:
    return [
        f"{kind} in the {place}"
        for place, text in told
        for kind, mark in marks(number).items()
        if re.search(rf"(?<![0-9a-z]){re.escape(mark)}", text)
    ]


@pytest.mark.parametrize("number", NUMBERS)
def test_r94_nothing_of_the_card_or_the_payer_comes_out(
    number: str, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[str, str]] = []
    world = walk(number, "", -1, told)
    out, err = capfd.readouterr()
    told += [*what_came_out(world), ("standard output", out), ("standard error", err)]
    assert found(number, told) == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_r94_nothing_comes_out_where_a_port_fails(when: str, capfd: pytest.CaptureFixture[str]) -> None:
    calls = len(walk(APPROVED, "", -1, []).fault.calls)
    leaks = set()
    for at in range(0, calls, 3):
        told: list[tuple[str, str]] = []
        leaks.update(found(APPROVED, [*told, *what_came_out(walk(APPROVED, when, at, told)), *told]))
    out, err = capfd.readouterr()
    assert sorted(leaks) == []
    assert found(APPROVED, [("standard output", out), ("standard error", err)]) == []


def test_r80_personal_data_is_in_the_home_region_s_own_table_and_in_no_other() -> None:
    world = walk(APPROVED, "", -1, [])
    held = {
        name: EMAIL in "\n".join(json.dumps(item) for item in table) for name, table in world.personal.items()
    }
    assert held == {"north": True, "east": False, "south": False}


def test_r94_the_personal_table_holds_neither_the_card_s_number_nor_its_security_code() -> None:
    world = walk(APPROVED, "", -1, [])
    kept = "\n".join(json.dumps(item) for table in world.personal.values() for item in table)
    assert APPROVED not in kept
    assert SECURITY_CODE not in kept


def test_the_search_finds_a_mark_that_comes_out() -> None:
    assert found(APPROVED, [("log", f"refused {APPROVED}")]) == [
        "card number in the log",
        "first digits of the card in the log",
    ]
    leak = hashlib.sha256(EMAIL.encode()).hexdigest()
    assert found(APPROVED, [("ledger", leak)]) == ["e-mail, sha256 in the ledger"]
