"""Temporary queues that hear what a bus or a topic says. They are gone when their context ends."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from handlers.domain.events import SOURCE
from tests.integration.deployed import Region

_SECONDS: Final = 1  # a read waits for messages
_AT_ONCE: Final = 10  # messages of one read (API reference, ReceiveMessage)


@dataclass
class Tap:
    """A queue of `region`, and what came out of it so far, each as the object that its text holds."""

    region: Region
    url: str
    arn: str
    heard: list[dict[str, Any]] = field(default_factory=list)

    def listen(self) -> list[dict[str, Any]]:
        """Take what has come. Returns all that was heard."""
        sqs = self.region.client("sqs")
        while messages := sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=_AT_ONCE, WaitTimeSeconds=_SECONDS
        ).get("Messages"):
            for message in messages:
                self.heard.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return self.heard

    def details(self, *, put_in: str = "") -> list[dict[str, Any]]:
        """The bodies of the events that a bus said, each event once however often the queue brought it; all
        of them, or those that were put in one region (EventBridge leaves its name in what it forwards).
        """
        events = {event["id"]: event for event in self.listen()}
        return [event["detail"] for event in events.values() if put_in in ("", event["region"])]


@contextmanager
def bus_tap(region: Region) -> Iterator[Tap]:
    """Hear every event of ours on the region's bus."""
    events, bus = region.client("events"), region["event_bus_arn"].partition("/")[2]
    with _queue(region) as (name, tap):
        made = events.put_rule(
            Name=name, EventBusName=bus, EventPattern=json.dumps({"source": [SOURCE]}), State="ENABLED"
        )
        try:
            _let_in(tap, "events.amazonaws.com", made["RuleArn"])
            events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "tap", "Arn": tap.arn}])
            yield tap
        finally:
            events.remove_targets(Rule=name, EventBusName=bus, Ids=["tap"])
            events.delete_rule(Name=name, EventBusName=bus)


@contextmanager
def topic_tap(topic_of: Region, heard_in: Region) -> Iterator[Tap]:
    """Hear in one region what the alert topic of another says."""
    sns, topic = topic_of.client("sns"), topic_of["alerts_topic_arn"]
    with _queue(heard_in) as (_, tap):
        _let_in(tap, "sns.amazonaws.com", topic)
        made = sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=tap.arn,
            Attributes={"RawMessageDelivery": "true"},
            ReturnSubscriptionArn=True,
        )
        try:
            yield tap
        finally:
            sns.unsubscribe(SubscriptionArn=made["SubscriptionArn"])


@contextmanager
def _queue(region: Region) -> Iterator[tuple[str, Tap]]:
    sqs, name = region.client("sqs"), f"payments-test-{secrets.token_hex(8)}"
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    try:
        asked = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        yield name, Tap(region, url, asked["Attributes"]["QueueArn"])
    finally:
        sqs.delete_queue(QueueUrl=url)


def _let_in(tap: Tap, service: str, source_arn: str) -> None:
    statement: Mapping[str, Any] = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sqs:SendMessage",
        "Resource": tap.arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": source_arn}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    tap.region.client("sqs").set_queue_attributes(QueueUrl=tap.url, Attributes={"Policy": document})
