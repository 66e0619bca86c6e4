"""The processor's line, over real sockets and TLS: idle connections, lost answers, servers that drip."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from handlers.adapters import connections
from handlers.adapters.connections import MOST_IDLE_SECONDS, Connections, end_by
from handlers.adapters.https import Https, Waiting
from handlers.adapters.processor import HttpsProcessor
from handlers.domain.errors import ConfigurationError, ProcessorTimeoutError, ProcessorUnavailableError
from handlers.domain.money import Money
from handlers.domain.payment import Operation
from handlers.domain.ports import Instruction
from handlers.domain.workflows import DOUBT, FLOWS
from handlers.functions.ingest.spec import SPEC as INGEST
from tests.handlers.adapters import broken_lines as lines
from tests.handlers.adapters.broken_lines import Broken, Play, serve_broken
from tests.handlers.adapters.processor_server import make_certificate

pytestmark = pytest.mark.fuzz

SHORT = Waiting(connect=0.3, read=0.4, all_tries=0.9)
PAYMENT = "pay_" + "a" * 32


def instruction(key: str) -> Instruction:
    return Instruction(Operation.AUTHORIZE, key, PAYMENT, Money(500, "EUR"), "card_1", None)


class Key:
    """An API key."""

    def text(self) -> str:
        return "key"

    def forget(self) -> None:
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def broken(certificate: tuple[Path, Path]) -> Iterator[Broken]:
    with serve_broken(*certificate) as made:
        yield made


def processor(broken: Broken, waiting: Waiting = SHORT) -> HttpsProcessor:
    https = Https(broken.url, waiting=waiting, trust=broken.trust(), pause=lambda _: None)
    return HttpsProcessor(https, Key())  # type: ignore[arg-type]


def test_a_connection_is_used_again(broken: Broken) -> None:
    broken.plays = [lines.answers]
    asked = processor(broken)
    for key in ("k1", "k2", "k3"):
        assert asked.execute(instruction(key)).approved
    assert broken.keys() == [(1, "k1"), (1, "k2"), (1, "k3")]


def test_a_forgotten_connection_costs_no_payment(broken: Broken) -> None:
    broken.plays = [lines.forgotten]
    asked = processor(broken)
    for key in ("k1", "k2", "k3"):
        assert asked.execute(instruction(key)).approved
        time.sleep(0.05)
    assert broken.keys() == [(1, "k1"), (2, "k2"), (3, "k3")]


def test_nothing_is_sent_over_a_connection_that_the_other_side_has_closed(broken: Broken) -> None:
    broken.plays = [lines.half_closed, lines.answers]
    asked = processor(broken)
    assert asked.execute(instruction("k1")).approved
    time.sleep(0.1)
    assert asked.execute(instruction("k2")).approved
    assert broken.keys() == [(1, "k1"), (2, "k2")]


@pytest.mark.parametrize("play", [lines.lost, lines.hung_up, lines.cut, lines.silent])
def test_a_request_without_an_answer_is_sent_once_more_under_its_key(broken: Broken, play: Play) -> None:
    broken.plays = [play, lines.answers]
    assert processor(broken).execute(instruction("k1")).approved
    assert broken.keys() == [(1, "k1"), (2, "k1")]
    assert broken.heard[0][1] == broken.heard[1][1], "the same key with another body is a mismatch"


@pytest.mark.parametrize("play", [lines.lost, lines.hung_up, lines.cut, lines.silent])
def test_and_then_it_is_in_doubt(broken: Broken, play: Play) -> None:
    broken.plays = [play]
    with pytest.raises(ProcessorTimeoutError):
        processor(broken).execute(instruction("k1"))
    assert broken.keys() == [(1, "k1"), (2, "k1")]


@pytest.mark.parametrize("play", [lines.lost, lines.silent])
def test_a_question_without_an_answer_is_no_doubt(broken: Broken, play: Play) -> None:
    broken.plays = [play]
    with pytest.raises(ProcessorUnavailableError):
        processor(broken).records(PAYMENT)
    assert len(broken.heard) == 2


@pytest.mark.parametrize("play", [lines.busy, lines.no_handshake])
def test_what_was_sent_once_without_an_answer_stays_in_doubt_whatever_follows(
    broken: Broken, play: Play
) -> None:
    broken.plays = [lines.lost, play]
    with pytest.raises(ProcessorTimeoutError):
        processor(broken).execute(instruction("k1"))


def test_also_where_the_key_is_refused_afterwards(broken: Broken) -> None:
    broken.plays = [lines.refuses_the_caller]
    with pytest.raises(ConfigurationError):
        processor(broken).execute(instruction("k1"))
    broken.plays = [lines.lost, lines.refuses_the_caller]
    broken.connections = 0
    with pytest.raises(ProcessorTimeoutError):
        processor(broken).execute(instruction("k2"))


@pytest.mark.parametrize(
    ("play", "error"),
    [
        (lines.drips_a_head, ProcessorTimeoutError),
        (lines.drips_a_body, ProcessorTimeoutError),
        (lines.silent, ProcessorTimeoutError),
        (lines.drips_a_handshake, ProcessorUnavailableError),
        (lines.no_handshake, ProcessorUnavailableError),
    ],
)
def test_a_whole_call_ends_by_its_deadline_however_little_comes_at_a_time(
    broken: Broken, play: Play, error: type[Exception]
) -> None:
    broken.plays = [play]
    asked = processor(broken)
    started = time.monotonic()
    with pytest.raises(error):
        asked.execute(instruction("k1"))
    assert time.monotonic() - started < SHORT.all_tries + 0.4


def test_a_name_that_is_not_found_in_time_ends_by_the_deadline(
    broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        time.sleep(3)

    asked = processor(broken)
    monkeypatch.setattr(socket, "getaddrinfo", slow)
    started = time.monotonic()
    with pytest.raises(ProcessorUnavailableError):
        asked.execute(instruction("k1"))
    assert time.monotonic() - started < SHORT.all_tries + 0.4
    assert not broken.connections


def test_the_next_address_is_tried_where_one_does_not_answer(
    broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken.plays = [lines.answers]
    port = urlsplit(broken.url).port
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = (socket.AF_INET, socket.SOCK_STREAM, 0, "", nobody.getsockname())
        alive = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))
        monkeypatch.setattr(connections, "_addresses", lambda *_: [dead, alive])
        assert processor(broken).execute(instruction("k1")).approved


@pytest.mark.parametrize(
    ("steady", "wall", "used"),
    [
        (MOST_IDLE_SECONDS - 1, MOST_IDLE_SECONDS - 1, True),
        (MOST_IDLE_SECONDS, 0, False),
        (0, MOST_IDLE_SECONDS, False),  # the machine was halted, and its steady clock with it
    ],
)
def test_a_connection_that_was_idle_for_a_minute_is_dropped(
    broken: Broken, steady: float, wall: float, *, used: bool
) -> None:
    broken.plays = [lines.answers]
    now = [100.0, 5_000.0]
    kept = Connections(
        urlsplit(broken.url),
        broken.trust(),
        connect_seconds=1,
        steady=lambda: now[0],
        wall=lambda: now[1],
    )
    made = kept.opened(time.monotonic() + 2)
    end_by(made, time.monotonic() + 2)
    made.request("GET", "/")
    made.getresponse().read()  # and with it what TLS sends after its handshake
    kept.keep(made)
    now[0] += steady
    now[1] += wall
    assert (kept.kept() is made) is used
    assert (made.sock is None) is not used, "what is dropped is closed"


def test_idle_connections_are_dropped_long_before_networks_forget_them() -> None:
    assert MOST_IDLE_SECONDS < 350


def test_a_call_fits_into_what_waits_for_it() -> None:
    waiting = Waiting()
    assert waiting.connect + waiting.read < waiting.all_tries, "one try leaves time for another"
    for flow in (*FLOWS, DOUBT):
        assert 2 * waiting.all_tries < flow.step_seconds, "a refused capture is followed by a reversal"
    assert waiting.all_tries < INGEST.timeout_seconds / 2, "the stores take their time, too"
