"""The four calls of Secrets Manager. Each can die anywhere, be repeated and run twice at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.credentials import Credential, Database, Secrets, Versions, credential_in
from handlers.domain.errors import RotationError
from handlers.domain.ports import Telemetry
from handlers.domain.telemetry import SUCCESS
from handlers.functions.rotation.core import (
    CURRENT,
    PENDING,
    PREVIOUS,
    ROTATING,
    Step,
    check_twins,
    former,
    given_up,
    is_finished,
    step_in,
    successor,
)
from handlers.functions.rotation.spec import SPEC


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `secret` is the ARN of the only secret that it rotates."""

    secret: str
    secrets: Secrets
    database: Database
    telemetry: Telemetry


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Do one step of a rotation. Raises BadEventError, RotationError and what the ports raise."""
    step, version = step_in(event, ports.secret)
    versions = ports.secrets.versions()
    if not is_finished(versions, version):
        match step:
            case Step.CREATE:
                create(version, versions, ports)
            case Step.SET:
                set_password(version, versions, ports)
            case Step.TEST:
                check_login(version, ports)
            case Step.FINISH:
                finish(version, versions, ports)
    ports.telemetry.event("rotation", reason=step)
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return {"step": step}


def create(version: str, versions: Versions, ports: Ports) -> None:
    """Give the pending version its credential, unless it has one."""
    if ports.secrets.get(version) is not None:
        return
    pending = successor(
        held(versions.of(CURRENT), ports),
        found(versions.of(PREVIOUS), ports),
        found(given_up(versions, version), ports),
        ports.secrets.random_password(),
    )
    ports.secrets.put(version, pending.secret(), (PENDING, ROTATING))


def set_password(version: str, versions: Versions, ports: Ports) -> None:
    """Make the database know the pending credential, unless it does."""
    pending = held(version, ports)
    check_twins(held(versions.of(CURRENT), ports), pending)
    if ports.database.accepts(pending):
        return
    known = former(pending, found(versions.of(PREVIOUS), ports))
    ports.database.change_password(known, pending.password)


def check_login(version: str, ports: Ports) -> None:
    """Log in with the pending credential."""
    if not ports.database.accepts(held(version, ports)):
        raise RotationError("the database refuses the pending credential")


def finish(version: str, versions: Versions, ports: Ports) -> None:
    """Make the pending version the current one, having seen it work: steps may be called out of turn."""
    current = versions.of(CURRENT)
    check_twins(held(current, ports), held(version, ports))
    check_login(version, ports)
    ports.secrets.move(CURRENT, source=current or "", target=version)


def found(version: str | None, ports: Ports) -> Credential | None:
    """Return the credential of a version, or None where there is no such version or it has no value."""
    value = None if version is None else ports.secrets.get(version)
    return None if value is None else credential_in(value)


def held(version: str | None, ports: Ports) -> Credential:
    """Return the credential of a version. Raises RotationError where there is none."""
    credential = found(version, ports)
    if credential is None:
        raise RotationError("the current or the pending version has no value")
    return credential


handler = workflow_step(SPEC, handle, Ports)
