"""How Lambda calls a function: what is opened when, what goes wrong how, what is written out."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from handlers.adapters.runtime import api, scheduled, stream, workflow_step
from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.errors import ConfigurationError, ContentionError, UnexpectedError
from handlers.domain.ports import ConditionFailedError, Telemetry
from handlers.domain.spec import HandlerSpec, Trigger

NUMBERS = count()
PAYMENT = "pay_" + "a" * 32
CARD = "4242424242424242"


class Context:
    """Lambda's context, as far as it is read."""

    aws_request_id = "8e1e0ea0-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class NoPorts:
    """Of a function that needs nothing."""


@dataclass(frozen=True)
class HomePorts:
    """Of a function that needs a setting."""

    home_regions: tuple[str, ...]


@dataclass(frozen=True)
class ToldPorts:
    """Of a function that tells of its work."""

    telemetry: Telemetry


def a_spec() -> HandlerSpec:
    """A function of its own name: Powertools keeps one logger, and what it writes to, for each."""
    return HandlerSpec(f"example{next(NUMBERS)}", "An example", Trigger.WORKFLOW, (), ())


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def metrics(written: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in written if "_aws" in each]


def test_ports_are_opened_by_the_first_event_and_kept() -> None:
    opened: list[NoPorts] = []

    @dataclass(frozen=True)
    class Ports(NoPorts):
        def __post_init__(self) -> None:
            opened.append(self)

    entry = workflow_step(a_spec(), lambda _, ports: {"ports": ports}, Ports)
    assert opened == []
    assert [entry({}, Context())["ports"] for _ in range(3)] == [*opened] * 3


def test_ports_that_did_not_open_are_opened_by_the_next_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME_REGIONS", raising=False)
    entry = workflow_step(a_spec(), lambda _, ports: {"homes": ports.home_regions}, HomePorts)
    with pytest.raises(ConfigurationError, match="HOME_REGIONS"):
        entry({}, Context())
    monkeypatch.setenv("HOME_REGIONS", "north,south")
    assert entry({}, Context()) == {"homes": ("north", "south")}


def test_our_errors_pass_by_their_names_and_carry_nothing_else() -> None:
    def handle(*_: Any) -> dict[str, str]:
        try:
            int(f"{CARD}!")
        except ValueError as error:
            raise ContentionError("others were first") from error

    with pytest.raises(ContentionError) as told:
        workflow_step(a_spec(), handle, NoPorts)({}, Context())
    assert (told.value.__cause__, told.value.__context__) == (None, None)


# A whole card number: no clock and no count that a log holds can spell it by chance.
@pytest.mark.parametrize("error", [ValueError(CARD), KeyError(CARD), ConditionFailedError(1)])
def test_every_other_error_is_told_by_type_and_place(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    def handle(*_: Any) -> dict[str, str]:
        raise error

    with pytest.raises(UnexpectedError) as told:
        workflow_step(a_spec(), handle, NoPorts)({"payment_id": PAYMENT}, Context())
    assert str(told.value).startswith(f"{type(error).__name__}:handlers.adapters.runtime.py:")
    assert (told.value.__cause__, told.value.__context__) == (None, None)
    written = lines(capsys)
    assert [(each["message"], each["reason"]) for each in written if "message" in each] == [
        ("failed", str(told.value))
    ]
    assert CARD not in json.dumps(written)


def test_logs_name_the_payment_and_a_cold_start(capsys: pytest.CaptureFixture[str]) -> None:
    def handle(event: Mapping[str, Any], ports: Any) -> dict[str, str]:
        ports.telemetry.event("done", payment_id=event["payment_id"], state="captured")
        ports.telemetry.count("Success", stage="capture")
        ports.telemetry.latency("capture", 12.5)
        return {}

    entry = workflow_step(a_spec(), handle, ToldPorts)
    for _ in range(2):
        entry({"payment_id": PAYMENT}, Context())
    written = lines(capsys)
    logs = [each for each in written if "message" in each]
    assert [each["cold_start"] for each in logs] == [True, False]
    assert {each["payment_id"] for each in logs} == {PAYMENT}
    assert {each["function_request_id"] for each in logs} == {Context.aws_request_id}
    by_stage = [each for each in metrics(written) if each["stage"] == "capture"]
    assert len(by_stage) == 2
    (told,) = by_stage[0]["_aws"]["CloudWatchMetrics"]
    assert told["Namespace"] == "Payments"
    assert {frozenset(each) for each in told["Dimensions"]} == {frozenset({"service", "stage"})}
    assert {each["Name"]: each["Unit"] for each in told["Metrics"]} == {
        "Success": "Count",
        "Latency": "Milliseconds",
    }
    assert sum("ColdStart" in each for each in metrics(written)) == 1


def test_a_failure_is_counted_and_what_was_counted_before_it_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def handle(_: Mapping[str, Any], ports: Any) -> dict[str, str]:
        ports.telemetry.count("Success", stage="sweep")
        raise ValueError

    with pytest.raises(UnexpectedError):
        scheduled(a_spec(), handle, ToldPorts)({}, Context())
    written = metrics(lines(capsys))
    assert [each["Success"] for each in written if "Success" in each] == [[1.0]]
    assert [each["Failure"] for each in written if "Failure" in each] == [[1.0]]


def test_every_call_has_a_latency(capsys: pytest.CaptureFixture[str]) -> None:
    workflow_step(a_spec(), lambda _event, _ports: {}, ToldPorts)({}, Context())
    (latency,) = (each["Latency"] for each in metrics(lines(capsys)) if "Latency" in each)
    assert latency[0] >= 0


def proxied(**changes: Any) -> dict[str, Any]:
    arn = f"arn:aws:sts::123456789012:assumed-role/merchant/{CARD}"
    return {
        "httpMethod": "POST",
        "path": "/payments/x",
        "pathParameters": {"payment_id": PAYMENT},
        "headers": {"Idempotency-Key": "k", "CONTENT-TYPE": "application/json"},
        "requestContext": {"identity": {"userArn": arn}},
        "body": '{"a": 1}',
        "isBase64Encoded": False,
        **changes,
    }


def seen(event: dict[str, Any]) -> ApiRequest:
    requests: list[ApiRequest] = []

    def handle(request: ApiRequest, _: NoPorts) -> ApiResponse:
        requests.append(request)
        return ApiResponse(202, '{"ok":true}', {"Location": "/x"})

    answer = api(a_spec(), handle, NoPorts)(event, Context())
    assert answer == {
        "statusCode": 202,
        "headers": {"Location": "/x"},
        "body": '{"ok":true}',
        "isBase64Encoded": False,
    }
    return requests[0]


def test_a_request_is_read_from_api_gateway() -> None:
    request = seen(proxied())
    assert (request.method, request.body, dict(request.path_parameters)) == (
        "POST",
        '{"a": 1}',
        {"payment_id": PAYMENT},
    )
    assert dict(request.headers) == {"idempotency-key": "k", "content-type": "application/json"}


@pytest.mark.parametrize(
    ("arn", "caller"),
    [
        ("arn:aws:sts::1:assumed-role/merchant/session", "arn:aws:sts::1:assumed-role/merchant"),
        ("arn:aws:sts::1:assumed-role/merchant/a/b", "arn:aws:sts::1:assumed-role/merchant"),
        ("arn:aws:iam::1:user/merchant", "arn:aws:iam::1:user/merchant"),
        (None, ""),
    ],
)
def test_a_caller_is_a_role_without_its_session(arn: str | None, caller: str) -> None:
    assert seen(proxied(requestContext={"identity": {"userArn": arn}})).caller == caller


@pytest.mark.parametrize(
    ("body", "encoded", "text"),
    [
        (base64.b64encode("é".encode()).decode(), True, "é"),
        (base64.b64encode(b"\xff").decode(), True, "/w=="),
        (None, False, ""),
    ],
)
def test_a_body_is_decoded(body: str | None, encoded: bool, text: str) -> None:
    assert seen(proxied(body=body, isBase64Encoded=encoded)).body == text


def test_what_nobody_foresaw_is_a_500_without_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    def handle(request: ApiRequest, _: NoPorts) -> ApiResponse:
        raise ValueError(request.body)

    answer = api(a_spec(), handle, NoPorts)(proxied(body=CARD), Context())
    assert answer["statusCode"] == 500
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert CARD not in json.dumps([answer, lines(capsys)])


def written_item(number: str, **image: Any) -> dict[str, Any]:
    return {
        "eventName": "INSERT",
        "dynamodb": {"SequenceNumber": number, "NewImage": {"pk": {"S": "p"}, "n": {"N": "12"}}, **image},
    }


def test_stream_records_that_fail_or_cannot_be_read_come_again() -> None:
    records = []

    def handle(given: Any, _: NoPorts) -> list[str]:
        records.extend(given)
        return [given[1].sequence_number]

    bad = {"NewImage": {"n": {"N": "1.5"}}}
    gone = {"NewImage": None, "OldImage": {"pk": {"S": "p"}}}
    event = {
        "Records": [written_item("1"), written_item("2", **bad), written_item("3"), written_item("4", **gone)]
    }
    answer = stream(a_spec(), handle, NoPorts)(event, Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}, {"itemIdentifier": "3"}]}
    assert [each.sequence_number for each in records] == ["1", "3", "4"]
    assert records[0].after == {"pk": "p", "n": 12}
    assert (records[2].before, records[2].after) == ({"pk": "p"}, None)
