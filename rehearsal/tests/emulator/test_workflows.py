"""Workflows as AWS runs them: by name, in time, under their role, with retries by the error's name."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def _machine(emulator: Emulator, name: str, states: dict[str, Any], role: str, **options: Any) -> str:
    definition = {"StartAt": next(iter(states)), "States": states, **options.pop("top", {})}
    arn: str = clients(emulator, given.HOME)("stepfunctions").create_state_machine(
        name=name, definition=json.dumps(definition), roleArn=role, **options
    )["stateMachineArn"]
    return arn


def _ended(emulator: Emulator, execution: str) -> dict[str, Any]:
    client = clients(emulator, given.HOME)("stepfunctions")
    limit = time.monotonic() + 60
    while True:
        told: dict[str, Any] = client.describe_execution(executionArn=execution)
        if told["status"] != "RUNNING":
            return told
        assert time.monotonic() < limit, told
        time.sleep(0.1)


def _task(function: str, **options: Any) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "End": True,
        "Parameters": {"FunctionName": function, "Payload": {}},
        **options,
    }


_WAIT = {"wait": {"Type": "Wait", "Seconds": 60, "End": True}}


def test_a_name_with_its_input_starts_one_standard_execution(emulator: Emulator) -> None:
    role = given.role(emulator, "named", service="states")
    machine = _machine(emulator, "named", _WAIT, role)
    client = clients(emulator, given.HOME)("stepfunctions")
    first = client.start_execution(stateMachineArn=machine, name="one", input='{"n":1}')
    again = client.start_execution(stateMachineArn=machine, name="one", input='{"n":1}')
    assert (again["executionArn"], again["startDate"]) == (first["executionArn"], first["startDate"])
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        client.start_execution(stateMachineArn=machine, name="one", input='{"n":2}')
    client.stop_execution(executionArn=first["executionArn"])
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        client.start_execution(stateMachineArn=machine, name="one", input='{"n":1}')


def test_a_name_starts_any_number_of_express_executions(emulator: Emulator) -> None:
    role = given.role(emulator, "express", service="states")
    machine = _machine(emulator, "express", _WAIT, role, type="EXPRESS")
    client = clients(emulator, given.HOME)("stepfunctions")
    started = {client.start_execution(stateMachineArn=machine, name="one")["executionArn"] for _ in range(2)}
    assert len(started) == 2


def test_an_execution_ends_when_its_time_is_over(emulator: Emulator) -> None:
    role = given.role(emulator, "timed", service="states")
    machine = _machine(emulator, "timed", _WAIT, role, top={"TimeoutSeconds": 1})
    client = clients(emulator, given.HOME)("stepfunctions")
    execution = client.start_execution(stateMachineArn=machine)["executionArn"]
    assert _ended(emulator, execution)["status"] == "TIMED_OUT"


def test_a_step_is_tried_again_after_the_error_that_is_named(emulator: Emulator) -> None:
    code = (
        "calls = []\n"
        "class ContentionError(Exception): pass\n"
        "def handler(event, context):\n"
        "    calls.append(1)\n"
        "    if len(calls) < 3: raise ContentionError('moved')\n"
        "    return len(calls)\n"
    )
    function = given.function(emulator, "tried", code, given.role(emulator, "tried"))
    role = given.role(emulator, "trying", given.allow("lambda:InvokeFunction", function), service="states")
    retry = [
        {"ErrorEquals": ["ContentionError"], "IntervalSeconds": 1, "MaxAttempts": 2, "MaxDelaySeconds": 1}
    ]
    machine = _machine(emulator, "tried", {"try": _task(function, Retry=retry)}, role)
    client = clients(emulator, given.HOME)("stepfunctions")
    told = _ended(emulator, client.start_execution(stateMachineArn=machine)["executionArn"])
    assert json.loads(told["output"])["Payload"] == 3


def test_a_function_that_the_role_may_not_call_is_not_called(emulator: Emulator) -> None:
    function = given.function(
        emulator, "barred", "def handler(event, context): return 1\n", given.role(emulator, "barred")
    )
    role = given.role(emulator, "barring", service="states")
    machine = _machine(emulator, "barred", {"try": _task(function)}, role)
    client = clients(emulator, given.HOME)("stepfunctions")
    told = _ended(emulator, client.start_execution(stateMachineArn=machine)["executionArn"])
    assert (told["status"], told["error"]) == ("FAILED", "Lambda.AWSLambdaException")
