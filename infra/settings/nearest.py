"""What somebody may have meant who said something that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches


def meant(found: object, known: Iterable[str]) -> str:
    """The end of a sentence that asks for the nearest of what is known; empty where nothing is near."""
    said = str(found)
    near = get_close_matches(said, sorted(known))
    alike = {each: SequenceMatcher(None, each, said).ratio() for each in near}
    nearest = sorted(each for each, ratio in alike.items() if ratio == max(alike.values()))
    return f"; did you mean {' or '.join(nearest)}?" if nearest else ""
