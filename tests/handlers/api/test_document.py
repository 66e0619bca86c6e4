"""The OpenAPI document: valid by the official meta-schema, and the one source of routes and problems."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31  # the OpenAPI Initiative's, as published

from handlers.domain.body import DOCUMENT
from handlers.domain.payment import RefundStatus, State, payment_id_of
from handlers.domain.problems import KEY_REUSED, KINDS
from handlers.domain.spec import Trigger
from handlers.local import demo
from tests.handlers.api.client import KEY, PAYMENT
from tests.shared import every_case

TEXT = DOCUMENT.read_text(encoding="utf-8")
READ: dict[str, Any] = json.loads(TEXT)
SCHEMAS = READ["components"]["schemas"]
OPERATIONS = [operation for operations in READ["paths"].values() for operation in operations.values()]
# What the models of an API Gateway REST API know, too.
KEYWORDS = {
    "$ref", "type", "properties", "required", "additionalProperties", "enum", "pattern", "minLength",
    "maxLength", "minimum", "maximum", "items", "maxItems", "description",
}  # fmt: skip


def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    """A validator of its own make: it shares neither code nor regular expressions with the functions'."""
    return jsonschema_rs.Draft202012Validator({**READ, "$ref": f"#/components/schemas/{name}"})


def schemas(schema: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield pointer, schema
    for name, inner in schema.get("properties", {}).items():
        yield from schemas(inner, f"{pointer}/{name}")
    if "items" in schema:
        yield from schemas(schema["items"], f"{pointer}[]")


EVERY_SCHEMA = [found for name, schema in SCHEMAS.items() for found in schemas(schema, name)]


def test_document_is_openapi_3_1() -> None:
    assert [error.message for error in Draft202012Validator(OPENAPI_31).iter_errors(READ)] == []
    assert READ["openapi"].startswith("3.1.")


@every_case(("pointer", "schema"), EVERY_SCHEMA)
def test_schemas_say_only_what_api_gateway_models_understand(pointer: str, schema: dict[str, Any]) -> None:
    assert schema.keys() <= KEYWORDS, pointer
    if schema.get("type") == "object":
        assert schema["additionalProperties"] is False, pointer
        assert set(schema["required"]) <= schema["properties"].keys(), pointer
    if schema.get("type") == "string" and "enum" not in schema:
        assert "maxLength" in schema, f"{pointer} has no end"
    if "pattern" in schema:
        assert schema["description"], f"{pointer}: the reason that a caller is told"


def test_every_problem_type_is_in_the_document_with_a_response_of_its_status() -> None:
    assert SCHEMAS["Problem"]["properties"]["type"]["enum"] == [kind.uri for kind in KINDS]
    answered = {status for operation in OPERATIONS for status in operation["responses"]}
    answered.add("405")  # of a path, not of an operation
    assert {str(kind.status) for kind in KINDS} <= answered
    assert "MethodNotAllowed" in READ["components"]["responses"]


def test_what_may_simply_be_repeated_says_when_and_nothing_else_does() -> None:
    for kind in KINDS:
        assert (kind.retry_after is not None) == (kind.status in (409, 429, 503)), kind.name
        if kind.retry_after is not None:
            assert "same key" in kind.detail, kind.name


def test_no_refusal_advises_what_makes_a_second_charge() -> None:
    """A key of one's own for what was asked before is a second payment."""
    for kind in KINDS:
        if kind.status in (409, 422, 429, 500, 503):
            assert not re.search(r"\b(new|other|own|different) key|key of its own", kind.detail), kind.name
        if kind.status == 422:
            assert kind.detail.startswith("This request changed nothing"), kind.name
    assert "charge again" in KEY_REUSED.detail


def test_states_are_those_of_the_domain() -> None:
    assert SCHEMAS["Payment"]["properties"]["state"]["enum"] == [str(state) for state in State]
    assert SCHEMAS["Refund"]["properties"]["status"]["enum"] == [str(status) for status in RefundStatus]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["operationId"])
def test_every_operation_has_its_function(operation: dict[str, Any]) -> None:
    spec = importlib.import_module(f"handlers.functions.{operation['x-function']}.spec").SPEC
    assert spec.trigger is Trigger.API
    assert spec.timeout_seconds <= 29


def test_every_function_of_the_api_has_its_operation() -> None:
    root = Path(importlib.import_module("handlers").__file__ or "").parent
    specs = [
        importlib.import_module(f"handlers.functions.{path.parent.name}.spec").SPEC
        for path in root.glob("functions/*/spec.py")
    ]
    fronts = {"front", "front_health", "private_front"}
    behind = {spec.name for spec in specs if spec.trigger is Trigger.API}
    assert behind == {operation["x-function"] for operation in OPERATIONS} | fronts, "each is for all"


def test_examples_hold_to_the_document_and_are_what_the_readme_sends() -> None:
    sent = READ["paths"]["/payments"]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert validator("PaymentRequest").is_valid(sent)
    assert sent == PAYMENT
    assert (Path(demo.__file__).parent / "payment.json").is_file()


def test_the_readme_asks_for_the_payment_that_it_makes() -> None:
    parameters = READ["components"]["parameters"]
    assert parameters["IdempotencyKey"]["example"] == KEY
    assert parameters["PaymentId"]["example"] == payment_id_of(demo.MERCHANT, KEY)
    readme = (DOCUMENT.parents[2] / "README.md").read_text(encoding="utf-8")
    for text in (readme, demo.introduction("")):
        assert KEY in text
        assert f"/payments/{payment_id_of(demo.MERCHANT, KEY)}" in text
