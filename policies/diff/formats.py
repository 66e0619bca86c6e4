"""The formats of a diff by name, and of the reasons why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from policies.diff import json_format, markdown, text
from policies.diff.comparison import Diff
from policies.diff.sections import Section


@dataclass(frozen=True, slots=True)
class Format:
    """How a diff is written, and how the problems are that kept the sides from being compared."""

    render: Callable[[Diff, tuple[Section, ...]], str]
    refusal: Callable[[Iterable[str]], str]


FORMATS: Final[Mapping[str, Format]] = {
    "text": Format(lambda _diff, parts: text.render(parts), text.refusal),
    "json": Format(lambda diff, _parts: json_format.render(diff), json_format.refusal),
    "markdown": Format(lambda _diff, parts: markdown.render(parts), markdown.refusal),
}
