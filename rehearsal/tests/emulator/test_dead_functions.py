"""What a function fails at for good lies in its dead-letter queue."""

from __future__ import annotations

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_an_event_that_failed_for_good_is_buried_as_it_came(emulator: Emulator) -> None:
    url, queue = given.queue(emulator, "failed")
    role = given.role(emulator, "failed", given.allow("sqs:SendMessage", queue))
    code = "def handler(event, context):\n    raise ValueError(event)\n"
    given.function(emulator, "failed", code, role, DeadLetterConfig={"TargetArn": queue})
    clients(emulator, given.HOME)("lambda").invoke(
        FunctionName="failed", InvocationType="Event", Payload='{"n":1}'
    )
    assert given.received(emulator, url, wait=20) == ['{"n": 1}']


def test_a_role_that_may_not_send_buries_nothing_and_the_refusal_is_recorded(emulator: Emulator) -> None:
    url, queue = given.queue(emulator, "failed-mute")
    code = "def handler(event, context):\n    raise ValueError(event)\n"
    role = given.role(emulator, "failed-mute", given.allow("sqs:SendMessage", queue))
    given.function(emulator, "failed-mute", code, role, DeadLetterConfig={"TargetArn": queue})
    clients(emulator, given.HOME)("iam").delete_role_policy(RoleName="failed-mute", PolicyName="given")
    clients(emulator, given.HOME)("lambda").invoke(
        FunctionName="failed-mute", InvocationType="Event", Payload="1"
    )
    assert given.received(emulator, url, wait=10) == []
    told = [call for call in emulator.ask("/_rehearsal/calls") if call["role"] == "failed-mute"]
    assert [(call["action"], call["allowed"]) for call in told] == [("sqs:SendMessage", False)]
