"""State machines: their definitions, their tasks, and examples of both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from policies.estate import Resource, is_known
from policies.model import Judgement, Terraform, fail, resources, unknown
from policies.strict_json import StrictJsonError, loads

MACHINE: Final = "aws_sfn_state_machine"
EVERY_ERROR: Final = "States.ALL"

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """States that may go to each other: those of the machine, or of one branch inside of it.

    whole: the definition that they are part of.
    """

    whole: State
    states: Mapping[str, State]

    def followers(self, name: str) -> tuple[str, ...]:
        """The states that one may go to when all goes well."""
        state = self.states.get(name, {})
        choices = [choice.get("Next") for choice in state.get("Choices", ()) if isinstance(choice, Mapping)]
        named = (state.get("Next"), state.get("Default"), *choices)
        return tuple(following for following in named if isinstance(following, str))


Judge = Callable[[str, State, Scope], Iterable[Judgement]]


def definition(machine: Resource) -> State | Judgement:
    """The definition of a machine; the judgement on it where it cannot be read."""
    text = machine.get("definition")
    if not isinstance(text, str):
        return fail("definition is not set")
    try:
        parsed = loads(text)
    except StrictJsonError as error:
        if is_known(text):
            return fail(f"definition is not valid JSON: {error}")
        return unknown(f"definition is {text[:60]}, which only the plan can tell")
    if not isinstance(parsed, Mapping) or not isinstance(parsed.get("States"), Mapping):
        return fail("definition holds no States")
    return parsed


def each_task(machine: Resource, judge: Judge) -> Iterator[Judgement]:
    """What `judge` says of each task, also of those inside of branches."""
    whole = definition(machine)
    if isinstance(whole, Judgement):
        yield whole
        return
    for scope in _scopes(whole, whole):
        for name, state in scope.states.items():
            if state.get("Type") == "Task":
                for judgement in judge(name, state, scope):
                    subject = f"{name}: {judgement.subject}" if judgement.subject else name
                    message = f"the task '{name}' {judgement.message}"
                    yield replace(judgement, message=message, subject=subject)


def function_of(task: State) -> object | None:
    """What a task calls in Lambda: a function's ARN or name; None where it calls something else."""
    resource = str(task.get("Resource", ""))
    if ":states:::lambda:invoke" in resource:
        given = task.get("Parameters", task.get("Arguments"))
        return given.get("FunctionName", "") if isinstance(given, Mapping) else ""
    return resource if ":states:::" not in resource else None


def _scopes(whole: State, block: State) -> Iterator[Scope]:
    found = block.get("States")
    states = {name: state for name, state in found.items() if isinstance(state, Mapping)} if found else {}
    yield Scope(whole, states)
    for state in states.values():
        inner = (*state.get("Branches", ()), state.get("ItemProcessor"), state.get("Iterator"))
        for nested in inner:
            if isinstance(nested, Mapping):
                yield from _scopes(whole, nested)


# ---- what the examples are made of ---------------------------------------------------------------

FUNCTION: Final = "${aws_lambda_alias.capture.arn}"

TASK: Final[State] = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": FUNCTION, "Payload": {"payment_id.$": "$.payment_id"}},
    "ResultSelector": {"state.$": "$.Payload.state"},
    "TimeoutSeconds": 30,
    "Retry": [
        {
            "ErrorEquals": ["Lambda.TooManyRequestsException"],
            "MaxDelaySeconds": 20,
            "JitterStrategy": "FULL",
        }
    ],
    "Catch": [{"ErrorEquals": [EVERY_ERROR], "ResultPath": "$.error", "Next": "tell"}],
    "End": True,
}
TELL: Final[State] = {
    **TASK,
    "Parameters": {"FunctionName": FUNCTION, "Payload": {"error.$": "$.error.Error"}},
    "Catch": [{"ErrorEquals": [EVERY_ERROR], "Next": "failed"}],
    "Next": "failed",
}


def text_of(*, task: State = TASK, tell: State = TELL, seconds: int | None = 300, **more: State) -> str:
    """An example's definition: a task, what tells of its failure, and the end of a failure."""
    whole: dict[str, Any] = {
        "StartAt": "capture",
        "States": {"capture": task, "tell": tell, "failed": {"Type": "Fail"}, **more},
    }
    if seconds is not None:
        whole["TimeoutSeconds"] = seconds
    return json.dumps(whole)


def machine(text: str, kind: str = "EXPRESS") -> Terraform:
    """An example: a machine of this definition."""
    return resources(aws_sfn_state_machine={"name": "payment-zq7", "type": kind, "definition": text})


def without(task: State, *names: str) -> State:
    """A task without some of its fields."""
    return {name: value for name, value in task.items() if name not in names}


UNSET: Final = resources(aws_sfn_state_machine={"name": "payment-zq7"})
UNKNOWN: Final = machine("${var.definition}")
