"""What each adapter declares to call in AWS is what it calls, recorded over a real connection to moto."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

import pytest

from handlers.adapters.clients import Clients
from handlers.adapters.dynamodb import DynamoMerchantIndex, DynamoOpenIndex, DynamoTable, DynamoTallies
from handlers.adapters.eventbridge import EventBridgeEvents
from handlers.adapters.idempotency import LedgerIdempotencyRecords
from handlers.adapters.parameters import Parameters
from handlers.adapters.rotation_secrets import RotationSecrets
from handlers.adapters.s3 import S3Receipts
from handlers.adapters.secrets import Secret
from handlers.adapters.sns import SnsAlerts
from handlers.adapters.stepfunctions import StepFunctionsStateMachine
from handlers.domain.errors import PaymentError
from handlers.domain.events import Alert, Event, Severity
from handlers.domain.ports import Add, Key, Put
from tests.handlers.emulator import REGION, client, create_table
from tests.handlers.permissions import sources
from tests.handlers.program import Declared, Program

pytestmark = [pytest.mark.fuzz, pytest.mark.usefixtures("made")]
Call = tuple[str, str]  # an action, and the index that it is on

NAME: Final = "calls"
TOPIC: Final = f"arn:aws:sns:{REGION}:123456789012:{NAME}"
MACHINE: Final = f"arn:aws:states:{REGION}:123456789012:stateMachine:{NAME}"
VERSION: Final = "3f6c1f0e-0000-4000-8000-00000000000"
KEY: Final = Key("p", "s")
EVENT: Final = Event("pay_a", "m", 1, 0, "captured", "authorized", 1, "EUR", "", "", "here", "here", "now")
ALERT: Final = Alert("kind", Severity.PAGE, "title", "#runbook", "here", "pay_a", "reason")
_SERVICES: Final = {"stepfunctions": "states"}
_KINDS: Final = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


@pytest.fixture(scope="module")
def made(aws: str) -> None:
    """What the adapters act on."""
    assert aws
    create_table(client("dynamodb"), NAME)
    client("events").create_event_bus(Name=NAME)
    client("s3").create_bucket(Bucket=NAME)
    client("sns").create_topic(Name=NAME)
    client("secretsmanager").create_secret(Name=NAME, SecretString='{"key": "text"}')
    client("ssm").put_parameter(Name=NAME, Value="text", Type="String")
    client("stepfunctions").create_state_machine(
        name=NAME,
        roleArn="arn:aws:iam::123456789012:role/r",
        definition=json.dumps({"StartAt": "end", "States": {"end": {"Type": "Succeed"}}}),
    )


def put(name: str) -> Put:
    return Put({"pk": name, "sk": "s"}, None)


def parameters(clients: Clients) -> Parameters:
    return Parameters({"AWS_REGION": REGION, "PARAMETER_X": NAME}, lambda: 0.0, lambda _region: clients)


def secret(clients: Clients) -> Secret:
    return Secret(clients.secretsmanager, NAME, "key", lambda: 0.0)


def secrets(clients: Clients) -> RotationSecrets:
    return RotationSecrets(clients.secretsmanager, NAME)


def done_once(clients: Clients) -> None:
    """Do it, do it again, fail to do another, and do one that is under way."""
    once = LedgerIdempotencyRecords(clients.dynamodb, NAME, scope="calls", longest_seconds=60)

    def fail() -> None:
        raise ValueError

    once.do("one", lambda: None)
    once.do("one", lambda: None)
    with suppress(ValueError):
        once.do("two", fail)
    with suppress(PaymentError):
        once.do("three", lambda: once.do("three", lambda: None) and None)


# Every method of a port whose adapter calls AWS, and how it is called.
CASES: Final[dict[str, Callable[[Clients], object]]] = {
    "dynamodb.DynamoTable.get": lambda c: DynamoTable(c.dynamodb, NAME).get(KEY),
    "dynamodb.DynamoTable.peek": lambda c: DynamoTable(c.dynamodb, NAME).peek(KEY),
    "dynamodb.DynamoTable.query": lambda c: DynamoTable(c.dynamodb, NAME).query("p"),
    "dynamodb.DynamoTable.add": lambda c: DynamoTable(c.dynamodb, NAME).add(Add(KEY, {"n": 1}, 1)),
    "dynamodb.DynamoTable.write": lambda c: (
        DynamoTable(c.dynamodb, NAME).write(put("one")),
        DynamoTable(c.dynamodb, NAME).write(put("two"), put("three")),
    ),
    "dynamodb.DynamoTallies.count": lambda c: DynamoTallies(c.dynamodb, NAME).count(KEY, expires_at=1),
    "dynamodb.DynamoOpenIndex.open_in": lambda c: DynamoOpenIndex(c.dynamodb, NAME).open_in(
        "shard", until="9", limit=1
    ),
    "dynamodb.DynamoMerchantIndex.newest_in": lambda c: DynamoMerchantIndex(c.dynamodb, NAME).newest_in(
        "shard", until="9", limit=1
    ),
    "eventbridge.EventBridgeEvents.publish": lambda c: EventBridgeEvents(c.events, NAME).publish([EVENT]),
    "idempotency.LedgerIdempotencyRecords.do": done_once,
    "parameters.Parameters.variables": lambda c: parameters(c).variables(),
    "rotation_secrets.RotationSecrets.versions": lambda c: secrets(c).versions(),
    "rotation_secrets.RotationSecrets.put": lambda c: secrets(c).put(f"{VERSION}1", "text", ("AWSPENDING",)),
    "rotation_secrets.RotationSecrets.get": lambda c: secrets(c).get(f"{VERSION}1"),
    "rotation_secrets.RotationSecrets.move": lambda c: secrets(c).move(
        "AWSCURRENT", source=next(iter(secrets(c).versions().by_label.values())), target=f"{VERSION}1"
    ),
    "rotation_secrets.RotationSecrets.random_password": lambda c: secrets(c).random_password(),
    "s3.S3Receipts.put": lambda c: S3Receipts(c.s3, NAME).put("name", b"{}"),
    "secrets.Secret.text": lambda c: secret(c).text(),
    "secrets.Secret.fields": lambda c: secret(c).fields(),
    "sns.SnsAlerts.send": lambda c: SnsAlerts(c.sns, TOPIC).send(ALERT),
    "stepfunctions.StepFunctionsStateMachine.start": lambda c: StepFunctionsStateMachine(
        c.stepfunctions, MACHINE
    ).start("pay_a", name="work-1"),
}


@pytest.fixture(scope="module")
def program() -> Program:
    return Program(sources())


class Recorded(Clients):
    """Clients that keep which actions they ask for, on which index, and what is not on NAME."""

    def __init__(self) -> None:
        super().__init__(REGION)
        self.calls: set[Call] = set()
        self.elsewhere: set[str] = set()

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if hasattr(found, "meta"):
            found.meta.events.register_first("provide-client-params.*.*", self._keep, unique_id="recorded")
        return found

    def _keep(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        service = str(model.service_model.service_name)
        for action in _actions(model.name, params):
            name = f"{_SERVICES.get(service, service)}:{action}"
            self.calls.add((name, params.get("IndexName", "")))
            if NAME not in json.dumps(params, default=str):
                self.elsewhere.add(name)


def _actions(operation: str, params: dict[str, Any]) -> Iterator[str]:
    if operation == "TransactWriteItems":
        yield from (_KINDS[kind] for each in params["TransactItems"] for kind in each)
    else:
        yield operation


@pytest.mark.parametrize("method", CASES)
def test_what_is_declared_is_what_is_called(method: str, program: Program) -> None:
    clients = Recorded()
    CASES[method](clients)
    declared = program.declared_from(f"handlers.adapters.{method}")
    if method.endswith(".move"):  # it asks which version there is, to begin with
        declared |= program.declared_from("handlers.adapters.rotation_secrets.RotationSecrets.versions")
    assert clients.calls == {call for each in declared for call in calls_of(each)}
    assert clients.elsewhere == {action for each in declared if each.on_anything for action in each.actions}


def calls_of(declared: Declared) -> Iterator[Call]:
    return ((action, declared.index) for action in declared.actions)


def test_every_method_that_calls_aws_is_recorded(program: Program) -> None:
    declaring = {
        name.rpartition(".")[0]
        for name in program.nodes
        if name.startswith("handlers.adapters.") and program.body(name).declared
    }
    public = {
        name.removeprefix("handlers.adapters.")
        for name in program.nodes
        for of, _, method in (name.rpartition("."),)
        if of in declaring and not method.startswith("_") and program.declared_from(name)
    }
    assert public - {of.removeprefix("handlers.adapters.") for of in declaring} == set(CASES)
