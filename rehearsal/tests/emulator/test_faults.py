"""Faults befall what they name, in the shape in which callers meet them, and the same for the same seed."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator, EmulatorError
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform

Tell = Callable[..., Any]


@pytest.fixture(autouse=True)
def tell(emulator: Emulator) -> Iterator[Tell]:
    """Tells faults, which are over after the test."""
    yield lambda *told: emulator.ask("/_rehearsal/faults", list(told))
    emulator.ask("/_rehearsal/faults", [])
    emulator.ask("/_rehearsal/heal", {})


def _client(emulator: Emulator, service: str, region: str = given.HOME) -> Any:
    """A client that tries once."""
    session: Any = boto3.Session(ACCOUNT, "test", region_name=region)
    config = Config(retries={"total_max_attempts": 1})
    return session.client(service, endpoint_url=emulator.url, config=config)


def test_a_refused_call_is_not_done_and_one_whose_answer_is_lost_is(emulator: Emulator, tell: Tell) -> None:
    given.table(emulator, "faulty")
    table = _client(emulator, "dynamodb")
    for kind, there in (("refuse", False), ("lost_answer", True)):
        tell({"kind": kind, "service": "dynamodb", "operation": "PutItem"})
        with pytest.raises(ConnectionClosedError):
            table.put_item(TableName="faulty", Item={"pk": {"S": kind}})
        found = table.get_item(TableName="faulty", Key={"pk": {"S": kind}}, ConsistentRead=True)
        assert ("Item" in found) is there


def test_an_error_comes_in_the_services_own_shape(emulator: Emulator, tell: Tell) -> None:
    for service, code, ask in (
        ("dynamodb", "ProvisionedThroughputExceededException", "list_tables"),
        ("sns", "Throttling", "list_topics"),
        ("s3", "SlowDown", "list_buckets"),
        ("sqs", "ServiceUnavailable", "list_queues"),
    ):
        tell({"kind": "error", "service": service, "code": code, "status": 503})
        with pytest.raises(ClientError) as refused:
            getattr(_client(emulator, service), ask)()
        assert refused.value.response["Error"]["Code"] == code
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503


def test_a_fault_befalls_the_region_that_it_names_alone(emulator: Emulator, tell: Tell) -> None:
    tell({"kind": "refuse", "target_region": given.AWAY})
    _client(emulator, "sqs").list_queues()
    with pytest.raises(ConnectionClosedError):
        _client(emulator, "sqs", given.AWAY).list_queues()


def test_a_fault_befalls_the_functions_of_a_region(emulator: Emulator, tell: Tell) -> None:
    code = (
        "import boto3\n"
        "from botocore.config import Config\n"
        "def handler(event, context):\n"
        "    client = boto3.client('sqs', config=Config(retries={'total_max_attempts': 1}))\n"
        "    return len(client.list_queues().get('QueueUrls', []))\n"
    )
    role = given.role(emulator, "faulted", given.allow("sqs:ListQueues"))
    for region in (given.HOME, given.AWAY):
        given.function(emulator, "faulted", code, role, region)
    tell({"kind": "refuse", "caller_region": given.HOME, "service": "sqs"})
    failed = clients(emulator, given.HOME)("lambda").invoke(FunctionName="faulted")
    assert failed["FunctionError"]
    assert b"ConnectionClosedError" in failed["Payload"].read()
    assert "FunctionError" not in clients(emulator, given.AWAY)("lambda").invoke(FunctionName="faulted")


def test_a_slow_call_takes_its_time(emulator: Emulator, tell: Tell) -> None:
    tell({"kind": "slow", "service": "sqs", "seconds": 1})
    began = time.monotonic()
    _client(emulator, "sqs").list_queues()
    assert time.monotonic() - began >= 1


def test_the_same_seed_befalls_the_same_calls(emulator: Emulator, tell: Tell) -> None:
    def befallen(seed: int) -> list[bool]:
        tell({"kind": "error", "service": "sqs", "rate": 0.5, "seed": seed})
        client, found = _client(emulator, "sqs"), []
        for _ in range(12):
            try:
                client.list_queues()
                found.append(False)
            except ClientError:
                found.append(True)
        return found

    first = befallen(1)
    assert 0 < sum(first) < 12
    assert befallen(1) == first
    assert befallen(2) != first


def test_a_lost_region_neither_answers_nor_works_until_it_is_back(emulator: Emulator) -> None:
    url, queue = given.queue(emulator, "lost")
    role = given.role(emulator, "lost", given.allow("sqs:SendMessage", queue))
    code = (
        "import boto3\n"
        "from botocore.config import Config\n"
        "def handler(event, context):\n"
        "    once = Config(retries={'total_max_attempts': 1})\n"
        f"    queue = boto3.client('sqs', region_name='{given.HOME}', config=once)\n"
        f"    queue.send_message(QueueUrl='{url}', MessageBody='done')\n"
    )
    function = given.function(emulator, "lost", code, role, given.AWAY)
    calling = given.role(emulator, "losing", given.allow("lambda:InvokeFunction", function), service="states")
    steps = {
        "wait": {"Type": "Wait", "Seconds": 2, "Next": "call"},
        "call": {"Type": "Task", "Resource": function, "End": True},
    }
    states = clients(emulator, given.AWAY)("stepfunctions")
    definition = json.dumps({"StartAt": "wait", "States": steps})
    machine = states.create_state_machine(name="lost", definition=definition, roleArn=calling)
    states.start_execution(stateMachineArn=machine["stateMachineArn"])
    emulator.ask("/_rehearsal/lose", [given.AWAY])
    with pytest.raises(ConnectionClosedError):
        _client(emulator, "sqs", given.AWAY).list_queues()
    assert given.received(emulator, url, wait=6) == []  # the step would be over
    emulator.ask("/_rehearsal/heal", {})
    assert given.received(emulator, url, wait=20) == ["done"]


def test_a_fault_that_is_none_is_refused(tell: Tell) -> None:
    with pytest.raises(EmulatorError, match="a fault is one of refuse, slow, error, lost_answer"):
        tell({"kind": "burn"})
    with pytest.raises(EmulatorError, match="a fault has no region"):
        tell({"kind": "slow", "region": given.HOME})


def test_faults_of_one_seed_befall_different_calls(emulator: Emulator, tell: Tell) -> None:
    kinds = ("error", "refuse")
    tell(*({"kind": kind, "service": "sqs", "rate": 0.3, "seed": 1} for kind in kinds))
    client = _client(emulator, "sqs")
    for _ in range(30):
        with contextlib.suppress(ClientError, ConnectionClosedError):
            client.list_queues()
    assert all(fault["befallen"] > 2 for fault in emulator.ask("/_rehearsal/faults"))
