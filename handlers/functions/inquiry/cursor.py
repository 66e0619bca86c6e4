"""The cursor of a page: where it ended, in letters that mean nothing to a caller.

It says a time and an id, and nothing of a merchant: whose payments are shown is the signature's to say, and a
cursor that somebody makes up leads to another place among its maker's own.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Final

from handlers.domain.payment import is_payment_id
from handlers.domain.problems import BAD_QUERY, FieldError, Problem
from handlers.stores.items import text_of, time_of
from handlers.stores.listing import Position

_FORM: Final = re.compile(r"[A-Za-z0-9_-]{84}")  # of 63 bytes: a time and a payment's id
_TIME: Final = len("2026-01-31T12:00:00.000000Z")


def cursor_of(end: Position | None) -> str:
    """Return the cursor of what follows; "" where nothing does."""
    if end is None:
        return ""
    return urlsafe_b64encode(f"{text_of(end.created_at)}{end.payment_id}".encode()).decode()


def position_in(query: Mapping[str, str]) -> Position | None:
    """Return where the page before ended; None for the first page. Raises Problem."""
    if "cursor" not in query:
        return None
    try:
        return _position(query["cursor"])
    except ValueError:
        reason = "must be the next_cursor of an answer"
        raise Problem(BAD_QUERY, errors=(FieldError("cursor", reason),)) from None


def _position(cursor: str) -> Position:
    """Read what `cursor_of` wrote. Raises ValueError for all else."""
    if not _FORM.fullmatch(cursor):
        raise ValueError("no cursor")
    said = urlsafe_b64decode(cursor).decode("ascii")
    found = Position(time_of(said[:_TIME]), said[_TIME:])
    if not is_payment_id(found.payment_id) or cursor_of(found) != cursor:
        raise ValueError("no cursor")
    return found
