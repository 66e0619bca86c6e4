"""Names: what stands in one."""

from __future__ import annotations

import re


def contains(name: str, suffix: str) -> bool:
    """Whether the suffix is a delimited part of the name: `zq7` is one of `a-zq7.fifo`, not of `a-zq70`."""
    return re.search(_delimited(suffix), name, re.IGNORECASE) is not None


def without_suffix(name: str, suffix: str) -> str:
    """The name without the delimited parts that are the suffix."""
    return re.sub(_delimited(suffix), "", name, flags=re.IGNORECASE)


def _delimited(suffix: str) -> str:
    # Some services know no hyphens in names: there the suffix stands with underscores.
    spelled = "[-_]".join(map(re.escape, suffix.split("-")))
    return rf"(?<![A-Za-z0-9]){spelled}(?![A-Za-z0-9])"
