"""How many mutants are found: all in all, by system, by kind and by type, beside what it was before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from policies.strict_json import loads
from tests.mutation.measure import Outcome
from tests.mutation.mutants import GONE, Edit, Kind

FILE: Final = Path(__file__).with_name("score.json")
ALL: Final = "all"
_KEPT: Final = (ALL, "mode", "system", "kind")
"""What of a score is kept; types are many."""


class Share(NamedTuple):
    """So many found of so many."""

    found: int
    of: int

    @property
    def percent(self) -> float:
        """In percent; of none, all are found."""
        return 100 * self.found / self.of if self.of else 100.0

    def __str__(self) -> str:
        return f"{self.percent:5.1f} %  {self.found} of {self.of}"


Score = Mapping[str, Mapping[str, Share]]
"""The shares by what they are told by, and by its words."""


def score(outcomes: Iterable[Outcome]) -> Score:
    """The shares of what was found, of all that somebody should find."""
    counted: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for outcome in outcomes:
        mutant = outcome.mutant
        if outcome.same or mutant.kind is Kind.FREE:
            continue
        mode = "in every region alike" if mutant.everywhere else "in one region alone"
        words = {ALL: ALL, "mode": mode, "system": mutant.system, "kind": f"{mutant.kind} {mode}"}
        for by, word in {**words, "type": mutant.type}.items():
            counted[by][word].append(bool(outcome.found))
    return {
        by: {word: Share(sum(found), len(found)) for word, found in sorted(words.items())}
        for by, words in counted.items()
    }


def lines(now: Score, before: Score) -> Iterator[str]:
    """The shares, one a line, each with what it was."""
    for by, words in now.items():
        for word, share in words.items():
            was = before.get(by, {}).get(word)
            then = f" (before {was.percent:.1f} %, of {was.of})" if was else ""
            yield f"{share}  {'' if by == ALL else f'{by} '}{word}{then}"


def fell(now: Score, before: Score) -> bool:
    """Whether less is found than before, all in all."""
    return ALL in before and now[ALL][ALL].percent < before[ALL][ALL].percent


def last(sample: str, file: Path = FILE) -> Score:
    """The score of the last time, of all mutants or of the sample; empty where there was none."""
    kept = loads(file.read_text(encoding="utf-8")).get(sample, {}) if file.exists() else {}
    return {by: {word: Share(*share) for word, share in words.items()} for by, words in kept.items()}


def keep(now: Score, sample: str, file: Path = FILE) -> None:
    """Keep the score as that of the last time."""
    whole = loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    whole[sample] = {by: words for by, words in now.items() if by in _KEPT}
    file.write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def survivors(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """What nothing finds, with what stands there before and after; `afar` tells what is found elsewhere."""
    return [
        {
            "system": outcome.mutant.system,
            "kind": str(outcome.mutant.kind),
            "everywhere": outcome.mutant.everywhere,
            "at": [f"{edit.element.stack}: {edit.element.address}" for edit in outcome.mutant.edits],
            "what": outcome.mutant.edits[0].label,
            **_told(outcome.mutant.edits[0]),
            "afar": outcome.afar,
        }
        for outcome in outcomes
        if not outcome.found and not outcome.same
    ]


def _told(edit: Edit) -> dict[str, Any]:
    """What stands there before and after; of policies, the statements that differ."""
    before, after = (None if each is GONE else each for each in (edit.before, edit.after))
    if isinstance(before, str) and isinstance(after, str) and '"Statement"' in before:
        old, new = (_statements(text) for text in (before, after))
        before = [each for each in old if each not in new]
        after = [each for each in new if each not in old]
    return {"argument": ".".join(map(str, edit.path)), "before": before, "after": after}


def _statements(text: str) -> list[Any]:
    stated = loads(text)["Statement"]
    return stated if isinstance(stated, list) else [stated]
