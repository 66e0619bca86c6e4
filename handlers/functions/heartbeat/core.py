"""What people are told of a change of ownership."""

from __future__ import annotations

from typing import Final

from handlers.domain.events import Alert, Severity
from handlers.domain.ownership import News

_TEXTS: Final = {
    News.TAKEN_OVER: (Severity.PAGE, "A region acts for the payments of another"),
    News.HANDED_BACK: (Severity.TICKET, "A region acts for its own payments again"),
    News.LEASE_LAPSED: (Severity.PAGE, "A region stopped, since too few others heard it"),
    News.CLOCK_SKEW: (Severity.PAGE, "The clocks of two regions are too far apart"),
}


def alert(news: News, of: str, region: str) -> Alert:
    """Return what `region` tells of: the home region, or the peer, that it is about is its reason."""
    severity, title = _TEXTS[news]
    return Alert(
        kind=str(news),
        severity=severity,
        title=title,
        runbook=f"docs/runbooks.md#{news}",
        region=region,
        reason=of,
    )
