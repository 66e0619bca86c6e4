"""What fails for good is told by the workflow itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import TASK, UNDEFINED_MACHINE, UNKNOWN_MACHINE, definition_text, machine, without
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.related.machines import EVERY_ERROR, MACHINE, each_task
from policies.resource import Resource
from policies.rules.workflows.failures import unheard


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each task catches every error and goes over a task that tells of it; `workflows-failures` judges where
    that ends.
    """
    yield from each_task(found, unheard)


_SILENT: Final = {**TASK, "Catch": [{"ErrorEquals": [EVERY_ERROR], "Next": "failed"}]}

RULE = Rule(
    id="workflows-failures-caught",
    title="Tasks of state machines catch every error and report it",
    severity=Severity.MEDIUM,
    types=(MACHINE,),
    check=check,
    rationale=(
        "An alarm says that an execution failed, and not which payment: the workflow knows that, and may "
        "undo what came before."
    ),
    remediation='Give each task "Catch": [{"ErrorEquals": ["States.ALL"], "Next": a state that alerts}].',
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-13"),
    requirements=("R69",),
    examples=Examples(
        passing=(machine(definition_text()),),
        failing=(
            machine(definition_text(task=without(TASK, "Catch"))),
            machine(definition_text(task=_SILENT)),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)
