"""Physical names: `<app>-<what>-<suffix>`, cut to AWS's limits without losing the suffix."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Protocol

_ACCOUNT_ID_LENGTH = 12


class RegionLike(Protocol):
    """A region by its name, and by the code that stands for it in names."""

    @property
    def name(self) -> str:
        """As AWS spells it."""

    @property
    def code(self) -> str:
        """Short, without hyphens."""


class Limit(IntEnum):
    """The longest name that AWS takes, in characters (each service's API reference)."""

    ARCHIVE = 48
    BUCKET = 63
    FUNCTION = 64
    ROLE = 64
    RULE = 64
    QUEUE = 80
    STATE_MACHINE = 80
    ALARM = 255
    DASHBOARD = 255
    WEB_ACL = 128
    TABLE = 255
    SECURITY_GROUP = 255
    ALIAS = 256
    BUS = 256
    TOPIC = 256
    LOG_GROUP = 512
    REST_API = 1024


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one environment: `app` first, `suffix` last, so that environments never meet."""

    app: str
    suffix: str

    def of(self, what: str = "", *, limit: Limit = Limit.ROLE) -> str:
        """`<app>-<what>-<suffix>`, at most `limit` characters long."""
        return fit(f"{self.app}-{what}" if what else self.app, self.suffix, limit)

    def bucket(self, what: str, *, account: str, code: str) -> str:
        """`<app>-<what>-<account>-<code>-<suffix>`: bucket names are shared by all AWS customers.

        `account` may be a token; its twelve characters are reserved all the same.
        """
        tail = f"{code}-{self.suffix}"
        head = fit(f"{self.app}-{what}", "", Limit.BUCKET - _ACCOUNT_ID_LENGTH - len(tail) - 2)
        return f"{head}-{account}-{tail}"


def fit(head: str, tail: str, limit: int) -> str:
    """`head-tail` within `limit` characters: a head that is too long is cut and gets a hash of itself."""
    end = f"-{tail}" if tail else ""
    if len(head) + len(end) <= limit:
        return f"{head}{end}"
    digest = sha256(head.encode()).hexdigest()[:6]
    return f"{head[: limit - len(end) - len(digest) - 1].rstrip('-')}-{digest}{end}"
