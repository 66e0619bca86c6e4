"""EventBridge asks for permission, crosses regions, and keeps what it could not deliver."""

from __future__ import annotations

import json

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_an_event_reaches_the_bus_of_another_region_under_the_targets_role(emulator: Emulator) -> None:
    bus = f"arn:aws:events:{given.AWAY}:{ACCOUNT}:event-bus/default"
    url, queue = given.queue(emulator, "crossed", given.AWAY, given.from_service("events"))
    given.rule(emulator, "crossed", {"Arn": queue}, region=given.AWAY)
    role = given.role(emulator, "crossed", given.allow("events:PutEvents", bus), service="events")
    given.rule(emulator, "crossed", {"Arn": bus, "RoleArn": role})
    given.put_event(emulator, "crossed", {"n": 1})
    [body] = given.received(emulator, url, given.AWAY)
    assert (json.loads(body)["detail"], json.loads(body)["region"]) == ({"n": 1}, given.HOME)


def test_an_event_that_the_role_may_not_put_is_buried_with_its_cause(emulator: Emulator) -> None:
    bus = f"arn:aws:events:{given.AWAY}:{ACCOUNT}:event-bus/default"
    dead, dead_arn = given.queue(emulator, "uncrossed-dead", policy=given.from_service("events"))
    role = given.role(emulator, "uncrossed", service="events")
    target = {"Arn": bus, "RoleArn": role, "DeadLetterConfig": {"Arn": dead_arn}}
    rule = given.rule(emulator, "uncrossed", target)
    given.put_event(emulator, "uncrossed", {"n": 1})
    sqs = clients(emulator, given.HOME)("sqs")
    [message] = sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=10, MessageAttributeNames=["All"])[
        "Messages"
    ]
    attributes = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
    assert attributes == {
        "RULE_ARN": rule,
        "TARGET_ARN": bus,
        "ERROR_CODE": "NO_PERMISSIONS",
        "RETRY_ATTEMPTS": "0",
    }
    assert json.loads(message["Body"])["detail"] == {"n": 1}


def test_a_function_is_called_once_it_permits_its_rule(emulator: Emulator) -> None:
    called, called_arn = given.queue(emulator, "called")
    dead, dead_arn = given.queue(emulator, "called-dead", policy=given.from_service("events"))
    code = (
        "import boto3\n"
        "def handler(event, context):\n"
        f"    boto3.client('sqs').send_message(QueueUrl='{called}', MessageBody=event['source'])\n"
    )
    role = given.role(emulator, "called", given.allow("sqs:SendMessage", called_arn))
    function = given.function(emulator, "called", code, role)
    rule = given.rule(emulator, "called", {"Arn": function, "DeadLetterConfig": {"Arn": dead_arn}})
    given.put_event(emulator, "called", {})
    assert len(given.received(emulator, dead)) == 1
    clients(emulator, given.HOME)("lambda").add_permission(
        FunctionName="called",
        StatementId="rule",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn=rule,
    )
    given.put_event(emulator, "called", {})
    assert given.received(emulator, called, wait=20) == ["called"]


def test_an_event_waits_for_a_partition_to_heal_and_no_longer_than_it_may(emulator: Emulator) -> None:
    bus = f"arn:aws:events:{given.AWAY}:{ACCOUNT}:event-bus/default"
    url, queue = given.queue(emulator, "parted", given.AWAY, given.from_service("events"))
    dead, dead_arn = given.queue(emulator, "parted-dead", policy=given.from_service("events"))
    for name in ("parted", "hurried"):
        given.rule(emulator, name, {"Arn": queue}, region=given.AWAY)
        role = given.role(emulator, name, given.allow("events:PutEvents", bus), service="events")
        retries = 185 if name == "parted" else 0
        given.rule(
            emulator,
            name,
            {
                "Arn": bus,
                "RoleArn": role,
                "DeadLetterConfig": {"Arn": dead_arn},
                "RetryPolicy": {"MaximumRetryAttempts": retries},
            },
        )
    emulator.ask("/_rehearsal/partition", [[given.HOME], [given.AWAY]])
    try:
        for name in ("parted", "hurried"):
            given.put_event(emulator, name, {})
        [body] = given.received(emulator, dead)
        assert json.loads(body)["source"] == "hurried"
        assert given.received(emulator, url, given.AWAY, wait=1) == []
    finally:
        emulator.ask("/_rehearsal/heal", {})
    [body] = given.received(emulator, url, given.AWAY, wait=20)
    assert json.loads(body)["source"] == "parted"


def test_a_bus_passes_on_only_what_its_key_lets_eventbridge_read(emulator: Emulator) -> None:
    url, queue = given.queue(emulator, "keyed", policy=given.from_service("events"))
    dead, dead_arn = given.queue(emulator, "keyed-dead", policy=given.from_service("events"))
    events = clients(emulator, given.HOME)("events")
    for bus, services in (("shut", []), ("read", ["events"])):
        events.create_event_bus(
            Name=bus,
            KmsKeyIdentifier=given.key(emulator, *services),
            DeadLetterConfig={"Arn": dead_arn},
        )
        given.rule(emulator, bus, {"Arn": queue}, bus=bus)
        entry = {"Source": bus, "DetailType": "given", "Detail": "{}", "EventBusName": bus}
        events.put_events(Entries=[entry])
    [passed], [buried] = given.received(emulator, url), given.received(emulator, dead)
    assert (json.loads(passed)["source"], json.loads(buried)["source"]) == ("read", "shut")
