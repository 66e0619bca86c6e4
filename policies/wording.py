"""Words: what a name is made of, however it joins them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words and numbers of a name in small letters: `payOut-API_2` is pay, out, api, 2."""
    return tuple(word.lower() for word in _WORD.findall(name))
