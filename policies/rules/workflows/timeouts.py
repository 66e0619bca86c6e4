"""Nothing is waited for without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
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
    MACHINE,
    State,
    StateGroup,
    definition,
    each_task,
    scopes,
)
from policies.resource import Resource

_EXPRESS_SECONDS: Final = 300
"""Step Functions Developer Guide, "Service quotas": the longest that an Express execution runs."""


_WAITING: Final = re.compile(r"\.(?:sync(?::2)?|waitForTaskToken)$|:activity:|^\$\{aws_sfn_activity\.")
"""What ends when something else says so (Step Functions Developer Guide, "Service integration patterns")."""


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The machine has a TimeoutSeconds that its type allows, and each task one that is no longer; where no
    task has one, those that wait for an end elsewhere.
    """
    whole = definition(found)
    if isinstance(whole, Judgement):
        yield whole
        return
    seconds = _seconds(whole)
    if seconds is None:
        yield fail("the definition has no TimeoutSeconds")
    elif found.get("type") == "EXPRESS" and seconds > _EXPRESS_SECONDS:
        yield fail(f"TimeoutSeconds is {seconds}; an express machine ends after {_EXPRESS_SECONDS}")
    tasks = [state for scope in scopes(whole) for state in scope.states.values() if _is_limited(state)]
    yield from each_task(found, partial(_limited, by_task=bool(tasks) or seconds is None))


def _is_limited(state: State) -> bool:
    return state.get("Type") == "Task" and ("TimeoutSecondsPath" in state or _seconds(state) is not None)


def _limited(_name: str, task: State, scope: StateGroup, *, by_task: bool) -> Iterator[Judgement]:
    seconds, most = _seconds(task), _seconds(scope.whole)
    if not _is_limited(task) and (by_task or _WAITING.search(str(task.get("Resource")))):
        yield fail("has no TimeoutSeconds")
    elif seconds is not None and most is not None and seconds > most:
        yield fail(f"has TimeoutSeconds {seconds}, longer than the {most} of the whole")


def _seconds(state: State) -> int | None:
    value = state.get("TimeoutSeconds")
    return value if type(value) is int and value > 0 else None


_UNLIMITED: Final = "arn:aws:states:::ecs:runTask"


def _unlimited(resource: str = _UNLIMITED) -> State:
    return {**without(REPORT, "TimeoutSeconds"), "Resource": resource}


RULE = Rule(
    id="workflows-timeouts",
    title="State machines and their tasks have timeouts",
    severity=Severity.MEDIUM,
    types=(MACHINE,),
    check=check,
    rationale=(
        "Without a limit a task waits for its function's, and a standard execution for a year: a "
        "payment that hangs is neither done nor failed, and nobody is notified."
    ),
    remediation='Set "TimeoutSeconds" in the definition (at most 300 for EXPRESS) and in each task.',
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SI-13"),
    requirements=("R69",),
    examples=Examples(
        passing=(
            machine(definition_text()),
            machine(definition_text(task=_unlimited(), tell=_unlimited())),
            machine(definition_text(seconds=3600), "STANDARD"),
            machine(
                definition_text(task={**without(TASK, "TimeoutSeconds"), "TimeoutSecondsPath": "$.seconds"})
            ),
        ),
        failing=(
            machine(definition_text(task=_unlimited(f"{_UNLIMITED}.sync:2"), tell=_unlimited())),
            machine(definition_text(seconds=None)),
            machine(definition_text(seconds=301)),
            machine(definition_text(seconds=0)),
            machine(definition_text(seconds=20)),
            machine(definition_text(task=without(TASK, "TimeoutSeconds"))),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)
