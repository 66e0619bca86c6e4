"""The diff for people, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policies.diff.sections import Section, headline
from policies.gate.formats.safe_text import printable


def render(parts: tuple[Section, ...]) -> str:
    """One line that says what there is, and a paragraph a section; `no difference` alone where none is."""
    return "\n".join(map(printable, _lines(parts))) + "\n"


def refusal(problems: Iterable[str]) -> str:
    """What stands there where the sides could not be compared."""
    return "".join(f"COULD NOT COMPARE: {printable(problem)}\n" for problem in problems)


def _lines(parts: tuple[Section, ...]) -> Iterator[str]:
    yield headline(parts)
    for part in parts:
        yield ""
        yield f"{part.title.upper()}: {part.summary}"
        if part.note:
            yield f"  {part.note}"
        for entry in part.entries:
            yield f"  {entry.mark}: {entry.what}"
            for label, items in entry.details:
                yield f"      {label}: {', '.join(items)}"
