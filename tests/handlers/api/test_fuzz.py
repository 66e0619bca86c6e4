"""schemathesis against the server: no server error, and no answer outside the contract.

`API_EXAMPLES` says how many cases are made of each operation; `make nightly` asks for many.
"""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from handlers.domain.body import DOCUMENT
from tests.handlers.api.client import KEY, PAYMENT
from tests.handlers.api.serving import Server, serving

pytestmark = pytest.mark.fuzz

EXAMPLES = int(os.environ.get("API_EXAMPLES", "30"))
READ = json.loads(DOCUMENT.read_text(encoding="utf-8"))
# API Gateway proves who calls; the local server has one caller.
CONTRACT = schemathesis.openapi.from_dict({name: part for name, part in READ.items() if name != "security"})
ASKED = CONTRACT.config.checks
# No schema can say check digits, that a key is no card number, or what is left to refund.
ASKED.positive_data_acceptance.expected_statuses = ["202", "200", "400", "404", "422"]
ASKED.negative_data_rejection.expected_statuses = ["400", "404", "405", "413", "415", "422"]
ASKED.missing_required_header.expected_statuses = ["400"]


REACHED = (
    "POST /payments 202",
    "POST /payments 422",
    "GET /payments 200",
    "GET /payments 400",
    "GET /payments/{payment_id} 200",
    "GET /payments/{payment_id}/receipt 200",
    "GET /payments/{payment_id}/refunds/{refund_id} 404",
    "POST /payments/{payment_id}/cancel 422",
    "POST /payments/{payment_id}/capture 422",
    "GET /health 200",
)
"""What the cases of an operation have to come to, as the server prints it."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that knows the payment of the document's examples."""
    with serving() as server:
        connection = http.client.HTTPConnection(server.host, timeout=10)
        headers = {"Content-Type": "application/json", "Idempotency-Key": KEY}
        connection.request("POST", "/payments", body=json.dumps(PAYMENT), headers=headers)
        payment_id = json.loads(connection.getresponse().read())["payment_id"]
        assert payment_id == READ["components"]["parameters"]["PaymentId"]["example"]
        connection.close()
        yield server


@pytest.fixture
def address(server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """Its address, for a test whose cases reach what they have to."""
    yield server.address
    printed = server.printed()
    assert "unexpected" not in printed
    operation = request.node.name.partition("[")[2].removesuffix("]")
    for line in REACHED:
        if line.rpartition(" ")[0] == operation:
            assert line in printed, "the cases do not reach it"


@CONTRACT.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 100)
def test_every_answer_is_of_the_contract(case: schemathesis.Case, address: str) -> None:
    case.call_and_validate(base_url=address)


def test_answers_that_follow_each_other_are_of_the_contract(address: str) -> None:
    """A payment's id leads on to its state and its refunds."""

    class Calls(CONTRACT.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, _case: schemathesis.Case) -> dict[str, str]:
            return {"base_url": address}

    Calls.run(
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=6,
            suppress_health_check=list(HealthCheck),
            derandomize=EXAMPLES < 100,
        )
    )
