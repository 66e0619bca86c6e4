"""What IAM decided on is told, with who asked."""

from __future__ import annotations

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator, EmulatorError
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_calls_are_reported_once_each_with_their_role_and_count(emulator: Emulator) -> None:
    url, arn = given.queue(emulator, "recorded")
    made = given.role(emulator, "recorded", given.allow("sqs:SendMessage", arn))
    given.function(
        emulator,
        "recorded",
        "import boto3\n"
        "def handler(event, context):\n"
        "    queue = boto3.client('sqs')\n"
        "    queue.send_message(QueueUrl=event, MessageBody='x')\n"
        "    queue.send_message(QueueUrl=event, MessageBody='y')\n"
        "    try:\n"
        "        queue.purge_queue(QueueUrl=event)\n"
        "    except Exception as error:\n"
        "        return error.response['Error']['Code']\n",
        made,
    )
    emulator.ask("/_rehearsal/calls", {})
    answer = clients(emulator, given.HOME)("lambda").invoke(FunctionName="recorded", Payload=f'"{url}"')
    assert answer["Payload"].read() == b'"AccessDenied"'
    told = [call for call in emulator.ask("/_rehearsal/calls") if call["role"] == "recorded"]
    assert [(call["action"], call["resource"], call["allowed"], call["count"]) for call in told] == [
        ("sqs:SendMessage", arn, True, 2),
        ("sqs:PurgeQueue", arn, False, 1),
    ]
    assert emulator.ask("/_rehearsal/calls", {})
    assert emulator.ask("/_rehearsal/calls") == []


def test_an_unknown_question_is_refused(emulator: Emulator) -> None:
    with pytest.raises(EmulatorError, match="no such question: nothing"):
        emulator.ask("/_rehearsal/nothing")
