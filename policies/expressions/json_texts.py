"""JSON whose texts have expressions in them: the quotes of an expression end no text."""

from __future__ import annotations

import re
from typing import Any, Final

from policies import strict_json
from policies.expressions.syntax import NotReadError, has_expression, parsed
from policies.strict_json import StrictJsonError

_MARK: Final = "\ufdd0"
"""What Unicode gives no character, so that no text has it ("Noncharacters")."""
_MARKED: Final = re.compile(rf"{_MARK}|\\u{ord(_MARK):04x}", re.IGNORECASE)
_STAND_IN: Final = re.compile(f"{_MARK}(\\d+){_MARK}")


def loads(text: str) -> Any:  # noqa: ANN401 - JSON has every type
    """Parse one JSON text, whose strings and keys may hold expressions (`${replace(x, "a", "b")}`).

    These stay as they are written. Terraform reads them first, and JSON is what they give; so they are cut
    out, by their own grammar, before the text is read. Raises StrictJsonError as `strict_json.loads` does.
    """
    if '"' in text and has_expression(text) and not _MARKED.search(text):
        try:
            return _read(text)
        except (NotReadError, StrictJsonError):
            pass  # no template, or wrong besides: the text as it is written says what
    return strict_json.loads(text)


def _read(text: str) -> Any:  # noqa: ANN401 - JSON has every type
    numbers: dict[str, int] = {}  # the same expression is the same key: one that is there twice is told
    cut, at = [], 0
    for node in parsed(text).parts:
        if node.kind == "text":
            cut += [_stand_in(text[at : node.start], numbers), text[node.start : node.end]]
            at = node.end
    cut.append(_stand_in(text[at:], numbers))
    return _restored(strict_json.loads("".join(cut)), tuple(numbers))


def _stand_in(expressions: str, numbers: dict[str, int]) -> str:
    return f"{_MARK}{numbers.setdefault(expressions, len(numbers))}{_MARK}" if expressions else ""


def _restored(value: Any, expressions: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON has every type
    if isinstance(value, str):
        return _STAND_IN.sub(lambda found: expressions[int(found[1])], value)
    if isinstance(value, list):
        return [_restored(item, expressions) for item in value]
    if isinstance(value, dict):
        return {_restored(key, expressions): _restored(item, expressions) for key, item in value.items()}
    return value
