"""Which function answers to a method and a path: the routes of the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import unquote

from handlers.domain.body import document
from handlers.domain.problems import METHOD_NOT_ALLOWED, NOT_FOUND, Problem

_PARAMETER: Final = re.compile(r"\\{(\w+)\\}")


@dataclass(frozen=True, slots=True)
class Route:
    """The function that answers, the path as the document writes it, and the values of its parameters."""

    function: str
    resource: str
    parameters: Mapping[str, str]


def route_of(method: str, path: str) -> Route:
    """Return the route of a request; `path` is as it was sent. Raises Problem where the document has none."""
    allowed: set[str] = set()
    for pattern, resource, functions in _routes():
        found = pattern.fullmatch(path)
        if found and method in functions:
            values = {name: unquote(value) for name, value in found.groupdict().items()}
            return Route(functions[method], resource, values)
        if found:
            allowed |= functions.keys()
    if allowed:
        raise Problem(METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(sorted(allowed))})
    raise Problem(NOT_FOUND)


def function_of(method: str, resource: str) -> str:
    """Return the function of a method and a path of the document; "" where there is none."""
    function: str = document()["paths"].get(resource, {}).get(method.lower(), {}).get("x-function", "")
    return function


@cache
def _routes() -> tuple[tuple[re.Pattern[str], str, Mapping[str, str]], ...]:
    return tuple(_each_route())


def _each_route() -> Iterator[tuple[re.Pattern[str], str, Mapping[str, str]]]:
    for path, operations in document()["paths"].items():
        pattern = re.compile(_PARAMETER.sub(r"(?P<\1>[^/]+)", re.escape(path)))
        yield pattern, path, {name.upper(): each["x-function"] for name, each in operations.items()}
