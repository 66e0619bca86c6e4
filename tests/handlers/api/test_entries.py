"""What Lambda calls: an answer that API Gateway understands, also where the function cannot even begin."""

from __future__ import annotations

import importlib
import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.handlers.api.client import PAYMENT
from tests.handlers.api.test_document import OPERATIONS, validator

EVENT = {
    "httpMethod": "POST",
    "path": "/payments",
    "headers": {"Content-Type": "application/json"},
    "pathParameters": None,
    "body": json.dumps(PAYMENT),
    "isBase64Encoded": False,
    "requestContext": {"identity": {"userArn": None}},
}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["operationId"])
def test_without_its_settings_a_function_answers_with_a_problem(
    operation: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("LEDGER_TABLE", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    entry = importlib.import_module(f"handlers.functions.{operation['x-function']}.handler").handler
    answer = entry(EVENT, SimpleNamespace(aws_request_id="1"))
    body = json.loads(answer["body"])
    assert (answer["statusCode"], body["type"]) == (500, "/problems/internal")
    assert validator("Problem").is_valid(body)
    assert answer["headers"]["Cache-Control"] == "no-store"
    printed = "".join(capfd.readouterr())
    assert "ConfigurationError" in printed
    assert not any(value in printed for value in (PAYMENT["card"]["number"], PAYMENT["payer"]["email"]))
