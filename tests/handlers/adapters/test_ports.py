"""The bus, the bucket, the topic, the workflows and the secrets, over a real connection to moto."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from botocore.stub import Stubber

from handlers.adapters.clients import Clients
from handlers.adapters.dynamodb import DynamoTallies
from handlers.adapters.eventbridge import EventBridgeEvents
from handlers.adapters.s3 import S3Receipts
from handlers.adapters.secrets import LIFETIME_SECONDS, Secret, SecretTokens
from handlers.adapters.sns import SnsAlerts
from handlers.adapters.stepfunctions import StepFunctionsStateMachine
from handlers.domain.errors import ConfigurationError, StoreUnavailableError, ThrottledError
from handlers.domain.events import Alert, Event, Severity
from handlers.domain.ports import Key
from handlers.domain.tokens import KeyRing
from handlers.local.in_memory import LocalReceipts
from tests.handlers.emulator import REGION, client

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("aws")]
PAYMENT = "pay_" + "a" * 32
ROLE = "arn:aws:iam::123456789012:role/r"


def event(number: int) -> Event:
    return Event(PAYMENT, "m", number, 0, "captured", "authorized", 1, "EUR", "", "", "here", "here", "now")


def test_events_reach_the_bus_in_batches_with_their_detail() -> None:
    bus, queue = client("events"), client("sqs")
    bus.create_event_bus(Name="bus")
    url = queue.create_queue(QueueName="q")["QueueUrl"]
    arn = queue.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": ["payments"], "detail-type": ["payment.captured"]})
    bus.put_rule(Name="rule", EventBusName="bus", EventPattern=pattern)
    bus.put_targets(Rule="rule", EventBusName="bus", Targets=[{"Id": "q", "Arn": arn}])
    events = [event(number) for number in range(23)]
    assert EventBridgeEvents(Clients(REGION).events, "bus").publish(events) == []
    got = []
    while messages := queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        got += [json.loads(message["Body"])["detail"] for message in messages]
        for message in messages:
            queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert sorted(each["version"] for each in got) == list(range(23))
    assert got[0] == {**event(0).detail(), "version": got[0]["version"]}


def test_positions_of_events_that_the_bus_did_not_take() -> None:
    events = Clients(REGION).events
    with Stubber(events) as answers:
        taken = {"EventId": "e"}
        lost = {"ErrorCode": "InternalFailure", "ErrorMessage": "x"}
        answers.add_response("put_events", {"Entries": [taken] * 9 + [lost], "FailedEntryCount": 1})
        answers.add_client_error("put_events", "InternalException")
        answers.add_response("put_events", {"Entries": [lost, taken, lost], "FailedEntryCount": 2})
        assert EventBridgeEvents(events, "bus").publish([event(n) for n in range(23)]) == [
            9,
            *range(10, 20),
            20,
            22,
        ]


def test_a_bus_that_refuses_is_a_mistake_of_the_configuration() -> None:
    events = Clients(REGION).events
    with Stubber(events) as answers:
        answers.add_client_error("put_events", "AccessDeniedException")
        with pytest.raises(ConfigurationError):
            EventBridgeEvents(events, "bus").publish([event(0)])


def test_receipts_are_kept_once_as_in_one_process() -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="receipts")
    local = LocalReceipts()
    for receipts in (S3Receipts(Clients(REGION).s3, "receipts"), local):
        receipts.put("a/1.json", b"{}")
        receipts.put("a/1.json", b"[]")  # one that is there stays
    stored = s3.get_object(Bucket="receipts", Key="a/1.json", ChecksumMode="ENABLED")
    assert stored["Body"].read() == b"{}"
    assert stored["ContentType"] == "application/json"
    assert stored["ChecksumSHA256"] == base64.b64encode(hashlib.sha256(b"{}").digest()).decode()


def test_an_alert_reaches_the_topic_with_what_subscriptions_filter_by() -> None:
    sns, queue = client("sns"), client("sqs")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    url = queue.create_queue(QueueName="alerts")["QueueUrl"]
    arn = queue.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    alert = Alert("in_doubt", Severity.PAGE, "A payment is in doubt", "#in-doubt", "here", PAYMENT, "capture")
    SnsAlerts(Clients(REGION).sns, topic).send(alert)
    body = json.loads(queue.receive_message(QueueUrl=url)["Messages"][0]["Body"])
    assert body["Subject"] == "A payment is in doubt"
    assert json.loads(body["Message"])["payment_id"] == PAYMENT
    assert body["MessageAttributes"]["severity"]["Value"] == "page"


MACHINE = "arn:refund"


def test_a_workflow_starts_under_its_name_with_nothing_but_the_id() -> None:
    stepfunctions = Clients(REGION).stepfunctions
    asked = {
        "stateMachineArn": MACHINE,
        "name": "work-1",
        "input": json.dumps({"payment_id": PAYMENT}),
    }
    with Stubber(stepfunctions) as answers:
        answers.add_response("start_execution", {"executionArn": "a" * 10, "startDate": 0}, asked)
        StepFunctionsStateMachine(stepfunctions, MACHINE).start(PAYMENT, name="work-1")
        answers.assert_no_pending_responses()


def test_work_that_was_started_already_is_started() -> None:
    stepfunctions = Clients(REGION).stepfunctions
    with Stubber(stepfunctions) as answers:
        answers.add_client_error("start_execution", "ExecutionAlreadyExists")
        StepFunctionsStateMachine(stepfunctions, MACHINE).start(PAYMENT, name="work-1")


def test_a_workflow_that_did_not_start_is_told() -> None:
    stepfunctions = Clients(REGION).stepfunctions
    with Stubber(stepfunctions) as answers:
        answers.add_client_error("start_execution", "ExecutionLimitExceeded")
        with pytest.raises(StoreUnavailableError):
            StepFunctionsStateMachine(stepfunctions, MACHINE).start(PAYMENT, name="work-1")


class Seconds:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def secret(name: str, text: str, seconds: Any, field: str = "key") -> Secret:
    client("secretsmanager").create_secret(Name=name, SecretString=text)
    return Secret(Clients(REGION).secretsmanager, name, field, seconds)


def test_tokens_are_made_under_the_keys_of_the_secret_and_under_new_ones_once_it_is_read_anew() -> None:
    first, second, number = KeyRing(bytes(range(32))), KeyRing(b"2" * 32), "4242424242424242"
    seconds = Seconds()
    tokens = SecretTokens(secret("token", first.secret(), seconds))
    assert tokens.tokens(number) == first.tokens(number)
    rotated = first.announced(second.key).promoted()
    client("secretsmanager").put_secret_value(SecretId="token", SecretString=rotated.secret())
    seconds.now = LIFETIME_SECONDS
    assert tokens.tokens(number) == (*second.tokens(number), *first.tokens(number))


@pytest.mark.parametrize(
    "text", ["no JSON", "[]", "{}", '{"key": 1}', '{"key": ""}', '{"key": "%"}', '{"key": "c2hvcnQ="}']
)
def test_a_secret_of_another_shape_is_a_mistake_of_the_configuration(text: str) -> None:
    tokens = SecretTokens(secret(f"shape-{hash(text)}", text, Seconds()))
    with pytest.raises(ConfigurationError) as told:
        tokens.tokens("4242424242424242")
    assert text not in str(told.value) or len(text) < 3


def test_a_secret_is_kept_for_a_while_and_then_read_anew() -> None:
    seconds = Seconds()
    kept = secret("kept", '{"key": "one"}', seconds)
    assert kept.text() == "one"
    client("secretsmanager").put_secret_value(SecretId="kept", SecretString='{"key": "two"}')
    seconds.now = LIFETIME_SECONDS - 1
    assert kept.text() == "one"
    seconds.now = LIFETIME_SECONDS
    assert kept.text() == "two"
    client("secretsmanager").put_secret_value(SecretId="kept", SecretString='{"key": "three"}')
    kept.forget()
    assert kept.text() == "three"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ProvisionedThroughputExceededException", ThrottledError),
        ("ThrottlingException", ThrottledError),
        ("InternalServerError", StoreUnavailableError),
        ("AccessDeniedException", ConfigurationError),
    ],
)
def test_a_tally_that_takes_no_more_is_told_from_one_that_is_away(code: str, error: type[Exception]) -> None:
    dynamodb = Clients(REGION).dynamodb
    with Stubber(dynamodb) as answers:
        answers.add_client_error("update_item", code)
        with pytest.raises(error) as raised:
            DynamoTallies(dynamodb, "personal").count(Key("RATE#m#1#0", "TALLY"), expires_at=1)
    assert raised.type is error
