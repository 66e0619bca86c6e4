"""Schedules: the fields of a cron expression."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_CRON: Final = re.compile(r"cron\((?P<fields>[^()]*)\)")


class Cron(NamedTuple):
    """Its fields, in their order (EventBridge Scheduler User Guide, "Cron-based schedules")."""

    minutes: str
    hours: str
    day_of_month: str
    month: str
    day_of_week: str
    year: str


def read_cron(text: str) -> Cron | None:
    """The fields of a `cron(...)`; None where it is none, or has not six of them."""
    cron = _CRON.fullmatch(text)
    fields = cron["fields"].split() if cron is not None else []
    return Cron(*fields) if len(fields) == len(Cron._fields) else None
