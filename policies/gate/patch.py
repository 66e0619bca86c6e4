"""Where a pull request is judged: findings are told at the line that it changes, where one made the resource.

An annotation at a line that the pull request does not touch is shown to nobody who reviews it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from policies.gate.verdict import Verdict
from policies.lines import PythonLine
from policies.model import Finding


class PatchError(ValueError):
    """The patch cannot be used; the text names the file and says why."""


@dataclass(frozen=True, slots=True)
class Patch:
    """The lines that a patch adds or changes, by file of the project as it is after it."""

    lines: Mapping[str, frozenset[int]]

    @classmethod
    def read(cls, path: Path) -> Patch:
        """Read a unified diff, as `git diff` writes it. Raises PatchError for what is none."""
        # only where a patch is given
        from unidiff.errors import UnidiffParseError  # noqa: PLC0415
        from unidiff.patch import PatchSet  # noqa: PLC0415

        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise PatchError(f"{path}: the patch cannot be read: {error.strerror}") from error
        try:
            files = PatchSet(text)
        except (UnidiffParseError, ValueError) as error:
            raise PatchError(f"{path}: it is no unified diff, as 'git diff' writes it: {error}") from error
        if text.strip() and not files:
            raise PatchError(f"{path}: it is no unified diff, as 'git diff' writes it: it names no file")
        return cls(
            {
                file.path: frozenset(
                    line.target_line_no
                    for hunk in file
                    for line in hunk
                    if line.is_added and line.target_line_no
                )
                for file in files
            }
        )


def told_at_changes(verdict: Verdict, patch: Patch, project: Path) -> Verdict:
    """The same verdict; the source of each finding is the innermost line of its chain that the patch changes,
    where there is one.

    project: where the files of the chains lie, as they are after the patch.
    """
    moving = _Moving(patch, project)
    by_address = verdict.configuration.by_address

    def moved(finding: Finding) -> Finding:
        element = by_address.get((finding.stack, finding.address))
        place = moving.changed(element.chain) if element else ""
        also = tuple(map(moved, finding.also))
        return replace(finding, source=place or finding.source, also=also) if place else finding

    return replace(verdict, findings=tuple(map(moved, verdict.findings)))


@dataclass
class _Moving:
    """Finds what a patch changes of the statements that a chain passes."""

    patch: Patch
    project: Path
    _chains: dict[tuple[str, ...], str] = field(default_factory=dict)
    _spans: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def changed(self, chain: tuple[str, ...]) -> str:
        """The innermost changed line, as `file:line`; empty where the patch changes none."""
        if chain not in self._chains:
            self._chains[chain] = next(self._changed(chain), "")
        return self._chains[chain]

    def _changed(self, chain: tuple[str, ...]) -> Iterator[str]:
        for text in chain:
            line = PythonLine.of(text)
            if line is None or not self.patch.lines.get(line.file):
                continue
            first, last = self._statement(line)
            inside = [each for each in self.patch.lines[line.file] if first <= each <= last]
            if inside:
                # The line of the call itself where that is changed, else the first that is.
                yield str(PythonLine(line.file, line.line if line.line in inside else min(inside)))

    def _statement(self, line: PythonLine) -> tuple[int, int]:
        """The first and the last line of the innermost statement that a line is of."""
        if line.file not in self._spans:
            self._spans[line.file] = tuple(_spans(self.project / line.file))
        around = [(first, last) for first, last in self._spans[line.file] if first <= line.line <= last]
        return min(around, key=lambda span: span[1] - span[0], default=(line.line, line.line))


def _spans(file: Path) -> Iterator[tuple[int, int]]:
    """First and last line of each statement, of one with a body its head; none of what does not parse."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if isinstance(body, list) and body else node.end_lineno
            yield node.lineno, max(node.lineno, last or node.lineno)
