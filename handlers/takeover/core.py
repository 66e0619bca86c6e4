"""Which home region is taken over, and for how long nothing moves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Final

from handlers.shared.errors import BadEventError
from handlers.shared.events import Alert, Severity

# Longer than replication takes: seconds as a rule (DynamoDB, ReplicationLatency). An hour is surely a slip.
LEAST_QUIET: Final = timedelta(seconds=30)
MOST_QUIET: Final = timedelta(hours=1)


def home_region(event: Mapping[str, object], known: Collection[str]) -> str:
    """Return the home region to take over. Raises BadEventError unless it is one of the known."""
    name = event.get("home_region")
    if not isinstance(name, str) or name not in known:
        raise BadEventError("home_region must be one of the platform's regions")
    return name


def quiet_period(event: Mapping[str, object]) -> timedelta:
    """Return for how long nothing moves. Raises BadEventError."""
    seconds = event.get("quiet_seconds", int(LEAST_QUIET.total_seconds()) * 2)
    if type(seconds) is not int or not LEAST_QUIET <= timedelta(seconds=seconds) <= MOST_QUIET:
        raise BadEventError("quiet_seconds must be a whole number of 30 to 3600")
    return timedelta(seconds=seconds)


def alert(region: str) -> Alert:
    """Tell the people in charge that a region now acts for another."""
    return Alert(
        kind="takeover",
        severity=Severity.PAGE,
        title="A region acts for the payments of another",
        runbook="docs/runbooks.md#takeover",
        region=region,
    )
