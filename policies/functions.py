"""Terraform's functions, those that depend on nothing but what they are given.

Each takes values as Terraform JSON has them. A text with `${...}` in it stands for a value that nobody
can tell: what only moves it (`concat`, `merge`, `jsonencode`) keeps it, what would look into it raises
ValueError. What each does is said at https://developer.hashicorp.com/terraform/language/functions.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_network
from itertools import chain
from typing import Any, Final

Value = Any


def _is_open(value: Value) -> bool:
    """Whether a value is an expression that nobody evaluated."""
    return isinstance(value, str) and re.search(r"(?<![$%])[$%]\{", value) is not None


def _told(value: Value) -> Value:
    """The value, which has to be known to its last part."""
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for part in parts:
        _told(part)
    if _is_open(value):
        raise ValueError(f"{value} is not known")
    return value


def _text(value: Value) -> str:
    if isinstance(_told(value), bool):
        return "true" if value else "false"
    return _embedded(value)


def _embedded(value: Value) -> str:
    """A value put into a text, which may keep an expression."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str | int | float):
        raise TypeError("it is no text")
    return str(value)


def _number(value: Value) -> int | float:
    if isinstance(value, bool) or value is None:
        raise ValueError("it is no number")
    text = str(_told(value))
    return int(text) if re.fullmatch(r"-?\d{1,18}", text) else float(text)


def _list(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise TypeError("it is no list")
    return value


def _map(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise TypeError("it is no map")
    return value


def _key(value: Value) -> str:
    return json.dumps(value, sort_keys=True)


def same_kind(values: Iterable[Value]) -> bool:
    """Whether Terraform leaves the values as they are where they have to be of one type."""
    kinds = {
        bool if isinstance(each, bool) else float if isinstance(each, int) else type(each) for each in values
    }
    return len(kinds - {type(None)}) <= 1


def _alike(values: Value) -> Value:
    if not same_kind(values.values() if isinstance(values, Mapping) else values):
        raise ValueError("its parts are made of one type")
    return values


def _distinct(values: Iterable[Value]) -> list[Value]:
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault(_key(value), value)
    return list(found.values())


class Set(list[Value]):
    """A set: in the order of Terraform, without the places of a list."""


def _toset(value: Value) -> Set:
    found = _distinct(_alike(_list(value)))
    return Set(sorted(found) if all(isinstance(item, str) for item in found) else found)


def _bool(value: Value) -> bool:
    if _told(value) in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise ValueError("it is no boolean")


def _jsonencode(value: Value) -> str:
    if _is_open(value):
        raise ValueError("what it is made of is not known")
    # Terraform writes no blanks and sorts the keys of an object.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _coalesce(*values: Value) -> Value:
    for value in _alike(values):
        if _is_open(value):
            raise ValueError("whether it is null is not known")
        if value is not None and value != "":
            return value
    raise ValueError("every value is null")


def _coalescelist(*values: Value) -> list[Value]:
    return next(found for found in map(_list, values) if found)


def _compact(value: Value) -> list[Value]:
    return [item for item in _list(value) if item not in (None, "")]


def _concat(*values: Value) -> list[Value]:
    return list(chain.from_iterable(map(_list, values)))


def _contains(values: Value, wanted: Value) -> bool:
    _told(wanted)
    return wanted in _list(values) or bool(_told(values) and False)


def _element(values: Value, index: Value) -> Value:
    items = _list(values)
    if not items:
        raise ValueError("the list is empty")
    return items[int(_number(index)) % len(items)]


def _flatten(value: Value) -> list[Value]:
    found: list[Value] = []
    for item in _list(value):
        if _is_open(item):
            raise ValueError("how many it holds is not known")
        found += _flatten(item) if isinstance(item, list) else [item]
    return found


def _format(pattern: Value, *values: Value) -> str:
    given = iter(values)

    def put(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        kind, value = match[0], next(given)
        if kind in ("%s", "%v"):
            return _embedded(value)
        if kind == "%q":
            return json.dumps(_text(value))
        return kind % int(_number(value))

    made = re.sub(r"%%|%0?\d*d|%[svq]", put, _text(pattern))
    if re.search(r"%[^%]", re.sub(r"%%|%0?\d*d|%[svq]", "", pattern)) or next(given, None) is not None:
        raise ValueError("a verb that is not read here, or too many values")
    return made


def _length(value: Value) -> int:
    if isinstance(value, str):
        return len(_text(value))
    if not isinstance(value, list | Mapping):
        raise TypeError("it has no length")
    return len(value)


def _lookup(values: Value, key: Value, *default: Value) -> Value:
    return _map(values)[_text(key)] if _text(key) in _map(values) or not default else default[0]


def _merge(*values: Value) -> dict[str, Value]:
    return {key: item for value in values if value is not None for key, item in _map(value).items()}


def _one(value: Value) -> Value:
    items = _list(value)
    if len(items) > 1:
        raise ValueError("it holds more than one")
    return items[0] if items else None


def _range(*values: Value) -> list[int]:
    start, limit, *step = (int(_number(value)) for value in ([0, *values] if len(values) == 1 else values))
    found = range(start, limit, *(step or [1 if start <= limit else -1]))  # it descends by itself
    if len(found) > 1024:  # Terraform's own limit
        raise ValueError("it is too long")
    return list(found)


def _replace(text: Value, old: Value, new: Value) -> str:
    if len(_text(old)) > 1 and old[0] == old[-1] == "/":
        raise ValueError("a regular expression")
    return _text(text).replace(_text(old), _text(new))


def _substr(text: Value, start: Value, length: Value) -> str:
    begin, size = int(_number(start)), int(_number(length))
    whole = _text(text)
    begin = begin if begin >= 0 else max(len(whole) + begin, 0)
    return whole[begin:] if size < 0 else whole[begin : begin + size]


def _cidrsubnet(prefix: Value, bits: Value, number: Value) -> str:
    network = ip_network(_text(prefix), strict=False)
    longer = network.prefixlen + int(_number(bits))
    size = 1 << (network.max_prefixlen - longer)
    if not 0 <= int(_number(number)) < 1 << int(_number(bits)):
        raise ValueError("there is no such subnet")
    return f"{network[int(_number(number)) * size]}/{longer}"


def _slice(values: Value, start: Value, end: Value) -> list[Value]:
    return _list(values)[int(_number(start)) : int(_number(end))]


def _same(value: Value) -> Value:
    return value


FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = {
    "abs": lambda value: abs(_number(value)),
    "alltrue": lambda value: all(map(_bool, _list(value))),
    "anytrue": lambda value: any(map(_bool, _list(value))),
    "ceil": lambda value: math.ceil(_number(value)),
    "cidrsubnet": _cidrsubnet,
    "coalesce": _coalesce,
    "coalescelist": _coalescelist,
    "compact": _compact,
    "concat": _concat,
    "contains": _contains,
    "distinct": lambda value: _distinct(_alike(_list(value))),
    "element": _element,
    "endswith": lambda text, end: _text(text).endswith(_text(end)),
    "flatten": _flatten,
    "floor": lambda value: math.floor(_number(value)),
    "format": _format,
    "join": lambda separator, *lists: _text(separator).join(map(_embedded, _concat(*lists))),
    "jsondecode": lambda text: json.loads(_text(text)),
    "jsonencode": _jsonencode,
    "keys": lambda value: sorted(_map(value)),
    "length": _length,
    "lookup": _lookup,
    "lower": lambda text: _text(text).lower(),
    "max": lambda *values: max(map(_number, values)),
    "merge": _merge,
    "min": lambda *values: min(map(_number, values)),
    "nonsensitive": _same,
    "one": _one,
    "range": _range,
    "replace": _replace,
    "reverse": lambda value: _list(value)[::-1],
    "sensitive": _same,
    "setunion": lambda *values: _toset(_concat(*values)),
    "slice": _slice,
    "sort": lambda value: sorted(map(_text, _list(value))),
    "split": lambda separator, text: _text(text).split(_text(separator)),
    "startswith": lambda text, start: _text(text).startswith(_text(start)),
    "strcontains": lambda text, part: _text(part) in _text(text),
    "substr": _substr,
    "title": lambda text: re.sub(r"\b[a-z]", lambda match: match[0].upper(), _text(text)),
    "tobool": _bool,
    "tolist": lambda value: list(_alike(_list(value))),
    "tomap": lambda value: dict(_alike(_map(value))),
    "tonumber": _number,
    "toset": _toset,
    "tostring": _text,
    "trim": lambda text, characters: _text(text).strip(_text(characters)),
    "trimprefix": lambda text, start: _text(text).removeprefix(_text(start)),
    "trimspace": lambda text: _text(text).strip(),
    "trimsuffix": lambda text, end: _text(text).removesuffix(_text(end)),
    "upper": lambda text: _text(text).upper(),
    "values": lambda value: [_map(value)[key] for key in sorted(_map(value))],
    "zipmap": lambda keys, values: dict(zip(map(_text, _list(keys)), _list(values), strict=True)),
}
