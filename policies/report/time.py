"""The time that a report is of: an input, so that the same inputs give the same bytes. No clock is read."""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

VARIABLE: Final = "SOURCE_DATE_EPOCH"
_FORM: Final = "%Y-%m-%dT%H:%M:%SZ"


class TimeError(ValueError):
    """What was said is no time; the text says what is."""


class Time(NamedTuple):
    """A UTC second, and who said it; both are empty where nobody did."""

    text: str
    said_by: str


def read_time(text: str) -> str:
    """A time as an option says it. Raises argparse.ArgumentTypeError, as an option's type must."""
    try:
        datetime.strptime(text, _FORM).replace(tzinfo=UTC)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no time; write 2026-12-01T08:30:00Z") from error
    return text


def time_of(said: str, environment: Mapping[str, str], commit: str) -> Time:
    """What `--time` said, else `SOURCE_DATE_EPOCH`, else when the commit was made.

    Raises TimeError where the variable holds no whole number of seconds.
    """
    if said:
        return Time(said, "--time")
    if epoch := environment.get(VARIABLE, ""):
        try:
            return Time(_spelled(int(epoch)), VARIABLE)
        except (ValueError, OverflowError, OSError) as error:
            raise TimeError(f"{VARIABLE} is '{epoch}', and must be seconds since 1970") from error
    return _committed(commit)


def _committed(commit: str) -> Time:
    """When a commit of the repository around was made; a commit with changes has the time of the commit."""
    match = re.match(r"[0-9a-f]{7,64}(?![0-9a-zA-Z])", commit)
    if not match:
        return Time("", "")
    try:
        found = subprocess.run(
            ["git", "show", "--no-patch", "--format=%ct", f"{match[0]}^{{commit}}"],  # noqa: S607 - the user's git
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return Time("", "")
    seconds = found.stdout.strip()
    return Time(_spelled(int(seconds)), "commit") if seconds.isdecimal() else Time("", "")


def _spelled(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime(_FORM)
