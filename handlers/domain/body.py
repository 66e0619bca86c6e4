"""A request's body: strict JSON, then the schema of the one OpenAPI document.

What is told of a wrong body is taken from the document alone, never from the body: a reason names no
value, and the name of an unknown field is not repeated, since it may be anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, cast

from handlers.domain.api import ApiRequest
from handlers.domain.problems import (
    INVALID_FIELD,
    MALFORMED,
    TOO_LARGE,
    WRONG_CONTENT_TYPE,
    FieldError,
    Problem,
)

DOCUMENT: Final = Path(__file__).with_name("openapi.json")
MOST_BYTES: Final = 16 * 1024
MOST_DEEP: Final = 8  # twice what the document needs, and some
_MOST_DIGITS: Final = 18  # fewer than 64 bits
_CONTENT_TYPE: Final = re.compile(r'application/json(?:\s*;\s*charset="?utf-8"?)?', re.IGNORECASE)
# An unfinished string reaches to the end: so the search takes time in proportion to the text.
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_STEPS: Final = {"{": 1, "[": 1, "}": -1, "]": -1}

_KINDS: Final = {"integer": "a whole number", "object": "an object", "string": "a text"}
_REASONS: Final = {
    "minimum": "must be {} or more",
    "maximum": "must be {} or less",
    "minLength": "must have {} characters or more",
    "maxLength": "must have {} characters or fewer",
}


def body_of(request: ApiRequest, schema: str) -> Mapping[str, Any]:
    """Return the body, which holds to the document's `schema`. Raises Problem."""
    if not _CONTENT_TYPE.fullmatch(request.headers.get("content-type", "").strip()):
        raise Problem(WRONG_CONTENT_TYPE)
    if len(request.body) > MOST_BYTES or len(request.body.encode("utf-8", "replace")) > MOST_BYTES:
        raise Problem(TOO_LARGE)
    body = _strict(request.body)
    errors = tuple(_errors(body, schema))
    if errors:
        raise Problem(INVALID_FIELD, errors=errors)
    return cast("Mapping[str, Any]", body)  # the schema is an object's


@cache
def document() -> Mapping[str, Any]:
    """The OpenAPI document."""
    read: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return read


def _strict(text: str) -> object:
    """Read JSON without what JSON leaves open: names that come twice, NaN, fractions that look whole."""
    depths = accumulate(_STEPS.get(character, 0) for character in _STRING.sub("", text))
    if max(depths, default=0) > MOST_DEEP:
        raise Problem(MALFORMED, detail="The body is nested too deeply.")
    try:
        body = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=Decimal,  # 1.0 and 1e3 are no whole numbers, however round
            parse_int=lambda digits: int(digits) if len(digits) <= _MOST_DIGITS else Decimal(digits),
        )
        json.dumps(body, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise Problem(MALFORMED, detail="The body contains an incomplete Unicode character.") from None
    except ValueError:
        raise Problem(MALFORMED) from None
    return body


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise Problem(MALFORMED, detail="The body contains the same field twice.")
    return values


def _constant(_: str) -> object:
    raise Problem(MALFORMED, detail="NaN and Infinity are not JSON.")


@cache
def _validator(schema: str) -> Callable[[object], object]:
    import fastjsonschema  # noqa: PLC0415 (what reads no body does not pay for it)

    definition = {**document(), "$ref": f"#/components/schemas/{schema}"}
    compiled: Callable[[object], object] = fastjsonschema.compile(
        definition, use_default=False, use_formats=False, fast_fail=False
    )
    return compiled


def _errors(body: object, schema: str) -> Iterator[FieldError]:
    from fastjsonschema import JsonSchemaValuesException  # noqa: PLC0415 (see above)

    try:
        _validator(schema)(body)
    except JsonSchemaValuesException as raised:
        found = raised.errors
    else:
        return
    seen: set[str] = set()
    for error in found:
        path = error.path[1:]
        missing = (
            [name for name in error.rule_definition if name not in error.value]
            if error.rule == "required"
            else []
        )
        for field in [[*path, name] for name in missing] or [path]:
            pointer = "".join(f"/{name}" for name in field)
            if pointer not in seen:  # the first thing that is wrong with a field is enough
                seen.add(pointer)
                yield FieldError(pointer, "is missing" if missing else _reason(error.rule, error.definition))


def _reason(rule: str | None, definition: Mapping[str, Any]) -> str:
    match rule:
        case "type":
            return f"must be {_KINDS[definition[rule]]}"
        case "pattern":
            return f"must be {definition['description']}"
        case "enum":
            return f"must be {' or '.join(definition[rule])}"
        case "additionalProperties":
            known = ", ".join(definition["properties"]) or "none"
            return f"holds a field that is not known; known are {known}"
        case _:
            return _REASONS[rule].format(definition[rule]) if rule in _REASONS else "is not what is asked for"
