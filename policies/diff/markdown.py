"""The diff as a comment on a pull request; everything that comes from stacks stands in code spans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from policies.counting import counted
from policies.diff.sections import Entry, Section, headline
from policies.gate.formats.markdown import LIMIT, code

HEADING: Final = "## Policy diff"
"""By it the pull-request workflow finds the comment that it wrote before."""

_AT_ONCE: Final = 8
_RESERVED: Final = 500


def render(parts: tuple[Section, ...]) -> str:
    """Heading, summary and sections within `LIMIT`; of long sections the rest is folded."""
    if not parts:
        return f"{HEADING}\n\nNo difference.\n"
    comment = _Comment(f"{HEADING}\n\n**{headline(parts)}**\n")
    for part in parts:
        comment.add(part)
    return comment.text()


def refusal(problems: Iterable[str]) -> str:
    """What stands there where the sides could not be compared."""
    comment = _Comment(f"{HEADING}\n\n**The two outputs could not be compared.**\n\n")
    for problem in problems:
        comment.fits(f"- {code(problem)}\n")
    return comment.text()


class _Comment:
    """A comment that grows as long as there is room, and counts what did not fit."""

    def __init__(self, head: str) -> None:
        self._written = [head]
        self._room = LIMIT - _RESERVED - len(head)
        self._left_out = 0

    def add(self, part: Section) -> None:
        """Add a section; what is beyond the first entries is folded."""
        self._write(f"\n### {part.title}: {part.summary}\n\n")
        if part.note:
            self._write(f"{part.note}\n")
        entries = list(map(_entry, part.entries))
        if part.note and entries:
            self._write("\n")
        for entry in entries[:_AT_ONCE]:
            self.fits(entry)
        if folded := entries[_AT_ONCE:]:
            self._write(f"\n<details><summary>{len(folded)} more</summary>\n\n")
            for entry in folded:
                self.fits(entry)
            self._write("\n</details>\n")

    def fits(self, entry: str) -> None:
        """Add an entry if there is room for it; count it otherwise."""
        if len(entry) > self._room:
            self._left_out += 1
        else:
            self._write(entry)

    def text(self) -> str:
        """The whole comment, ending with what was left out."""
        if self._left_out:
            self._write(
                f"\nLeft out for want of room: {counted(self._left_out, 'entry', 'entries')}; "
                "`python -m policies diff` with `--format json` has everything.\n"
            )
        return "".join(self._written)

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._room -= len(text)


def _entry(entry: Entry) -> str:
    return "".join(
        (
            f"- **{entry.mark}** {code(entry.what)}\n",
            *(f"  - {label} {', '.join(map(code, items))}\n" for label, items in entry.details),
        )
    )
