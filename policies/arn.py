"""Amazon Resource Names, and what IAM's wildcards match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_EXPRESSION: Final = re.compile(r"\$\{[^{}]*\}")
_SIGNS: Final = {"*": ".*", "?": "."}


@dataclass(frozen=True, slots=True)
class Arn:
    """One ARN by its parts; each may hold expressions (`${data.aws_region.here.region}`) and wildcards.

    IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
    """

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @property
    def is_pattern(self) -> bool:
        """Whether it may stand for several things of its account."""
        return has_wildcard(self.resource)


def read_arn(value: object) -> Arn | None:
    """The ARN that a value spells out, or None. A colon within an expression parts nothing."""
    if not (isinstance(value, str) and value.startswith("arn:")):
        return None
    _, *parts = arn_parts(value)
    return Arn(*parts) if len(parts) == 5 else None


def is_arn_of(service: str, value: object) -> bool:
    """Whether it is an ARN of this service (`sqs`)."""
    arn = read_arn(value)
    return arn is not None and arn.service == service


def arn_parts(text: str) -> tuple[str, ...]:
    """The six parts of a text that is to be an ARN, or the fewer that it has; the last keeps its colons."""
    if "{" not in text:
        return tuple(text.split(":", 5))
    parts = _EXPRESSION.sub(lambda found: found[0].replace(":", "\0"), text).split(":", 5)
    return tuple(part.replace("\0", ":") for part in parts)


def has_wildcard(text: str) -> bool:
    """Whether `*` or `?` stands in it."""
    return "*" in text or "?" in text


def matches(pattern: str, text: str) -> bool:
    """Whether IAM's pattern takes in the text: `*` is any characters, `?` is one, all else is itself.

    IAM User Guide, "IAM JSON policy elements: Resource"; actions are compared in lower case by the caller.
    """
    if not has_wildcard(pattern):
        return pattern == text
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=65536)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_SIGNS.get(sign) or re.escape(sign) for sign in pattern), re.DOTALL)
