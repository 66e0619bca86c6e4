"""What keeps a property of access from being proven, as judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policies.access.properties import Counterexample, Found
from policies.model import Judgement, fail, unknown


def judgements(found: Iterable[Found], *, besides: str = "") -> Iterator[Judgement]:
    """A failure for each counterexample, told apart by who can; unknown for each that is not decided."""
    for each in found:
        if isinstance(each, Counterexample):
            yield fail(f"{each}{besides}", each.who)
        else:
            yield unknown(str(each))
