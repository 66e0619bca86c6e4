"""What a rotation may do, from the labels of the secret's versions and what they hold.

Two database users take turns (alternating users). The version that is in use, AWSCURRENT, names one of
them; the one before it, AWSPREVIOUS, names the other, its twin. A rotation gives the twin a new password,
tries it, and only then makes it the current one. The user in use is never touched, so that what the
application holds works at every moment, wherever a rotation dies. With a single user the password changes
in the database first and in the secret later, and between the two nobody can log in.

Each user changes its own password, logged in with the one that AWSPREVIOUS knows: there is no master secret,
and no user that may alter another. Whoever sets a secret up writes the twin's credential first and the
user's second.

A rotation that is given up after the twin's password was changed leaves AWSPREVIOUS out of date. Hence the
label ROTATING: it stays on the version that was begun last, and the next rotation takes its password up, so
that the database holds either that one or AWSPREVIOUS's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from handlers.domain.credentials import Credential, Versions
from handlers.domain.errors import BadEventError, RotationError

CURRENT: Final = "AWSCURRENT"
PREVIOUS: Final = "AWSPREVIOUS"
PENDING: Final = "AWSPENDING"
ROTATING: Final = "ROTATING"


class Step(StrEnum):
    """The steps, in the order in which Secrets Manager calls them."""

    CREATE = "createSecret"
    SET = "setSecret"
    TEST = "testSecret"
    FINISH = "finishSecret"


def step_in(event: Mapping[str, Any], secret: str) -> tuple[Step, str]:
    """Return the step and the version of a call for `secret` (an ARN). Raises BadEventError."""
    step, version = event.get("Step"), event.get("ClientRequestToken")
    if event.get("SecretId") != secret:
        raise BadEventError("the call is for another secret")
    if not isinstance(step, str) or step not in set(Step):
        raise BadEventError("the call names no step of a rotation")
    if not isinstance(version, str) or not version:
        raise BadEventError("the call names no version")
    return Step(step), version


def is_finished(versions: Versions, version: str) -> bool:
    """Whether a version is in use already. Raises BadEventError where it is not the one to be rotated to."""
    if not versions.rotated:
        raise BadEventError("the secret is not rotated")
    if versions.holds(version, CURRENT):
        return True
    if not versions.holds(version, PENDING):
        raise BadEventError("the call's version is not the pending one")
    return False


def given_up(versions: Versions, version: str) -> str | None:
    """Return the version of an earlier rotation that came to no end, or None."""
    begun = versions.of(ROTATING)
    if begun is None or begun == version or versions.holds(begun, CURRENT, PREVIOUS):
        return None
    return begun


def successor(
    current: Credential, previous: Credential | None, abandoned: Credential | None, password: str
) -> Credential:
    """Return what the pending version holds: the twin where the current one is, with its next password.

    Raises RotationError where there is no twin.
    """
    if previous is None or previous.username == current.username:
        raise RotationError("AWSPREVIOUS does not hold another user than AWSCURRENT")
    if abandoned is not None and abandoned.username == previous.username:
        password = abandoned.password
    return replace(current, username=previous.username, password=password)


def check_twins(current: Credential, pending: Credential) -> None:
    """Raise RotationError unless both open the same database, and as two users."""
    if pending.place != current.place:
        raise RotationError("the pending version is for another database than the current one")
    if pending.username == current.username:
        raise RotationError("the pending version is for the user that is in use")


def former(pending: Credential, previous: Credential | None) -> Credential:
    """Return the login with which the twin may still be known. Raises RotationError where none is told."""
    if previous is None or previous.username != pending.username:
        raise RotationError("AWSPREVIOUS does not hold the user of the pending version")
    return pending.with_password(previous.password)
