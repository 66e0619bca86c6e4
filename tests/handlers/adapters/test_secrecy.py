"""Nothing that came in gets out: marked values pushed through every adapter, and everything that came out
searched for them: logs, metrics, traces, exceptions with all that hangs on them.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from handlers.adapters.clients import Clients
from handlers.adapters.dynamodb import DynamoOpenIndex, DynamoTable
from handlers.adapters.eventbridge import EventBridgeEvents
from handlers.adapters.https import Https, Waiting
from handlers.adapters.processor import HttpsProcessor
from handlers.adapters.runtime import api, scheduled, stream, workflow_step
from handlers.adapters.s3 import S3Receipts
from handlers.adapters.secrets import Secret, SecretTokens
from handlers.adapters.sns import SnsAlerts
from handlers.adapters.stepfunctions import StepFunctionsStateMachine
from handlers.domain.card import Card
from handlers.domain.errors import PaymentError
from handlers.domain.events import Alert, Event, Severity
from handlers.domain.money import Money
from handlers.domain.payment import Operation
from handlers.domain.ports import Absent, Add, Instruction, Key, Put, Telemetry
from handlers.domain.spec import HandlerSpec, Trigger
from tests.handlers.adapters.processor_server import Said, Server, make_certificate, serve
from tests.handlers.emulator import REGION

pytestmark = [pytest.mark.fuzz, pytest.mark.usefixtures("aws")]
NUMBERS = count()
PAYMENT = "pay_" + "a" * 32
MARKS = ("4242424242424242", "Ada Marked", "ada@marked.example", "m4rk3d-c0de", "sk_marked_key")
MARK = " ".join(MARKS)
FIELDS = {"pk": "p", "sk": "s", "name": MARK}
EVENT = Event(PAYMENT, MARK, 1, 0, "captured", "x", 1, "EUR", MARK, "", "r", "r", "t")
INSTRUCTION = Instruction(Operation.CAPTURE, MARKS[3], PAYMENT, Money(1, "EUR"), MARKS[3])
CARD = Card(MARKS[0], 2030, 1, MARKS[3])


def all_of(error: BaseException) -> str:
    """Everything that an exception can say: itself, what hangs on it, the values of its own fields."""
    told = ["".join(traceback.format_exception(error)), repr(error), str(error.args)]
    others = (error.__cause__, None if error.__suppress_context__ else error.__context__)
    told.extend(all_of(other) for other in others if other is not None)
    return "\n".join([*told, str(vars(error))])


def raised_by(call: Callable[[], Any]) -> Exception | None:
    try:
        call()
    except Exception as error:  # noqa: BLE001 (whatever it raises is searched)
        return error
    return None


def marks_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text]


def stubbed(service: str) -> tuple[Any, Stubber]:
    made = getattr(Clients(REGION), service)
    return made, Stubber(made)


CALLS: dict[str, tuple[str, str, Callable[[Any], Any]]] = {
    "get": ("dynamodb", "get_item", lambda c: DynamoTable(c, "t").get(Key(MARK, "s"))),
    "peek": ("dynamodb", "get_item", lambda c: DynamoTable(c, "t").peek(Key(MARK, "s"))),
    "query": ("dynamodb", "query", lambda c: DynamoTable(c, "t").query(MARK)),
    "put": ("dynamodb", "put_item", lambda c: DynamoTable(c, "t").write(Put(FIELDS, Absent()))),
    "add": ("dynamodb", "update_item", lambda c: DynamoTable(c, "t").add(Add(Key(MARK, "s"), {"n": 1}, 1))),
    "transact": (
        "dynamodb",
        "transact_write_items",
        lambda c: DynamoTable(c, "t").write(Put(FIELDS, None), Put({**FIELDS, "sk": MARK}, None)),
    ),
    "open": ("dynamodb", "query", lambda c: DynamoOpenIndex(c, "t").open_in(MARK, until="x", limit=1)),
    "publish": ("events", "put_events", lambda c: EventBridgeEvents(c, "b").publish([EVENT])),
    "receipt": ("s3", "put_object", lambda c: S3Receipts(c, "b").put(MARK, MARK.encode())),
    "alert": (
        "sns",
        "publish",
        lambda c: SnsAlerts(c, "t").send(Alert("k", Severity.PAGE, "t", "r", "r", MARK, MARK)),
    ),
    "start": (
        "stepfunctions",
        "start_execution",
        lambda c: StepFunctionsStateMachine(c, "arn:marked").start(MARK, name=MARK),
    ),
    "token": (
        "secretsmanager",
        "get_secret_value",
        lambda c: SecretTokens(Secret(c, MARK, "key", lambda: 0.0)).tokens(MARK),
    ),
}
CODES = (
    "AccessDeniedException",
    "ConditionalCheckFailedException",
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "TransactionConflictException",
    "ValidationException",
    "SomethingNew",
)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("call", CALLS)
def test_an_error_of_aws_says_nothing_of_the_request(call: str, code: str) -> None:
    service, operation, run = CALLS[call]
    made, answers = stubbed(service)
    answers.add_client_error(operation, code, MARK, response_meta={"Marked": MARK})
    with answers:
        error = raised_by(lambda: run(made))
    assert error or call == "publish", "only the bus answers with positions"
    assert marks_in(all_of(error) if error else "") == []


@pytest.mark.parametrize("call", CALLS)
def test_no_connection_says_nothing_of_the_request(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    service, _, run = CALLS[call]
    made = getattr(Clients(REGION), service)

    def refuse(*_: Any, **__: Any) -> None:
        raise EndpointConnectionError(endpoint_url=MARK, error=MARK)

    monkeypatch.setattr(made, "_make_api_call", refuse)
    error = raised_by(lambda: run(made))
    assert isinstance(error, PaymentError) or call == "publish"
    assert marks_in(all_of(error) if error else "") == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate and its key."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate: tuple[Path, Path]) -> Iterator[Server]:
    """A server that answers in marks."""
    with serve(*certificate) as made:
        yield made


class Credential:
    """An API key that must not get out."""

    def text(self) -> str:
        return MARKS[4]

    def forget(self) -> None:
        pass


SAYS = {
    "error": Said(500, {"message": MARK}),
    "mismatch": Said(409, {"message": MARK}),
    "unauthorized": Said(401, {"message": MARK}),
    "nonsense": Said(200, MARK.encode()),
    "strange": Said(200, {"outcome": MARK, "reference": MARK, "records": [MARK], "paid_out": MARK}),
    "cut": Said(cut=True),
    "late": Said(200, MARK, seconds=0.3),
    "header": Said(429, MARK, {"Retry-After": MARKS[0]}),
}


@pytest.mark.parametrize("said", SAYS.values(), ids=SAYS)
def test_the_processor_and_the_card_are_in_no_error(server: Server, said: Said) -> None:
    server.says = lambda _: said
    https = Https(server.url, waiting=Waiting(read=0.2), trust=server.trust(), pause=lambda _: None)
    processor = HttpsProcessor(https, Credential())  # type: ignore[arg-type]
    calls: list[Callable[[], Any]] = [
        lambda: processor.exchange(CARD, key=MARKS[3]),
        lambda: processor.execute(INSTRUCTION),
        lambda: processor.records(PAYMENT),
        lambda: processor.is_paid_out(PAYMENT),
    ]
    for call in calls:
        with pytest.raises(PaymentError) as told:
            call()
        assert marks_in(all_of(told.value)) == []


def test_nothing_is_logged_by_the_libraries_beneath(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    server.says = lambda _: Said(500, {"message": MARK})
    https = Https(server.url, trust=server.trust(), pause=lambda _: None)
    made, answers = stubbed("dynamodb")
    answers.add_client_error("put_item", "ValidationException", MARK)
    with caplog.at_level(logging.INFO), answers:
        for call in (
            lambda: HttpsProcessor(https, Credential()).exchange(CARD, key="k"),  # type: ignore[arg-type]
            lambda: DynamoTable(made, "t").write(Put(FIELDS, None)),
        ):
            with pytest.raises(PaymentError):
                call()
    assert marks_in(caplog.text) == []


class Context:
    """Lambda's context, as far as it is read."""

    aws_request_id = "request"


def spec() -> HandlerSpec:
    return HandlerSpec(f"secrecy{next(NUMBERS)}", "An example", Trigger.WORKFLOW, (), ())


@dataclass(frozen=True)
class ToldPorts:
    """Of a function that tells of its work."""

    telemetry: Telemetry


def raising(given: Any, ports: ToldPorts) -> Any:
    ports.telemetry.event(MARK, payment_id=MARK, state=MARK, reason=MARKS[0])
    ports.telemetry.event(MARKS[0], payment_id=MARKS[0], state=MARKS[0], reason=MARKS[1])
    ports.telemetry.event("declined", reason=f"code{MARKS[0]}")
    ports.telemetry.count(MARKS[2], stage=MARKS[0])
    ports.telemetry.latency(MARKS[1], 1.0)
    try:
        {}[f"{given}{MARK}"]
    except KeyError as error:
        raise ValueError(MARK) from error


MARKED_EVENT = {
    "payment_id": MARKS[0],
    "httpMethod": "POST",
    "headers": {"x": MARK},
    "requestContext": {"identity": {"userArn": MARK}},
    "body": MARK,
    "pathParameters": {"payment_id": MARK},
    "Records": [{"dynamodb": {"SequenceNumber": "1", "NewImage": {"name": {"S": MARK}}}}],
    "isBase64Encoded": False,
}


@pytest.mark.parametrize("maker", [workflow_step, api, stream, scheduled], ids=lambda maker: maker.__name__)
def test_no_entry_lets_a_value_out(maker: Any, capfd: pytest.CaptureFixture[str]) -> None:
    answer, said = None, ""
    try:
        answer = maker(spec(), raising, ToldPorts)(MARKED_EVENT, Context())
    except Exception as error:  # noqa: BLE001 (whatever it raises is searched)
        said = all_of(error)
    written = capfd.readouterr()
    assert "withheld" in written.out
    assert marks_in(f"{json.dumps(answer)}{said}{written.out}{written.err}") == []


TRACED = """
import json, os, sys
from handlers.adapters.runtime import workflow_step
from tests.handlers.adapters.test_secrecy import MARKED_EVENT, PAYMENT, Context, ToldPorts, raising, spec
step = workflow_step(spec(), raising, ToldPorts)
for event in (MARKED_EVENT, {**MARKED_EVENT, "payment_id": PAYMENT}):
    try:
        step(event, Context())
    except Exception:
        pass
"""


def test_no_trace_lets_a_value_out() -> None:
    root = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as daemon:
        daemon.bind(("127.0.0.1", 0))
        daemon.settimeout(0.2)
        environment = {
            **os.environ,
            "AWS_XRAY_DAEMON_ADDRESS": f"127.0.0.1:{daemon.getsockname()[1]}",
            "LAMBDA_TASK_ROOT": "/var/task",
            "AWS_LAMBDA_FUNCTION_NAME": "example",
            "_X_AMZN_TRACE_ID": root,
        }
        subprocess.run([sys.executable, "-c", TRACED], env=environment, check=True, capture_output=True)
        packets = []
        while True:
            try:
                packets.append(daemon.recv(65_536).decode())
            except TimeoutError:
                break
    traces = "\n".join(packets)
    assert "## secrecy" in traces
    assert PAYMENT in traces
    assert marks_in(traces) == []
