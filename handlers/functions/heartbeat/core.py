"""What people are told of a change of ownership."""

from __future__ import annotations

from typing import Final

from handlers.domain.events import Alert, Severity
from handlers.domain.ownership import Notification

_TEXTS: Final = {
    Notification.TAKEN_OVER: (Severity.PAGE, "A region acts for the payments of another"),
    Notification.HANDED_BACK: (Severity.TICKET, "A region acts for its own payments again"),
    Notification.LEASE_LAPSED: (Severity.PAGE, "A region stopped: too few others received its heartbeats"),
    Notification.CLOCK_SKEW: (Severity.PAGE, "The clocks of two regions are too far apart"),
}


def alert(notification: Notification, of: str, region: str) -> Alert:
    """Return what `region` tells of: the home region, or the peer, that it is about is its reason."""
    severity, title = _TEXTS[notification]
    return Alert(
        kind=str(notification),
        severity=severity,
        title=title,
        runbook=f"docs/runbooks.md#{notification}",
        region=region,
        reason=of,
    )
