"""Words in names: what a function is named for, and whether a name says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from policies.configuration import Configuration, recalled
from policies.resource import Resource
from policies.values import is_known
from policies.wording import words_of

_EMPTY: Final = frozenset(
    {
        *("aws", "lambda", "function", "functions", "fn", "handler", "live", "alias", "main", "this", "the"),
        *("get", "post", "put", "patch", "delete", "any", "id", "of", "to", "and", "for", "on", "by", "in"),
        *("prod", "production", "dev", "test", "staging", "queue", "topic", "rule", "event", "events"),
        *(
            "schedule",
            "scheduled",
            "daily",
            "nightly",
            "weekly",
            "hourly",
            "monthly",
            "every",
            "async",
            "api",
        ),
    }
)
"""Words that say nothing of what something is for."""
_FEW: Final = 3
"""Functions of a stack, of which most having a word says nothing."""
_STEM: Final = 4
"""Letters that two words have to begin with alike, and more than half of the longer one."""


@lru_cache(maxsize=65536)
def words(*names: str) -> frozenset[str]:
    """The words of names in small letters, and each two that follow each other as one (`PayOut`: payout)."""
    found: set[str] = set()
    for name in names:
        parts = words_of(name) if is_known(name) else ()
        said = [part for part in parts if part not in _EMPTY and not part.isdigit()]
        found.update(said, (first + second for first, second in pairwise(said)))
    return frozenset(found)


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> bool:
    """Whether two words are one in another form: `rotator` and `rotation`."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one == other or (same >= _STEM and same * 5 >= max(len(one), len(other)) * 3)


def said_of(named: Iterable[str], label: Collection[str]) -> frozenset[str]:
    """Those of the words that a label has, in whatever form."""
    return frozenset(word for word in named if any(alike(word, other) for other in label))


@recalled
def purposes(configuration: Configuration) -> Mapping[Resource, frozenset[str]]:
    """What each function is named for: the words of its name without those that most of its stack have."""
    functions = configuration.of("aws_lambda_function")
    spoken = {each: _single(each) for each in functions}
    counts = Counter((each.stack, word) for each in functions for word in spoken[each])
    sizes = Counter(each.stack for each in functions)
    return {
        each: frozenset(
            word
            for word in spoken[each]
            if sizes[each.stack] < _FEW or counts[each.stack, word] * 2 <= sizes[each.stack]
        )
        for each in functions
    }


def _single(function: Resource) -> frozenset[str]:
    """The words of a function's name, none of them two in one."""
    name = str(function.get("function_name"))
    names = (function.name, *([name] if is_known(name) else []))
    return frozenset(word for each in names for part in words_of(each) for word in words(part))
