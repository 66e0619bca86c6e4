"""Readiness: what a database is found to be, and that asking often costs it little."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from containers.web.configuration import Database
from handlers.domain.credentials import Engine
from tests.containers.web.mysql import NAME, PASSWORD, USER, listening
from tests.containers.web.mysql import Database as Listener
from tests.containers.web.service import Answer, Service, serving, variables_of
from tests.handlers.certificates import Authority, Certificate
from tests.handlers.functions.rotation import servers

pytestmark = pytest.mark.fuzz


@pytest.fixture
def listener(certificate: Certificate) -> Iterator[Listener]:
    with listening(certificate) as listener:
        yield listener


def ask(folder: Path, database: Database) -> Answer:
    with serving(folder / "service", variables_of(database)) as service:
        answer = service.ask("/ready")
        assert PASSWORD not in service.printed() + service.complained()
        assert service.complained() == ""
    return answer


def checks_of(answer: Answer) -> tuple[str, str]:
    assert answer.status == answer.document["status"] == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "5"
    assert answer.document["detail"] == "The database cannot be used."
    return answer.document["checks"]["database"], answer.document["checks"]["database_reader"]


def test_with_a_database_it_is_ready(tmp_path: Path, login: Database, listener: Listener) -> None:
    answer = ask(tmp_path, replace(login, port=listener.port))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.document == {"status": "ready", "checks": {"database": "ok", "database_reader": "ok"}}
    assert all(USER.encode() in login and PASSWORD.encode() not in login for login in listener.logins)


def test_without_a_database_it_is_not(service: Service) -> None:
    assert checks_of(service.ask("/ready")) == ("unreachable", "unreachable")


def test_the_reader_is_checked_for_itself(tmp_path: Path, login: Database, listener: Listener) -> None:
    answer = ask(tmp_path, replace(login, port=listener.port, reader_host="lost.invalid"))
    assert checks_of(answer) == ("ok", "unreachable")


def test_a_refused_login_is_told(tmp_path: Path, login: Database, listener: Listener) -> None:
    listener.refuses = True
    answer = ask(tmp_path, replace(login, port=listener.port))
    assert checks_of(answer) == ("refused", "refused")


def test_a_certificate_by_another_authority_gets_no_password(
    tmp_path: Path, login: Database, listener: Listener
) -> None:
    other = Authority(tmp_path, "other").found()
    answer = ask(tmp_path, replace(login, port=listener.port, authorities=str(other.certificate)))
    assert checks_of(answer) == ("untrusted", "untrusted")
    assert listener.logins == []


def test_a_database_without_tls_gets_no_password(tmp_path: Path, login: Database, listener: Listener) -> None:
    listener.offers_tls = False
    assert checks_of(ask(tmp_path, replace(login, port=listener.port))) == ("unreachable", "unreachable")
    assert listener.logins == []


def test_a_silent_database_is_not_waited_for(tmp_path: Path, login: Database, listener: Listener) -> None:
    listener.pause = 30
    assert checks_of(ask(tmp_path, replace(login, port=listener.port))) == ("unreachable", "unreachable")


def test_however_many_ask_the_database_is_asked_once(
    tmp_path: Path, login: Database, listener: Listener
) -> None:
    with (
        serving(tmp_path / "service", variables_of(replace(login, port=listener.port))) as service,
        ThreadPoolExecutor(8) as clients,
    ):
        assert [answer.status for answer in clients.map(service.ask, ["/ready"] * 16)] == [200] * 16
    assert len(listener.logins) == 2, "one for writing, one for reading"


@pytest.mark.database
@pytest.mark.skipif(bool(servers.missing(Engine.MYSQL)), reason=servers.missing(Engine.MYSQL))
def test_a_real_database_lets_it_in(tmp_path: Path, login: Database) -> None:
    with servers.running(Engine.MYSQL) as server:
        server.make_user(USER, PASSWORD)
        real = replace(login, port=server.port, name=servers.DATABASE, authorities=str(server.authority))
        assert ask(tmp_path / "right", real).status == 200
        assert checks_of(ask(tmp_path / "wrong", replace(real, password=NAME))) == ("refused", "refused")
