"""What a way back of `onprem_migration` costs, as docs/runbooks.md says: which side knows which payment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from handlers.adapters.incoming import forwarded_request
from handlers.domain.api import ApiResponse
from handlers.domain.ports import Put
from handlers.functions.front import handler as front
from handlers.local.processor import APPROVED
from handlers.local.region import Region
from infra import systems
from infra.settings.phases import MigrationSettings
from tests.simulation.books import done
from tests.simulation.migration import ACCEPTED, MERCHANT, Migration

pytestmark = pytest.mark.fuzz

UNKNOWN = 404
CALLER = "arn:aws:iam::123456789012:role/mer_a"
KEY = "order-00001-try"
REFUND_KEY = "refund-of-order-00001"
AMOUNT = 1999
PLAN = systems.load("onprem_migration", "zq7")
assert isinstance(PLAN, MigrationSettings)
CARD = {"number": APPROVED, "expiry_year": 2031, "expiry_month": 1, "security_code": "123"}
PAYER = {"name": "Sam Payer", "email": "sam@example.com", "country": "US"}
ORDER = {"amount_minor": AMOUNT, "currency": "EUR", "reference": "r", "card": CARD, "payer": PAYER}


def asked(region: Region, event: dict[str, Any]) -> ApiResponse:
    """What a side answers to an event of the load balancer."""
    return front.handle(forwarded_request(event), region.ports(front.Ports))


def event(method: str, path: str, body: object, key: str) -> dict[str, Any]:
    headers = {"content-type": ["application/json"], "x-caller-arn": [CALLER], "idempotency-key": [key]}
    return {"httpMethod": method, "path": path, "multiValueHeaders": headers, "body": json.dumps(body)}


@dataclass
class WentBack:
    """A migration that went back to its first phase after AWS had taken one payment."""

    migration: Migration
    payment_id: str

    @property
    def legacy(self) -> Region:
        return self.migration.regions["legacy"]

    @property
    def aws(self) -> Region:
        return self.migration.regions["aws"]

    @property
    def at_processor(self) -> Any:
        return done(self.migration.processor.records(self.payment_id))


@pytest.fixture
def went_back() -> WentBack:
    assert PLAN.phases["legacy"].weights["aws"] == 0
    migration = Migration(PLAN.sides, 1, shared=False)
    for region in migration.regions.values():
        caller = {"pk": f"CALLER#{CALLER}", "sk": "MERCHANT", "merchant_id": MERCHANT}
        region.ledger.write(Put(caller, None))
    taken = asked(migration.regions["aws"], event("POST", "/payments", ORDER, KEY))
    assert taken.status == ACCEPTED
    return WentBack(migration, json.loads(taken.body)["payment_id"])


def test_what_aws_took_goes_on_there_without_callers(went_back: WentBack) -> None:
    went_back.aws.run_pending()
    assert (went_back.at_processor.taken, went_back.at_processor.captures) == (AMOUNT, 1)
    assert went_back.legacy.payments.load(went_back.payment_id) is None


def test_the_data_centre_neither_knows_nor_gives_back_what_aws_took(went_back: WentBack) -> None:
    went_back.aws.run_pending()
    path = f"/payments/{went_back.payment_id}"
    assert asked(went_back.legacy, event("GET", path, {}, KEY)).status == UNKNOWN
    assert asked(went_back.legacy, event("POST", f"{path}/refunds", {}, REFUND_KEY)).status == UNKNOWN
    went_back.legacy.run_pending()
    assert went_back.at_processor.given == 0


def test_asked_again_at_aws_it_is_given_back_once(went_back: WentBack) -> None:
    went_back.aws.run_pending()
    path = f"/payments/{went_back.payment_id}/refunds"
    for _ in range(2):
        assert asked(went_back.aws, event("POST", path, {}, REFUND_KEY)).status == ACCEPTED
        went_back.migration.come_to_rest(PLAN.phases["legacy"].weights)
    assert went_back.at_processor.given == AMOUNT
    assert len(went_back.at_processor.refunds) == 1


def test_a_payment_whose_key_both_sides_were_sent_is_taken_once_and_stands_in_both_ledgers(
    went_back: WentBack,
) -> None:
    repeated = asked(went_back.legacy, event("POST", "/payments", ORDER, KEY))
    assert json.loads(repeated.body)["payment_id"] == went_back.payment_id
    for side in (went_back.aws, went_back.legacy):
        side.run_pending()
        assert side.payments.postings(went_back.payment_id), "the books of both sides have it"
    assert (went_back.at_processor.taken, went_back.at_processor.captures) == (AMOUNT, 1)


def test_what_the_data_centre_took_aws_neither_knows_nor_gives_back(went_back: WentBack) -> None:
    taken = asked(went_back.legacy, event("POST", "/payments", ORDER, f"{KEY}-of-legacy"))
    payment_id = json.loads(taken.body)["payment_id"]
    went_back.legacy.run_pending()
    path = f"/payments/{payment_id}/refunds"
    assert asked(went_back.aws, event("POST", path, {}, REFUND_KEY)).status == UNKNOWN
    assert asked(went_back.legacy, event("POST", path, {}, REFUND_KEY)).status == ACCEPTED
