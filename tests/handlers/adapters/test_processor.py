"""The processor over HTTPS, against a server with real TLS: docs/processor.md, line by line."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.adapters.https import Https, Waiting
from handlers.adapters.processor import REFUSALS, HttpsProcessor
from handlers.domain.card import Card
from handlers.domain.errors import (
    ConfigurationError,
    ProcessorMismatchError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
)
from handlers.domain.money import Money
from handlers.domain.payment import Operation
from handlers.domain.ports import Answer, Exchange, Instruction
from handlers.local.processor import SimulatedProcessor
from tests.handlers.adapters.processor_server import Asked, Said, Server, make_certificate, serve

pytestmark = pytest.mark.fuzz

CARD = Card("4242424242424242", 2030, 12, "123")
PAYMENT = "pay_" + "a" * 32
INSTRUCTION = Instruction(Operation.CAPTURE, "key-1", PAYMENT, Money(500, "EUR"), "card_1", "auth_1")
APPROVED = {"outcome": "approved", "reference": "ref_1"}


class Key:
    """An API key, as a secret has it; another one after it was forgotten."""

    def __init__(self) -> None:
        self.forgotten = 0

    def text(self) -> str:
        return f"key-{self.forgotten}"

    def forget(self) -> None:
        self.forgotten += 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate and its key."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate: tuple[Path, Path]) -> Iterator[Server]:
    """A server of its own for each test."""
    with serve(*certificate) as made:
        yield made


def processor(server: Server, pauses: list[float] | None = None, **waiting: float) -> HttpsProcessor:
    kept = [] if pauses is None else pauses
    https = Https(server.url, waiting=Waiting(**waiting), trust=server.trust(), pause=kept.append)
    return HttpsProcessor(https, Key())  # type: ignore[arg-type]


def test_a_card_is_exchanged(server: Server) -> None:
    server.says = lambda _: Said(201, {"reference": "card_9", "country": "DE"})
    assert processor(server).exchange(CARD, key="k") == Exchange("card_9", "DE")
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/cards")
    assert (asked.headers["idempotency-key"], asked.headers["authorization"]) == ("k", "Bearer key-0")
    assert asked.body == {
        "number": CARD.number,
        "expiry_year": 2030,
        "expiry_month": 12,
        "security_code": "123",
    }


def test_an_instruction_is_carried_out(server: Server) -> None:
    server.says = lambda _: Said(body=APPROVED)
    assert processor(server).execute(INSTRUCTION) == Answer(approved=True, reference="ref_1")
    assert server.asked[0].headers["idempotency-key"] == "key-1"
    assert server.asked[0].body == {
        "operation": "capture",
        "payment_id": PAYMENT,
        "amount_minor": 500,
        "currency": "EUR",
        "card_reference": "card_1",
        "authorization": "auth_1",
    }


@pytest.mark.parametrize("code", [*sorted(REFUSALS), "something new"])
def test_a_refusal_has_a_code_of_the_closed_set(server: Server, code: str) -> None:
    server.says = lambda _: Said(body={"outcome": "refused", "reference": "r", "code": code})
    answer = processor(server).execute(INSTRUCTION)
    assert answer == Answer(approved=False, reference="r", code=code if code in REFUSALS else "refused")


UNCLEAR = {
    "another status": Said(500, APPROVED),
    "no content": Said(204, b""),
    "busy without a time": Said(503, APPROVED),
    "busy with a date": Said(503, APPROVED, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
    "a redirect": Said(307, APPROVED, {"Location": "https://127.0.0.1:1/"}),
    "no JSON": Said(200, b"<html>"),
    "deep JSON": Said(200, b"[" * 100_000),
    "too long": Said(200, b" " * 1_048_577 + json.dumps(APPROVED).encode()),
    "no object": Said(200, ["approved"]),
    "no outcome": Said(200, {"reference": "r"}),
    "a strange outcome": Said(200, {"outcome": "perhaps", "reference": "r"}),
    "a strange reference": Said(200, {"outcome": "approved", "reference": "a b"}),
    "a cut connection": Said(cut=True),
    "half a body": Said(200, APPROVED, {"Content-Length": "4096"}, seconds=0),
    "late": Said(200, APPROVED, seconds=0.6),
}


UNANSWERED = {"a cut connection", "half a body", "late"}


@pytest.mark.parametrize("name", UNCLEAR)
def test_whatever_is_no_answer_leaves_an_instruction_in_doubt(server: Server, name: str) -> None:
    server.says = lambda _: UNCLEAR[name]
    with pytest.raises(ProcessorTimeoutError):
        processor(server, read=0.3).execute(INSTRUCTION)
    assert len(server.asked) == (2 if name in UNANSWERED else 1), "what was answered is not asked again"
    assert len({asked.headers["idempotency-key"] for asked in server.asked}) == 1


@pytest.mark.parametrize("said", UNCLEAR.values(), ids=UNCLEAR)
def test_a_question_that_gets_no_answer_did_nothing(server: Server, said: Said) -> None:
    server.says = lambda _: said
    for ask in (HttpsProcessor.records, HttpsProcessor.is_paid_out):
        with pytest.raises(ProcessorUnavailableError):
            ask(processor(server, read=0.3), PAYMENT)


def test_a_key_known_with_another_instruction_is_a_mismatch(server: Server) -> None:
    server.says = lambda _: Said(409, {})
    with pytest.raises(ProcessorMismatchError):
        processor(server).execute(INSTRUCTION)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_processor_is_asked_again_after_the_time_that_it_says(server: Server, status: int) -> None:
    pauses: list[float] = []
    server.says = lambda _: Said(body=APPROVED) if pauses else Said(status, {}, {"Retry-After": "3"})
    assert processor(server, pauses).execute(INSTRUCTION).approved
    assert len(server.asked) == 2
    assert 3 <= pauses[0] < 4


def test_a_time_that_is_not_left_is_not_waited_for(server: Server) -> None:
    pauses: list[float] = []
    server.says = lambda _: Said(503, {}, {"Retry-After": "60"})
    with pytest.raises(ProcessorUnavailableError):
        processor(server, pauses).execute(INSTRUCTION)
    assert (len(server.asked), pauses) == (1, [])


def test_a_processor_that_stays_busy_was_not_reached(server: Server) -> None:
    server.says = lambda _: Said(429, {}, {"Retry-After": "0"})
    with pytest.raises(ProcessorUnavailableError):
        processor(server).execute(INSTRUCTION)
    assert len(server.asked) == 3


def test_a_rotated_key_is_read_anew(server: Server) -> None:
    def says(asked: Asked) -> Said:
        return Said(body=APPROVED) if asked.headers["authorization"] == "Bearer key-1" else Said(401, {})

    server.says = says
    assert processor(server).execute(INSTRUCTION).approved


def test_a_key_that_is_refused_is_a_mistake_of_the_configuration(server: Server) -> None:
    server.says = lambda _: Said(401, {})
    with pytest.raises(ConfigurationError):
        processor(server).execute(INSTRUCTION)


def test_an_untrusted_certificate_is_sent_nothing(server: Server) -> None:
    https = Https(server.url, pause=lambda _: None)
    with pytest.raises(ProcessorUnavailableError):
        HttpsProcessor(https, Key()).execute(INSTRUCTION)  # type: ignore[arg-type]
    assert server.asked == []


def test_an_old_tls_is_refused(certificate: tuple[Path, Path]) -> None:
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    trust.minimum_version = ssl.TLSVersion.TLSv1
    https = Https("https://127.0.0.1:1", trust=trust, pause=lambda _: None)
    with pytest.raises(ProcessorUnavailableError):
        https.call("GET", "/", None, safe=True).send({})
    assert trust.minimum_version is ssl.TLSVersion.TLSv1_2


def test_nobody_listening_is_surely_not_processed(certificate: tuple[Path, Path]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{free.getsockname()[1]}"
    pauses: list[float] = []
    https = Https(url, trust=ssl.create_default_context(cafile=str(certificate[0])), pause=pauses.append)
    with pytest.raises(ProcessorUnavailableError):
        HttpsProcessor(https, Key()).execute(INSTRUCTION)  # type: ignore[arg-type]
    assert len(pauses) == 2


def test_a_url_without_tls_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="https"):
        Https("http://127.0.0.1")


BAD_RECORDS: list[Any] = [
    {},
    {"operation": "gift", "key": "k", "amount_minor": 1, "currency": "EUR", **APPROVED},
    {"operation": "capture", "key": "k", "amount_minor": 1.5, "currency": "EUR", **APPROVED},
    {"operation": "capture", "key": "k", "amount_minor": True, "currency": "EUR", **APPROVED},
    {"operation": "capture", "key": "k", "amount_minor": 1, "currency": "XXX", **APPROVED},
    {"operation": "capture", "key": "k", "amount_minor": 1, "currency": "EUR"},
    "record",
]


@pytest.mark.parametrize("bad", BAD_RECORDS, ids=str)
def test_one_record_that_cannot_be_read_spoils_them_all(server: Server, bad: Any) -> None:
    good = {"operation": "authorize", "key": "k", "amount_minor": 1, "currency": "EUR", **APPROVED}
    server.says = lambda _: Said(body={"records": [good, bad]})
    with pytest.raises(ProcessorUnavailableError):
        processor(server).records(PAYMENT)


def speaking_for(simulated: SimulatedProcessor) -> Any:
    """The protocol of docs/processor.md over the simulated processor."""

    def outcome(answer: Answer) -> dict[str, str]:
        refused = {"outcome": "refused", "reference": answer.reference, "code": answer.code}
        return {"outcome": "approved", "reference": answer.reference} if answer.approved else refused

    def says(asked: Asked) -> Said:
        body, key = asked.body, asked.headers.get("idempotency-key", "")
        match asked.path.split("/")[2:]:
            case ["cards"]:
                card = Card(body["number"], body["expiry_year"], body["expiry_month"], body["security_code"])
                exchange = simulated.exchange(card, key=key)
                return Said(201, {"reference": exchange.reference, "country": exchange.country})
            case ["instructions"]:
                money = Money(body["amount_minor"], body["currency"]) if "currency" in body else None
                operation = Operation(body["operation"])
                given = (
                    key,
                    body["payment_id"],
                    money,
                    body.get("card_reference"),
                    body.get("authorization"),
                )
                try:
                    return Said(body=outcome(simulated.execute(Instruction(operation, *given))))
                except ProcessorMismatchError:
                    return Said(409, {})
            case ["payments", payment_id, "payout"]:
                return Said(body={"paid_out": simulated.is_paid_out(payment_id)})
            case ["payments", payment_id, "records"]:
                records = [
                    {
                        "operation": str(each.operation),
                        "key": each.key,
                        **(
                            {"amount_minor": each.money.minor, "currency": each.money.currency}
                            if each.money
                            else {}
                        ),
                        **outcome(each.answer),
                    }
                    for each in simulated.records(payment_id)
                ]
                return Said(body={"records": records})
        return Said(404, {})

    return says


@pytest.mark.parametrize("number", ["4242424242424242", "4000000000000002", "4000000000009995"])
def test_over_https_and_in_process_a_processor_says_the_same(server: Server, number: str) -> None:
    server.says = speaking_for(SimulatedProcessor())
    told: list[list[Any]] = []
    for each in (processor(server), SimulatedProcessor()):
        reference = each.exchange(Card(number, 2030, 1, "123"), key="k").reference
        given = (Money(700, "JPY"), reference)
        asked = [
            Instruction(each, f"{each}-1", PAYMENT, *(given if each is not Operation.REVERSE else ()))
            for each in Operation
        ]
        told.append(
            [
                *(each.execute(instruction) for instruction in (*asked, *asked)),
                each.records(PAYMENT),
                each.is_paid_out(PAYMENT),
                each.records("pay_" + "b" * 32),
                each.is_paid_out("pay_" + "b" * 32),
            ]
        )
        with pytest.raises(ProcessorMismatchError):
            each.execute(Instruction(Operation.CAPTURE, "capture-1", PAYMENT, Money(701, "JPY"), reference))
    assert told[0] == told[1]
