"""What a REST API takes from an OpenAPI document: its operations and the schemas of their bodies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

FUNCTION: Final = "x-function"
_DRAFT: Final = "http://json-schema.org/draft-04/schema#"  # the one that API Gateway's models are in
_LOCAL: Final = "#/components/schemas/"
_PLACES: Final = {"header": "header", "path": "path", "query": "querystring"}


class DocumentError(ValueError):
    """The document describes what no REST API can be made of; the text names the operation."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, and the function behind it.

    parameters: as API Gateway spells them, each with whether a request must have it.
    body: the name of the schema of its JSON body; empty where it takes none.
    """

    id: str
    method: str
    path: str
    function: str
    signed: bool
    parameters: Mapping[str, bool]
    body: str


def operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    """The operations, in the order of the document. Raises DocumentError for one without a function."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            if FUNCTION not in operation:
                raise DocumentError(f"{name}: {FUNCTION} names no function")
            yield Operation(
                id=name,
                method=method.upper(),
                path=path,
                function=operation[FUNCTION],
                signed=bool(operation.get("security", document.get("security"))),
                parameters=dict(_parameters(operation, document)),
                body=_body(operation),
            )


def model(document: Mapping[str, Any], name: str) -> str:
    """The schema `name` with all that it refers to, as a model of API Gateway."""
    found: dict[str, Any] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found[current] = _converted(document["components"]["schemas"][current], waiting)
    schema = {"$schema": _DRAFT, **found.pop(name)}
    if found:
        schema["definitions"] = dict(sorted(found.items()))
    return json.dumps(schema)


def _parameters(operation: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    for parameter in operation.get("parameters", ()):
        found = parameter
        if "$ref" in parameter:
            found = document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
        yield (
            f"method.request.{_PLACES[found['in']]}.{found['name']}",
            bool(found.get("required")),
        )


def _body(operation: Mapping[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    reference: str = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    if content and not reference.startswith(_LOCAL):
        raise DocumentError(f"{operation['operationId']}: its body is no schema of the document")
    return reference.removeprefix(_LOCAL)


def _converted(value: object, referred: list[str]) -> Any:  # noqa: ANN401 - any value of JSON
    """The value in draft 4; what it refers to is added to `referred`."""
    if isinstance(value, list):
        return [_converted(item, referred) for item in value]
    if not isinstance(value, Mapping):
        return value
    if "$ref" in value:
        name = value["$ref"].removeprefix(_LOCAL)
        referred.append(name)
        return {"$ref": f"#/definitions/{name}"}
    # Draft 4 has no empty `required`.
    return {key: _converted(part, referred) for key, part in value.items() if (key, part) != ("required", [])}
