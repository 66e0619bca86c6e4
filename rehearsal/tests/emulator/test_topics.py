"""SNS and the alarms that publish to it ask for permission, and keep what was refused."""

from __future__ import annotations

import json

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def _topic(emulator: Emulator, name: str, **attributes: str) -> str:
    arn: str = clients(emulator, given.HOME)("sns").create_topic(Name=name, Attributes=attributes)["TopicArn"]
    return arn


def _subscribe(emulator: Emulator, topic: str, protocol: str, endpoint: str, dead: str) -> None:
    redrive = json.dumps({"deadLetterTargetArn": dead})
    clients(emulator, given.HOME)("sns").subscribe(
        TopicArn=topic, Protocol=protocol, Endpoint=endpoint, Attributes={"RedrivePolicy": redrive}
    )


@pytest.mark.parametrize("broken", ["", "policy", "key"])
def test_a_queue_of_another_region_gets_what_it_and_its_key_permit(emulator: Emulator, broken: str) -> None:
    name = f"told-{broken or 'whole'}"
    url, queue = given.queue(
        emulator, name, given.AWAY, None if broken == "policy" else given.from_service("sns")
    )
    key = given.key(emulator, *([] if broken == "key" else ["sns"]), region=given.AWAY)
    clients(emulator, given.AWAY)("sqs").set_queue_attributes(
        QueueUrl=url, Attributes={"KmsMasterKeyId": key}
    )
    dead, dead_arn = given.queue(emulator, f"{name}-dead", policy=given.from_service("sns"))
    topic = _topic(emulator, name)
    _subscribe(emulator, topic, "sqs", queue, dead_arn)
    clients(emulator, given.HOME)("sns").publish(TopicArn=topic, Message="news")
    [body] = given.received(emulator, dead) if broken else given.received(emulator, url, given.AWAY)
    assert json.loads(body)["Message"] == "news"


def test_a_function_of_another_region_is_called_once_it_permits_the_topic(emulator: Emulator) -> None:
    heard, heard_arn = given.queue(emulator, "heard")
    dead, dead_arn = given.queue(emulator, "heard-dead", policy=given.from_service("sns"))
    code = (
        "import boto3\n"
        "def handler(event, context):\n"
        f"    queue = boto3.client('sqs', region_name='{given.HOME}')\n"
        f"    queue.send_message(QueueUrl='{heard}', MessageBody=event['Records'][0]['Sns']['Message'])\n"
    )
    role = given.role(emulator, "heard", given.allow("sqs:SendMessage", heard_arn))
    function = given.function(emulator, "heard", code, role, given.AWAY)
    topic = _topic(emulator, "heard")
    _subscribe(emulator, topic, "lambda", function, dead_arn)
    sns = clients(emulator, given.HOME)("sns")
    sns.publish(TopicArn=topic, Message="unheard")
    assert len(given.received(emulator, dead)) == 1
    clients(emulator, given.AWAY)("lambda").add_permission(
        FunctionName="heard",
        StatementId="topic",
        Action="lambda:InvokeFunction",
        Principal="sns.amazonaws.com",
        SourceArn=topic,
    )
    sns.publish(TopicArn=topic, Message="news")
    assert given.received(emulator, heard, wait=20) == ["news"]


def test_an_alarm_is_told_only_through_a_key_that_permits_it(emulator: Emulator) -> None:
    url, queue = given.queue(emulator, "alarms", policy=given.from_service("sns"))
    for name, services in (("locked", []), ("open", ["cloudwatch"])):
        topic = _topic(
            emulator,
            name,
            KmsMasterKeyId=given.key(emulator, *services),
            Policy=json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudwatch.amazonaws.com"},
                        "Action": "sns:Publish",
                        "Resource": f"arn:aws:sns:{given.HOME}:{ACCOUNT}:{name}",
                    },
                }
            ),
        )
        _subscribe(emulator, topic, "sqs", queue, queue)
        cloudwatch = clients(emulator, given.HOME)("cloudwatch")
        cloudwatch.put_metric_alarm(
            AlarmName=name,
            AlarmActions=[topic],
            Namespace="given",
            MetricName=name,
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
        )
        cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="given")
    [body] = given.received(emulator, url)
    assert json.loads(json.loads(body)["Message"])["AlarmArn"].endswith(":alarm:open")
