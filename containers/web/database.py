"""Whether the database takes the service's login, over TLS with its certificate verified.

It logs in, since a check that only connects is counted by MySQL as an interrupted login, and after
`max_connect_errors` of those the server blocks the host.
"""

from __future__ import annotations

import ssl
from enum import StrEnum
from typing import Final

import pymysql

from containers.web.configuration import ConfigurationError, Database

_SECONDS: Final = 2  # to connect, and for each answer
_REFUSED: Final = (1044, 1045)  # ER_DBACCESS_DENIED_ERROR, ER_ACCESS_DENIED_ERROR


class Outcome(StrEnum):
    """How a check ended."""

    OK = "ok"
    UNREACHABLE = "unreachable"  # or it does not answer as a database does
    UNTRUSTED = "untrusted"  # its certificate is not by a configured authority for its name
    REFUSED = "refused"  # the login


def trusting(authorities: str) -> ssl.SSLContext:
    """Return TLS 1.2 or newer that trusts the authorities of a file. Raises ConfigurationError without it."""
    try:
        context = ssl.create_default_context(cafile=authorities)
    except OSError:
        raise ConfigurationError(
            "the environment variable DATABASE_CA names no file of certificates (PEM)"
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def check(database: Database, host: str, tls: ssl.SSLContext) -> Outcome:
    """Log in at one of the database's hosts, ask whether it is there, and leave."""
    try:
        session = pymysql.connect(
            host=host,
            port=database.port,
            user=database.username,
            password=database.password.encode(),  # the driver would write a text as Latin-1
            database=database.name,
            ssl=tls,
            connect_timeout=_SECONDS,
            read_timeout=_SECONDS,
            write_timeout=_SECONDS,
        )
        try:
            session.ping(reconnect=False)
        finally:
            session.close()
    except pymysql.err.OperationalError as error:
        cause = getattr(error, "original_exception", None)  # what the socket raised
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Outcome.UNTRUSTED
        return Outcome.REFUSED if error.args[0] in _REFUSED else Outcome.UNREACHABLE
    except Exception:  # noqa: BLE001 (driver, sockets, TLS: each with texts of its own, which may quote the login)
        return Outcome.UNREACHABLE
    return Outcome.OK
