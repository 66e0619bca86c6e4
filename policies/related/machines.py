"""State machines: their definitions and their tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from policies.expressions.json_texts import loads
from policies.model import Judgement, fail, unknown
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import is_known

MACHINE: Final = "aws_sfn_state_machine"
EVERY_ERROR: Final = "States.ALL"

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StateGroup:
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


TaskCheck = Callable[[str, State, StateGroup], Iterable[Judgement]]


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


def each_task(machine: Resource, judge: TaskCheck) -> Iterator[Judgement]:
    """What `judge` says of each task, also of those inside of branches."""
    whole = definition(machine)
    if isinstance(whole, Judgement):
        yield whole
        return
    for scope in scopes(whole):
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


def scopes(whole: State) -> Iterator[StateGroup]:
    """The groups of states of a definition: its own, and those of its branches."""
    yield from _scopes(whole, whole)


def _scopes(whole: State, block: State) -> Iterator[StateGroup]:
    found = block.get("States")
    states = {name: state for name, state in found.items() if isinstance(state, Mapping)} if found else {}
    yield StateGroup(whole, states)
    for state in states.values():
        inner = (*state.get("Branches", ()), state.get("ItemProcessor"), state.get("Iterator"))
        for nested in inner:
            if isinstance(nested, Mapping):
                yield from _scopes(whole, nested)
