"""The processor of the rehearsal speaks docs/processor.md to our own adapter, and fails as it is told."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.adapters.https import Https, Waiting
from handlers.adapters.processor import HttpsProcessor
from handlers.domain.card import Card
from handlers.domain.errors import (
    ConfigurationError,
    ProcessorMismatchError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
)
from handlers.domain.money import Money
from handlers.domain.payment import Operation
from handlers.domain.ports import Instruction
from handlers.local.processor import APPROVED, REFUSED
from rehearsal.processor import Fault, Faults, ProcessorServer
from tests.handlers.certificates import Authority

pytestmark = pytest.mark.terraform

PAYMENT = "pay_" + "a" * 32
KEY = "a-key"


class Key:
    """What authenticates us."""

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text

    def forget(self) -> None:
        """It was not rotated."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ProcessorServer]:
    with ProcessorServer(Authority(tmp_path).found(), host="localhost", key=KEY) as made:
        yield made


def adapter(server: ProcessorServer, key: str = KEY) -> HttpsProcessor:
    """Ours, which trusts the server's authority alone."""
    trust = ssl.create_default_context(cafile=server.authority.certificate)
    https = Https(
        f"https://localhost:{server.port}", trust=trust, waiting=Waiting(read=1.0), pause=lambda _: None
    )
    return HttpsProcessor(https, Key(key))  # type: ignore[arg-type]


def instruction(operation: Operation, card: str, key: str = "") -> Instruction:
    return Instruction(operation, key or f"{PAYMENT}:{operation}", PAYMENT, Money(500, "EUR"), card)


def test_a_payment_goes_over_the_wire_as_in_one_process(server: ProcessorServer) -> None:
    processor = adapter(server)
    card = processor.exchange(Card(APPROVED, 2099, 1, "123"), key="trade").reference
    for operation in (Operation.AUTHORIZE, Operation.CAPTURE, Operation.REFUND):
        asked = instruction(operation, card)
        assert processor.execute(asked) == server.processor.execute(asked)
    too_much = processor.execute(instruction(Operation.REFUND, card, "again"))
    assert (too_much.approved, too_much.code) == (False, "exceeds_capture")
    assert processor.records(PAYMENT) == server.processor.records(PAYMENT)
    assert processor.is_paid_out(PAYMENT)
    assert not processor.is_paid_out("pay_other")


def test_a_refused_card_and_a_key_used_for_another_instruction(server: ProcessorServer) -> None:
    processor = adapter(server)
    number, code = next(iter(REFUSED.items()))
    card = processor.exchange(Card(number, 2099, 1, "123"), key="trade").reference
    asked = instruction(Operation.AUTHORIZE, card)
    assert processor.execute(asked).code == code
    with pytest.raises(ProcessorMismatchError):
        processor.execute(replace(asked, money=Money(501, "EUR")))


def test_nobody_is_served_without_the_key(server: ProcessorServer) -> None:
    with pytest.raises(ConfigurationError):
        adapter(server, "another").is_paid_out(PAYMENT)


@pytest.mark.parametrize(
    ("fault", "error", "done"),
    [
        (Fault.LOST, ProcessorTimeoutError, True),
        (Fault.SLOW, ProcessorTimeoutError, True),
        (Fault.UNHEARD, ProcessorTimeoutError, False),
        (Fault.ERROR, ProcessorTimeoutError, False),
        (Fault.BUSY, ProcessorUnavailableError, False),
    ],
    ids=str,
)
def test_a_fault_is_what_it_says(
    server: ProcessorServer, fault: Fault, error: type[Exception], *, done: bool
) -> None:
    server.faults = Faults(rate=1.0, kinds=(fault,), slow_seconds=1.5)
    with pytest.raises(error):
        adapter(server).execute(instruction(Operation.AUTHORIZE, "card_1"))
    assert bool(server.processor.records(PAYMENT)) == done
    assert server.befell[fault] >= 1


def test_it_refuses_and_comes_back_on_the_same_port(server: ProcessorServer) -> None:
    processor, port = adapter(server), server.port
    assert not processor.is_paid_out(PAYMENT)
    server.refuse()
    with pytest.raises(ProcessorUnavailableError):
        adapter(server).execute(instruction(Operation.AUTHORIZE, "card_1"))
    with pytest.raises(ProcessorUnavailableError):
        processor.is_paid_out(PAYMENT)
    server.accept()
    assert server.port == port
    assert not processor.is_paid_out(PAYMENT)


def test_which_requests_fail_follows_from_the_seed() -> None:
    def unlucky(seed: int) -> list[int]:
        faults = Faults(rate=0.1, seed=seed)
        return [number for number in range(1000) if faults.of(f"request {number}", 1)]

    assert unlucky(1) == unlucky(1) != unlucky(2)
    assert 50 < len(unlucky(1)) < 150
