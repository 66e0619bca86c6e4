"""The rotation of a database's secret, by its function and against a real PostgreSQL beside the emulator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from handlers.domain.credentials import Credential, Engine
from tests.handlers.functions.rotation.servers import DATABASE, HOST, Server
from tests.integration.waiting import wait_until

if TYPE_CHECKING:
    from tests.integration.deployed import Region

_AUTHORITIES: Final = "DATABASE_CA"
_TWINS: Final = ("customers_green", "customers_blue")  # the second is in use


def rotate(region: Region, secret: str, server: Server) -> Iterator[str]:
    """Set the secret up as the runbook says, and have it rotated twice; each thing that did not hold.

    Raises WaitTimeoutError where a rotation did not end.
    """
    secrets = region.client("secretsmanager")
    region.client("ssm").put_parameter(
        Name=f"{region['parameter_prefix']}{_AUTHORITIES}", Value=str(server.authority), Overwrite=True
    )
    for name in _TWINS:
        login = Credential(Engine.POSTGRES, HOST, server.port, DATABASE, name, f"first-of-{name}")
        server.make_user(name, login.password)
        secrets.put_secret_value(SecretId=secret, SecretString=login.secret())
    for name in _TWINS:
        yield from _turn(secrets, secret, server, name)


def _turn(secrets: Any, secret: str, server: Server, turn: str) -> Iterator[str]:
    """Rotate to a user whose turn it is."""
    before = json.loads(secrets.get_secret_value(SecretId=secret)["SecretString"])
    version = secrets.rotate_secret(SecretId=secret)["VersionId"]

    def current() -> Any:
        said = secrets.get_secret_value(SecretId=secret)
        return said if said["VersionId"] == version else None

    login = json.loads(wait_until(current, f"the rotation of {secret}")["SecretString"])
    if login["username"] != turn or login["password"] == f"first-of-{turn}":
        yield f"the secret names {login['username']}, and not {turn} with a new password"
    for held, whose in ((login, "the current"), (before, "the previous")):
        if not server.lets_in(held):
            yield f"the database does not let {whose} login of {secret} in"
    if server.lets_in({**login, "password": f"first-of-{turn}"}):
        yield f"the database still lets {turn} in with its first password"
