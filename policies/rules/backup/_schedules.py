"""How often a schedule of AWS Backup runs."""

from __future__ import annotations

import re
from typing import Final

from policies.related.schedules import read_cron
from policies.values import is_known

_RATE: Final = re.compile(r"^rate\((?P<number>\d+) (?P<unit>minute|hour|day)s?\)$")
_MINUTES: Final = {"minute": 1, "hour": 60, "day": 1440}
_ANY: Final = ("*", "?")
_YEAR: Final = 365
_MONTH: Final = 31
_WEEK: Final = 7


def days_between(schedule: object) -> float | None:
    """About how many days lie between two runs of a schedule; 0 where it runs several times a day, None where
    nobody can tell.

    A day of the month, and of the week, is every one where it is `*` or `?`.
    """
    rate = _RATE.match(str(schedule))
    if rate is not None:
        return int(rate["number"]) * _MINUTES[rate["unit"]] / 1440
    cron = read_cron(str(schedule))
    if cron is None or not is_known(schedule):
        return None
    _, hours, of_month, month, of_week, _ = cron
    if month not in _ANY:
        return _YEAR / _times(month, 12)
    if of_month not in _ANY:
        return _MONTH / _times(of_month, _MONTH)
    if of_week not in _ANY:
        return _WEEK / _times(of_week, _WEEK)
    return 0 if _times(hours, 24) > 1 else 1


def _times(field: str, most: int) -> int:
    """How often a field holds among its values; what is not a list of numbers and ranges counts as once."""
    count = 0
    for part in field.split(","):
        body, _, step = part.partition("/")
        first, _, last = body.partition("-")
        if body in _ANY or step:
            count += max(1, most // int(step)) if step.isdecimal() and int(step) else most
        elif first.isdecimal() and last.isdecimal():
            count += max(1, int(last) - int(first) + 1)
        else:
            count += _named_range(first, last)
    return max(1, min(count, most))


def _named_range(first: str, last: str) -> int:
    """How many days of the week lie in `MON-FRI`; one where it is no range."""
    days = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
    if first.upper() in days and last.upper() in days:
        return (days.index(last.upper()) - days.index(first.upper())) % len(days) + 1
    return 1
