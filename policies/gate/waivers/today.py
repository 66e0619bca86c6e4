"""Today: an input of every command that applies waivers. Only here is the clock read."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime


def add_today(parser: argparse.ArgumentParser) -> None:
    """Add `--today`, the UTC date by which waivers are judged; unless said, that of the run."""
    parser.add_argument(
        "--today",
        type=_day,
        action=_Chosen,
        default=date_of_run(),
        metavar="YYYY-MM-DD",
        help="the UTC date by which waivers expire (that of the run unless said)",
    )
    parser.set_defaults(today_chosen=False)


def date_of_run() -> date:
    """The UTC date of the run."""
    return datetime.now(UTC).date()


class _Chosen(argparse.Action):
    """Keeps the value, and that it was said."""

    def __call__(
        self, _parser: object, namespace: argparse.Namespace, value: object, _option: object = None
    ) -> None:
        setattr(namespace, self.dest, value)
        namespace.today_chosen = True


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write YYYY-MM-DD") from error
    if day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"'{text}' is not written as YYYY-MM-DD")
    return day
