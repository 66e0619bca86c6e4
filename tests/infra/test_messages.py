"""Topics, queues and buses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from infra.systems import load
from tests.infra.synthesis import SUFFIX, SYSTEM, Configuration, Resource, Stack, edited_settings, synthesize

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.synth

CODES = {region.name: region.code for region in load(SYSTEM, SUFFIX).regions}


def queue_policy(stack: Stack, queue_id: str) -> Resource:
    return next(each for each in stack.of("aws_sqs_queue_policy") if each.id == f"{queue_id}_policy")


def test_r51_every_topic_is_heard_in_its_own_region(config: Configuration) -> None:
    for stack in config.foundations:
        (topic,) = stack.of("aws_sns_topic")
        (subscription,) = stack.of("aws_sns_topic_subscription")
        assert subscription["topic_arn"] == topic.reference("arn")
        assert (subscription["protocol"], subscription["endpoint"]) == (
            "sqs",
            "${aws_sqs_queue.alerts_inbox.arn}",
        )


def test_r51_an_alert_that_cannot_be_delivered_is_kept(config: Configuration) -> None:
    for subscription in config.of("aws_sns_topic_subscription"):
        (kept,) = json.loads(subscription["redrive_policy"]).values()
        assert kept.endswith(("${aws_sqs_queue.alerts_dlq.arn}", f":payments-alerts-dlq-{SUFFIX}"))


def test_r51_operators_of_the_settings_are_told_by_mail(tmp_path: Path) -> None:
    path = edited_settings(
        tmp_path, lambda text: text.replace("operator_emails = []", 'operator_emails = ["on@example.com"]')
    )
    config = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path))
    for stack in config.foundations:
        mails = [each for each in stack.of("aws_sns_topic_subscription") if each["protocol"] == "email"]
        assert [each["endpoint"] for each in mails] == ["on@example.com"]


@pytest.mark.parametrize("service", ["cloudwatch", "events"])
def test_r51_alarms_and_rules_of_the_account_may_publish(config: Configuration, service: str) -> None:
    for stack in config.foundations:
        (policy,) = stack.of("aws_sns_topic_policy")
        (allowed,) = [
            each
            for each in policy.statements()
            if each["Principal"] == {"Service": f"{service}.amazonaws.com"}
        ]
        assert allowed["Action"] == ["sns:Publish"]
        assert "aws:SourceAccount" in allowed["Condition"]["StringEquals"]
        assert stack.region in allowed["Condition"]["ArnLike"]["aws:SourceArn"]


def test_r71_the_inbox_takes_alerts_of_every_region(config: Configuration) -> None:
    for stack in config.foundations:
        allowed = next(
            each for each in queue_policy(stack, "alerts_inbox").statements() if each["Effect"] == "Allow"
        )
        sources = allowed["Condition"]["ArnEquals"]["aws:SourceArn"]
        peers = {other.region for other in config.foundations} - {stack.region}
        assert sources[0] == "${aws_sns_topic.alerts.arn}"
        assert {arn.split(":")[3] for arn in sources[1:]} == peers


def test_each_region_has_its_queues(config: Configuration) -> None:
    for stack in config.foundations:
        assert {queue.id for queue in stack.of("aws_sqs_queue")} == {
            "alerts_inbox",
            "alerts_dlq",
            "changes_dlq",
            "events_dlq",
            "functions_dlq",
        }


def test_every_queue_keeps_messages_for_fourteen_days(config: Configuration) -> None:
    assert {queue["message_retention_seconds"] for queue in config.of("aws_sqs_queue")} == {1_209_600}


def test_services_send_to_queues_from_named_sources_only(config: Configuration) -> None:
    for policy in config.of("aws_sqs_queue_policy"):
        for statement in policy.statements():
            if statement["Effect"] == "Allow":
                keys = {key for condition in statement["Condition"].values() for key in condition}
                assert "aws:SourceArn" in keys, policy.address


def test_only_the_inbox_gives_up_messages_to_another_queue(config: Configuration) -> None:
    for stack in config.foundations:
        redriven = {queue.id: queue.get("redrive_policy") for queue in stack.of("aws_sqs_queue")}
        inbox = json.loads(redriven.pop("alerts_inbox"))
        assert inbox == {"deadLetterTargetArn": "${aws_sqs_queue.alerts_dlq.arn}", "maxReceiveCount": 5}
        assert set(redriven.values()) == {None}


def test_dead_letter_queues_say_who_may_use_them(config: Configuration) -> None:
    for stack in config.foundations:
        allowed = {
            each.id: json.loads(each["redrive_allow_policy"])
            for each in stack.of("aws_sqs_queue_redrive_allow_policy")
        }
        assert allowed.pop("alerts_dlq_redrive") == {
            "redrivePermission": "byQueue",
            "sourceQueueArns": ["${aws_sqs_queue.alerts_inbox.arn}"],
        }
        assert [each["redrivePermission"] for each in allowed.values()] == ["denyAll"] * 3


def test_r70_the_bus_has_one_name_in_every_region(config: Configuration) -> None:
    names = [bus["name"] for bus in config.of("aws_cloudwatch_event_bus")]
    assert names == [f"payments-{SUFFIX}"] * 3


def test_r70_the_bus_keeps_what_it_cannot_deliver(config: Configuration) -> None:
    for bus in config.of("aws_cloudwatch_event_bus"):
        assert bus["dead_letter_config"] == {"arn": "${aws_sqs_queue.events_dlq.arn}"}, bus.address


def test_r70_the_bus_and_its_rules_may_leave_events_in_their_queue(config: Configuration) -> None:
    for stack in config.foundations:
        statements = queue_policy(stack, "events_dlq").statements()
        (allowed,) = [each for each in statements if each["Effect"] == "Allow"]
        assert allowed["Principal"] == {"Service": "events.amazonaws.com"}
        ends = [arn.split(":")[-1] for arn in allowed["Condition"]["ArnLike"]["aws:SourceArn"]]
        assert ends == [
            f"event-bus/payments-{SUFFIX}",
            f"rule/payments-{SUFFIX}/*",
            f"rule/payments-heartbeat-{CODES[stack.region]}-{SUFFIX}",
            f"rule/payments-sweep-{CODES[stack.region]}-{SUFFIX}",
            f"rule/payments-executions-{CODES[stack.region]}-{SUFFIX}",
        ]


def test_r70_the_bus_takes_events_of_the_account_and_of_the_peers_routers(config: Configuration) -> None:
    for stack in config.foundations:
        (policy,) = stack.of("aws_cloudwatch_event_bus_policy")
        found = {each["Sid"]: each for each in policy.statements()}
        assert set(found) == {"Senders", "Peers"}
        for statement in found.values():
            assert statement["Principal"]["AWS"].endswith(":root")
            assert statement["Action"] == ["events:PutEvents"]
        roles = found["Peers"]["Condition"]["ArnEquals"]["aws:PrincipalArn"]
        assert len(roles) == 2


def test_r70_events_are_archived_for_replay(config: Configuration) -> None:
    for archive in config.of("aws_cloudwatch_event_archive"):
        assert archive["event_source_arn"] == "${aws_cloudwatch_event_bus.bus.arn}", archive.address
        assert archive["retention_days"] == 90, archive.address


@pytest.mark.parametrize(
    "output",
    [
        "data_key_arn",
        "personal_key_arn",
        "operations_key_arn",
        "vpc_id",
        "private_subnet_1_id",
        "private_subnet_2_id",
        "private_subnet_3_id",
        "personal_table_name",
        "personal_bucket_name",
        "log_bucket_name",
        "code_bucket_name",
        "alerts_topic_arn",
        "alerts_queue_arn",
        "events_dlq_arn",
        "functions_dlq_arn",
        "changes_dlq_arn",
        "event_bus_arn",
    ],
)
def test_r59_operators_find_what_a_foundation_made(config: Configuration, output: str) -> None:
    for stack in config.foundations:
        assert stack.json["output"][output]["value"].startswith("${aws_"), stack.name


@pytest.mark.parametrize("code", ["use1", "euw1", "apse1"])
def test_r59_operators_find_the_shared_stores_of_each_region(config: Configuration, code: str) -> None:
    outputs = config.data.json["output"]
    assert {f"ledger_table_arn_{code}", f"receipts_bucket_name_{code}", "ledger_table_name"} <= set(outputs)
