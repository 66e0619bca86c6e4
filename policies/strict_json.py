"""JSON read strictly: what two readers could understand differently is an error."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class StrictJsonError(ValueError):
    """The text is no JSON, or is ambiguous; the message says where or which key."""


def loads(text: str) -> Any:  # noqa: ANN401 - JSON has every type
    """Parse one JSON text.

    Raises StrictJsonError for bad syntax, a repeated key, NaN, Infinity, or half of a surrogate pair.
    """
    try:
        parsed = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        if _SURROGATE.search(text):
            json.dumps(parsed, ensure_ascii=False).encode()
    except StrictJsonError:
        raise
    except json.JSONDecodeError as error:
        raise StrictJsonError(f"{error.msg} at line {error.lineno}, column {error.colno}") from error
    except UnicodeEncodeError as error:
        raise StrictJsonError("it holds half of a surrogate pair, which is no character") from error
    except ValueError as error:
        raise StrictJsonError(f"it holds a value that cannot be read: {error}") from error
    except RecursionError as error:
        raise StrictJsonError("it is nested too deeply to be read") from error
    return parsed


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    parsed = dict(pairs)
    if len(parsed) != len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise StrictJsonError(f"the key '{repeated}' is in one object twice")
    return parsed


def _constant(name: str) -> NoReturn:
    raise StrictJsonError(f"{name} is not JSON")
