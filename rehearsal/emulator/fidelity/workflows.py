"""Workflows call functions under their role, end within their time, wait between tries as they are told to,
and are told apart by name as AWS does: a name starts one STANDARD execution, and any number of EXPRESS ones.

Sources: the API reference of Step Functions, StartExecution; its developer guide, "Handling errors" and
"Choosing workflow type".
"""

from __future__ import annotations

import json
import random
import uuid
from contextvars import ContextVar
from typing import Any

from ministack.core.responses import get_account_id, get_region, json_response, now_iso
from ministack.services import stepfunctions

from rehearsal.emulator import deliveries
from rehearsal.emulator.deliveries import Sender, UndeliveredError
from rehearsal.emulator.later import later

_start, _run = stepfunctions._start_execution, stepfunctions._run_execution
_call, _fail = stepfunctions._call_lambda, stepfunctions._fail_execution
_retrier, _tell = stepfunctions._find_matching_retrier, stepfunctions._emit_execution_status_event
_machine: ContextVar[dict[str, Any]] = ContextVar("the machine that runs")


def apply() -> None:
    """Replace how executions start, run and end."""
    stepfunctions._start_execution = _start_by_name
    stepfunctions._run_execution = _run_in_time
    stepfunctions._call_lambda = _call_under_role
    stepfunctions._fail_execution = _fail_running
    stepfunctions._find_matching_retrier = _retrier_with_wait
    stepfunctions._emit_execution_status_event = _tell_of_standard


def _start_by_name(data: dict[str, Any]) -> Any:
    base = stepfunctions._resolve_state_machine_arn(data.get("stateMachineArn", ""))
    machine = stepfunctions._state_machines.get(base) if base else None
    name = data.get("name")
    if machine and name and machine["type"] == "EXPRESS":
        return _start({**data, "name": f"{name}:{uuid.uuid4()}"})
    if machine and name:
        arn = f"arn:aws:states:{get_region()}:{get_account_id()}:execution:{machine['name']}:{name}"
        known = stepfunctions._executions.get(arn)
        if known and known["status"] == "RUNNING" and known["input"] == data.get("input", "{}"):
            return json_response({"executionArn": arn, "startDate": known["startDate"]})
    return _start(data)


def _run_in_time(arn: str) -> None:
    execution = stepfunctions._executions[arn]
    machine = stepfunctions._state_machines.get(execution["stateMachineArn"])
    if machine:
        _machine.set(machine)
        seconds = json.loads(machine["definition"]).get("TimeoutSeconds")
        if seconds:
            later(seconds, lambda: _time_out(execution))
    _run(arn)


def _time_out(execution: dict[str, Any]) -> None:
    if execution["status"] != "RUNNING":
        return
    execution["status"], execution["stopDate"] = "TIMED_OUT", now_iso()
    stepfunctions._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {}})
    stepfunctions._emit_execution_status_event(execution)


def _fail_running(execution: dict[str, Any], *why: str) -> None:
    if execution["status"] == "RUNNING":
        _fail(execution, *why)


def _call_under_role(function: str, event: Any) -> Any:
    machine = _machine.get()
    sender = Sender(
        "states.amazonaws.com", machine["stateMachineArn"], get_region(), get_account_id(), machine["roleArn"]
    )
    try:
        deliveries.callable_by(function, sender)
    except UndeliveredError as error:
        said = (
            f"{sender.principal} is not authorized to perform: lambda:InvokeFunction on {function}: {error}"
        )
        raise stepfunctions._ExecutionError("Lambda.AWSLambdaException", said) from None
    return _call(function, event)


def _retrier_with_wait(retriers: Any, error: str, counts: dict[int, int]) -> Any:
    found, index = _retrier(retriers, error, counts)
    if found is None:
        return found, index
    wait = found.get("IntervalSeconds", 1) * found.get("BackoffRate", 2.0) ** counts.get(index, 0)
    wait = min(wait, found.get("MaxDelaySeconds", wait))
    if found.get("JitterStrategy") == "FULL":
        wait = random.uniform(0, wait)  # noqa: S311 - spreads tries
    return {**found, "IntervalSeconds": wait, "BackoffRate": 1}, index


def _tell_of_standard(execution: dict[str, Any]) -> None:
    machine = stepfunctions._state_machines.get(execution["stateMachineArn"])
    if machine is None or machine["type"] == "STANDARD":
        _tell(execution)
