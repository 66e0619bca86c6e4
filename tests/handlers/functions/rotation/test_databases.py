"""The `Database` port against the real servers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.adapters.databases import TlsDatabases
from handlers.domain.credentials import Credential, Engine
from handlers.domain.errors import ConfigurationError, DatabaseUnavailableError, PaymentError, RotationError
from tests.handlers.certificates import Authority
from tests.handlers.functions.rotation.servers import DATABASE, HOST, Server

pytestmark = pytest.mark.database

NASTY = (
    "'; DROP TABLE users; --",
    'double " quote',
    "back \\ slash \\' quote",
    "percent %s %(name)s :name $1 ?",
    "grüße 密码",
)


def made(server: Server, user: str, password: str) -> Credential:
    server.make_user(user, password)
    return Credential(server.engine, HOST, server.port, DATABASE, user, password)


@pytest.mark.parametrize("new", NASTY)
def test_a_password_is_taken_as_it_is(server: Server, new: str) -> None:
    credential = made(server, "plain", "old")
    TlsDatabases(str(server.authority)).change_password(credential, new)
    assert server.lets_in(
        {"username": "plain", "password": new, "host": HOST, "port": server.port, "dbname": DATABASE}
    )
    assert not TlsDatabases(str(server.authority)).accepts(credential)


@pytest.mark.parametrize("user", [name[:32] for name in NASTY])
def test_a_user_is_taken_as_it_is(server: Server, user: str) -> None:
    credential = made(server, user, "old")
    bystander = made(server, "bystander", "untouched")
    databases = TlsDatabases(str(server.authority))
    databases.change_password(credential, "new")
    assert databases.accepts(credential.with_password("new"))
    assert databases.accepts(bystander)


def test_a_wrong_password_is_no_and_no_error(server: Server) -> None:
    credential = made(server, "plain", "right")
    assert not TlsDatabases(str(server.authority)).accepts(credential.with_password("wrong"))
    with pytest.raises(RotationError, match="the database refuses the login"):
        TlsDatabases(str(server.authority)).change_password(credential.with_password("wrong"), "new")


def test_a_user_that_is_not_there_is_no(server: Server) -> None:
    credential = replace(made(server, "plain", "right"), username="nobody")
    assert not TlsDatabases(str(server.authority)).accepts(credential)


def test_a_server_by_another_authority_is_not_trusted(server: Server, tmp_path: Path) -> None:
    stranger = Authority(tmp_path, "stranger").found()
    with pytest.raises(RotationError, match="certificate is not by the configured authority"):
        TlsDatabases(str(stranger.certificate)).accepts(made(server, "plain", "right"))


def test_a_server_of_another_name_is_not_trusted(server: Server) -> None:
    elsewhere = replace(made(server, "plain", "right"), host="127.0.0.1")
    with pytest.raises(RotationError, match="certificate is not by the configured authority for its name"):
        TlsDatabases(str(server.authority)).accepts(elsewhere)


def test_a_server_that_is_not_there_may_be_there_later(server: Server) -> None:
    gone = replace(made(server, "plain", "right"), port=1)
    with pytest.raises(DatabaseUnavailableError):
        TlsDatabases(str(server.authority)).accepts(gone)


def test_no_file_of_authorities_is_a_matter_of_configuration(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_CA names no file of certificates"):
        TlsDatabases(str(tmp_path / "missing.pem")).accepts(made(server, "plain", "right"))


@pytest.mark.parametrize(
    "broken", [{"password": "marked-wrong"}, {"host": "127.0.0.1"}, {"port": 1}, {"database": "marked-none"}]
)
def test_no_error_says_what_it_was_given(server: Server, broken: dict[str, object]) -> None:
    credential = replace(made(server, "marked-user", "marked-old"), **broken)
    with pytest.raises(PaymentError) as raised:
        TlsDatabases(str(server.authority)).change_password(credential, "marked-new")
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None
    assert "marked" not in repr(raised.value) + repr(credential)


def test_no_log_of_the_server_says_the_new_password(server: Server) -> None:
    credential = made(server, "plain", "old")
    TlsDatabases(str(server.authority)).change_password(credential, "marked-and-secret")
    logs = [path.read_text(errors="replace") for path in server.log.parent.glob("*log")]
    assert any("PASSWORD" in log for log in logs), "the statements are logged"
    assert not any("marked-and-secret" in log for log in logs)


def test_a_user_whose_login_sets_a_shared_role_alters_itself(server: Server) -> None:
    if server.engine is not Engine.POSTGRES:
        pytest.skip("roles own tables in PostgreSQL alone")
    credential = made(server, "member", "old")
    server.run(
        "DROP ROLE IF EXISTS owners",
        "CREATE ROLE owners",
        "GRANT owners TO member",
        "ALTER ROLE member SET role = owners",
    )
    databases = TlsDatabases(str(server.authority))
    databases.change_password(credential, "new")
    assert databases.accepts(credential.with_password("new"))
