"""JSON read strictly: what two readers could understand differently is an error."""

from __future__ import annotations

import json
from typing import Any, NoReturn


class StrictJsonError(ValueError):
    """The text is no JSON, or is ambiguous; the message says where or which key."""


def loads(text: str) -> Any:  # noqa: ANN401 - JSON has every type
    """Parse one JSON text. Raises StrictJsonError for bad syntax, a repeated key, NaN or Infinity."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise StrictJsonError(f"{error.msg} at line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise StrictJsonError("it is nested too deeply to be read") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    parsed = dict(pairs)
    if len(parsed) != len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise StrictJsonError(f"the key '{repeated}' stands twice in one object")
    return parsed


def _constant(name: str) -> NoReturn:
    raise StrictJsonError(f"{name} is not JSON")
