"""A real PostgreSQL and a real MariaDB on a free port of this machine, over TLS alone."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pg8000.native
import pymysql

from handlers.domain.credentials import Engine
from tests.handlers.certificates import Authority, Certificate

HOST = "localhost"  # what the certificates are for
DATABASE = "app"
ADMIN, ADMIN_PASSWORD = "admin", "the tests' own"
_STARTS_WITHIN = 30.0


@dataclass(frozen=True)
class Server:
    """A running server. Statements of `run` are the administrator's; `authority` is what vouches for it."""

    engine: Engine
    port: int
    authority: Path
    log: Path

    def run(self, *statements: str) -> None:
        if self.engine is Engine.POSTGRES:
            session = pg8000.native.Connection(
                ADMIN, host=HOST, port=self.port, database=DATABASE, password=ADMIN_PASSWORD, ssl_context=True
            )
            for statement in statements:
                session.run(statement)
            session.close()
        else:
            with pymysql.connect(
                host=HOST, port=self.port, user=ADMIN, password=ADMIN_PASSWORD, autocommit=True
            ) as connection:
                for statement in statements:
                    connection.cursor().execute(statement)

    def make_user(self, name: str, password: str) -> None:
        """Make a user who may log in, and no more: one that may alter nobody but itself."""
        if self.engine is Engine.POSTGRES:
            user, secret = pg8000.native.identifier(name), pg8000.native.literal(password)
            self.run(f"DROP ROLE IF EXISTS {user}", f"CREATE ROLE {user} LOGIN PASSWORD {secret}")
        else:
            user, secret = (pymysql.converters.escape_string(text) for text in (name, password))
            self.run(
                f"CREATE OR REPLACE USER '{user}'@'%' IDENTIFIED BY '{secret}'",
                f"GRANT SELECT ON {DATABASE}.* TO '{user}'@'%'",
            )

    def lets_in(self, login: Mapping[str, Any]) -> bool:
        """Whether the driver itself gets in, with what an application reads from the secret."""
        try:
            if self.engine is Engine.POSTGRES:
                pg8000.native.Connection(
                    login["username"],
                    host=login["host"],
                    port=login["port"],
                    database=login["dbname"],
                    password=login["password"],
                    ssl_context=True,
                ).close()
            else:
                pymysql.connect(
                    host=login["host"],
                    port=login["port"],
                    user=login["username"],
                    password=login["password"].encode(),
                    database=login["dbname"],
                ).close()
        except (pg8000.native.DatabaseError, pymysql.err.OperationalError):
            return False
        return True


def missing(engine: Engine) -> str:
    """Which Debian package is not there, or ""."""
    if engine is Engine.POSTGRES:
        return "" if _postgres_programs() else "the Debian package postgresql is not installed"
    there = all(map(_program, ("mariadbd", "mariadb-install-db")))
    return "" if there else "the Debian package mariadb-server is not installed"


@contextmanager
def running(engine: Engine, options: Mapping[str, str] = MappingProxyType({})) -> Iterator[Server]:
    """Start a server as a user without rights, and end it by its process id. `options`: of PostgreSQL."""
    folder = Path(tempfile.mkdtemp(prefix=f"rotation-{engine}-"))
    try:
        authority = Authority(folder).found()
        certificate = authority.issue(HOST)
        port, log = _free_port(), folder / "log"
        user = _user(engine)
        _give(folder, user)
        command = (
            _postgres(folder, certificate, port, user, options)
            if engine is Engine.POSTGRES
            else _mariadb(folder, certificate, port, user)
        )
        server = Server(engine, port, authority.certificate, log)
        with log.open("wb") as out:
            home = {**os.environ, "HOME": str(folder)}  # a server that asks another one looks there for keys
            process = subprocess.Popen(command, stdout=out, stderr=out, cwd=folder, env=home, **_as(user))
        try:
            _wait(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT if engine is Engine.POSTGRES else signal.SIGTERM)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres(
    folder: Path, certificate: Certificate, port: int, user: str | None, more: Mapping[str, str]
) -> list[str]:
    programs, data = _postgres_programs(), folder / "data"
    assert programs
    secret = folder / "password"
    secret.write_text(ADMIN_PASSWORD, encoding="utf-8")
    _give(folder, user)
    _quietly(
        user,
        *(programs / "initdb", "-D", data, "-U", ADMIN, f"--pwfile={secret}", "--encoding=UTF8"),
        *("--auth=scram-sha-256", "--no-sync", "--locale=C.UTF-8"),
    )
    (data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n", encoding="utf-8")
    single = [str(programs / "postgres"), "--single", "-D", str(data), "postgres"]
    subprocess.run(
        single, input=f"CREATE DATABASE {DATABASE}\n".encode(), check=True, capture_output=True, **_as(user)
    )
    options = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "ssl": "on",
        "ssl_cert_file": certificate.certificate,
        "ssl_key_file": certificate.key,
        "fsync": "off",
        "log_statement": "all",  # the worst that an operator may do to passwords
        **more,
    }
    return [
        str(programs / "postgres"),
        *("-D", str(data)),
        *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
    ]


def _mariadb(folder: Path, certificate: Certificate, port: int, user: str | None) -> list[str]:
    data, first = folder / "data", folder / "first.sql"
    first.write_text(
        f"CREATE DATABASE {DATABASE};\n"
        f"CREATE USER '{ADMIN}'@'%' IDENTIFIED BY \"{ADMIN_PASSWORD}\";\n"
        f"GRANT ALL ON *.* TO '{ADMIN}'@'%' WITH GRANT OPTION;\n",
        encoding="utf-8",
    )
    data.mkdir()
    _give(folder, user)
    installer = _program("mariadb-install-db")
    _quietly(user, installer, "--no-defaults", f"--datadir={data}", "--skip-test-db")
    options = {
        "datadir": data,
        "port": port,
        "bind-address": "127.0.0.1",
        "socket": folder / "socket",
        "pid-file": folder / "pid",
        "init-file": first,
        "ssl-cert": certificate.certificate,
        "ssl-key": certificate.key,
        "require-secure-transport": "ON",
        "character-set-server": "utf8mb4",
        "skip-name-resolve": "ON",
        "general-log": "ON",  # see log_statement
        "general-log-file": folder / "general.log",
    }
    return [_program("mariadbd"), "--no-defaults", *(f"--{name}={value}" for name, value in options.items())]


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            server.run("SELECT 1")
        except (pg8000.native.Error, pymysql.err.Error, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{server.engine} did not start: {server.log.read_text(errors='replace')[-2000:]}")


def _postgres_programs() -> Path | None:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def _program(name: str) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin") or ""


def _user(engine: Engine) -> str | None:
    """Neither server runs as root: the user of its package does then."""
    if os.geteuid() != 0:
        return None
    return "postgres" if engine is Engine.POSTGRES else "mysql"


def _as(user: str | None) -> dict[str, Any]:
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else {}


def _give(folder: Path, user: str | None) -> None:
    if user is None:
        return
    account = pwd.getpwnam(user)
    for path in (folder, *folder.iterdir()):
        os.chown(path, account.pw_uid, account.pw_gid)
    for key in folder.glob("*.key"):
        key.chmod(0o600)


def _quietly(user: str | None, *command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **_as(user))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
