"""When a waiver holds: from its approval to its last day, or by design for as long as somebody reviews it."""

from __future__ import annotations

from datetime import date
from typing import Final

from policies.gate.waivers.waiver import Waiver

LONGEST_DAYS: Final = 366
"""How long after its approval a waiver may hold, so at most a year ahead of any day on which it does."""
REVIEW_DAYS: Final = 366
"""How long what is by design may go without a review."""
WARNING_DAYS: Final = 30


def out_of_time(waiver: Waiver, today: date) -> str:
    """Why a waiver does not hold on a day: it is over, or was not approved or reviewed yet; else empty."""
    if waiver.expires and waiver.expires < today:
        return (
            f"it expired on {waiver.expires}. "
            "Fix what fails and remove the waiver, or have it approved anew with a later date."
        )
    for what, day in (("approved", waiver.approved), ("reviewed", waiver.reviewed)):
        if day and day > today:
            return (
                f"it was {what} on {day}, after {today}, the day judged for. "
                f"Correct '{what}', or judge by the waivers of that day."
            )
    return ""


def warning(waiver: Waiver, today: date) -> str:
    """What to say of a waiver in its last 30 days, of one that is over, and of one by design that nobody
    reviewed for a year; empty for every other.
    """
    if waiver.expires is None:
        overdue = waiver.reviewed and (today - waiver.reviewed).days > REVIEW_DAYS
        return f"it was last reviewed on {waiver.reviewed}, more than a year ago" if overdue else ""
    left = (waiver.expires - today).days
    if left < 0:
        return f"it expired on {waiver.expires}"
    if left > WARNING_DAYS:
        return ""
    when = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    return f"it expires {when}, after {waiver.expires}"


def how_to_keep(waiver: Waiver) -> str:
    """What to do about a warning."""
    if waiver.expires is None:
        return "Review whether it is still right, and say in 'reviewed' when."
    return "Fix what fails before, or have it approved anew."
