"""Bad input of every field, made from the document: a 4xx problem names the field, and nothing that comes
out of the function holds the value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.body import MOST_BYTES
from handlers.local.processor import APPROVED
from tests.handlers.api.client import KEY, PAYMENT, ApiClient, changed, problem, said
from tests.handlers.api.test_document import SCHEMAS, validator
from tests.shared import every_case

MARK = "Zq7vMARKEDx9"  # stands in no text of ours
DIGITS = "7391846205"  # the same for numbers
HOLE = "@hole@"
JSON_TYPES = {"string": (str,), "integer": (int,), "object": (dict,)}


def fields(schema: str = "PaymentRequest", pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a body, with its schema."""
    for name, found in SCHEMAS[schema]["properties"].items():
        inner = found.get("$ref", "").rpartition("/")[2]
        yield f"{pointer}/{name}", SCHEMAS[inner] if inner else found
        if inner:
            yield from fields(inner, f"{pointer}/{name}")


def wrong(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Wrong values of a field: what is wrong with each, and its JSON."""
    kind = schema["type"]
    values = {
        "null": "null",
        "boolean": "true",
        "list": json.dumps([MARK]),
        "object": json.dumps({MARK: MARK}),
        "text": json.dumps(MARK),
        "number": DIGITS,
        "fraction": f"{DIGITS}.5",
    }
    own = {"string": "text", "integer": "number", "object": "object"}[kind]
    yield from ((name, value) for name, value in values.items() if name != own)
    if kind == "object":
        yield "an unknown field", json.dumps({MARK: MARK})
    if kind == "integer":
        yield "a whole number as a fraction", "1.0"
        yield "a whole number with an exponent", "1e0"
        yield "a whole number as a text", '"1"'
        yield "negative", f"-{DIGITS}"
        yield "too small", str(schema["minimum"] - 1)
        yield "too large", str(schema["maximum"] + 1)
        yield "beyond 64 bits", DIGITS * 30
        yield "beyond what a machine reads", "9" * 6000
    if kind == "string":
        yield "empty", '""'
        yield "far too long", json.dumps(MARK * 900)
        for character in ("\x00", "\n", "\x1b", "\x7f", "\x9f"):
            yield f"control character {ord(character)}", json.dumps(f"{MARK}{character}")
    if "maxLength" in schema:
        yield "too long", json.dumps("A" * (schema["maxLength"] + 1))
        if "expiry" not in schema["description"] and schema["maxLength"] < 100:
            yield "not of the pattern", json.dumps(f"ü{MARK}"[: schema["maxLength"]])


FIELDS = list(fields())
OPTIONAL = {"/capture_method"}
CASES = [(pointer, what, value) for pointer, schema in FIELDS for what, value in wrong(schema)]


@pytest.fixture(scope="module")
def client() -> ApiClient:
    return ApiClient()


def refused(client: ApiClient, body: str, capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Send a body that must be refused. Returns the problem, after looking at all that came out."""
    response = client.pay(body)
    out = (response.body, repr(response.headers), client.told(), *capfd.readouterr())
    assert 400 <= response.status < 500
    assert not any(mark in text for text in out for mark in (MARK, DIGITS)), "a value came out"
    found = said(response)
    assert validator("Problem").is_valid(found)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    return found


@every_case(("pointer", "what", "value"), CASES)
def test_wrong_value(
    client: ApiClient, pointer: str, what: str, value: str, capfd: pytest.CaptureFixture[str]
) -> None:
    body = json.dumps(changed(pointer, HOLE)).replace(f'"{HOLE}"', value)
    if not what.startswith("a whole number") and what != "beyond what a machine reads":
        assert not validator("PaymentRequest").is_valid(json.loads(body)), "another validator takes it"
    found = refused(client, body, capfd)
    assert found["status"] == 422
    assert pointer in [error["field"] for error in found["errors"]]


@every_case("pointer", [pointer for pointer, _ in FIELDS if pointer not in OPTIONAL])
def test_missing(client: ApiClient, pointer: str, capfd: pytest.CaptureFixture[str]) -> None:
    body = changed(pointer, HOLE)
    *path, name = pointer.split("/")[1:]
    place = body
    for step in path:
        place = place[step]
    del place[name]
    assert refused(client, json.dumps(body), capfd)["errors"] == [{"field": pointer, "reason": "is missing"}]


@every_case("pointer", [pointer for pointer, _ in FIELDS])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_in_json(
    client: ApiClient, pointer: str, value: str, capfd: pytest.CaptureFixture[str]
) -> None:
    body = json.dumps(changed(pointer, HOLE)).replace(f'"{HOLE}"', value)
    assert refused(client, body, capfd)["detail"] == "NaN and Infinity are not JSON."


@every_case("pointer", [pointer for pointer, _ in FIELDS])
def test_named_twice(client: ApiClient, pointer: str, capfd: pytest.CaptureFixture[str]) -> None:
    name = pointer.rpartition("/")[2]
    whole = json.dumps({**PAYMENT, "capture_method": "automatic"})
    body = whole.replace(f'"{name}":', f'"{name}": "{MARK}", "{name}":', 1)
    assert refused(client, body, capfd)["detail"] == "The body contains the same field twice."


@every_case("pointer", [pointer for pointer, schema in FIELDS if schema["type"] == "string"])
def test_half_a_character(client: ApiClient, pointer: str, capfd: pytest.CaptureFixture[str]) -> None:
    body = json.dumps(changed(pointer, f"{MARK}{HOLE}")).replace(HOLE, r"\ud800")
    assert refused(client, body, capfd)["status"] == 400


FREE = [
    pointer
    for pointer, schema in FIELDS
    if schema["type"] == "string" and schema.get("maxLength", 0) > 4 and not pointer.startswith("/card/")
]


@pytest.mark.parametrize("pointer", FREE)
@pytest.mark.parametrize("text", ["{}", "o-{}", "{}-12-99-123", "o.{}_x"])
def test_no_field_that_takes_a_free_text_takes_a_card_number(
    client: ApiClient, pointer: str, text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither one that a scheme gives out, nor the request's own, in whichever field comes to be."""
    for number, card in (("4242-4242.4242-4242", APPROVED), ("9999999999999995", "9999999999999995")):
        value = text.format(number) + ("@example.com" if pointer.endswith("email") else "")
        body = changed(pointer, value)
        body["card"]["number"] = card
        found = refused(client, json.dumps(body), capfd)
        assert [error["field"] for error in found["errors"]] == [pointer]
        assert number not in json.dumps(found)


def test_there_are_free_texts_to_speak_of() -> None:
    assert {"/reference", "/payer/name", "/payer/email"} <= set(FREE)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/currency", "XXX"),
        ("/currency", "ZZZ"),
        ("/reference", "4242424242424242"),
        ("/reference", "4242-4242-4242-4242"),
        ("/card/number", "4242424242424241"),
        ("/payer/name", "Ada 4242 4242 4242 4242"),
        ("/payer/email", "4242424242424242@example.com"),
    ],
)
def test_what_no_schema_can_say(
    client: ApiClient, pointer: str, value: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = refused(client, json.dumps(changed(pointer, value)), capfd)
    assert [error["field"] for error in found["errors"]] == [pointer]
    assert value not in json.dumps(found)


def test_expired_card(client: ApiClient, capfd: pytest.CaptureFixture[str]) -> None:
    body = changed("/card/expiry_year", 2026)
    body["card"]["expiry_month"] = 2
    found = refused(client, json.dumps(body), capfd)
    assert found["errors"] == [{"field": "/card/expiry_month", "reason": "the card has expired"}]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        (MARK, 400),
        (f'{{"{MARK}": 1', 400),
        (f"{{'{MARK}': 1}}", 400),
        (f'{{"reference": "{MARK}\n"}}', 400),
        (json.dumps(PAYMENT) + MARK, 400),
        ("\ufeff{}", 400),
        ("[" * 5000 + "]" * 5000, 400),
        ('{"card":' * 1000 + "1" + "}" * 1000, 400),
        ('"' + '\\"' * 8000, 400),
        ("null", 422),
        ("[]", 422),
        (json.dumps(MARK), 422),
        (json.dumps({**PAYMENT, "reference": "x" * 1_000_000}), 413),
        ("ü" * (MOST_BYTES // 2 + 1), 413),
    ],
    ids=lambda value: str(value)[:20],
)
def test_body_that_is_no_payment(
    client: ApiClient, body: str, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert refused(client, body, capfd)["status"] == status


def test_a_large_body_is_refused_without_being_read(
    client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.domain.body._strict", lambda _: pytest.fail("it was read"))
    assert problem(client.pay("[" * 1_000_000)) == (413, "too-large")


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 65, "with space", "ümlaut-key", "4242424242424242", "two,keys"]
)
def test_idempotency_key(client: ApiClient, key: str) -> None:
    response = client.pay(key=key)
    assert problem(response) == (400, "bad-idempotency-key")
    assert [error["field"] for error in said(response)["errors"]] == ["Idempotency-Key"]
    assert not key or key not in response.body


@pytest.mark.parametrize("key", ["order-4242424242424242", "4242.4242-4242_4242", "k/4242/4242/4242/4242"])
def test_an_idempotency_key_that_holds_a_card_number(client: ApiClient, key: str) -> None:
    response = client.pay(key=key)
    assert problem(response) == (400, "bad-idempotency-key")
    assert "4242" not in response.body


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode(errors="replace")))
def test_any_text_is_answered(text: str) -> None:
    assert 400 <= ApiClient().pay(text, key=KEY).status < 500
