"""What fails for good is told, and stays a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.related.machines import (
    EVERY_ERROR,
    MACHINE,
    TASK,
    TELL,
    UNKNOWN,
    UNSET,
    Scope,
    State,
    each_task,
    machine,
    text_of,
    without,
)


def check(found: Resource, _estate: Estate) -> Iterator[Judgement]:
    """Each task catches every error and goes, over a task that tells of it, to a state that fails.

    The task that tells has nothing further to tell: it may go to the failure at once.
    """
    yield from each_task(found, _caught)


def _caught(name: str, task: State, scope: Scope) -> Iterator[Judgement]:
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
        yield fail("fails without telling anybody: no task stands between its error and Fail")


def _catching_all(task: State) -> State | None:
    for catcher in task.get("Catch", ()):
        if isinstance(catcher, Mapping) and EVERY_ERROR in catcher.get("ErrorEquals", ()):
            return catcher
    return None


def _reached(scope: Scope, first: str) -> tuple[str, ...]:
    """The states from `first` on, as long as nothing fails again."""
    found: list[str] = []
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in scope.states and name not in found:
            found.append(name)
            waiting += scope.followers(name)
    return tuple(found)


def _tellers(scope: Scope) -> set[str]:
    """The tasks that run after an error of another one."""
    catchers = [_catching_all(state) for state in scope.states.values()]
    return {name for catcher in catchers if catcher for name in _reached(scope, str(catcher.get("Next")))}


def _catching(following: str, *errors: str) -> State:
    return {**TASK, "Catch": [{"ErrorEquals": list(errors or (EVERY_ERROR,)), "Next": following}]}


_WELL: Final[State] = {"Type": "Succeed"}

RULE = Rule(
    id="workflows-failures",
    title="Tasks of state machines catch every error, tell of it and fail",
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
    rows=("R69",),
    examples=Examples(
        passing=(
            machine(text_of()),
            machine(
                text_of(
                    task=_catching("undo"),
                    undo={**TASK, "Next": "tell"},
                )
            ),
        ),
        failing=(
            machine(text_of(task=without(TASK, "Catch"))),
            machine(text_of(task=_catching("tell", "ContentionError"))),
            machine(text_of(task=_catching("done"), done=_WELL)),
            machine(text_of(task=_catching("failed"))),
            machine(text_of(task=_catching("nowhere"))),
            machine(text_of(tell={**TELL, "Next": "done"}, done=_WELL)),
            machine(text_of(tell=without(TELL, "Catch"))),
        ),
        absent=(Status.FAIL, UNSET),
        unknown=(Status.UNKNOWN, UNKNOWN),
    ),
)
