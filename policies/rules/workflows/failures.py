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
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.machines import (
    EVERY_ERROR,
    MACHINE,
    State,
    StateGroup,
    each_task,
)
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, Metric, unwatched

_FAILED: Final = Metric("AWS/States", "ExecutionsFailed", "StateMachineArn")


def check(found: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What a task catches leads to a state that fails; of each error a task tells, or an alarm on the
    machine's ExecutionsFailed.

    `workflows-failures-caught` asks for the task, whatever alarms there are.
    """
    is_watched = found.type == MACHINE and not any(unwatched(found, configuration, _FAILED))
    yield from each_task(found, ends_ill if is_watched else caught)


def ends_ill(_name: str, task: State, scope: StateGroup) -> Iterator[Judgement]:
    """That what a task catches ends well."""
    catcher = _catching_all(task)
    if catcher is not None and not _fails(scope, catcher):
        yield fail("ends well after an error: what it catches does not lead to Fail")


def caught(name: str, task: State, scope: StateGroup) -> Iterator[Judgement]:
    """What keeps a task from catching every error and going, over a task that tells of it, to a failure.

    The task that tells has nothing further to tell: it may go to the failure at once, or fail itself after it
    was tried again.
    """
    yield from ends_ill(name, task, scope)
    fails_anyway = task.get("Retry") and name in _tellers(scope) and _fails(scope, task)
    if _catching_all(task) is not None or not fails_anyway:
        yield from unheard(name, task, scope)


def unheard(name: str, task: State, scope: StateGroup) -> Iterator[Judgement]:
    """That a task does not catch every error, or that no task tells of what it catches."""
    catcher = _catching_all(task)
    if catcher is None:
        yield fail(f"does not catch {EVERY_ERROR}")
        return
    reached = _reached(scope, str(catcher.get("Next")))
    telling = [state for state in reached if scope.states[state].get("Type") == "Task"]
    if not telling and name not in _tellers(scope):
        yield fail("fails without notifying operators: no task stands between its error and Fail")


def _fails(scope: StateGroup, catcher: State) -> bool:
    reached = _reached(scope, str(catcher.get("Next")))
    ends = [scope.states[state] for state in reached if not scope.followers(state)]
    return bool(ends) and all(end.get("Type") == "Fail" for end in ends)


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


def _watched(text: str) -> Terraform:
    alarm = {
        "namespace": _FAILED.namespace,
        "metric_name": _FAILED.name,
        "dimensions": {_FAILED.dimension: f"${{{MACHINE}.example.arn}}"},
    }
    return {"resource": {**machine(text)["resource"], ALARM: {"failed": alarm}}}


_WELL: Final[State] = {"Type": "Succeed"}

RULE = Rule(
    id="workflows-failures",
    title="Errors in state machines are told of, and stay failures",
    severity=Severity.HIGH,
    types=(MACHINE,),
    scope="configuration",
    check=check,
    rationale=(
        "An error that nothing catches ends the execution in silence, and one that is caught on the way to "
        "success is a payment lost with a green tick."
    ),
    remediation=(
        'Give each task "Catch": [{"ErrorEquals": ["States.ALL"], "Next": state}] where the state alerts and '
        "goes on to Fail, or add a CloudwatchMetricAlarm on ExecutionsFailed."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-13"),
    requirements=("R69",),
    examples=Examples(
        passing=(
            machine(definition_text()),
            machine(definition_text(tell=without(REPORT, "Catch"))),
            _watched(definition_text(task=without(TASK, "Catch"))),
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
            _watched(definition_text(task=_catching("done"), done=_WELL)),
            machine(definition_text(task=_catching("nowhere"))),
            machine(definition_text(tell={**REPORT, "Next": "done"}, done=_WELL)),
            machine(definition_text(tell=without(REPORT, "Catch", "Retry"))),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)
