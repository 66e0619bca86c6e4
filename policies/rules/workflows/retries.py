"""What fails for a moment is tried again, and not by everybody at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import TASK, UNDEFINED_MACHINE, UNKNOWN_MACHINE, definition_text, machine, without
from policies.expect import number
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.related.machines import (
    EVERY_ERROR,
    MACHINE,
    State,
    StateGroup,
    each_task,
)
from policies.resource import Resource

_THROTTLED: Final = "Lambda.TooManyRequestsException"
_LONG: Final = 300
"""Seconds that a payment's step may wait without a limit that says so."""
_DEFAULTS: Final = (("IntervalSeconds", 1), ("MaxAttempts", 3))
_COVERING: Final = (_THROTTLED, "States.TaskFailed", EVERY_ERROR)


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each task retries, also when it is throttled; waits grow, up to a limit where they grow long.

    `workflows-retries-scattered` asks for the limit and for chance in all of them.
    """
    yield from each_task(found, _retries)


def _retries(_name: str, task: State, _scope: StateGroup) -> Iterator[Judgement]:
    retriers = [
        retrier
        for retrier in task.get("Retry", ())
        if isinstance(retrier, Mapping) and retrier.get("MaxAttempts") != 0
    ]
    if not retriers:
        yield fail("has no Retry")
        return
    if not any(error in _COVERING for retrier in retriers for error in retrier.get("ErrorEquals", ())):
        yield fail(f"does not retry {_THROTTLED}")
    for retrier in retriers:
        rate = retrier.get("BackoffRate", 2)
        if isinstance(rate, bool) or not isinstance(rate, int | float) or rate <= 1:
            yield fail(f"retries with BackoffRate {rate}, which does not grow")
        elif "MaxDelaySeconds" not in retrier and (longest := _longest(retrier, rate)) > _LONG:
            yield fail(f"retries without MaxDelaySeconds, the last time after {longest:.0f} seconds")


def _longest(retrier: State, rate: float) -> float:
    """The seconds before the last attempt (Step Functions Developer Guide, "Retrying after an error")."""
    first, attempts = (number(retrier.get(key, default)) for key, default in _DEFAULTS)
    return (first or 1) * rate ** max((attempts or 1) - 1, 0)


def _retrying(**changed: object) -> State:
    return {**TASK, "Retry": [{**TASK["Retry"][0], **changed}]}


_ALL: Final = {"ErrorEquals": [EVERY_ERROR]}

RULE = Rule(
    id="workflows-retries",
    title="Tasks of state machines retry with growing waits",
    severity=Severity.HIGH,
    types=(MACHINE,),
    check=check,
    rationale=(
        "Throttling and lost connections pass. Without a retry each is a payment that failed; retried at an "
        "even pace, the service that is overloaded stays so."
    ),
    remediation=(
        'Give each task "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException", ...], "BackoffRate": '
        '2.0, "MaxDelaySeconds": 20, "JitterStrategy": "FULL"}].'
    ),
    controls=(
        "pci-dss-4.0.1:10.7.2",
        "nist-800-53-r5:SI-13",
        "nist-800-53-r5:CP-10(2)",
        "nist-800-53-r5:SC-5(2)",
    ),
    requirements=("R69",),
    examples=Examples(
        passing=(
            machine(definition_text()),
            machine(definition_text(task=_retrying(ErrorEquals=["States.TaskFailed"], BackoffRate=1.5))),
            machine(definition_text(task={"Type": "Pass", "End": True})),
            machine(
                definition_text(task={**TASK, "Retry": [{**_ALL, "IntervalSeconds": 2, "MaxAttempts": 4}]})
            ),
            machine(
                definition_text(
                    task={**TASK, "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 0}, TASK["Retry"][0]]},
                )
            ),
        ),
        failing=(
            machine(definition_text(task=without(TASK, "Retry"))),
            machine(definition_text(task=_retrying(MaxAttempts=0))),
            machine(definition_text(task=_retrying(ErrorEquals=["ContentionError"]))),
            machine(definition_text(task=_retrying(BackoffRate=1))),
            machine(definition_text(task={**TASK, "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 12}]})),
            machine(definition_text(task={**TASK, "Retry": [{**_ALL, "MaxAttempts": 12}]})),
            machine(
                definition_text(
                    both={
                        "Type": "Parallel",
                        "Branches": [{"StartAt": "inner", "States": {"inner": without(TASK, "Retry")}}],
                    }
                )
            ),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)
