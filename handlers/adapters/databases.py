"""The `Database` port over Aurora's two engines, PostgreSQL and MySQL, and over MariaDB.

Always TLS 1.2 or newer, with the server's name and chain verified ("verify-full"). Drivers quote what they
are given in their errors, so none of their exceptions gets out.
"""

from __future__ import annotations

import hashlib
import ssl
from base64 import b64encode
from functools import cached_property
from typing import Final

from handlers.domain.credentials import Credential, Engine
from handlers.domain.errors import ConfigurationError, DatabaseUnavailableError, PaymentError, RotationError

_SECONDS: Final = 5  # to connect, and for each answer
_NO_LOGIN_POSTGRES: Final = ("28P01", "28000")  # invalid_password, invalid_authorization_specification
_NO_LOGIN_MYSQL: Final = 1045  # ER_ACCESS_DENIED_ERROR
_REFUSED: Final = "the database refuses the login"
_UNTRUSTED: Final = "the database's certificate is not by the configured authority for its name"


class LoginRefusedError(RotationError):
    """The database does not take this user with this password."""


class TlsDatabases:
    """Databases whose certificates are by the authorities in the file `authorities` (PEM)."""

    def __init__(self, authorities: str) -> None:
        self._authorities = authorities

    def accepts(self, credential: Credential) -> bool:
        """Tell whether one can log in and ask something."""
        try:
            self._do(credential, None)
        except LoginRefusedError:
            return False
        return True

    def change_password(self, credential: Credential, password: str) -> None:
        """Log in and give oneself another password. Raises RotationError where the login is refused."""
        self._do(credential, password)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=self._authorities)
        except OSError:
            raise ConfigurationError("DATABASE_CA names no file of certificates") from None
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _do(self, credential: Credential, password: str | None) -> None:
        told: PaymentError
        try:
            match credential.engine:
                case Engine.POSTGRES:
                    _postgres(credential, password, self._tls)
                case Engine.MYSQL:
                    _mysql(credential, password, self._tls)
        except PaymentError:
            raise
        except Exception as error:  # noqa: BLE001 (two drivers, sockets, TLS: each with texts of its own)
            told = _told(error)
        else:
            return
        raise told  # outside of `except`, so that it carries no context


def _postgres(credential: Credential, password: str | None, tls: ssl.SSLContext) -> None:
    import pg8000.native  # noqa: PLC0415 (loaded for its engine alone)

    session = pg8000.native.Connection(
        credential.username,
        host=credential.host,
        port=credential.port,
        database=credential.database,
        password=credential.password,
        ssl_context=tls,
        timeout=_SECONDS,
    )
    try:
        if password is None:
            session.run("SELECT 1")
            return
        # Users that share their tables through a role have it set at login; only one's own may be altered.
        session.run("SET ROLE NONE")
        session.run(f"ALTER ROLE SESSION_USER PASSWORD {pg8000.native.literal(verifier(password))}")
    finally:
        session.close()


def verifier(password: str) -> str:
    """Return what PostgreSQL keeps of a password (RFC 5803): no log of statements then holds the password."""
    from scramp import ScramMechanism  # noqa: PLC0415 (see above)

    salt, stored, server, iterations = ScramMechanism("SCRAM-SHA-256").make_auth_info(password)
    salted, of_client, of_server = (b64encode(part).decode() for part in (salt, stored, server))
    return f"SCRAM-SHA-256${iterations}:{salted}${of_client}:{of_server}"


def _mysql(credential: Credential, password: str | None, tls: ssl.SSLContext) -> None:
    import pymysql  # noqa: PLC0415 (loaded for its engine alone)

    session = pymysql.connect(
        host=credential.host,
        port=credential.port,
        user=credential.username,
        password=credential.password.encode(),  # the driver would write a text as Latin-1
        database=credential.database,
        ssl=tls,
        charset="utf8mb4",
        connect_timeout=_SECONDS,
        read_timeout=_SECONDS,
        write_timeout=_SECONDS,
    )
    try:
        with session.cursor() as cursor:
            if password is None:
                cursor.execute("SELECT 1")
            elif "MariaDB" in session.get_server_info():  # type: ignore[no-untyped-call]
                cursor.execute("SET PASSWORD = %s", (stored_by_mariadb(password),))
            else:  # the server keeps passwords out of its logs (MySQL manual, "Passwords and Logging")
                cursor.execute("ALTER USER USER() IDENTIFIED BY %s", (password,))
    finally:
        session.close()


def stored_by_mariadb(password: str) -> str:
    """Return what MariaDB stores of a password (mysql_native_password), for the same reason.

    It knows no `ALTER USER USER()`, and `ALTER USER CURRENT_USER()` neither allows what MySQL does nor
    sets a password that lets one in (seen with 10.11).
    """
    once = hashlib.sha1(password.encode(), usedforsecurity=False).digest()
    return f"*{hashlib.sha1(once, usedforsecurity=False).hexdigest().upper()}"


def _told(error: Exception) -> PaymentError:
    """Our error for a driver's, without a word of it."""
    import pg8000.exceptions  # noqa: PLC0415 (see above)
    import pymysql.err  # noqa: PLC0415 (see above)

    cause = getattr(error, "original_exception", error)  # pymysql keeps what the socket raised
    if isinstance(cause, ssl.SSLCertVerificationError):
        return RotationError(_UNTRUSTED)
    first = error.args[0] if error.args else None
    if isinstance(error, pg8000.exceptions.DatabaseError) and isinstance(first, dict):
        return (
            LoginRefusedError(_REFUSED)
            if first.get("C") in _NO_LOGIN_POSTGRES
            else DatabaseUnavailableError("PostgreSQL did not do what it was asked")
        )
    if isinstance(error, pymysql.err.OperationalError) and first == _NO_LOGIN_MYSQL:
        return LoginRefusedError(_REFUSED)
    return DatabaseUnavailableError("the database did not answer, or not as it should")
