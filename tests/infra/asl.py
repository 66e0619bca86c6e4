"""Runs a definition in Amazon States Language in this process, without waiting: as much of the language as
our definitions use, and an error for all else. https://states-language.net/spec.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Function = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""What answers a task: the function's ARN and the payload -> the answer. Raises TaskError."""

EXECUTION = "arn:aws:states:xx-test-1:999988887777:express:payments-payment-zq7:run:1"


class TaskError(Exception):
    """A task ended in an error, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Ended(NamedTuple):
    """How an execution ended: the last state, its output, and the error of a failure."""

    state: str
    output: Mapping[str, Any]
    error: str = ""


@dataclass
class Execution:
    """One execution; `longest` is how long it may wait between tries, in all, without jitter, and `waited`
    how long it was told to wait, in seconds.
    """

    definition: Mapping[str, Any]
    function: Function
    longest: float = 0
    waited: list[int] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)

    def run(self, given: Mapping[str, Any]) -> Ended:
        """Run from the start to an end."""
        name, data = self.definition["StartAt"], dict(given)
        while True:
            self.visited.append(name)
            state = self.definition["States"][name]
            match state["Type"]:
                case "Task":
                    name, data = self._task(state, data)
                case "Wait":
                    self.waited.append(state["Seconds"])
                    name = state["Next"]
                case "Choice":
                    name = _choose(state, data)
                case "Succeed":
                    return Ended(name, data)
                case "Fail":
                    return Ended(name, data, _at(state["ErrorPath"], data))
                case other:
                    raise NotImplementedError(other)

    def _task(self, state: Mapping[str, Any], data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        context = {"Execution": {"Id": EXECUTION}}
        tried = [0] * len(state["Retry"])
        while True:
            try:
                sent = _fill(state["Parameters"], data, context)
                answer = {"Payload": self.function(sent["FunctionName"], sent["Payload"]), "StatusCode": 200}
            except TaskError as error:
                number = next((n for n, each in enumerate(state["Retry"]) if _matches(each, error)), None)
                if number is not None and tried[number] < state["Retry"][number]["MaxAttempts"]:
                    self.longest += _wait(state["Retry"][number], tried[number])
                    tried[number] += 1
                    continue
                catcher = next(each for each in state["Catch"] if _matches(each, error))
                caught = {"Error": error.name, "Cause": "{}"}
                return catcher["Next"], _put(catcher.get("ResultPath", "$"), data, caught)
            result = _fill(state["ResultSelector"], answer, context) if "ResultSelector" in state else answer
            return state["Next"], _put(state.get("ResultPath", "$"), data, result)


def _matches(handler: Mapping[str, Any], error: TaskError) -> bool:
    listed = handler["ErrorEquals"]
    every = "States.ALL" in listed or ("States.TaskFailed" in listed and error.name != "States.Timeout")
    return error.name in listed or every


def _wait(retrier: Mapping[str, Any], tried: int) -> float:
    return float(
        min(retrier["IntervalSeconds"] * retrier["BackoffRate"] ** tried, retrier["MaxDelaySeconds"])
    )


def _choose(state: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    for choice in state["Choices"]:
        if any(_at(test["Variable"], data) == test["StringEquals"] for test in choice["Or"]):
            return str(choice["Next"])
    return str(state["Default"])


def _fill(template: Mapping[str, Any], data: Any, context: Any) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for key, value in template.items():
        if isinstance(value, Mapping):
            filled[key] = _fill(value, data, context)
        elif key.endswith(".$"):
            filled[key[:-2]] = _at(value[1:], context) if value.startswith("$$") else _at(value, data)
        else:
            filled[key] = value
    return filled


def _at(path: str, data: Any) -> Any:
    first, *keys = path.split(".")
    assert first == "$", path
    for key in keys:
        if key not in data:
            raise TaskError("States.ParameterPathFailure")
        data = data[key]
    return data


def _put(path: str | None, data: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    if path is None:
        return data
    first, *keys = path.split(".")
    assert first == "$", path
    if not keys:
        return dict(value)
    (key,) = keys
    return {**data, key: value}
