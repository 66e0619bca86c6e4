"""What a workflow keeps is chosen, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import (
    FUNCTION,
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
    each_task,
    function_of,
)
from policies.resource import Resource

_WHOLE: Final = re.compile(
    r"\$|\$\$|\$\.Payload|\$\$\.Execution(?:\.Input)?|\$\$\.State|\{%\s*\$states\.(?:input|result)\s*%\}"
)
"""Paths to everything at once: the input, the answer, the context with the first input in it."""


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each task that calls a function names each field that goes in, and each that comes out."""
    yield from each_task(found, _chosen)


def _chosen(_name: str, task: State, _scope: StateGroup) -> Iterator[Judgement]:
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
        "Inputs and outputs are kept in the history and in the log for a year. What is handed on whole "
        "brings in whatever somebody adds tomorrow: a name, a card number."
    ),
    remediation=(
        'Write "Payload": {"payment_id.$": "$.payment_id"} and "ResultSelector": {"state.$": '
        '"$.Payload.state"}, or "ResultPath": null where the answer is not needed.'
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:SI-12"),
    requirements=("R69", "R80", "C40"),
    examples=Examples(
        passing=(
            machine(definition_text()),
            machine(definition_text(task={**without(TASK, "ResultSelector"), "ResultPath": None})),
            machine(definition_text(task={**_BARE, "Parameters": {"payment_id.$": "$.payment_id"}})),
            machine(
                definition_text(
                    task={**without(TASK, "Parameters"), "Resource": "arn:aws:states:::sns:publish"}
                )
            ),
        ),
        failing=(
            machine(definition_text(task=without(TASK, "Parameters"))),
            machine(
                definition_text(task={**TASK, "Parameters": {"FunctionName": FUNCTION, "Payload.$": "$"}})
            ),
            machine(definition_text(task=_sending({"event.$": "$"}))),
            machine(definition_text(task=_sending({"context": {"all.$": "$$.Execution.Input"}}))),
            machine(definition_text(task=without(_BARE, "Parameters"))),
            machine(definition_text(task=without(TASK, "ResultSelector"))),
            machine(definition_text(task={**TASK, "ResultSelector": {"answer.$": "$.Payload"}})),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)
