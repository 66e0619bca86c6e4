"""`reconcile`: whether what was moved is whole, before the last phase.

Both sides are PostgreSQL servers, or both are ledgers in DynamoDB. Passwords come from the environment.
"""

from __future__ import annotations

import argparse
import os
import re
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from operations.commands import RequestError
from operations.ledger import TABLES, Ledger
from operations.line import one_line
from operations.postgres import Login, connected
from operations.reconciliation import Reconciliation
from operations.tables import read_tables
from operations.verdict import Verdict

SIDES: Final = ("source", "target")
MOST_LATE: Final = 7 * 24 * 60  # minutes
_MOST_PORT: Final = 65535
_SERVER: Final = re.compile(
    r"postgresql://(?P<user>[^@/:]+)@(?P<host>[^@/:]+)(:(?P<port>\d{1,5}))?/(?P<database>[^/]+)"
)
_LEDGER: Final = re.compile(r"dynamodb://(?P<region>[a-z0-9-]+)/(?P<table>[\w.-]+)")
_MEANING: Final = {
    Verdict.GO: "both sides are equal",
    Verdict.NO_GO: "the sides differ; the last phase has to wait",
    Verdict.UNKNOWN: "what was not compared is not equal; the last phase has to wait",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    for side in SIDES:
        parser.add_argument(
            f"--{side}",
            required=True,
            metavar="URL",
            help="postgresql://USER@HOST:PORT/DATABASE, whose password is in "
            f"{side.upper()}_PASSWORD, or dynamodb://REGION/TABLE",
        )
        parser.add_argument(
            f"--{side}-ca", type=Path, metavar="FILE", help="certificates (PEM) that vouch for the server"
        )
    parser.add_argument("--tables", type=Path, metavar="FILE", help="the tables of PostgreSQL, in TOML")
    parser.add_argument(
        "--late-minutes",
        type=int,
        default=15,
        metavar="N",
        help="rows so young that one side lacks are called late (default: %(default)s)",
    )


def run(options: argparse.Namespace, _: datetime) -> Verdict:
    """Compare, tell every difference, and answer the verdict.

    Raises RequestError, TablesError, UnreadableError.
    """
    if not 0 <= options.late_minutes <= MOST_LATE:
        raise RequestError(f"--late-minutes is {options.late_minutes}; allowed: 0 to {MOST_LATE}, a week")
    given = [_given(options, side) for side in SIDES]
    if type(given[0]) is not type(given[1]):
        raise RequestError("--source and --target are of two kinds, which have nothing to compare")
    with ExitStack() as stack:
        # The target first: what comes to both sides meanwhile is then seen at the source.
        target, source = (
            each if isinstance(each, Ledger) else stack.enter_context(connected(each))
            for each in reversed(given)
        )
        if isinstance(source, Ledger):
            tables = list(TABLES)
        elif options.tables:
            tables = read_tables(options.tables)
        else:
            raise RequestError("--tables is missing, which says what is compared")
        late_from = source.now() - timedelta(minutes=options.late_minutes)
        verdict = Reconciliation(source, target, tables, late_from, _say).run()
    print(f"{verdict}: {_MEANING[verdict]}")
    return verdict


def _say(told: str) -> None:
    print(one_line(told))


def _given(options: argparse.Namespace, side: str) -> Ledger | Login:
    url = getattr(options, side)
    if found := _LEDGER.fullmatch(url):
        return Ledger(found["region"], found["table"])
    if (found := _SERVER.fullmatch(url)) and int(found["port"] or 1) <= _MOST_PORT:
        variable = f"{side.upper()}_PASSWORD"
        password = os.environ.get(variable)
        if not password:
            raise RequestError(f"{variable} is not set, the password of {found['user']} at the {side}")
        authorities = getattr(options, f"{side}_ca")
        return Login(
            found["user"], password, found["host"], int(found["port"] or 5432), found["database"], authorities
        )
    raise RequestError(
        f"--{side} '{url}' is neither postgresql://USER@HOST:PORT/DATABASE, without a password, "
        "nor dynamodb://REGION/TABLE"
    )
