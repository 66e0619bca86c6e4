"""The client that merchants copy: signed for all regions, one key however often, card data to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import urllib3
from botocore.auth import AUTH_TYPE_MAPS
from botocore.credentials import Credentials

from examples.merchant import Answer, PaymentsClient, UnansweredError, https
from infra.systems import load
from tests.signatures.verifier import Request, verify

URL = "https://api-x.payments.example.com"
REGIONS = tuple(region.name for region in load("global_payments", "zq7").regions)
ORDER = {"amount_minor": 1999, "currency": "EUR", "reference": "order-1001"}
KEY = "order-1001-try-1"
DONE = Answer(202, {}, {"payment_id": "pay_1"})
BUSY = Answer(503, {"retry-after": "7"}, {})


@dataclass
class Api:
    """Answers in this order, the last one for good; an error is raised."""

    answers: list[Answer | Exception]
    asked: list[Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    allowed: list[float] = field(default_factory=list)  # how long each try may take

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> Answer:
        self.allowed.append(seconds)
        named = {name.lower(): value for name, value in headers.items()}
        self.asked.append(Request(method, url, named, body))
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(said, Exception):
            raise said
        return said

    def client(self) -> PaymentsClient:
        return PaymentsClient(
            URL,
            REGIONS,
            Credentials("AKIDEXAMPLE", "secret", "token"),
            send=self.send,
            sleep=self.slept.append,
            now=lambda: sum(self.slept),
        )


class Named:
    """Stands in for the signer of AWS's runtime: writes down what it was asked to sign for."""

    def __init__(self, _credentials: Credentials, service: str, regions: str) -> None:
        self._for = f"{service} in {regions}"

    def add_auth(self, request: Any) -> None:
        request.headers["Authorization"] = f"{self._for} at {request.headers['Host']}"


@pytest.fixture
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(AUTH_TYPE_MAPS, "v4a", Named)


@pytest.mark.usefixtures("_named")
def test_it_signs_for_every_region_and_names_them() -> None:
    api = Api([DONE])
    assert api.client().pay(KEY, ORDER) is DONE
    (asked,) = api.asked
    assert (
        asked.headers["authorization"] == f"execute-api in {','.join(REGIONS)} at api-x.payments.example.com"
    )


@pytest.mark.usefixtures("_named")
@pytest.mark.parametrize(
    "trouble",
    [
        BUSY,
        OSError(),
        urllib3.exceptions.TimeoutError(),
        *(Answer(status, {}, {}) for status in (409, 429, 500, 502, 503, 504)),
    ],
)
def test_it_asks_again_under_the_same_key_and_with_the_same_bytes(trouble: Answer | Exception) -> None:
    api = Api([trouble, trouble, DONE])
    assert api.client().pay(KEY, ORDER) is DONE
    assert {each.headers["idempotency-key"] for each in api.asked} == {KEY}
    assert len({each.body for each in api.asked}) == 1
    assert api.slept == ([7.0, 7.0] if trouble is BUSY else [0.5, 1.0])


@pytest.mark.usefixtures("_named")
def test_what_is_answered_for_good_is_not_asked_again() -> None:
    for status in (200, 202, 400, 403, 404, 422):
        api = Api([Answer(status, {}, {})])
        assert api.client().pay(KEY, ORDER).status == status
        assert len(api.asked) == 1


@pytest.mark.usefixtures("_named")
def test_it_follows_to_the_region_that_answers_signs_anew_and_stays_there_until_that_is_lost() -> None:
    there = "https://api-euw1-x.payments.example.com"
    api = Api([Answer(307, {"location": f"{there}/payments"}, {}), DONE, DONE, OSError(), DONE])
    client = api.client()
    for _ in range(3):
        client.pay(KEY, ORDER)
    assert [each.url for each in api.asked] == [
        f"{base}/payments" for base in (URL, there, there, there, URL)
    ]
    assert api.asked[1].headers["authorization"].endswith("at api-euw1-x.payments.example.com")


@pytest.mark.usefixtures("_named")
@pytest.mark.parametrize(
    "location",
    [
        "https://api-x.evil.example.com/payments",
        "https://evil.example/payments",
        "http://api-euw1-x.payments.example.com/payments",
        "https://api-x.payments.example.com.evil.example/payments",
        "https://api-x.payments.example.com@evil.example/payments",
        "",
    ],
)
def test_card_data_follows_to_no_other_host(location: str) -> None:
    api = Api([Answer(307, {"location": location}, {}), DONE])
    with pytest.raises(UnansweredError, match="not beside its own"):
        api.client().pay(KEY, ORDER)
    assert len(api.asked) == 1


@pytest.mark.usefixtures("_named")
def test_it_gives_up_after_its_patience_and_says_that_nothing_is_known() -> None:
    api = Api([OSError()])
    with pytest.raises(UnansweredError, match="POST /payments within 120 s"):
        api.client().pay(KEY, ORDER)
    assert sum(api.slept) == 120
    assert len(api.asked) < 15
    assert api.allowed == [120 - sum(api.slept[:tries]) for tries in range(len(api.asked))]


@pytest.mark.usefixtures("_named")
def test_it_does_not_wait_longer_than_its_patience_for_what_it_is_told() -> None:
    api = Api([Answer(503, {"retry-after": "86400"}, {})])
    with pytest.raises(UnansweredError):
        api.client().pay(KEY, ORDER)
    assert (len(api.asked), api.slept) == (1, [120])


@pytest.mark.usefixtures("_named")
def test_regions_that_name_each_other_are_asked_with_pauses() -> None:
    names = [
        Answer(307, {"location": f"https://api-{code}-x.payments.example.com/payments"}, {}) for code in "ab"
    ]
    api = Api(names * 100)
    with pytest.raises(UnansweredError):
        api.client().pay(KEY, ORDER)
    assert len(api.asked) < 15


@pytest.mark.usefixtures("_named")
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_region_that_breaks_is_left_for_the_shared_name(status: int) -> None:
    there = "https://api-euw1-x.payments.example.com"
    api = Api([Answer(307, {"location": f"{there}/payments"}, {}), Answer(status, {}, {}), DONE])
    api.client().pay(KEY, ORDER)
    assert [each.url for each in api.asked] == [f"{base}/payments" for base in (URL, there, URL)]


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", b"\xff"])
@pytest.mark.parametrize("status", [202, 403, 502])
def test_a_body_that_is_no_json_object_is_no_acceptance_and_no_crash(
    status: int, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = urllib3.HTTPResponse(body, status=status, headers={"Retry-After": "1"}, preload_content=True)
    monkeypatch.setattr(urllib3.PoolManager, "request", lambda *_, **__: said)
    send = https()
    if status == 202:
        with pytest.raises(OSError, match="no JSON object"):
            send("GET", f"{URL}/payments", {}, b"", 1.0)
    else:
        assert send("GET", f"{URL}/payments", {}, b"", 1.0) == Answer(status, {"retry-after": "1"}, {})


CALLS: list[Callable[[PaymentsClient], Answer]] = [
    lambda client: client.pay(KEY, ORDER),
    lambda client: client.refund("pay_1", "refund-1", 500),
    lambda client: client.look("pay_1"),
]


@pytest.mark.parametrize("call", CALLS)
def test_each_region_accepts_what_it_signs(call: Callable[[PaymentsClient], Answer]) -> None:
    api = Api([DONE])
    call(api.client())
    (asked,) = api.asked
    assert [verify(asked, region, {"AKIDEXAMPLE": "secret"}) for region in REGIONS] == ["AKIDEXAMPLE"] * 3
