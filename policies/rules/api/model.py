"""What a model of an API lets through is a request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads
from policies.values import as_list, is_known

_METHOD: Final = "aws_api_gateway_method"
_MONEY: Final = re.compile(r"amount|price|total|fee|sum|value|tip|tax|refund", re.IGNORECASE)
_LEAST: Final = ("minimum", "exclusiveMinimum", "enum", "const", "$ref")
_COMBINED: Final = ("$ref", "items", "allOf", "anyOf", "oneOf", "not", "if", "minProperties", "dependencies")


def check(model: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A model that a method validates requests by demands fields or takes no others, and an amount that is
    not negative.

    A JSON schema without `required` takes the empty object (JSON Schema Validation, draft 4, 5.4.3).
    """
    if not _is_of_requests(model, configuration):
        yield NOT_APPLICABLE
        return
    text = model.get("schema")
    try:
        schema = loads(str(text or "{}"))
    except StrictJsonError:
        yield unknown(f"schema is {text}, which only the plan can tell")
        return
    if isinstance(schema, Mapping):
        yield from _demands(schema)
        for name, field in _fields(schema):
            numeric = {"integer", "number"} & set(map(str, as_list(field.get("type"))))
            if numeric and _MONEY.search(name) and not any(key in field for key in _LEAST):
                yield fail(f"schema: {name} has no minimum: a negative one is let through", name)


def _demands(schema: Mapping[str, Any]) -> Iterator[Judgement]:
    closed = schema.get("additionalProperties") is False  # then what may be left out is said on purpose
    if not closed and not schema.get("required") and not any(key in schema for key in _COMBINED):
        said = "schema has no required fields and takes additional properties: whatever comes is let through"
        yield fail(said, "required")


def _fields(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields of the schema, and of the objects in it."""
    found = schema.get("properties")
    for name, field in found.items() if isinstance(found, Mapping) else ():
        if isinstance(field, Mapping):
            yield name, field
            yield from _fields(field)


def _is_of_requests(model: Resource, configuration: Configuration) -> bool:
    """Whether a method of its API names it among its request models."""
    for method in configuration.of(_METHOD, stack=model.stack):
        models = method.get("request_models")
        for value in models.values() if isinstance(models, Mapping) else ():
            is_named = value == model.get("name") and is_known(value)
            if configuration.target(method, value) is model or is_named:
                return True
    return False


def _validated(schema: object, named: str = "${aws_api_gateway_model.example.name}") -> Terraform:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    return {
        "resource": {
            "aws_api_gateway_model": {"example": {"name": "Payment", "schema": text}},
            _METHOD: {"post": {"request_models": {"application/json": named}}},
        }
    }


def _payment(**changes: object) -> Terraform:
    amount = {"type": "integer", "minimum": 1}
    whole = {"type": "object", "required": ["amount"], "properties": {"amount": amount}}
    return _validated({**whole, **changes})


RULE = Rule(
    id="api-model",
    title="Models of an API's requests demand fields and bound amounts",
    severity=Severity.MEDIUM,
    types=("aws_api_gateway_model",),
    scope="configuration",
    check=check,
    rationale=(
        "A model that demands nothing validates nothing: the empty payment reaches the code, and the one of "
        "minus one hundred is a refund that nobody asked for."
    ),
    remediation="List the fields in required of the schema, and give each amount a minimum and a maximum.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _payment(),
            _payment(required=[], additionalProperties=False),
            _validated({"$ref": "https://apigateway.amazonaws.com/restapis/a/models/Other"}),
        ),
        failing=(
            _payment(required=[]),
            _payment(properties={"amount": {"type": "integer"}}),
            _payment(properties={"line": {"properties": {"totalAmount": {"type": "number"}}}}),
            _validated({"type": "object"}, "Payment"),
        ),
        absent=(Status.NOT_APPLICABLE, _validated({"type": "object"}, "Other")),
        unknown=(Status.UNKNOWN, _validated("${var.schema}")),
    ),
)
