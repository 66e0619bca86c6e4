"""What fails for good is told, and stays a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import (
    REPORT,
    TASK,
    UNDEFINED_MACHINE,
    UNKNOWN_MACHINE,
    definition_text,
    machine,
    without,
)
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.related.machines import (
    EVERY_ERROR,
    MACHINE,
    State,
    StateGroup,
    each_task,
)
from policies.resource import Resource


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each task catches every error and goes, over a task that tells of it, to a state that fails.

    The task that tells has nothing further to tell: it may go to the failure at once.
    """
    yield from each_task(found, _caught)


def _caught(name: str, task: State, scope: StateGroup) -> Iterator[Judgement]:
    catcher = _catching_all(task)
    if catcher is None:
        yield fail(f"does not catch {EVERY_ERROR}")
        return
    reached = _reached(scope, str(catcher.get("Next")))
    ends = [scope.states[state] for state in reached if not scope.followers(state)]
    if not ends or any(end.get("Type") != "Fail" for end in ends):
        yield fail("ends well after an error: what it catches does not lead to Fail")
    telling = [state for state in reached if scope.states[state].get("Type") == "Task"]
    if not telling and name not in _tellers(scope):
        yield fail("fails without notifying operators: no task stands between its error and Fail")


def _catching_all(task: State) -> State | None:
    for catcher in task.get("Catch", ()):
        if isinstance(catcher, Mapping) and EVERY_ERROR in catcher.get("ErrorEquals", ()):
            return catcher
    return None


def _reached(scope: StateGroup, first: str) -> tuple[str, ...]:
    """The states from `first` on, as long as nothing fails again."""
    found: list[str] = []
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in scope.states and name not in found:
            found.append(name)
            waiting += scope.followers(name)
    return tuple(found)


def _tellers(scope: StateGroup) -> set[str]:
    """The tasks that run after an error of another one."""
    catchers = [_catching_all(state) for state in scope.states.values()]
    return {name for catcher in catchers if catcher for name in _reached(scope, str(catcher.get("Next")))}


def _catching(following: str, *errors: str) -> State:
    return {**TASK, "Catch": [{"ErrorEquals": list(errors or (EVERY_ERROR,)), "Next": following}]}


_WELL: Final[State] = {"Type": "Succeed"}

RULE = Rule(
    id="workflows-failures",
    title="Tasks of state machines catch every error, report it and fail",
    severity=Severity.HIGH,
    types=(MACHINE,),
    check=check,
    rationale=(
        "An error that nothing catches ends the execution in silence, and one that is caught on the way to "
        "success is a payment lost with a green tick."
    ),
    remediation=(
        'Give each task "Catch": [{"ErrorEquals": ["States.ALL"], "Next": state}] where the state alerts and '
        "goes on to Fail."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-13"),
    requirements=("R69",),
    examples=Examples(
        passing=(
            machine(definition_text()),
            machine(
                definition_text(
                    task=_catching("undo"),
                    undo={**TASK, "Next": "tell"},
                )
            ),
        ),
        failing=(
            machine(definition_text(task=without(TASK, "Catch"))),
            machine(definition_text(task=_catching("tell", "ContentionError"))),
            machine(definition_text(task=_catching("done"), done=_WELL)),
            machine(definition_text(task=_catching("failed"))),
            machine(definition_text(task=_catching("nowhere"))),
            machine(definition_text(tell={**REPORT, "Next": "done"}, done=_WELL)),
            machine(definition_text(tell=without(REPORT, "Catch"))),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)
