"""What a region has not heard of yet is asked of the one that acts for the merchant, and is not said to be
nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.domain.api import ApiResponse
from handlers.domain.payment import payment_id_of, refund_id_of
from handlers.local import demo
from handlers.stores.items import text
from tests.handlers.api.client import KEY, ApiClient, problem
from tests.handlers.owning import let_act

OTHER = "elsewhere"
PAYMENT_ID = payment_id_of(demo.MERCHANT, KEY)
REFUND_ID = refund_id_of(PAYMENT_ID, "refund-1")
REFUND = "/payments/{payment_id}/refunds/{refund_id}"
Ask = Callable[[ApiClient], ApiResponse]
ASKED: dict[str, Ask] = {
    f"/payments/{PAYMENT_ID}/capture": lambda client: client.command(PAYMENT_ID, "capture"),
    f"/payments/{PAYMENT_ID}/cancel": lambda client: client.command(PAYMENT_ID, "cancel"),
    f"/payments/{PAYMENT_ID}/refunds": lambda client: client.refund(PAYMENT_ID, {"amount_minor": 1}),
    f"/payments/{PAYMENT_ID}": lambda client: client.ask(PAYMENT_ID),
    f"/payments/{PAYMENT_ID}/receipt": lambda client: client.get(
        "/payments/{payment_id}/receipt", payment_id=PAYMENT_ID
    ),
    f"/payments/{PAYMENT_ID}/refunds/{REFUND_ID}": lambda client: client.get(
        REFUND, payment_id=PAYMENT_ID, refund_id=REFUND_ID
    ),
    f"/payments/{PAYMENT_ID}/refunds/{REFUND_ID}/receipt": lambda client: client.get(
        f"{REFUND}/receipt", payment_id=PAYMENT_ID, refund_id=REFUND_ID
    ),
}
each_path = pytest.mark.parametrize("path", ASKED)


def behind() -> ApiClient:
    """Another region than the home, which knows the merchant and none of its payments."""
    client = ApiClient(OTHER, home_regions=(demo.REGION, OTHER))
    client.region.regional_urls = {demo.REGION: "https://api.test"}
    return client


@each_path
def test_a_region_whose_copy_is_behind_names_the_one_that_acts(path: str) -> None:
    answer = ASKED[path](behind())
    assert problem(answer) == (307, "other-region")
    assert answer.headers["Location"] == f"https://api.test{path}"


@pytest.mark.parametrize("path", [path for path in ASKED if REFUND_ID in path or "receipt" in path])
def test_what_came_of_a_payment_since_the_copy_is_asked_there_as_well(path: str) -> None:
    client, home = behind(), ApiClient()
    home.pay()
    for item in home.region.ledger:
        if text(item, "pk").startswith("PAYMENT#"):
            client.region.ledger.replicate(item)
    assert client.ask(PAYMENT_ID).status == 200
    assert problem(ASKED[path](client)) == (307, "other-region")


@each_path
def test_where_nobody_acts_it_is_asked_again_later(path: str) -> None:
    client = behind()
    let_act(client.region, demo.REGION, begin=client.clock.now() + timedelta(seconds=30))
    answer = ASKED[path](client)
    assert problem(answer) == (503, "quiet-period")
    assert answer.headers["Retry-After"]


@each_path
def test_where_the_region_acts_it_is_nowhere(path: str) -> None:
    client = behind()
    let_act(client.region, demo.REGION, begin=client.clock.now())
    assert problem(ASKED[path](client)) == (404, "not-found")


@pytest.mark.parametrize("payment_id", ["pay_1", "", "../health", "pay_" + "a" * 31 + "%"])
def test_what_has_not_the_form_of_an_id_is_nowhere_in_any_region(payment_id: str) -> None:
    client = behind()
    for answer in (
        client.command(payment_id, "cancel"),
        client.refund(payment_id, {"amount_minor": 1}),
        client.ask(payment_id),
    ):
        assert problem(answer) == (404, "not-found")


def test_no_address_is_made_of_what_was_sent_as_it_was_sent() -> None:
    answer = behind().get(REFUND, payment_id=PAYMENT_ID, refund_id="a/../../b\r\nx?y")
    assert answer.headers["Location"].endswith("/refunds/a%2F..%2F..%2Fb%0D%0Ax%3Fy")
