"""What a workflow keeps is chosen, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.related.machines import (
    FUNCTION,
    MACHINE,
    TASK,
    UNKNOWN,
    UNSET,
    Scope,
    State,
    each_task,
    function_of,
    machine,
    text_of,
    without,
)

_WHOLE: Final = re.compile(
    r"\$|\$\$|\$\.Payload|\$\$\.Execution(?:\.Input)?|\$\$\.State|\{%\s*\$states\.(?:input|result)\s*%\}"
)
"""Paths to everything at once: the input, the answer, the context with the first input in it."""


def check(found: Resource, _estate: Estate) -> Iterator[Judgement]:
    """Each task that calls a function names each field that goes in, and each that comes out."""
    yield from each_task(found, _chosen)


def _chosen(_name: str, task: State, _scope: Scope) -> Iterator[Judgement]:
    if function_of(task) is None:
        return
    given = task.get("Parameters", task.get("Arguments"))
    # Called by its bare ARN, a function gets the parameters themselves.
    sent = given.get("Payload", given.get("Payload.$")) if _wrapped(task, given) else given
    if not isinstance(sent, Mapping):
        yield fail("hands on more than it names: what its function gets is not written field by field")
    elif whole := _whole_in(sent):
        yield fail(f"hands on all of {whole}")
    discarded = "ResultPath" in task and task["ResultPath"] is None
    kept = task.get("ResultSelector", task.get("Output"))
    if not discarded and not isinstance(kept, Mapping):
        yield fail("keeps all that its function answers: it has no ResultSelector")
    elif isinstance(kept, Mapping) and (whole := _whole_in(kept)):
        yield fail(f"keeps all of {whole}")


def _wrapped(task: State, given: object) -> bool:
    return isinstance(given, Mapping) and ":states:::" in str(task.get("Resource"))


def _whole_in(fields: Mapping[str, object]) -> str:
    for value in fields.values():
        if isinstance(value, Mapping) and (found := _whole_in(value)):
            return found
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            return value
    return ""


def _sending(payload: object) -> State:
    return {**TASK, "Parameters": {"FunctionName": FUNCTION, "Payload": payload}}


_BARE: Final[State] = {**TASK, "Resource": FUNCTION}

RULE = Rule(
    id="workflows-chosen-data",
    title="State machines take and keep named fields only",
    severity=Severity.HIGH,
    types=(MACHINE,),
    check=check,
    rationale=(
        "Inputs and outputs stand in the history and in the log, for a year. What is handed on whole brings "
        "in whatever somebody adds tomorrow: a name, a card number."
    ),
    remediation=(
        'Write "Payload": {"payment_id.$": "$.payment_id"} and "ResultSelector": {"state.$": '
        '"$.Payload.state"}, or "ResultPath": null where the answer is not needed.'
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:SI-12"),
    rows=("R69", "R80"),
    examples=Examples(
        passing=(
            machine(text_of()),
            machine(text_of(task={**without(TASK, "ResultSelector"), "ResultPath": None})),
            machine(text_of(task={**_BARE, "Parameters": {"payment_id.$": "$.payment_id"}})),
            machine(
                text_of(task={**without(TASK, "Parameters"), "Resource": "arn:aws:states:::sns:publish"})
            ),
        ),
        failing=(
            machine(text_of(task=without(TASK, "Parameters"))),
            machine(text_of(task={**TASK, "Parameters": {"FunctionName": FUNCTION, "Payload.$": "$"}})),
            machine(text_of(task=_sending({"event.$": "$"}))),
            machine(text_of(task=_sending({"context": {"all.$": "$$.Execution.Input"}}))),
            machine(text_of(task=without(_BARE, "Parameters"))),
            machine(text_of(task=without(TASK, "ResultSelector"))),
            machine(text_of(task={**TASK, "ResultSelector": {"answer.$": "$.Payload"}})),
        ),
        absent=(Status.FAIL, UNSET),
        unknown=(Status.UNKNOWN, UNKNOWN),
    ),
)
