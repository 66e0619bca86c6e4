"""Alerts over a real connection to an emulated AWS: once each, nothing swallowed."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers.adapters.dynamodb import DynamoTable
from handlers.adapters.idempotency import LedgerIdempotencyRecords
from handlers.adapters.runtime import workflow_step
from handlers.adapters.sns import SnsAlerts
from handlers.domain.errors import BadEventError, ContentionError, PaymentError, StoreUnavailableError
from handlers.domain.events import Alert
from handlers.domain.payment import payment_id_of
from handlers.domain.ports import Alerts
from handlers.functions.alert.handler import Ports, handle
from handlers.functions.alert.spec import SPEC
from handlers.local.in_memory import ManualClock
from handlers.stores.tallies import Tallies
from tests.handlers.emulator import client, create_table
from tests.handlers.functions.alert.test_core import PAYMENT, REGION, alarm_event, payment_event
from tests.handlers.recorded import RecordedTelemetry

pytestmark = pytest.mark.fuzz


class World:
    """A topic with a queue that hears all of it, and a ledger."""

    def __init__(self) -> None:
        name = f"alerts-{uuid.uuid4()}"
        self.topic = client("sns").create_topic(Name=name)["TopicArn"]
        self.queue = client("sqs").create_queue(QueueName=name)["QueueUrl"]
        queue = client("sqs").get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])
        client("sns").subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=queue["Attributes"]["QueueArn"])
        self.table = name
        create_table(client("dynamodb"), name)
        self.telemetry = RecordedTelemetry()
        self.alerts = SnsAlerts(client("sns"), self.topic)
        self.clock = ManualClock(datetime(2026, 3, 1, 12, tzinfo=UTC))

    def tallies(self, region: str = REGION) -> Tallies:
        return Tallies(DynamoTable(client("dynamodb"), self.table), region)

    def ports(self, alerts: Alerts | None = None, *, seconds: int = 60, region: str = REGION) -> Ports:
        once = LedgerIdempotencyRecords(
            client("dynamodb"), self.table, scope=f"alert#{region}", longest_seconds=seconds
        )
        return Ports(self.clock, alerts or self.alerts, once, self.tallies(region), self.telemetry)

    def sent(self) -> list[dict[str, Any]]:
        found = []
        while (
            messages := client("sqs")
            .receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10)
            .get("Messages")
        ):
            found += [json.loads(json.loads(message["Body"])["Message"]) for message in messages]
        return found

    def records(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = client("dynamodb").scan(TableName=self.table)["Items"]
        return [item for item in items if item["pk"]["S"].startswith("ONCE#")]


@pytest.fixture
def world(aws: str) -> World:
    assert aws
    return World()


@dataclass
class Failing:
    """A topic that fails a few times, before or after its effect."""

    topic: Alerts
    failures: int
    after: bool = False
    error: type[Exception] = StoreUnavailableError
    asked: list[Alert] = field(default_factory=list)

    def send(self, alert: Alert) -> None:
        self.asked.append(alert)
        failing = len(self.asked) <= self.failures
        if failing and not self.after:
            raise self.error("no answer")
        self.topic.send(alert)
        if failing:
            raise self.error("no answer")


def queued(*bodies: object) -> dict[str, Any]:
    return {
        "Records": [
            {"eventSource": "aws:sqs", "messageId": f"m{n}", "body": body} for n, body in enumerate(bodies)
        ]
    }


def from_topic(message: object) -> dict[str, Any]:
    return {"Records": [{"EventSource": "aws:sns", "Sns": {"MessageId": "m", "Message": message}}]}


def test_r92_a_failed_payment_is_told(world: World) -> None:
    handle(payment_event(), world.ports())
    [sent] = world.sent()
    assert (sent["kind"], sent["payment_id"], sent["region"]) == ("payment-failed", PAYMENT, REGION)
    assert "marked" not in json.dumps(sent)


def test_what_comes_twice_is_told_once(world: World) -> None:
    for event in (payment_event(), {**payment_event(), "id": "another"}, payment_event()):
        handle(event, world.ports())
    assert len(world.sent()) == 1
    assert world.telemetry.counts == [("Success", "alert", 1)]


def test_many_of_one_cause_are_one_alert_a_minute_with_their_count(world: World) -> None:
    for number in range(30):
        handle(payment_event(payment_id=payment_id_of("m", str(number))), world.ports())
    assert [(sent["count"], sent["kind"]) for sent in world.sent()] == [(1, "payment-failed")]
    world.clock.advance(timedelta(minutes=1))
    for number in range(30, 50):
        handle(payment_event(payment_id=payment_id_of("m", str(number))), world.ports())
    assert [sent["count"] for sent in world.sent()] == [30], "the first of the minute tells of those before"
    world.clock.advance(timedelta(minutes=1))
    assert world.tallies().tell_left(world.clock.now(), world.alerts.send) == 1
    assert [sent["count"] for sent in world.sent()] == [19], "and what is left is told by itself"
    world.clock.advance(timedelta(minutes=1))
    assert world.tallies().tell_left(world.clock.now(), world.alerts.send) == 0


def test_other_causes_have_alerts_of_their_own(world: World) -> None:
    for reason in ("one", "other"):
        for number in range(2):
            event = payment_event(payment_id=payment_id_of(reason, str(number)), reason=reason)
            handle(event, world.ports())
    handle(payment_event(state="in_doubt", reason="one"), world.ports())
    assert sorted((sent["kind"], sent["reason"], sent["count"]) for sent in world.sent()) == [
        ("payment-failed", "one", 1),
        ("payment-failed", "other", 1),
        ("payment-in-doubt", "one", 1),
    ]


def test_alarms_are_told_each(world: World) -> None:
    for minute in range(3):
        handle(alarm_event(StateChangeTime=f"2026-01-31T12:0{minute}:00Z"), world.ports())
    assert [sent["count"] for sent in world.sent()] == [1, 1, 1]


def test_of_a_hundred_at_once_all_are_counted_and_one_is_told(world: World) -> None:
    def one(number: int) -> None:
        event = payment_event(payment_id=payment_id_of("m", str(number)))
        for _ in range(20):
            try:
                handle(event, world.ports())
            except (ContentionError, StoreUnavailableError):
                continue
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(100)))
    [first] = world.sent()
    world.clock.advance(timedelta(minutes=1))
    world.tallies().tell_left(world.clock.now(), world.alerts.send)
    [second] = world.sent()
    assert first["count"] + second["count"] == 100


def test_what_is_left_and_is_not_taken_is_told_the_next_time(world: World) -> None:
    for number in range(3):
        handle(payment_event(payment_id=payment_id_of("m", str(number))), world.ports())
    failing = Failing(world.alerts, failures=1)
    world.clock.advance(timedelta(minutes=1))
    with pytest.raises(StoreUnavailableError):
        world.tallies().tell_left(world.clock.now(), failing.send)
    assert world.tallies().tell_left(world.clock.now(), failing.send) == 1
    assert [sent["count"] for sent in world.sent()] == [1, 2]


def test_what_comes_eight_times_at_once_is_told_once(world: World) -> None:
    def one(_: int) -> str:
        try:
            handle(payment_event(), world.ports())
        except ContentionError:
            return "later"
        return "done"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(one, range(8)))
    assert len(world.sent()) == 1
    assert "done" in outcomes


def test_each_region_keeps_records_of_its_own(world: World) -> None:
    """The table is replicated: one region's record must not silence another."""
    for region in (REGION, "xx-test-2"):
        handle(payment_event(), world.ports(region=region))
    assert len(world.sent()) == 2
    assert {item["pk"]["S"] for item in world.records()} == {f"ONCE#alert#{REGION}", "ONCE#alert#xx-test-2"}


def test_a_record_expires_and_holds_nothing_of_the_event(world: World) -> None:
    handle(payment_event(), world.ports())
    [record] = world.records()
    assert int(record["expires_at"]["N"]) > 0
    assert PAYMENT not in json.dumps(record)


@pytest.mark.parametrize("error", [StoreUnavailableError, ValueError])
def test_a_topic_that_fails_is_not_swallowed_and_tried_again(world: World, error: type[Exception]) -> None:
    failing = Failing(world.alerts, failures=1, error=error)
    with pytest.raises(error):
        handle(payment_event(), world.ports(failing))
    handle(payment_event(), world.ports(failing))
    assert len(world.sent()) == 1
    assert world.telemetry.counts[-1] == ("Success", "alert", 1)


def test_an_answer_that_was_lost_is_told_twice_and_not_never(world: World) -> None:
    failing = Failing(world.alerts, failures=1, after=True)
    with pytest.raises(StoreUnavailableError):
        handle(payment_event(), world.ports(failing))
    handle(payment_event(), world.ports(failing))
    assert len(world.sent()) == 2


class DiedError(BaseException):
    """The function was killed: no `except Exception` sees it."""


@pytest.mark.parametrize(("seconds", "again"), [(0, 1), (60, 0)], ids=["time is over", "still at it"])
def test_what_died_half_way_is_told_when_its_time_is_over(world: World, seconds: int, again: int) -> None:
    class Killed:
        def send(self, _alert: Alert) -> None:
            raise DiedError

    with pytest.raises(DiedError):
        handle(payment_event(), world.ports(Killed(), seconds=seconds))
    try:
        handle(payment_event(), world.ports())
    except ContentionError:
        assert not again
    world.clock.advance(timedelta(minutes=1))  # the one that died had taken the minute
    world.tallies().tell_left(world.clock.now(), world.alerts.send)
    assert [sent["count"] for sent in world.sent()] == [1] * again


def test_a_ledger_that_is_not_there_is_no_reason_to_be_silent_about_it(world: World) -> None:
    world.table = "marked"
    with pytest.raises(StoreUnavailableError) as raised:
        handle(payment_event(), world.ports())
    assert raised.value.__context__ is None
    assert "marked" not in str(raised.value)


def test_a_batch_tells_each_and_names_what_failed(world: World) -> None:
    well, over = json.dumps(alarm_event()), json.dumps(alarm_event(NewStateValue="OK"))
    wrapped = json.dumps({"Type": "Notification", "Message": json.dumps(payment_event())})
    answer = handle(queued(well, "marked", over, wrapped, "{}", well), world.ports())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}, {"itemIdentifier": "m4"}]}
    assert sorted(sent["kind"] for sent in world.sent()) == ["alarm", "payment-failed"]
    assert world.telemetry.counts.count(("Failure", "alert", 1)) == 2
    assert "marked" not in repr(world.telemetry)


def test_a_batch_whose_topic_fails_comes_again_from_there(world: World) -> None:
    batch = queued(json.dumps(alarm_event()), json.dumps(payment_event()))
    failing = Failing(world.alerts, failures=1)
    assert handle(batch, world.ports(failing)) == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    assert handle(batch, world.ports(failing)) == {"batchItemFailures": []}
    assert len(world.sent()) == 2


def test_a_topic_may_call_it_too(world: World) -> None:
    handle(from_topic(json.dumps(alarm_event())), world.ports())
    assert [sent["region"] for sent in world.sent()] == [REGION]
    with pytest.raises(BadEventError):
        handle(from_topic("marked"), world.ports())


@pytest.mark.parametrize(
    "event",
    [{"source": "marked"}, {"Records": "marked"}, {"Records": ["marked"]}, {"Records": [{"body": "marked"}]}],
)
def test_an_unknown_event_is_refused_and_not_quoted(world: World, event: dict[str, Any]) -> None:
    with pytest.raises(PaymentError) as raised:
        handle(event, world.ports())
    assert isinstance(raised.value, BadEventError)
    assert "marked" not in str(raised.value)


def test_as_lambda_calls_it(
    world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEDGER_TABLE", world.table)
    monkeypatch.setenv("ALERTS_TOPIC", world.topic)
    entry = workflow_step(SPEC, handle, Ports)
    for _ in range(2):
        assert entry(payment_event(), None) == {"batchItemFailures": []}
    with pytest.raises(BadEventError):
        entry({"source": "marked"}, None)
    assert len(world.sent()) == 1
    assert "marked" not in "".join(capfd.readouterr())
